package manifest

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	utilyaml "k8s.io/apimachinery/pkg/util/yaml"
	"sigs.k8s.io/yaml"
)

var extensions = []string{".yaml", ".yml", ".json"}

// Files lists the manifest files below a folder, sorted; none where there is no such folder.
func Files(folder string) ([]string, error) {
	var files []string
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err == nil && entry.Type().IsRegular() && slices.Contains(extensions, filepath.Ext(path)) {
			files = append(files, path)
		}
		return err
	})
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return files, err
}

// ReadFile reads every object of a file. Documents that are no object become problems; the others are still read.
func ReadFile(path string) ([]Object, []Problem) {
	content, err := os.ReadFile(path)
	if err != nil {
		return nil, []Problem{{path, err.Error()}}
	}
	return Read(path, content)
}

// Read reads every object of a file's content; items of a List stand for themselves.
func Read(file string, content []byte) ([]Object, []Problem) {
	var objects []Object
	var problems []Problem
	documents := utilyaml.NewYAMLReader(bufio.NewReader(bytes.NewReader(content)))
	for number := 1; ; number++ {
		document, err := documents.Read()
		if errors.Is(err, io.EOF) {
			return objects, problems
		}
		if err == nil {
			var found []Object
			found, err = readDocument(file, document)
			objects = append(objects, found...)
		}
		if err != nil {
			problems = append(problems, Problem{file, fmt.Sprintf("document %d: %v", number, err)})
		}
	}
}

func readDocument(file string, document []byte) ([]Object, error) {
	// The strict reader refuses a key that stands twice; the API server would do so too, but only sees JSON from here.
	content, err := yaml.YAMLToJSONStrict(document)
	if err != nil {
		return nil, err
	}
	if bytes.Equal(bytes.TrimSpace(content), []byte("null")) {
		return nil, nil
	}
	var object unstructured.Unstructured
	if err := object.UnmarshalJSON(content); err != nil {
		return nil, fmt.Errorf("is no Kubernetes object: %w", err)
	}
	if !object.IsList() {
		return []Object{{&object, file}}, nil
	}
	var items []Object
	err = object.EachListItem(func(item runtime.Object) error {
		items = append(items, Object{item.(*unstructured.Unstructured), file})
		return nil
	})
	return items, err
}
