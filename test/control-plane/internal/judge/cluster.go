package judge

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/discovery"
	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/restmapper"

	"cdk8s-hardened/control-plane/internal/manifest"
)

// cluster is the API server, as the judge speaks with it.
type cluster struct {
	client dynamic.Interface
	mapper meta.RESTMapper
	groups map[string]bool
}

// errUnknownGroup says that an object belongs to an API group that a plain cluster does not have.
var errUnknownGroup = errors.New("its API group is not part of Kubernetes")

func connect(config *rest.Config) (*cluster, error) {
	client, err := dynamic.NewForConfig(config)
	if err != nil {
		return nil, err
	}
	discoverer, err := discovery.NewDiscoveryClientForConfig(config)
	if err != nil {
		return nil, err
	}
	resources, err := restmapper.GetAPIGroupResources(discoverer)
	if err != nil {
		return nil, err
	}
	groups := map[string]bool{}
	for _, resource := range resources {
		groups[resource.Group.Name] = true
	}
	return &cluster{client, restmapper.NewDiscoveryRESTMapper(resources), groups}, nil
}

// mapping finds what the API server calls an object's kind.
func (c *cluster) mapping(kind schema.GroupVersionKind) (*meta.RESTMapping, error) {
	mapping, err := c.mapper.RESTMapping(kind.GroupKind(), kind.Version)
	if meta.IsNoMatchError(err) {
		// A group without a dot is one of Kubernetes itself, or a typing error.
		if strings.Contains(kind.Group, ".") && !c.groups[kind.Group] {
			return nil, errUnknownGroup
		}
		return nil, fmt.Errorf("apiVersion and kind must be served by Kubernetes (are %s %s)", kind.GroupVersion(), kind.Kind)
	}
	return mapping, err
}

// isNamespaced reports whether objects of this kind live in namespaces.
func (c *cluster) isNamespaced(o manifest.Object) bool {
	mapping, err := c.mapping(o.GroupVersionKind())
	return err == nil && mapping.Scope.Name() == meta.RESTScopeNameNamespace
}

// create creates an object with strict field validation, really or only for the answer.
func (c *cluster) create(ctx context.Context, object *unstructured.Unstructured, dryRun bool) (*unstructured.Unstructured, error) {
	mapping, err := c.mapping(object.GroupVersionKind())
	if err != nil {
		return nil, err
	}
	options := metav1.CreateOptions{FieldValidation: metav1.FieldValidationStrict}
	if dryRun {
		options.DryRun = []string{metav1.DryRunAll}
	}
	resource := c.client.Resource(mapping.Resource)
	if mapping.Scope.Name() == meta.RESTScopeNameNamespace {
		return resource.Namespace(object.GetNamespace()).Create(ctx, object, options)
	}
	return resource.Create(ctx, object, options)
}

// ensure creates an object unless it is there.
func (c *cluster) ensure(ctx context.Context, object *unstructured.Unstructured) error {
	_, err := c.create(ctx, object, false)
	if apierrors.IsAlreadyExists(err) {
		return nil
	}
	return err
}

func (c *cluster) delete(ctx context.Context, object *unstructured.Unstructured) error {
	mapping, err := c.mapping(object.GroupVersionKind())
	if err != nil {
		return err
	}
	return c.client.Resource(mapping.Resource).Delete(ctx, object.GetName(), metav1.DeleteOptions{})
}

// isOutage tells a failure to reach the API server from its answers.
func isOutage(err error) bool {
	var unreachable *url.Error
	return errors.As(err, &unreachable) || errors.Is(err, context.Canceled)
}

// settleTimeout bounds the wait for what the API server and the controllers do by and by.
const settleTimeout = 60 * time.Second

// await asks until the answer is yes. Admission reads from caches that follow within milliseconds.
func await(ctx context.Context, what string, done func() (bool, error)) error {
	deadline := time.Now().Add(settleTimeout)
	for {
		ok, err := done()
		if err != nil || ok {
			return err
		}
		if time.Now().After(deadline) {
			return fmt.Errorf("control plane: %s: did not happen in %s", what, settleTimeout)
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(10 * time.Millisecond):
		}
	}
}

func object(apiVersion, kind, namespace, name string, fields map[string]any) *unstructured.Unstructured {
	o := &unstructured.Unstructured{Object: map[string]any{}}
	for key, value := range fields {
		o.Object[key] = value
	}
	o.SetAPIVersion(apiVersion)
	o.SetKind(kind)
	o.SetName(name)
	o.SetNamespace(namespace)
	return o
}
