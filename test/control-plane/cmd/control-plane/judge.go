package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"strings"
	"time"

	"cdk8s-hardened/control-plane/internal/judge"
	"cdk8s-hardened/control-plane/internal/manifest"
	"cdk8s-hardened/control-plane/internal/plane"
)

// folders is a flag that may stand several times.
type folders []string

func (f *folders) String() string { return strings.Join(*f, ", ") }

// Set adds a folder.
func (f *folders) Set(folder string) error {
	*f = append(*f, folder)
	return nil
}

// judgeCommand returns the exit code: 0 where nothing failed, 1 otherwise, 2 for misuse.
func judgeCommand(ctx context.Context, args []string) int {
	var complete, fragments, selfTest folders
	flags := flag.NewFlagSet("judge", flag.ExitOnError)
	flags.Usage = func() { fmt.Fprint(os.Stderr, usage) }
	flags.Var(&complete, "complete", "")
	flags.Var(&fragments, "fragments", "")
	flags.Var(&selfTest, "self-test", "")
	report := flags.String("report", "", "")
	_ = flags.Parse(args)
	if flags.NArg() > 0 {
		misuse(fmt.Sprintf("a folder must follow a flag (%q does not)", flags.Arg(0)))
	}

	units, err := read(complete, fragments)
	if err == nil {
		err = judgeAll(ctx, selfTest, units, *report)
	}
	if err != nil {
		fmt.Fprintf(os.Stderr, "judge: %v\n", err)
		return 1
	}
	return 0
}

// read reads the files. A folder without any is an error: nothing must pass because nothing was there.
func read(complete, fragments folders) ([]judge.Unit, error) {
	var units []judge.Unit
	for _, folder := range complete {
		unit, err := judge.CompleteUnit(folder)
		if err != nil {
			return nil, err
		}
		if len(unit.Objects)+len(unit.Problems) == 0 {
			return nil, fmt.Errorf("%s: must hold YAML files with objects (holds none)", folder)
		}
		units = append(units, unit)
	}
	for _, folder := range fragments {
		found, err := judge.FragmentUnits(folder)
		if err != nil {
			return nil, err
		}
		if len(found) == 0 {
			return nil, fmt.Errorf("%s: must hold YAML files (holds none)", folder)
		}
		units = append(units, found...)
	}
	return units, nil
}

// session is one run of the judge, from the start of the control plane to its end.
type session struct {
	judge *judge.Judge
	tally judge.Tally
}

func judgeAll(ctx context.Context, selfTests folders, units []judge.Unit, report string) error {
	start := time.Now()
	fmt.Println("judge: starting etcd, kube-apiserver and kube-controller-manager ...")
	control, err := plane.Start(ctx)
	if err != nil {
		return err
	}
	defer control.Stop()
	fmt.Printf("judge: the control plane is ready (%.1f s)\n", time.Since(start).Seconds())

	s := &session{}
	if err := s.run(ctx, control, selfTests, units); err != nil {
		return errors.Join(err, control.Failure())
	}
	fmt.Printf("judge: %d passed, %d failed, %d waived, %d not judged (%.1f s)\n",
		s.tally.Passed, s.tally.Failed, s.tally.Waived, s.tally.NotJudged, time.Since(start).Seconds())
	if report != "" {
		if err := s.tally.Write(report); err != nil {
			return err
		}
	}
	if s.tally.Failed > 0 {
		return fmt.Errorf("%d judgements failed; see FAILED above", s.tally.Failed)
	}
	return nil
}

func (s *session) run(ctx context.Context, control *plane.Plane, selfTests folders, units []judge.Unit) error {
	var err error
	if s.judge, err = judge.New(ctx, control.Config); err != nil {
		return err
	}
	for _, folder := range selfTests {
		if err := s.selfTest(ctx, folder); err != nil {
			return err
		}
	}
	for i, unit := range units {
		start := time.Now()
		judgements, err := s.judge.Unit(ctx, unit)
		if err != nil {
			return err
		}
		s.tally.Add(judgements...)
		fmt.Printf("judge [%d/%d] %s: %s (%.1f s)\n", i+1, len(units), unit.Name, summary(unit, judgements), time.Since(start).Seconds())
		printJudgements(judgements)
	}
	return nil
}

func (s *session) selfTest(ctx context.Context, folder string) error {
	units, err := judge.SelfTestUnits(folder)
	if err != nil {
		return err
	}
	failed := 0
	for _, unit := range units {
		judgement, err := s.judge.SelfTest(ctx, unit)
		if err != nil {
			return err
		}
		s.tally.Add(judgement)
		if judgement.Result == judge.Failed {
			failed++
			fmt.Println(judgement)
		}
	}
	fmt.Printf("judge: self-test: %d of %d fixtures are judged as they must be\n", len(units)-failed, len(units))
	return nil
}

func summary(unit judge.Unit, judgements []judge.Judgement) string {
	var tally judge.Tally
	tally.Add(judgements...)
	return fmt.Sprintf("%s, %d passed, %d failed", objects(unit.Objects), tally.Passed, tally.Failed)
}

// printJudgements prints a line for each pod, and one for everything that did not pass.
func printJudgements(judgements []judge.Judgement) {
	for _, j := range judgements {
		if j.Result != judge.Passed {
			fmt.Printf("  %s\n", j)
		} else if j.Question == judge.Admitted {
			fmt.Printf("  %s: pod admitted, %s\n", j.Object, j.Message)
		}
	}
}

func objects(objects []manifest.Object) string {
	if len(objects) == 1 {
		return "1 object"
	}
	return fmt.Sprintf("%d objects", len(objects))
}
