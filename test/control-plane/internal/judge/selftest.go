package judge

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"cdk8s-hardened/control-plane/internal/manifest"
)

// Expectation is a line `# expect QUESTION RESULT: TEXT` in a fixture: that judgement must be made, its message containing the text.
type Expectation struct {
	Question Question
	Result   Result
	Text     string
}

func (e Expectation) String() string {
	return fmt.Sprintf("%s %s: %s", e.Question, e.Result, e.Text)
}

var expectationLine = regexp.MustCompile(`(?m)^# expect ([a-z-]+) (failed|waived|not judged): (.+)$`)

// Expectations reads them from a fixture. A fixture without any must pass in everything.
func Expectations(content string) []Expectation {
	var expectations []Expectation
	for _, match := range expectationLine.FindAllStringSubmatch(content, -1) {
		expectations = append(expectations, Expectation{Question(match[1]), Result(match[2]), strings.TrimSpace(match[3])})
	}
	return expectations
}

// Surprises lists where judgements and expectations differ, in both directions: none where the judge does what it must.
func Surprises(expectations []Expectation, judgements []Judgement) []string {
	var surprises []string
	met := make([]bool, len(expectations))
	for _, j := range judgements {
		expected := j.Result == Passed
		for i, e := range expectations {
			if e.Question == j.Question && e.Result == j.Result && strings.Contains(j.Message, e.Text) {
				met[i], expected = true, true
			}
		}
		if !expected {
			surprises = append(surprises, "not expected: "+j.String())
		}
	}
	for i, e := range expectations {
		if !met[i] {
			surprises = append(surprises, "expected, but not so: "+e.String())
		}
	}
	if len(judgements) == 0 {
		surprises = append(surprises, "nothing was judged")
	}
	return surprises
}

// SelfTestUnits are the fixtures: each file of `fragments` by itself, each folder of `complete` together.
func SelfTestUnits(folder string) ([]Unit, error) {
	units, err := FragmentUnits(filepath.Join(folder, "fragments"))
	if err != nil {
		return nil, err
	}
	entries, err := os.ReadDir(filepath.Join(folder, "complete"))
	if err != nil {
		return nil, err
	}
	for _, entry := range entries {
		unit, err := CompleteUnit(filepath.Join(folder, "complete", entry.Name()))
		if err != nil {
			return nil, err
		}
		units = append(units, unit)
	}
	return units, nil
}

// SelfTest judges the judge: a fixture with a defect must fail in just that. Each fixture counts as one judgement.
func (j *Judge) SelfTest(ctx context.Context, unit Unit) (Judgement, error) {
	expectations, err := expectationsOf(unit)
	if err != nil {
		return Judgement{}, err
	}
	judgements, err := j.Unit(ctx, unit)
	if err != nil {
		return Judgement{}, err
	}
	if surprises := Surprises(expectations, judgements); len(surprises) > 0 {
		return Judgement{"self-test", Failed, unit.Name, "fixture", strings.Join(surprises, "\n  ")}, nil
	}
	return Judgement{"self-test", Passed, unit.Name, "fixture", ""}, nil
}

func expectationsOf(unit Unit) ([]Expectation, error) {
	files, err := manifest.Files(unit.Name)
	var expectations []Expectation
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		expectations = append(expectations, Expectations(string(content))...)
	}
	return expectations, err
}
