package components

import (
	"io"
	"os"
)

// exitWithStandardInput ends this process when its standard input ends.
// Unlike signals, this also works when the other end of the pipe is killed, and on every operating system.
func exitWithStandardInput() {
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		os.Exit(0)
	}()
}
