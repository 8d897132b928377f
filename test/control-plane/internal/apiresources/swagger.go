package apiresources

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
)

// operation is the part of an OpenAPI v2 operation that says which API request it is.
type operation struct {
	Action string `json:"x-kubernetes-action"`
	GVK    struct {
		Kind string `json:"kind"`
	} `json:"x-kubernetes-group-version-kind"`
}

// AddSwagger adds every resource of a swagger.json to the table.
func (t Table) AddSwagger(r io.Reader) error {
	var document struct {
		Paths map[string]map[string]json.RawMessage `json:"paths"`
	}
	if err := json.NewDecoder(r).Decode(&document); err != nil {
		return fmt.Errorf("swagger.json: is not readable: %w", err)
	}
	for _, path := range slices.Sorted(maps.Keys(document.Paths)) {
		served, ok := parsePath(path)
		if !ok {
			continue
		}
		for _, method := range slices.Sorted(maps.Keys(document.Paths[path])) {
			if method == "parameters" {
				continue
			}
			var op operation
			if err := json.Unmarshal(document.Paths[path][method], &op); err != nil {
				return fmt.Errorf("swagger.json: %s %s: is not an operation: %w", method, path, err)
			}
			verb, err := rbacVerb(method, op.Action)
			if err != nil {
				return fmt.Errorf("swagger.json: %s %s: %w", method, path, err)
			}
			if verb == "" {
				continue
			}
			if err := t.add(served, verb, op.GVK.Kind); err != nil {
				return fmt.Errorf("swagger.json: %s: %w", path, err)
			}
		}
	}
	return nil
}

// servedPath is a path of the API server, taken apart.
type servedPath struct {
	key         Key
	namespaced  bool
	subresource string
}

// parsePath understands /api/VERSION/... and /apis/GROUP/VERSION/...; false for discovery, /logs, /version and the like.
func parsePath(path string) (servedPath, bool) {
	var p servedPath
	parts := strings.Split(strings.Trim(path, "/"), "/")
	switch {
	case parts[0] == "api" && len(parts) > 2:
		parts = parts[2:]
	case parts[0] == "apis" && len(parts) > 3:
		p.key.Group = parts[1]
		parts = parts[3:]
	default:
		return p, false
	}
	if parts[0] == "watch" {
		parts = parts[1:]
	}
	// The resource `namespaces` itself has the parameter {name}.
	if len(parts) > 2 && parts[0] == "namespaces" && parts[1] == "{namespace}" {
		p.namespaced = true
		parts = parts[2:]
	}
	p.key.Resource = parts[0]
	if len(parts) > 2 {
		// What follows, as in proxy/{path}, is an argument of the subresource.
		p.subresource = parts[2]
	}
	return p, true
}

// methodVerbs is how the API server names a request to a resource by its HTTP method (RequestInfoFactory).
var methodVerbs = map[string]string{
	"get": "get", "head": "get", "post": "create", "put": "update", "patch": "patch", "delete": "delete",
}

var actionVerbs = map[string]string{
	"get": "get", "list": "list", "watch": "watch", "watchlist": "watch", "post": "create", "put": "update",
	"patch": "patch", "delete": "delete", "deletecollection": "deletecollection",
}

// rbacVerb is the verb that a request is authorised as; empty where there is none (OPTIONS of a proxy).
func rbacVerb(method, action string) (string, error) {
	if action == "connect" {
		return methodVerbs[method], nil
	}
	verb, ok := actionVerbs[action]
	if !ok {
		return "", fmt.Errorf("x-kubernetes-action has no known RBAC verb (is %q); add it to actionVerbs", action)
	}
	return verb, nil
}
