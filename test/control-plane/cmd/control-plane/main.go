// Command control-plane judges YAML by a real Kubernetes control plane, and is the parts of that control plane.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"cdk8s-hardened/control-plane/internal/components"
)

const usage = `usage: control-plane judge [--complete FOLDER]... [--fragments FOLDER]... [--self-test FOLDER] [--report FILE]

  --complete   judge all files of a folder together: one application, with everything that it refers to
  --fragments  judge each file of a folder by itself, and stub what it refers to
  --self-test  judge the fixtures of a folder, and compare with what they expect
  --report     write the totals as JSON
`

func main() {
	if len(os.Args) < 2 {
		misuse("a command is missing")
	}
	if code, ok := components.Run(os.Args[1], os.Args[2:]); ok {
		os.Exit(code)
	}
	if os.Args[1] != "judge" {
		misuse(fmt.Sprintf("the command must be judge (is %q)", os.Args[1]))
	}
	ctx, cancel := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	code := judgeCommand(ctx, os.Args[2:])
	cancel()
	os.Exit(code)
}

func misuse(problem string) {
	fmt.Fprintf(os.Stderr, "control-plane: %s\n\n%s", problem, usage)
	os.Exit(2)
}
