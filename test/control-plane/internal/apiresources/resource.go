// Package apiresources reads which resources, verbs and subresources Kubernetes serves from its swagger.json.
package apiresources

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// verbOrder is the order in which the Kubernetes documentation lists verbs, for a file that people read.
var verbOrder = []string{"get", "list", "watch", "create", "update", "patch", "delete", "deletecollection"}

// Verbs is a set of RBAC request verbs.
type Verbs map[string]bool

// Sorted lists the verbs in documentation order.
func (v Verbs) Sorted() []string {
	return slices.SortedFunc(maps.Keys(v), func(a, b string) int {
		return slices.Index(verbOrder, a) - slices.Index(verbOrder, b)
	})
}

// Key names a resource the way an RBAC rule does: without a version.
type Key struct {
	Group    string
	Resource string
}

// Resource is what all versions of one resource offer together.
type Resource struct {
	Key
	Kind         string
	Namespaced   bool
	Verbs        Verbs
	Subresources map[string]Verbs
}

// Table is the union over everything that was added to it.
type Table map[Key]*Resource

// Sorted lists the resources by group, then by name.
func (t Table) Sorted() []*Resource {
	return slices.SortedFunc(maps.Values(t), func(a, b *Resource) int {
		if a.Group != b.Group {
			return strings.Compare(a.Group, b.Group)
		}
		return strings.Compare(a.Resource, b.Resource)
	})
}

func (t Table) resource(key Key) *Resource {
	if t[key] == nil {
		t[key] = &Resource{Key: key, Verbs: Verbs{}, Subresources: map[string]Verbs{}}
	}
	return t[key]
}

// add records that a served path answers a verb.
func (t Table) add(p servedPath, verb, kind string) error {
	r := t.resource(p.key)
	r.Namespaced = r.Namespaced || p.namespaced
	if p.subresource == "" {
		if r.Kind != "" && r.Kind != kind {
			return fmt.Errorf("resource %q of group %q: has two kinds, %s and %s", p.key.Resource, p.key.Group, r.Kind, kind)
		}
		r.Kind = kind
		r.Verbs[verb] = true
		return nil
	}
	if r.Subresources[p.subresource] == nil {
		r.Subresources[p.subresource] = Verbs{}
	}
	r.Subresources[p.subresource][verb] = true
	return nil
}
