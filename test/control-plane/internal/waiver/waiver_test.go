package waiver

import (
	"slices"
	"testing"
)

func TestIn(t *testing.T) {
	have := In(map[string]string{
		"waiver.cdk8s-hardened/host-network":          `{"reason":"metrics","owner":"sre@example.com","expires":"2027-06-30"}`,
		"waiver.cdk8s-hardened/capabilities-added":    `{"reason":"ping","expires":"2027-06-30","container":"app"}`,
		"waiver.cdk8s-hardened/no-reason":             `{"reason":" ","expires":"2027-06-30"}`,
		"waiver.cdk8s-hardened/no-day":                `{"reason":"x","expires":"soon"}`,
		"waiver.cdk8s-hardened/no-json":               `true story`,
		"waiver.cdk8s-hardened/no-such-field":         `{"reason":"x","expires":"2027-06-30","level":"high"}`,
		"waiver.cdk8s-hardened/two-values":            `{"reason":"x","expires":"2027-06-30"} {}`,
		"waiver.example.com/host-pid":                 `{"reason":"x","expires":"2027-06-30"}`,
		"container.apparmor.security.beta.kubernetes": "",
	})
	if want := []Waiver{{"capabilities-added", "app"}, {"host-network", ""}}; !slices.Equal(have, want) {
		t.Errorf("waivers must be %v (are %v)", want, have)
	}
}

func TestCovers(t *testing.T) {
	if w := (Waiver{Check: "x"}); !w.Covers("app") || !w.Covers("") {
		t.Error("a waiver of the pod must cover the pod and all containers")
	}
	if w := (Waiver{Check: "x", Container: "app"}); !w.Covers("app") || w.Covers("other") || w.Covers("") {
		t.Error("a waiver of a container must cover that one only")
	}
}
