// Package plane starts a real Kubernetes control plane on loopback ports, and leaves nothing behind.
package plane

import (
	"context"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"time"

	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"

	"cdk8s-hardened/control-plane/internal/components"
)

// startTimeout is generous: a busy machine with two cores takes 10 seconds, an idle one 3.
const startTimeout = 2 * time.Minute

// Plane is a running control plane. Its data are gone after Stop.
type Plane struct {
	// Config connects as an administrator.
	Config *rest.Config

	dir   string
	parts []*process
}

// Start starts etcd, the API server and the controller that fills quotas in.
func Start(ctx context.Context) (*Plane, error) {
	dir, err := os.MkdirTemp("", "cdk8s-hardened-control-plane-")
	if err != nil {
		return nil, err
	}
	p := &Plane{dir: dir}
	if err := p.start(ctx); err != nil {
		p.Stop()
		return nil, fmt.Errorf("control plane: cannot start: %w", err)
	}
	return p, nil
}

// Failure is an error where a part has ended though it must not, with the end of its log.
func (p *Plane) Failure() error {
	// A broken connection is noticed before the end of the process behind it.
	time.Sleep(200 * time.Millisecond)
	for _, part := range p.parts {
		if part.ended() {
			return part.failure("ended too early")
		}
	}
	return nil
}

// Stop ends every part, last started first, and deletes the data.
func (p *Plane) Stop() {
	for i := len(p.parts) - 1; i >= 0; i-- {
		p.parts[i].stop()
	}
	p.parts = nil
	_ = os.RemoveAll(p.dir)
}

func (p *Plane) start(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, startTimeout)
	defer cancel()
	secrets, err := writeSecrets(p.dir)
	if err != nil {
		return err
	}
	etcd, err := p.startPart(components.Etcd, "--data-dir="+filepath.Join(p.dir, "etcd"))
	if err != nil {
		return err
	}
	var endpoint string
	select {
	case endpoint = <-etcd.line:
	case <-etcd.done:
		return etcd.failure("ended before it was ready")
	case <-ctx.Done():
		return etcd.failure("was not ready in time")
	}
	if err := p.startAPIServer(ctx, endpoint, secrets); err != nil {
		return err
	}
	kubeconfig, err := writeKubeconfig(p.dir, p.Config)
	if err != nil {
		return err
	}
	// ResourceQuota admission refuses nothing before this controller has filled status.hard in.
	_, err = p.startPart(components.ControllerManager, "--kubeconfig="+kubeconfig, "--controllers=resourcequota-controller",
		"--leader-elect=false", "--secure-port=0", "--service-account-private-key-file="+secrets.serviceAccountKey)
	return err
}

func (p *Plane) startPart(name string, args ...string) (*process, error) {
	part, err := start(p.dir, name, args...)
	if err == nil {
		p.parts = append(p.parts, part)
	}
	return part, err
}

func (p *Plane) startAPIServer(ctx context.Context, etcd string, secrets secrets) error {
	port, err := freePort()
	if err != nil {
		return err
	}
	certificates := filepath.Join(p.dir, "certificates")
	server, err := p.startPart(components.APIServer,
		"--etcd-servers="+etcd,
		"--bind-address=127.0.0.1", fmt.Sprintf("--secure-port=%d", port),
		// Without these, the server needs an address of this machine that others can reach.
		"--advertise-address=127.0.0.1", "--endpoint-reconciler-type=none",
		"--cert-dir="+certificates,
		"--service-account-issuer=https://kubernetes.default.svc",
		"--service-account-key-file="+secrets.serviceAccountKey, "--service-account-signing-key-file="+secrets.serviceAccountKey,
		"--token-auth-file="+secrets.tokenFile,
		"--authorization-mode=RBAC",
		"--service-cluster-ip-range=10.96.0.0/12,fd00:10:96::/112",
		// A list from the cache waits up to 100 ms for etcd to say that it is fresh, and admission lists for every new namespace.
		"--watch-cache=false",
		// Privileged pods are for Pod Security to refuse; without this they are invalid before it sees them.
		"--allow-privileged=true",
	)
	if err != nil {
		return err
	}
	p.Config = &rest.Config{
		Host:            fmt.Sprintf("https://127.0.0.1:%d", port),
		BearerToken:     secrets.token,
		TLSClientConfig: rest.TLSClientConfig{CAFile: filepath.Join(certificates, "apiserver.crt")},
		// A test has no reason to be polite to its own server.
		QPS:            -1,
		WarningHandler: rest.NoWarnings{},
	}
	return p.awaitReady(ctx, server)
}

func (p *Plane) awaitReady(ctx context.Context, server *process) error {
	for {
		if server.ended() {
			return server.failure("ended before it was ready")
		}
		if p.isReady(ctx) {
			return nil
		}
		select {
		case <-ctx.Done():
			return server.failure("was not ready in time")
		case <-time.After(100 * time.Millisecond):
		}
	}
}

func (p *Plane) isReady(ctx context.Context) bool {
	// Until the server has written its certificate, there is no client.
	client, err := kubernetes.NewForConfig(p.Config)
	if err != nil {
		return false
	}
	_, err = client.Discovery().RESTClient().Get().AbsPath("/readyz").DoRaw(ctx)
	return err == nil
}

// freePort finds a port that nobody listens on; the API server cannot choose one itself.
func freePort() (int, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer listener.Close()
	return listener.Addr().(*net.TCPAddr).Port, nil
}
