// Package components runs the parts of a Kubernetes control plane, each as a process of its own, all from this one binary.
package components

import (
	"github.com/spf13/cobra"
	"k8s.io/component-base/cli"
	apiserver "k8s.io/kubernetes/cmd/kube-apiserver/app"
	controllermanager "k8s.io/kubernetes/cmd/kube-controller-manager/app"
)

// The names of the parts, as they stand on the command line.
const (
	Etcd              = "etcd"
	APIServer         = "kube-apiserver"
	ControllerManager = "kube-controller-manager"
)

// Run runs the part of that name with its own flags, until it ends; false where there is no such part.
// A part ends with its standard input: when the process that started it dies, however it dies, none is left behind.
func Run(name string, args []string) (code int, ok bool) {
	switch name {
	case Etcd:
		exitWithStandardInput()
		return runEtcd(args), true
	case APIServer:
		exitWithStandardInput()
		return runCommand(apiserver.NewAPIServerCommand(), args), true
	case ControllerManager:
		exitWithStandardInput()
		return runCommand(controllermanager.NewControllerManagerCommand(), args), true
	}
	return 0, false
}

func runCommand(command *cobra.Command, args []string) int {
	command.SetArgs(args)
	return cli.Run(command)
}
