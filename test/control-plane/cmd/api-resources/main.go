// Command api-resources writes src/kubernetes/api-resources.data.ts: what the API resources of Kubernetes offer.
// With --check it writes nothing and fails when the file differs.
package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"

	"cdk8s-hardened/control-plane/internal/apiresources"
)

// versions are the newest patch of each minor that the module proxy has.
// Patches of one minor do not change the API, so an older one here only ever costs a version number in the header.
var versions = []string{
	"v1.27.16", "v1.28.15", "v1.29.15", "v1.30.14", "v1.31.14", "v1.32.13", "v1.33.13", "v1.34.4", "v1.35.4", "v1.36.3", "v1.37.1",
}

func main() {
	out := flag.String("out", "../../src/kubernetes/api-resources.data.ts", "the file to write, or to compare with")
	check := flag.Bool("check", false, "write nothing; fail when the file differs")
	flag.Parse()
	if err := run(*out, *check); err != nil {
		fmt.Fprintf(os.Stderr, "api-resources: %v\n", err)
		os.Exit(1)
	}
}

func run(out string, check bool) error {
	table := apiresources.Table{}
	for _, version := range versions {
		if err := addVersion(table, version); err != nil {
			return fmt.Errorf("k8s.io/kubernetes %s: %w", version, err)
		}
	}
	want := []byte(table.TypeScript(versions))
	have, err := os.ReadFile(out)
	if err == nil && bytes.Equal(have, want) {
		fmt.Printf("api-resources: %s is up to date (%d resources)\n", out, len(table))
		return nil
	}
	if check {
		return fmt.Errorf("%s: is out of date. Run `go run ./cmd/api-resources` in test/control-plane and commit the result", out)
	}
	if err := os.MkdirAll(filepath.Dir(out), 0o755); err != nil {
		return err
	}
	if err := os.WriteFile(out, want, 0o644); err != nil {
		return err
	}
	fmt.Printf("api-resources: wrote %s (%d resources)\n", out, len(table))
	return nil
}

func addVersion(table apiresources.Table, version string) error {
	dir, err := moduleDir(version)
	if err != nil {
		return err
	}
	file, err := os.Open(filepath.Join(dir, "api", "openapi-spec", "swagger.json"))
	if err != nil {
		return err
	}
	defer file.Close()
	return table.AddSwagger(file)
}

// moduleDir downloads a version, without importing it: go.mod can only name one.
func moduleDir(version string) (string, error) {
	cmd := exec.Command("go", "mod", "download", "-json", "k8s.io/kubernetes@"+version)
	out, err := cmd.Output()
	var module struct{ Dir, Error string }
	if jsonErr := json.Unmarshal(out, &module); jsonErr != nil {
		return "", fmt.Errorf("cannot be downloaded: %w", err)
	}
	if module.Error != "" {
		return "", fmt.Errorf("cannot be downloaded: %s", module.Error)
	}
	return module.Dir, nil
}
