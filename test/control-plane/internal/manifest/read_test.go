package manifest

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func names(objects []Object) []string {
	var names []string
	for _, o := range objects {
		names = append(names, o.String())
	}
	return names
}

func TestRead(t *testing.T) {
	for _, test := range []struct {
		title, content string
		want           []string
		problem        string
	}{
		{"several documents", "kind: A\nmetadata: {name: a}\n---\nkind: B\nmetadata: {name: b, namespace: ns}\n", []string{"A a", "B ns/b"}, ""},
		{"empty documents and comments", "---\n# nothing\n---\nkind: A\nmetadata: {name: a}\n---\n", []string{"A a"}, ""},
		{"a list", "apiVersion: v1\nkind: List\nitems: [{kind: A, metadata: {name: a}}, {kind: B, metadata: {generateName: b-}}]\n", []string{"A a", "B b-*"}, ""},
		{"a key that stands twice", "kind: A\nkind: B\n---\nkind: C\nmetadata: {name: c}\n", []string{"C c"}, "document 1: "},
		{"no object", "- a\n", nil, "document 1: is no Kubernetes object"},
		{"no kind", "metadata: {name: a}\n", nil, "document 1: is no Kubernetes object"},
	} {
		objects, problems := Read("file.yaml", []byte(test.content))
		if have := names(objects); !slices.Equal(have, test.want) {
			t.Errorf("%s: objects must be %v (are %v)", test.title, test.want, have)
		}
		if (test.problem == "") != (len(problems) == 0) || (len(problems) > 0 && !strings.HasPrefix(problems[0].Message, test.problem)) {
			t.Errorf("%s: problem must be %q (is %v)", test.title, test.problem, problems)
		}
	}
}

func TestFiles(t *testing.T) {
	folder := t.TempDir()
	for _, name := range []string{"b.yaml", "a/c.yml", "a/d.json", "a/e.txt"} {
		path := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want := []string{filepath.Join(folder, "a/c.yml"), filepath.Join(folder, "a/d.json"), filepath.Join(folder, "b.yaml")}
	if have, err := Files(folder); err != nil || !slices.Equal(have, want) {
		t.Errorf("files must be %v (are %v, %v)", want, have, err)
	}
	if have, err := Files(filepath.Join(folder, "missing")); err != nil || have != nil {
		t.Errorf("a missing folder must have no files (has %v, %v)", have, err)
	}
}
