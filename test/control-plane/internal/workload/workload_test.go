package workload

import (
	"reflect"
	"testing"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/yaml"
)

func read(t *testing.T, content string) *unstructured.Unstructured {
	t.Helper()
	json, err := yaml.YAMLToJSON([]byte(content))
	if err != nil {
		t.Fatal(err)
	}
	object := &unstructured.Unstructured{}
	if err := object.UnmarshalJSON(json); err != nil {
		t.Fatal(err)
	}
	return object
}

func workload(t *testing.T, content string) Workload {
	t.Helper()
	w, ok, err := Of(read(t, content))
	if !ok || err != nil {
		t.Fatalf("must be a workload (is %t, %v)", ok, err)
	}
	return w
}

const template = "{metadata: {labels: {app: a}, name: ignored}, spec: {serviceAccountName: sa, containers: [{name: app, unknown: 1}]}}"

func TestEveryKind(t *testing.T) {
	for kind, content := range map[string]string{
		"PodTemplate":           "{apiVersion: v1, kind: PodTemplate, metadata: {name: w, namespace: ns}, template: " + template + "}",
		"ReplicationController": "{apiVersion: v1, kind: ReplicationController, metadata: {name: w, namespace: ns}, spec: {replicas: 2, template: " + template + "}}",
		"Deployment":            "{apiVersion: apps/v1, kind: Deployment, metadata: {name: w, namespace: ns}, spec: {replicas: 2, template: " + template + "}}",
		"ReplicaSet":            "{apiVersion: apps/v1, kind: ReplicaSet, metadata: {name: w, namespace: ns}, spec: {replicas: 2, template: " + template + "}}",
		"DaemonSet":             "{apiVersion: apps/v1, kind: DaemonSet, metadata: {name: w, namespace: ns}, spec: {template: " + template + "}}",
		"Job":                   "{apiVersion: batch/v1, kind: Job, metadata: {name: w, namespace: ns}, spec: {parallelism: 2, template: " + template + "}}",
		"CronJob":               "{apiVersion: batch/v1, kind: CronJob, metadata: {name: w, namespace: ns}, spec: {jobTemplate: {spec: {parallelism: 2, template: " + template + "}}}}",
		"Rollout":               "{apiVersion: argoproj.io/v1alpha1, kind: Rollout, metadata: {name: w, namespace: ns}, spec: {replicas: 2, template: " + template + "}}",
	} {
		w := workload(t, content)
		copies := 2
		if kind == "PodTemplate" || kind == "DaemonSet" {
			copies = 1
		}
		if w.Copies != copies || w.ServiceAccount() != "sa" {
			t.Errorf("%s: must have %d copies and the account sa (has %d, %s)", kind, copies, w.Copies, w.ServiceAccount())
		}
		// Fields that do not exist stay: the API server must see them.
		want := read(t, "{apiVersion: v1, kind: Pod, metadata: {generateName: w-, namespace: ns, labels: {app: a}}, spec: {serviceAccountName: sa, containers: [{name: app, unknown: 1}]}}")
		if have := w.Pod(0); !reflect.DeepEqual(have, want) {
			t.Errorf("%s: pod must be\n%v (is\n%v)", kind, want, have)
		}
	}
}

func TestPod(t *testing.T) {
	content := "{apiVersion: v1, kind: Pod, metadata: {name: p, annotations: {a: b}}, spec: {priorityClassName: high, runtimeClassName: sandbox}}"
	w := workload(t, content)
	if have, want := w.Pod(0), read(t, content); !reflect.DeepEqual(have, want) {
		t.Errorf("pod must be\n%v (is\n%v)", want, have)
	}
	if w.ServiceAccount() != "default" || w.PriorityClass() != "high" || w.RuntimeClass() != "sandbox" || w.Annotations()["a"] != "b" {
		t.Errorf("references are %q, %q, %q, %v", w.ServiceAccount(), w.PriorityClass(), w.RuntimeClass(), w.Annotations())
	}
}

func TestScaledToZero(t *testing.T) {
	if w := workload(t, "{apiVersion: apps/v1, kind: Deployment, spec: {replicas: 0, template: {spec: {}}}}"); w.Copies != 1 {
		t.Errorf("must have 1 copy (has %d)", w.Copies)
	}
}

func TestStatefulSet(t *testing.T) {
	w := workload(t, `
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db, namespace: ns}
spec:
  serviceName: db-headless
  template:
    spec:
      volumes:
        - {name: data, emptyDir: {}}
        - {name: shared, persistentVolumeClaim: {claimName: shared}}
  volumeClaimTemplates:
    - metadata: {name: data}
      spec: {accessModes: [ReadWriteOnce]}
`)
	want := read(t, `
apiVersion: v1
kind: Pod
metadata: {name: db-1, namespace: ns}
spec:
  hostname: db-1
  subdomain: db-headless
  volumes:
    - {name: shared, persistentVolumeClaim: {claimName: shared}}
    - {name: data, persistentVolumeClaim: {claimName: data-db-1}}
`)
	if have := w.Pod(1); !reflect.DeepEqual(have, want) {
		t.Errorf("pod must be\n%v (is\n%v)", want, have)
	}
	if have := w.Claims(); !reflect.DeepEqual(have, []string{"shared"}) {
		t.Errorf("claims must be shared (are %v)", have)
	}
	claims := w.MadeClaims(1)
	if len(claims) != 1 || !reflect.DeepEqual(claims[0], read(t, "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data-db-1}, spec: {accessModes: [ReadWriteOnce]}}")) {
		t.Errorf("made claims are %v", claims)
	}
}

func TestNoWorkload(t *testing.T) {
	if _, ok, err := Of(read(t, "{apiVersion: v1, kind: Service, metadata: {name: a}}")); ok || err != nil {
		t.Errorf("a Service is no workload (is %t, %v)", ok, err)
	}
	if _, ok, err := Of(read(t, "{apiVersion: apps/v1, kind: Deployment, metadata: {name: a}, spec: {}}")); ok || err == nil {
		t.Errorf("a Deployment without a template is an error (is %t, %v)", ok, err)
	}
	if _, err := Typed(read(t, "{apiVersion: v1, kind: Pod, spec: {hostNetwork: yes please}}")); err == nil {
		t.Error("a field of the wrong type is an error")
	}
}
