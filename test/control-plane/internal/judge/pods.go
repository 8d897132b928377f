package judge

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"cdk8s-hardened/control-plane/internal/manifest"
	"cdk8s-hardened/control-plane/internal/podsecurity"
	"cdk8s-hardened/control-plane/internal/waiver"
	"cdk8s-hardened/control-plane/internal/workload"
)

// qosAnnotation stands on a pod template, and promises the class that its pods get.
const qosAnnotation = "cdk8s-hardened/qos-class"

// judgePods judges the pods of every workload: controllers are only warned by Pod Security, so the pods themselves are created.
func (r *run) judgePods(ctx context.Context) error {
	if r.unit.Unhardened {
		return nil
	}
	for _, o := range r.unit.Objects {
		w, ok, err := workload.Of(o.Unstructured)
		if err != nil {
			r.record(o, Admitted, Failed, err.Error())
			continue
		}
		if !ok {
			continue
		}
		waived := r.judgePodSecurity(o, w)
		qos, err := r.createPods(ctx, o, w, waived)
		if isOutage(err) {
			return err
		}
		r.recordAdmission(o, qos, waived, err)
		if want := w.Annotations()[qosAnnotation]; want != "" {
			r.recordQoS(o, want, qos)
		}
	}
	return nil
}

// verdict asks the upstream evaluator.
func verdict(w workload.Workload) (podsecurity.Verdict, error) {
	pod, err := workload.Typed(w.Pod(0))
	if err != nil {
		return podsecurity.Verdict{}, err
	}
	return podsecurity.Judge(pod, waiver.In(w.Annotations())), nil
}

// judgePodSecurity reports the checks by whose waivers the pod is excused.
func (r *run) judgePodSecurity(o manifest.Object, w workload.Workload) []string {
	verdict, err := verdict(w)
	switch {
	case err != nil:
		r.record(o, PodSecurity, Failed, err.Error())
	case len(verdict.Refusals) > 0:
		r.record(o, PodSecurity, Failed, strings.Join(verdict.Refusals, "; "))
	case len(verdict.Waived) > 0:
		r.record(o, PodSecurity, Waived, strings.Join(verdict.Waived, ", "))
	default:
		r.record(o, PodSecurity, Passed, "")
	}
	return verdict.Waived
}

// createPods really creates the pods, and reports their class. Where there is a quota, all that run at a time must find room.
func (r *run) createPods(ctx context.Context, o manifest.Object, w workload.Workload, waived []string) (string, error) {
	if err := r.missingClaim(o, w); err != nil {
		return "", err
	}
	namespace, err := r.podNamespace(ctx, o, w, waived)
	if err != nil {
		return "", err
	}
	copies := 1
	if r.hasQuota() {
		copies = w.Copies
	}
	qos := ""
	for ordinal := range copies {
		pod, err := r.createPod(ctx, w, ordinal, namespace)
		if err != nil && copies > 1 {
			return qos, fmt.Errorf("pod %d of %d: %w", ordinal+1, copies, err)
		}
		if err != nil {
			return qos, err
		}
		qos, _, _ = unstructured.NestedString(pod.Object, "status", "qosClass")
	}
	return qos, nil
}

func (r *run) createPod(ctx context.Context, w workload.Workload, ordinal int, namespace string) (*unstructured.Unstructured, error) {
	if r.hasQuota() {
		for _, claim := range w.MadeClaims(ordinal) {
			claim.SetNamespace(namespace)
			if _, err := r.cluster.create(ctx, claim, false); err != nil {
				return nil, err
			}
		}
	}
	pod := w.Pod(ordinal)
	pod.SetNamespace(namespace)
	return r.cluster.create(ctx, pod, false)
}

// podNamespace is where the pods are created. Pods with a waiver could not be in a namespace that the judge made:
// there they get a namespace beside it that enforces nothing. A Namespace of the unit itself must take its pods as it is.
func (r *run) podNamespace(ctx context.Context, o manifest.Object, w workload.Workload, waived []string) (string, error) {
	name := o.GetNamespace()
	if name == "" {
		name = defaultNamespace
	}
	if _, ok := r.namespaces.defined[name]; ok || len(waived) == 0 {
		return r.namespaces.realName(name), nil
	}
	beside := r.namespaces.realName(name + " (enforcing nothing)")
	if err := r.cluster.ensureNamespace(ctx, beside, nil); err != nil {
		return "", err
	}
	return beside, r.cluster.ensure(ctx, object("v1", "ServiceAccount", beside, w.ServiceAccount(), nil))
}

// barePodNamespace is podNamespace for a Pod that no controller makes.
func (r *run) barePodNamespace(ctx context.Context, o manifest.Object) (string, error) {
	var waived []string
	w, ok, err := workload.Of(o.Unstructured)
	if ok && err == nil && !r.unit.Unhardened {
		v, _ := verdict(w)
		waived = v.Waived
	}
	return r.podNamespace(ctx, o, w, waived)
}

// missingClaim is an error where the pods of a complete unit would wait for a volume for ever; the API server does not ask for that.
func (r *run) missingClaim(o manifest.Object, w workload.Workload) error {
	if !r.unit.Complete {
		return nil
	}
	for _, claim := range w.Claims() {
		found := slices.ContainsFunc(r.unit.Objects, func(other manifest.Object) bool {
			return other.GetKind() == "PersistentVolumeClaim" && other.GetName() == claim && other.GetNamespace() == o.GetNamespace()
		})
		if !found {
			return fmt.Errorf("the PersistentVolumeClaim %s must be among the objects (is missing); the pods would stay pending", claim)
		}
	}
	return nil
}

func (r *run) recordAdmission(o manifest.Object, qos string, waived []string, err error) {
	switch {
	case err != nil:
		r.record(o, Admitted, Failed, err.Error())
	case len(waived) > 0:
		r.record(o, Admitted, Waived, fmt.Sprintf("%s (waived: %s)", qos, strings.Join(waived, ", ")))
	default:
		r.record(o, Admitted, Passed, qos)
	}
}

func (r *run) recordQoS(o manifest.Object, want, have string) {
	if want == have {
		r.record(o, QoSClass, Passed, have)
		return
	}
	if have == "" {
		have = "none, because it was not admitted"
	}
	r.record(o, QoSClass, Failed, fmt.Sprintf("the pod must have the class %s that its annotation %s promises (has %s)", want, qosAnnotation, have))
}
