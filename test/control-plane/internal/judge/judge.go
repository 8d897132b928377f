package judge

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"k8s.io/client-go/rest"

	"cdk8s-hardened/control-plane/internal/manifest"
	"cdk8s-hardened/control-plane/internal/workload"
)

// Judge judges units one after the other on one control plane.
type Judge struct {
	cluster *cluster
	units   int
}

// New connects a judge to a running control plane.
func New(ctx context.Context, config *rest.Config) (*Judge, error) {
	c, err := connect(config)
	if err != nil {
		return nil, err
	}
	return &Judge{cluster: c}, c.createCanaryNamespace(ctx)
}

// Unit judges one unit. Its namespaces get names that no other unit has, so nothing of one unit is in the way of the next,
// and no deletion has to be waited for. An error means that the control plane failed, not the unit.
func (j *Judge) Unit(ctx context.Context, unit Unit) ([]Judgement, error) {
	j.units++
	r := &run{cluster: j.cluster, unit: unit, namespaces: newNamespaces(j.units, unit)}
	for _, problem := range unit.Problems {
		r.judgements = append(r.judgements, Judgement{Readable, Failed, problem.File, "file", problem.Message})
	}
	defer r.cleanUp()
	for _, step := range []func(context.Context) error{r.createNamespaces, r.acceptSupport, r.stub, r.awaitSupport, r.acceptRest, r.judgePods} {
		if err := step(ctx); err != nil {
			return nil, fmt.Errorf("%s: %w", unit.Name, err)
		}
	}
	return r.judgements, nil
}

// run is the judging of one unit.
type run struct {
	cluster    *cluster
	unit       Unit
	namespaces *namespaces
	judgements []Judgement
	// classes are the cluster-wide objects that were really created, for cleanUp.
	classes []manifest.Object
}

func (r *run) record(o manifest.Object, q Question, result Result, message string) {
	r.judgements = append(r.judgements, Judgement{q, result, o.File, o.String(), r.namespaces.asWritten(message)})
}

// recordError records an answer of the API server. Only a failure to get one is returned.
func (r *run) recordError(o manifest.Object, q Question, err error) error {
	switch {
	case err == nil:
		r.record(o, q, Passed, "")
	case isOutage(err):
		return err
	case errors.Is(err, errUnknownGroup):
		r.record(o, q, NotJudged, err.Error())
	default:
		r.record(o, q, Failed, err.Error())
	}
	return nil
}

// hasQuota reports whether the unit limits what a namespace may use. Then all that counts is really created, not only asked about.
func (r *run) hasQuota() bool {
	return slices.ContainsFunc(r.unit.Objects, func(o manifest.Object) bool {
		return o.GetAPIVersion() == "v1" && o.GetKind() == "ResourceQuota"
	})
}

// supportKinds are the objects without which the API server refuses pods, or takes pods that it must refuse.
// They are created before the others, in this order.
var supportKinds = []string{"PriorityClass", "RuntimeClass", "LimitRange", "ResourceQuota", "ServiceAccount"}

// acceptSupport judges the objects that pods need by really creating them.
func (r *run) acceptSupport(ctx context.Context) error {
	for _, kind := range supportKinds {
		for _, o := range r.unit.Objects {
			if o.GetKind() != kind {
				continue
			}
			_, err := r.cluster.create(ctx, r.place(o), false)
			if err == nil && !r.cluster.isNamespaced(o) {
				r.classes = append(r.classes, o)
			}
			if err := r.recordError(o, Accepted, err); err != nil {
				return err
			}
		}
	}
	return nil
}

// acceptRest judges all other objects: pods last, because they need the others.
func (r *run) acceptRest(ctx context.Context) error {
	rest := slices.DeleteFunc(slices.Clone(r.unit.Objects), func(o manifest.Object) bool {
		return o.IsNamespace() || slices.Contains(supportKinds, o.GetKind())
	})
	slices.SortStableFunc(rest, func(a, b manifest.Object) int { return order(a) - order(b) })
	quota := r.hasQuota()
	for _, o := range rest {
		placed := r.place(o)
		if isPod(o) {
			namespace, err := r.barePodNamespace(ctx, o)
			if err != nil {
				return err
			}
			placed.SetNamespace(namespace)
		}
		// A Pod itself is created by judgePods; what belongs to the whole cluster would be in the way of the next unit.
		dryRun := !quota || isPod(o) || !r.cluster.isNamespaced(o)
		_, err := r.cluster.create(ctx, placed, dryRun)
		if err := r.recordError(o, Accepted, err); err != nil {
			return err
		}
	}
	return nil
}

func isPod(o manifest.Object) bool {
	return o.GetAPIVersion() == "v1" && o.GetKind() == "Pod"
}

func order(o manifest.Object) int {
	if _, ok, _ := workload.Of(o.Unstructured); ok {
		return 1
	}
	return 0
}
