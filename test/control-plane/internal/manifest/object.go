// Package manifest reads Kubernetes objects from YAML files, as kubectl reads them.
package manifest

import (
	"fmt"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

// Object is one object of a file.
type Object struct {
	*unstructured.Unstructured
	File string
}

// String is how messages name an object, e.g. `Deployment shop/cart`.
func (o Object) String() string {
	name := o.GetName()
	if name == "" {
		name = o.GetGenerateName() + "*"
	}
	if o.GetNamespace() != "" {
		name = o.GetNamespace() + "/" + name
	}
	return fmt.Sprintf("%s %s", o.GetKind(), name)
}

// IsNamespace tells the core Namespace from kinds of that name in other groups.
func (o Object) IsNamespace() bool {
	return o.GetAPIVersion() == "v1" && o.GetKind() == "Namespace"
}

// Problem is a part of a file that is no object.
type Problem struct {
	File    string
	Message string
}
