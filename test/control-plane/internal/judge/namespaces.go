package judge

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"cdk8s-hardened/control-plane/internal/manifest"
)

const (
	// defaultNamespace is where objects go that name none.
	defaultNamespace = "judge"
	podSecurityLabel = "pod-security.kubernetes.io/"
)

// restricted is what a namespace enforces that the unit does not define.
var restricted = map[string]any{podSecurityLabel + "enforce": "restricted", podSecurityLabel + "enforce-version": "latest"}

// namespaces maps the namespaces of one unit to those of the cluster.
type namespaces struct {
	prefix string
	real   map[string]string
	// defined are the Namespaces that the unit itself holds.
	defined map[string]manifest.Object
}

func newNamespaces(number int, unit Unit) *namespaces {
	n := &namespaces{prefix: fmt.Sprintf("unit-%d-", number), real: map[string]string{}, defined: map[string]manifest.Object{}}
	for _, o := range unit.Objects {
		if o.IsNamespace() {
			n.defined[o.GetName()] = o
			n.realName(o.GetName())
		} else {
			n.realName(o.GetNamespace())
		}
	}
	return n
}

func (n *namespaces) realName(name string) string {
	if name == "" {
		name = defaultNamespace
	}
	if n.real[name] == "" {
		n.real[name] = fmt.Sprintf("%s%d", n.prefix, len(n.real))
	}
	return n.real[name]
}

// asWritten gives namespaces their own names back in a message of the API server.
func (n *namespaces) asWritten(message string) string {
	// The longest first: unit-1-1 is a part of unit-1-10.
	names := slices.SortedFunc(maps.Keys(n.real), func(a, b string) int { return len(n.real[b]) - len(n.real[a]) })
	for _, name := range names {
		message = strings.ReplaceAll(message, n.real[name], name)
	}
	return message
}

// createNamespaces judges the Namespaces of the unit under their own names, and really creates all under the cluster's names.
func (r *run) createNamespaces(ctx context.Context) error {
	for _, name := range slices.Sorted(maps.Keys(r.namespaces.real)) {
		labels := maps.Clone(restricted)
		if o, ok := r.namespaces.defined[name]; ok {
			_, err := r.cluster.create(ctx, o.Unstructured, true)
			if apierrors.IsAlreadyExists(err) {
				// Such as `default`: every cluster has it, and applying it changes labels only.
				err = nil
			}
			if err := r.recordError(o, Accepted, err); err != nil {
				return err
			}
			labels, _, _ = unstructured.NestedMap(o.Object, "metadata", "labels")
		}
		if r.unit.Unhardened {
			maps.DeleteFunc(labels, func(key string, _ any) bool { return strings.HasPrefix(key, podSecurityLabel) })
		}
		err := r.cluster.ensureNamespace(ctx, r.namespaces.real[name], labels)
		if err != nil && !isOutage(err) {
			// Refused, and recorded above; its objects are still judged.
			err = r.cluster.ensureNamespace(ctx, r.namespaces.real[name], restricted)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// place copies an object into its namespace of the cluster.
func (r *run) place(o manifest.Object) *unstructured.Unstructured {
	placed := o.DeepCopy()
	if r.cluster.isNamespaced(o) {
		placed.SetNamespace(r.namespaces.realName(o.GetNamespace()))
	}
	return placed
}

func (c *cluster) ensureNamespace(ctx context.Context, name string, labels map[string]any) error {
	namespace := object("v1", "Namespace", "", name, nil)
	if len(labels) > 0 {
		if err := unstructured.SetNestedMap(namespace.Object, labels, "metadata", "labels"); err != nil {
			return err
		}
	}
	return c.ensure(ctx, namespace)
}
