package judge

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"cdk8s-hardened/control-plane/internal/manifest"
)

func TestExpectations(t *testing.T) {
	have := Expectations("# expect admitted failed: exceeded quota: small\n# expect accepted not judged: x\n# expects nothing\nkind: A # expect admitted failed: no\n")
	want := []Expectation{{Admitted, Failed, "exceeded quota: small"}, {Accepted, NotJudged, "x"}}
	if !slices.Equal(have, want) {
		t.Errorf("expectations must be %v (are %v)", want, have)
	}
}

func TestSurprises(t *testing.T) {
	passed := Judgement{Question: Accepted, Result: Passed}
	failed := Judgement{Question: Admitted, Result: Failed, Message: "exceeded quota: small"}
	expected := Expectation{Admitted, Failed, "exceeded quota"}
	for _, test := range []struct {
		title        string
		expectations []Expectation
		judgements   []Judgement
		surprises    int
	}{
		{"as expected", []Expectation{expected}, []Judgement{passed, failed}, 0},
		{"all passed", nil, []Judgement{passed}, 0},
		{"an unexpected failure", nil, []Judgement{passed, failed}, 1},
		{"a failure that is missing", []Expectation{expected}, []Judgement{passed}, 1},
		{"a failure for another reason", []Expectation{{Admitted, Failed, "unknown field"}}, []Judgement{failed}, 2},
		{"a failure in another question", []Expectation{{Accepted, Failed, "exceeded quota"}}, []Judgement{failed}, 2},
		{"nothing was judged", nil, nil, 1},
	} {
		if have := Surprises(test.expectations, test.judgements); len(have) != test.surprises {
			t.Errorf("%s: must have %d surprises (has %q)", test.title, test.surprises, have)
		}
	}
}

func TestTally(t *testing.T) {
	var tally Tally
	tally.Add(Judgement{Result: Passed}, Judgement{Result: Passed}, Judgement{Result: Failed}, Judgement{Result: Waived}, Judgement{Result: NotJudged})
	file := filepath.Join(t.TempDir(), "reports", "cluster.json")
	if err := tally.Write(file); err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(file)
	if want := `{"passed":2,"failed":1,"waived":1,"notJudged":1}`; err != nil || strings.TrimSpace(string(content)) != want {
		t.Errorf("report must be %s (is %s, %v)", want, content, err)
	}
}

func TestUnhardened(t *testing.T) {
	for file, want := range map[string]bool{
		"s/unhardened/pod.yaml": true, "s/unhardened/a/pod.yaml": true, "s/workload/unhardened/pod.yaml": false, "s/unhardened.yaml": false,
	} {
		if have := isUnhardened("s", file); have != want {
			t.Errorf("%s: unhardened must be %t (is %t)", file, want, have)
		}
	}
}

func TestNamespaces(t *testing.T) {
	objects, problems := manifest.Read("file.yaml", []byte(`
{apiVersion: v1, kind: Namespace, metadata: {name: shop}}
---
{apiVersion: v1, kind: Service, metadata: {name: a, namespace: other}}
---
{apiVersion: v1, kind: Service, metadata: {name: b}}
`))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	n := newNamespaces(7, Unit{Objects: objects})
	if len(n.real) != 3 || len(n.defined) != 1 || n.realName("") != n.realName(defaultNamespace) || n.realName("shop") == n.realName("other") {
		t.Errorf("namespaces are %v, defined %v", n.real, n.defined)
	}
	for i := range 20 {
		n.realName(strings.Repeat("x", i+1))
	}
	for name, real := range n.real {
		if have, want := n.asWritten(`in "`+real+`"`), `in "`+name+`"`; have != want {
			t.Errorf("message must be %s (is %s)", want, have)
		}
	}
}
