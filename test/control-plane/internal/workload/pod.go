package workload

import (
	"fmt"
	"slices"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
)

// Pod is one pod of the workload, as its controller would create it, fields that do not exist included.
func (w Workload) Pod(ordinal int) *unstructured.Unstructured {
	pod := &unstructured.Unstructured{Object: map[string]any{"apiVersion": "v1", "kind": "Pod"}}
	if w.owner.GetKind() == "Pod" {
		metadata, _, _ := unstructured.NestedMap(w.owner.Object, "metadata")
		pod.Object["metadata"] = metadata
	} else {
		// A controller copies labels and annotations and nothing else; a wrong type must reach the API server.
		template, _, _ := unstructured.NestedMap(w.template, "metadata")
		metadata := map[string]any{"generateName": w.owner.GetName() + "-"}
		for _, field := range []string{"labels", "annotations", "finalizers"} {
			if value, ok := template[field]; ok {
				metadata[field] = value
			}
		}
		pod.Object["metadata"] = metadata
	}
	pod.SetNamespace(w.owner.GetNamespace())
	if spec, ok := w.template["spec"].(map[string]any); ok {
		pod.Object["spec"] = runtime.DeepCopyJSON(spec)
	}
	if w.owner.GetKind() == "StatefulSet" {
		w.asStatefulSetPod(pod, ordinal)
	}
	return pod
}

// asStatefulSetPod gives a pod its identity, and a claim for each claim template: one replaces a volume of its name.
func (w Workload) asStatefulSetPod(pod *unstructured.Unstructured, ordinal int) {
	name := fmt.Sprintf("%s-%d", w.owner.GetName(), ordinal)
	pod.SetGenerateName("")
	pod.SetName(name)
	spec, ok := pod.Object["spec"].(map[string]any)
	if !ok {
		return
	}
	spec["hostname"] = name
	if service, ok, _ := unstructured.NestedString(w.owner.Object, "spec", "serviceName"); ok && service != "" {
		spec["subdomain"] = service
	}
	volumes, _ := spec["volumes"].([]any)
	for _, template := range w.claimTemplates() {
		volumes = slices.DeleteFunc(volumes, func(volume any) bool {
			v, ok := volume.(map[string]any)
			return ok && v["name"] == nameOf(template)
		})
		claim := map[string]any{"claimName": fmt.Sprintf("%s-%s", nameOf(template), name)}
		volumes = append(volumes, map[string]any{"name": nameOf(template), "persistentVolumeClaim": claim})
	}
	if len(volumes) > 0 {
		spec["volumes"] = volumes
	}
}

// MadeClaims are the PersistentVolumeClaims that the controller of a StatefulSet makes for one of its pods.
func (w Workload) MadeClaims(ordinal int) []*unstructured.Unstructured {
	var claims []*unstructured.Unstructured
	for _, template := range w.claimTemplates() {
		claim := &unstructured.Unstructured{Object: runtime.DeepCopyJSON(template)}
		claim.SetAPIVersion("v1")
		claim.SetKind("PersistentVolumeClaim")
		claim.SetName(fmt.Sprintf("%s-%s-%d", nameOf(template), w.owner.GetName(), ordinal))
		claims = append(claims, claim)
	}
	return claims
}

func (w Workload) claimTemplates() []map[string]any {
	var maps []map[string]any
	templates, _, _ := unstructured.NestedSlice(w.owner.Object, "spec", "volumeClaimTemplates")
	for _, template := range templates {
		if t, ok := template.(map[string]any); ok {
			maps = append(maps, t)
		}
	}
	return maps
}

func nameOf(template map[string]any) string {
	name, _, _ := unstructured.NestedString(template, "metadata", "name")
	return name
}

// Claims are the names of the PersistentVolumeClaims that must exist before the pods can start.
// Those of a StatefulSet's claim templates are made by its controller.
func (w Workload) Claims() []string {
	var names []string
	made := []string{}
	for _, template := range w.claimTemplates() {
		made = append(made, nameOf(template))
	}
	volumes, _, _ := unstructured.NestedSlice(w.template, "spec", "volumes")
	for _, volume := range volumes {
		v, _ := volume.(map[string]any)
		claim, ok, _ := unstructured.NestedString(v, "persistentVolumeClaim", "claimName")
		if name, _ := v["name"].(string); ok && !slices.Contains(made, name) {
			names = append(names, claim)
		}
	}
	return names
}
