package judge

import (
	"context"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"cdk8s-hardened/control-plane/internal/manifest"
	"cdk8s-hardened/control-plane/internal/workload"
)

// stubPriority is the value of a PriorityClass that the unit only refers to.
const stubPriority = 1000

// stub creates what the pods refer to and the unit does not hold.
func (r *run) stub(ctx context.Context) error {
	for _, namespace := range r.namespaces.real {
		// Every namespace has this account, made by a controller that does not run here.
		if err := unlessAnswer(r.cluster.ensure(ctx, object("v1", "ServiceAccount", namespace, "default", nil))); err != nil {
			return err
		}
	}
	for _, o := range r.unit.Objects {
		w, ok, err := workload.Of(o.Unstructured)
		if !ok || err != nil {
			continue
		}
		if err := r.stubFor(ctx, o, w); err != nil {
			return err
		}
	}
	return nil
}

func (r *run) stubFor(ctx context.Context, o manifest.Object, w workload.Workload) error {
	// What sandboxes the nodes have is for the cluster to say, never for an application: also a complete unit may leave it out.
	if err := r.stubClass(ctx, "node.k8s.io/v1", "RuntimeClass", w.RuntimeClass(), map[string]any{"handler": "stub"}); err != nil {
		return err
	}
	if r.unit.Complete {
		return nil
	}
	account := object("v1", "ServiceAccount", r.namespaces.realName(o.GetNamespace()), w.ServiceAccount(), nil)
	if err := unlessAnswer(r.cluster.ensure(ctx, account)); err != nil {
		return err
	}
	return r.stubClass(ctx, "scheduling.k8s.io/v1", "PriorityClass", w.PriorityClass(), map[string]any{"value": int64(stubPriority)})
}

// stubClass creates a class, unless the unit or Kubernetes itself has one of that name.
func (r *run) stubClass(ctx context.Context, apiVersion, kind, name string, fields map[string]any) error {
	if name == "" {
		return nil
	}
	class := object(apiVersion, kind, "", name, fields)
	_, err := r.cluster.create(ctx, class, false)
	if err == nil {
		r.classes = append(r.classes, manifest.Object{Unstructured: class})
	}
	return unlessAnswer(err)
}

// unlessAnswer takes a refused stub as it is: the pod that needs it is refused in turn, and that is recorded.
func unlessAnswer(err error) error {
	if isOutage(err) {
		return err
	}
	return nil
}

// awaitSupport waits until admission knows the quotas and the classes.
func (r *run) awaitSupport(ctx context.Context) error {
	for _, class := range r.classes {
		if class.GetKind() == "PriorityClass" {
			if err := r.cluster.awaitPriorityClass(ctx, class.Unstructured); err != nil {
				return err
			}
		}
	}
	done := map[string]bool{}
	for _, o := range r.unit.Objects {
		namespace := r.namespaces.realName(o.GetNamespace())
		if o.GetAPIVersion() == "v1" && o.GetKind() == "ResourceQuota" && !done[namespace] {
			done[namespace] = true
			if err := r.cluster.awaitQuotas(ctx, namespace); err != nil {
				return err
			}
		}
	}
	return nil
}

// cleanUp deletes what belongs to the whole cluster, so that the next unit can have a class of the same name.
// It has no context: it must be done after Ctrl-C as well. A failure shows in the next unit that has such a class.
func (r *run) cleanUp() {
	ctx := context.Background()
	for _, class := range r.classes {
		_ = r.cluster.delete(ctx, class.Unstructured)
		if isDefault, _, _ := unstructured.NestedBool(class.Object, "globalDefault"); isDefault {
			_ = r.cluster.awaitNoDefaultPriority(ctx, class.Unstructured)
		}
	}
}
