package plane

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"os"
	"path/filepath"

	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/clientcmd"
	clientcmdapi "k8s.io/client-go/tools/clientcmd/api"
)

// secrets are made anew for each run, and are worth nothing after it.
type secrets struct {
	token             string
	tokenFile         string
	serviceAccountKey string
}

func writeSecrets(dir string) (secrets, error) {
	s := secrets{
		token:             rand.Text(),
		tokenFile:         filepath.Join(dir, "tokens.csv"),
		serviceAccountKey: filepath.Join(dir, "service-account.key"),
	}
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return s, err
	}
	der, err := x509.MarshalECPrivateKey(key)
	if err != nil {
		return s, err
	}
	block := pem.EncodeToMemory(&pem.Block{Type: "EC PRIVATE KEY", Bytes: der})
	if err := os.WriteFile(s.serviceAccountKey, block, 0o600); err != nil {
		return s, err
	}
	return s, os.WriteFile(s.tokenFile, fmt.Appendf(nil, "%s,admin,admin,system:masters\n", s.token), 0o600)
}

func writeKubeconfig(dir string, config *rest.Config) (string, error) {
	const name = "control-plane"
	kubeconfig := clientcmdapi.Config{
		Clusters:       map[string]*clientcmdapi.Cluster{name: {Server: config.Host, CertificateAuthority: config.CAFile}},
		AuthInfos:      map[string]*clientcmdapi.AuthInfo{name: {Token: config.BearerToken}},
		Contexts:       map[string]*clientcmdapi.Context{name: {Cluster: name, AuthInfo: name}},
		CurrentContext: name,
	}
	path := filepath.Join(dir, "kubeconfig")
	return path, clientcmd.WriteToFile(kubeconfig, path)
}
