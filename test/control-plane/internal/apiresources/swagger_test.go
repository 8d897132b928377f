package apiresources

import (
	"slices"
	"strings"
	"testing"
)

func TestParsePath(t *testing.T) {
	for path, want := range map[string]servedPath{
		"/api/v1/nodes/{name}":                                                 {key: Key{"", "nodes"}},
		"/api/v1/nodes/{name}/proxy/{path}":                                    {key: Key{"", "nodes"}, subresource: "proxy"},
		"/api/v1/namespaces":                                                   {key: Key{"", "namespaces"}},
		"/api/v1/namespaces/{name}/finalize":                                   {key: Key{"", "namespaces"}, subresource: "finalize"},
		"/api/v1/namespaces/{namespace}/pods/{name}/exec":                      {Key{"", "pods"}, true, "exec"},
		"/api/v1/watch/namespaces/{namespace}/pods":                            {Key{"", "pods"}, true, ""},
		"/api/v1/watch/namespaces/{name}":                                      {key: Key{"", "namespaces"}},
		"/apis/apps/v1/deployments":                                            {key: Key{"apps", "deployments"}},
		"/apis/apps/v1/namespaces/{namespace}/deployments/{name}":              {Key{"apps", "deployments"}, true, ""},
		"/apis/certificates.k8s.io/v1/certificatesigningrequests/{n}/approval": {key: Key{"certificates.k8s.io", "certificatesigningrequests"}, subresource: "approval"},
	} {
		if have, ok := parsePath(path); !ok || have != want {
			t.Errorf("%s: must be %+v (is %+v, %t)", path, want, have, ok)
		}
	}
	for _, path := range []string{"/api/", "/api/v1/", "/apis/", "/apis/apps/", "/apis/apps/v1/", "/logs/{logpath}", "/version/", "/.well-known/openid-configuration/"} {
		if have, ok := parsePath(path); ok {
			t.Errorf("%s: is no resource (was read as %+v)", path, have)
		}
	}
}

const swagger = `{"paths": {
  "/api/v1/pods": {"get": {"x-kubernetes-action": "list", "x-kubernetes-group-version-kind": {"kind": "Pod"}}, "parameters": []},
  "/api/v1/watch/pods": {"get": {"x-kubernetes-action": "watchlist", "x-kubernetes-group-version-kind": {"kind": "Pod"}}},
  "/api/v1/namespaces/{namespace}/pods": {"post": {"x-kubernetes-action": "post", "x-kubernetes-group-version-kind": {"kind": "Pod"}}},
  "/api/v1/namespaces/{namespace}/pods/{name}/proxy": {
    "get": {"x-kubernetes-action": "connect"}, "head": {"x-kubernetes-action": "connect"}, "options": {"x-kubernetes-action": "connect"},
    "put": {"x-kubernetes-action": "connect"}, "post": {"x-kubernetes-action": "connect"}}
}}`

func TestAddSwagger(t *testing.T) {
	table := Table{}
	if err := table.AddSwagger(strings.NewReader(swagger)); err != nil {
		t.Fatal(err)
	}
	pods := table[Key{"", "pods"}]
	if pods == nil || pods.Kind != "Pod" || !pods.Namespaced {
		t.Fatalf("pods: must be a namespaced Pod (is %+v)", pods)
	}
	if have := pods.Verbs.Sorted(); !slices.Equal(have, []string{"list", "watch", "create"}) {
		t.Errorf("pods: verbs are %v", have)
	}
	if have := pods.Subresources["proxy"].Sorted(); !slices.Equal(have, []string{"get", "create", "update"}) {
		t.Errorf("pods/proxy: verbs are %v", have)
	}
	line := "  { group: '', resource: 'pods', kind: 'Pod', namespaced: true, verbs: ['list', 'watch', 'create'], subresources: { proxy: ['get', 'create', 'update'] } },\n"
	if source := table.TypeScript([]string{"v1.27.16", "v1.37.1"}); !strings.Contains(source, line) || !strings.Contains(source, "k8s.io/kubernetes v1.27.16, v1.37.1; do not edit.") {
		t.Errorf("source is\n%s", source)
	}
}

func TestAddSwaggerRefuses(t *testing.T) {
	for want, content := range map[string]string{
		"is not readable":                    `[`,
		"has no known RBAC verb":             `{"paths": {"/api/v1/pods": {"get": {"x-kubernetes-action": "peek"}}}}`,
		`has two kinds, Pod and Other`:       `{"paths": {"/api/v1/pods": {"get": {"x-kubernetes-action": "list", "x-kubernetes-group-version-kind": {"kind": "Pod"}}, "post": {"x-kubernetes-action": "post", "x-kubernetes-group-version-kind": {"kind": "Other"}}}}}`,
		"get /api/v1/pods: is not an operat": `{"paths": {"/api/v1/pods": {"get": []}}}`,
	} {
		if err := (Table{}).AddSwagger(strings.NewReader(content)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error must contain %q (is %v)", want, err)
		}
	}
}
