package components

import (
	"flag"
	"fmt"
	"net/url"
	"os"

	"go.etcd.io/etcd/server/v3/embed"
)

// runEtcd serves a single member on a free loopback port, and prints its address as the first line of standard output.
func runEtcd(args []string) int {
	flags := flag.NewFlagSet(Etcd, flag.ExitOnError)
	dir := flags.String("data-dir", "", "where the data are kept")
	_ = flags.Parse(args)

	free := url.URL{Scheme: "http", Host: "127.0.0.1:0"}
	config := embed.NewConfig()
	config.Dir = *dir
	config.LogLevel = "warn"
	config.ListenClientUrls = []url.URL{free}
	config.AdvertiseClientUrls = []url.URL{free}
	config.ListenPeerUrls = []url.URL{free}
	config.AdvertisePeerUrls = []url.URL{free}
	config.InitialCluster = config.InitialClusterFromName(config.Name)
	// The data live as long as one test run; losing them in a crash costs nothing.
	config.UnsafeNoFsync = true

	server, err := embed.StartEtcd(config)
	if err != nil {
		fmt.Fprintf(os.Stderr, "etcd: cannot start: %v\n", err)
		return 1
	}
	<-server.Server.ReadyNotify()
	fmt.Printf("http://%s\n", server.Clients[0].Addr())
	if err := <-server.Err(); err != nil {
		fmt.Fprintf(os.Stderr, "etcd: %v\n", err)
		return 1
	}
	return 0
}
