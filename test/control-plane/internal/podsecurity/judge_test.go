package podsecurity

import (
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	corev1 "k8s.io/api/core/v1"
	"sigs.k8s.io/yaml"

	"cdk8s-hardened/control-plane/internal/waiver"
)

const accepted = `
spec:
  securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
  containers:
    - name: app
      securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
`

func read(t *testing.T, content string) *corev1.Pod {
	t.Helper()
	pod := &corev1.Pod{}
	if err := yaml.UnmarshalStrict([]byte(content), pod); err != nil {
		t.Fatal(err)
	}
	return pod
}

func allWaivers() []waiver.Waiver {
	var all []waiver.Waiver
	for _, check := range slices.Sorted(maps.Keys(repairs)) {
		all = append(all, waiver.Waiver{Check: check})
	}
	return all
}

func TestAccepted(t *testing.T) {
	if v := Judge(read(t, accepted), allWaivers()); len(v.Refusals)+len(v.Waived) > 0 {
		t.Errorf("must be accepted without a waiver (is %+v)", v)
	}
}

func TestMinorsAreNamed(t *testing.T) {
	pod := read(t, strings.Replace(accepted, "runAsNonRoot: true, ", "", 1)+"  hostUsers: false\n")
	want := []string{`restricted v1.27 to v1.34: runAsNonRoot != true (pod or container "app" must set securityContext.runAsNonRoot=true)`}
	if v := Judge(pod, nil); !slices.Equal(v.Refusals, want) {
		t.Errorf("refusals must be %q (are %q)", want, v.Refusals)
	}
}

func TestWaivers(t *testing.T) {
	// The API refuses a privileged container that rules escalation out, and one with SYS_ADMIN.
	privileged := strings.NewReplacer("allowPrivilegeEscalation: false", "allowPrivilegeEscalation: true, privileged: true").Replace(accepted)
	admin := strings.NewReplacer("allowPrivilegeEscalation: false", "allowPrivilegeEscalation: true", "[ALL]", "[ALL], add: [SYS_ADMIN]").Replace(accepted)
	added := strings.Replace(accepted, "[ALL]", "[ALL], add: [CHOWN]", 1)
	host := accepted + "  hostNetwork: true\n"
	for _, test := range []struct {
		title, pod string
		waivers    []waiver.Waiver
		waived     bool
	}{
		{"its own", host, []waiver.Waiver{{Check: "host-network"}}, true},
		{"another", host, []waiver.Waiver{{Check: "host-pid"}}, false},
		{"one that Pod Security does not know", host, []waiver.Waiver{{Check: "replicas-min"}}, false},
		{"one of two", host + "  hostPID: true\n", []waiver.Waiver{{Check: "host-network"}}, false},
		{"both", host + "  hostPID: true\n", []waiver.Waiver{{Check: "host-network"}, {Check: "host-pid"}}, true},
		{"its own container", added, []waiver.Waiver{{Check: "capabilities-added", Container: "app"}}, true},
		{"another container", added, []waiver.Waiver{{Check: "capabilities-added", Container: "other"}}, false},
		{"privileged includes escalation", privileged, []waiver.Waiver{{Check: "privileged-container"}}, true},
		{"SYS_ADMIN includes escalation", admin, []waiver.Waiver{{Check: "capabilities-added"}}, true},
		{"escalation does not include privileged", privileged, []waiver.Waiver{{Check: "allow-privilege-escalation"}}, false},
	} {
		v := Judge(read(t, test.pod), test.waivers)
		if (len(v.Waived) > 0) != test.waived || (len(v.Refusals) == 0) != test.waived {
			t.Errorf("%s: waived must be %t (is %+v)", test.title, test.waived, v)
		}
	}
}

// Every pod that upstream says is refused must be refused here, and must be accepted once all is waived:
// so no field that Pod Security looks at is missing among the repairs.
func TestUpstreamFixtures(t *testing.T) {
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "k8s.io/pod-security-admission").Output()
	if err != nil {
		t.Fatal(err)
	}
	total := 0
	for minor := firstMinor; minor <= lastMinor; minor++ {
		files, err := filepath.Glob(filepath.Join(strings.TrimSpace(string(out)), "test", "testdata", "restricted", fmt.Sprintf("v1.%d", minor), "fail", "*.yaml"))
		if err != nil || len(files) < 60 {
			t.Fatalf("v1.%d: must have at least 60 fixtures (has %d, %v)", minor, len(files), err)
		}
		total += len(files)
		for _, file := range files {
			content, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			pod := read(t, string(content))
			if v := Judge(pod, nil); len(v.Refusals) == 0 {
				t.Errorf("v1.%d %s: must be refused", minor, filepath.Base(file))
			}
			if v := Judge(pod, allWaivers()); len(v.Waived) == 0 {
				t.Errorf("v1.%d %s: must be accepted once all is waived (is refused: %q)", minor, filepath.Base(file), v.Refusals)
			}
		}
	}
	t.Logf("%d fixtures", total)
}
