// Package judge puts objects before a real API server and the upstream Pod Security evaluator, and records what they say.
package judge

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// Question is what is asked about an object.
type Question string

// The questions. Each is one judgement per object that it is asked about.
const (
	Readable    Question = "readable"     // the file holds Kubernetes objects
	Accepted    Question = "accepted"     // the API server takes the object, with strict field validation
	PodSecurity Question = "pod-security" // the pod meets `restricted` at every minor
	Admitted    Question = "admitted"     // the pod itself is really created in its namespace
	QoSClass    Question = "qos-class"    // the pod has the class that its annotation promises
)

// Result is the answer to a question.
type Result string

// The results. What is waived or not judged counts neither as passed nor as failed.
const (
	Passed    Result = "passed"
	Failed    Result = "failed"
	Waived    Result = "waived"
	NotJudged Result = "not judged"
)

// Judgement is one question about one object, with its answer.
type Judgement struct {
	Question Question
	Result   Result
	File     string
	Object   string
	Message  string
}

func (j Judgement) String() string {
	return fmt.Sprintf("%s: %s: %s %s: %s", j.File, j.Object, j.Question, strings.ToUpper(string(j.Result)), j.Message)
}

// Tally counts judgements.
type Tally struct {
	Passed    int `json:"passed"`
	Failed    int `json:"failed"`
	Waived    int `json:"waived"`
	NotJudged int `json:"notJudged"`
}

// Add counts some more judgements.
func (t *Tally) Add(judgements ...Judgement) {
	for _, j := range judgements {
		switch j.Result {
		case Passed:
			t.Passed++
		case Failed:
			t.Failed++
		case Waived:
			t.Waived++
		case NotJudged:
			t.NotJudged++
		}
	}
}

// Write writes the tally as JSON.
func (t *Tally) Write(path string) error {
	content, err := json.Marshal(t)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, append(content, '\n'), 0o644)
}
