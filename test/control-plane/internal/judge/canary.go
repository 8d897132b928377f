package judge

import (
	"context"
	"strings"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
)

// Admission reads classes and quotas from caches. A canary is a request whose answer shows that a cache is up to date:
// without it, a pod that a quota must refuse would be let through now and then.

const (
	canaryNamespace = "canary"
	canaryName      = "canary"
)

func (c *cluster) createCanaryNamespace(ctx context.Context) error {
	if err := c.ensureNamespace(ctx, canaryNamespace, nil); err != nil {
		return err
	}
	return c.ensure(ctx, object("v1", "ServiceAccount", canaryNamespace, "default", nil))
}

// awaitPriorityClass waits until a pod of that class gets its value, and not that of an earlier class of the same name.
func (c *cluster) awaitPriorityClass(ctx context.Context, class *unstructured.Unstructured) error {
	want, _, _ := unstructured.NestedInt64(class.Object, "value")
	return c.awaitCanaryPod(ctx, class.GetName(), func(spec map[string]any) bool { return spec["priority"] == want })
}

// awaitNoDefaultPriority waits until a class that was the default is gone: it would be in the way of the next default.
func (c *cluster) awaitNoDefaultPriority(ctx context.Context, class *unstructured.Unstructured) error {
	return c.awaitCanaryPod(ctx, "", func(spec map[string]any) bool { return spec["priorityClassName"] != class.GetName() })
}

func (c *cluster) awaitCanaryPod(ctx context.Context, class string, done func(spec map[string]any) bool) error {
	spec := map[string]any{"containers": []any{map[string]any{"name": canaryName, "image": canaryName}}}
	if class != "" {
		spec["priorityClassName"] = class
	}
	pod := object("v1", "Pod", canaryNamespace, canaryName, map[string]any{"spec": spec})
	return await(ctx, "priority classes are known", func() (bool, error) {
		created, err := c.create(ctx, pod, true)
		if err != nil {
			return false, unlessForbidden(err)
		}
		spec, _, err := unstructured.NestedMap(created.Object, "spec")
		return done(spec), err
	})
}

var resourceQuotas = schema.GroupVersionResource{Version: "v1", Resource: "resourcequotas"}

// awaitQuotas waits until every quota of a namespace is enforced.
func (c *cluster) awaitQuotas(ctx context.Context, namespace string) error {
	if err := c.awaitQuotaStatus(ctx, namespace); err != nil {
		return err
	}
	// A quota that is newer than the others is enforced after them. It counts a kind that no application has.
	hard := map[string]any{"hard": map[string]any{"count/controllerrevisions.apps": "0"}}
	if err := c.ensure(ctx, object("v1", "ResourceQuota", namespace, canaryName, map[string]any{"spec": hard})); err != nil {
		return err
	}
	revision := object("apps/v1", "ControllerRevision", namespace, canaryName, map[string]any{"revision": int64(1), "data": map[string]any{"any": "thing"}})
	return await(ctx, "quotas are enforced", func() (bool, error) {
		_, err := c.create(ctx, revision, true)
		return err != nil && strings.Contains(err.Error(), "exceeded quota: "+canaryName), unlessForbidden(err)
	})
}

// awaitQuotaStatus waits until the controller has filled the status of every quota in: before, nothing is enforced.
func (c *cluster) awaitQuotaStatus(ctx context.Context, namespace string) error {
	return await(ctx, "quotas have a status", func() (bool, error) {
		list, err := c.client.Resource(resourceQuotas).Namespace(namespace).List(ctx, metav1.ListOptions{})
		if err != nil {
			return false, err
		}
		for _, quota := range list.Items {
			hard, _, _ := unstructured.NestedMap(quota.Object, "spec", "hard")
			filled, _, _ := unstructured.NestedMap(quota.Object, "status", "hard")
			if len(filled) < len(hard) {
				return false, nil
			}
		}
		return true, nil
	})
}

// unlessForbidden takes a refusal as an answer, and every other error as one.
func unlessForbidden(err error) error {
	if apierrors.IsForbidden(err) {
		return nil
	}
	return err
}
