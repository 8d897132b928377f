package plane

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// stopTimeout is how long a part may take to end by itself.
const stopTimeout = 5 * time.Second

// process is one running part of the control plane.
type process struct {
	name  string
	log   string
	cmd   *exec.Cmd
	stdin io.WriteCloser
	// line is the first line that the part prints.
	line chan string
	done chan struct{}
}

// start runs a part: this very binary, with the part's name as its first argument.
func start(dir, name string, args ...string) (*process, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	p := &process{name: name, log: filepath.Join(dir, name+".log"), line: make(chan string, 1), done: make(chan struct{})}
	p.cmd = exec.Command(self, append([]string{name}, args...)...)
	log, err := os.Create(p.log)
	if err != nil {
		return nil, err
	}
	defer log.Close()
	p.cmd.Stderr = log
	// The part ends when this pipe does, so it cannot outlive this process.
	if p.stdin, err = p.cmd.StdinPipe(); err != nil {
		return nil, err
	}
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := p.cmd.Start(); err != nil {
		return nil, err
	}
	go func() {
		lines := bufio.NewScanner(out)
		if lines.Scan() {
			p.line <- lines.Text()
		}
		_, _ = io.Copy(io.Discard, out)
		_ = p.cmd.Wait()
		close(p.done)
	}()
	return p, nil
}

// ended reports whether the part has ended, which it must not before stop.
func (p *process) ended() bool {
	select {
	case <-p.done:
		return true
	default:
		return false
	}
}

func (p *process) stop() {
	_ = p.stdin.Close()
	select {
	case <-p.done:
	case <-time.After(stopTimeout):
		_ = p.cmd.Process.Kill()
		<-p.done
	}
}

// failure is an error that shows the end of the part's log, because the log is deleted afterwards.
func (p *process) failure(problem string) error {
	content, _ := os.ReadFile(p.log)
	lines := bytes.Split(bytes.TrimSpace(content), []byte("\n"))
	tail := lines[max(0, len(lines)-15):]
	return fmt.Errorf("%s: %s. The end of its log:\n%s", p.name, problem, bytes.Join(tail, []byte("\n")))
}
