package main

import (
	"slices"
	"testing"

	"cdk8s-hardened/control-plane/internal/apiresources"
)

// The newest version is a dependency of this module anyway, so this test downloads nothing of its own.
func TestNewestVersion(t *testing.T) {
	table := apiresources.Table{}
	if err := addVersion(table, versions[len(versions)-1]); err != nil {
		t.Fatal(err)
	}
	everything := []string{"get", "list", "watch", "create", "update", "patch", "delete", "deletecollection"}
	connect := []string{"get", "create"}
	write := []string{"get", "update", "patch"}
	proxy := []string{"get", "create", "update", "patch", "delete"}
	for _, want := range []struct {
		group, resource, subresource string
		namespaced                   bool
		verbs                        []string
	}{
		{"", "pods", "", true, everything},
		{"", "pods", "attach", true, connect},
		{"", "pods", "binding", true, []string{"create"}},
		{"", "pods", "ephemeralcontainers", true, write},
		{"", "pods", "eviction", true, []string{"create"}},
		{"", "pods", "exec", true, connect},
		{"", "pods", "log", true, []string{"get"}},
		{"", "pods", "portforward", true, connect},
		{"", "pods", "proxy", true, proxy},
		{"", "pods", "resize", true, write},
		{"", "pods", "status", true, write},
		{"", "serviceaccounts", "token", true, []string{"create"}},
		{"", "nodes", "", false, everything},
		{"", "nodes", "proxy", false, proxy},
		{"", "namespaces", "", false, everything[:7]},
		{"", "namespaces", "finalize", false, []string{"update"}},
		{"", "componentstatuses", "", false, []string{"get", "list"}},
		{"authentication.k8s.io", "tokenreviews", "", false, []string{"create"}},
		{"authorization.k8s.io", "localsubjectaccessreviews", "", true, []string{"create"}},
		{"apps", "deployments", "scale", true, write},
		{"rbac.authorization.k8s.io", "clusterroles", "", false, everything},
	} {
		r := table[apiresources.Key{Group: want.group, Resource: want.resource}]
		if r == nil {
			t.Errorf("%s/%s: is missing", want.group, want.resource)
			continue
		}
		verbs := r.Verbs
		if want.subresource != "" {
			verbs = r.Subresources[want.subresource]
		}
		if have := verbs.Sorted(); !slices.Equal(have, want.verbs) || r.Namespaced != want.namespaced {
			t.Errorf("%s/%s/%s: must have %v, namespaced %t (has %v, %t)", want.group, want.resource, want.subresource, want.verbs, want.namespaced, have, r.Namespaced)
		}
	}
}
