// Package workload makes the pods that a controller would make of a workload's template.
package workload

import (
	"fmt"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
)

// shape says where a kind keeps its pod template, and the number of pods that run at a time.
type shape struct {
	template []string
	copies   []string
}

var (
	specTemplate = []string{"spec", "template"}
	specReplicas = []string{"spec", "replicas"}
)

var shapes = map[schema.GroupKind]shape{
	{Kind: "Pod"}:                                          {},
	{Kind: "PodTemplate"}:                                  {template: []string{"template"}},
	{Kind: "ReplicationController"}:                        {specTemplate, specReplicas},
	{Group: "apps", Kind: "Deployment"}:                    {specTemplate, specReplicas},
	{Group: "apps", Kind: "ReplicaSet"}:                    {specTemplate, specReplicas},
	{Group: "apps", Kind: "StatefulSet"}:                   {specTemplate, specReplicas},
	{Group: "apps", Kind: "DaemonSet"}:                     {template: specTemplate},
	{Group: "batch", Kind: "Job"}:                          {specTemplate, []string{"spec", "parallelism"}},
	{Group: "batch", Kind: "CronJob"}:                      {[]string{"spec", "jobTemplate", "spec", "template"}, []string{"spec", "jobTemplate", "spec", "parallelism"}},
	{Group: "argoproj.io", Kind: "Rollout"}:                {specTemplate, specReplicas},
	{Group: "keda.sh", Kind: "ScaledJob"}:                  {template: []string{"spec", "jobTargetRef", "template"}},
	{Group: "apps.openshift.io", Kind: "DeploymentConfig"}: {specTemplate, specReplicas},
	{Group: "serving.knative.dev", Kind: "Configuration"}:  {template: specTemplate},
	{Group: "serving.knative.dev", Kind: "Service"}:        {template: specTemplate},
}

// Workload is an object that is a pod, or that a controller makes pods of.
type Workload struct {
	owner    *unstructured.Unstructured
	template map[string]any
	// Copies is how many pods run at a time, at least one: a workload that is scaled to zero is meant to run one day.
	Copies int
}

// Of finds the pod template of an object; false where its kind has none.
func Of(object *unstructured.Unstructured) (Workload, bool, error) {
	shape, ok := shapes[object.GroupVersionKind().GroupKind()]
	if !ok {
		return Workload{}, false, nil
	}
	template, ok, err := unstructured.NestedMap(object.Object, shape.template...)
	if err != nil || !ok {
		return Workload{}, false, fmt.Errorf("must have a pod template at %v (has none)", shape.template)
	}
	copies, ok, _ := unstructured.NestedInt64(object.Object, shape.copies...)
	if !ok || len(shape.copies) == 0 {
		copies = 1
	}
	return Workload{object, template, int(max(copies, 1))}, true, nil
}

// Annotations are those of the pod template.
func (w Workload) Annotations() map[string]string {
	annotations, _, _ := unstructured.NestedStringMap(w.template, "metadata", "annotations")
	return annotations
}

// ServiceAccount is the name of the account that the pods run as.
func (w Workload) ServiceAccount() string {
	for _, field := range []string{"serviceAccountName", "serviceAccount"} {
		if name := w.specString(field); name != "" {
			return name
		}
	}
	return "default"
}

// PriorityClass is the name of the pods' class; empty where they have none.
func (w Workload) PriorityClass() string { return w.specString("priorityClassName") }

// RuntimeClass is the name of the pods' class; empty where they have none.
func (w Workload) RuntimeClass() string { return w.specString("runtimeClassName") }

func (w Workload) specString(field string) string {
	value, _, _ := unstructured.NestedString(w.template, "spec", field)
	return value
}

// Typed is a pod as the Pod Security evaluator takes it. A field of the wrong type is an error.
func Typed(pod *unstructured.Unstructured) (*corev1.Pod, error) {
	var typed corev1.Pod
	if err := runtime.DefaultUnstructuredConverter.FromUnstructured(pod.Object, &typed); err != nil {
		return nil, fmt.Errorf("is no valid pod: %w", err)
	}
	return &typed, nil
}
