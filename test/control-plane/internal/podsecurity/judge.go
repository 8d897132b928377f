// Package podsecurity asks the upstream Pod Security evaluator about a pod.
package podsecurity

import (
	"fmt"
	"strings"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/pod-security-admission/api"
	"k8s.io/pod-security-admission/policy"

	"cdk8s-hardened/control-plane/internal/waiver"
)

// The minors of Kubernetes that the library supports.
const (
	firstMinor = 27
	lastMinor  = 37
)

var evaluator = mustEvaluator()

func mustEvaluator() policy.Evaluator {
	e, err := policy.NewEvaluator(policy.DefaultChecks(), nil)
	if err != nil {
		panic(err)
	}
	return e
}

// Verdict is what Pod Security says of a pod at level restricted, over all minors.
type Verdict struct {
	// Refusals say what is refused and by which minors; none where the pod is accepted or all of it is waived.
	Refusals []string
	// Waived are the checks by whose waivers alone the pod is accepted.
	Waived []string
}

// Judge evaluates a pod as it is written. Where it is refused, it must be accepted once that which its waivers name is repaired:
// so a waiver excuses its own field in its own container, and nothing beside it.
func Judge(pod *corev1.Pod, waivers []waiver.Waiver) Verdict {
	refusals := evaluate(pod)
	if len(refusals) == 0 {
		return Verdict{}
	}
	repaired := pod.DeepCopy()
	var used []string
	for _, w := range waivers {
		if repair, ok := repairs[w.Check]; ok {
			repair(repaired, w)
			used = append(used, w.Check)
		}
	}
	if len(used) == 0 {
		return Verdict{Refusals: refusals}
	}
	if rest := evaluate(repaired); len(rest) > 0 {
		return Verdict{Refusals: rest}
	}
	return Verdict{Waived: used}
}

// evaluate lists the refusals, one for each run of minors that say the same.
func evaluate(pod *corev1.Pod) []string {
	var refusals []string
	start, last := firstMinor, ""
	flush := func(end int) {
		if last != "" {
			refusals = append(refusals, fmt.Sprintf("restricted v1.%d to v1.%d: %s", start, end, last))
		}
	}
	for minor := firstMinor; minor <= lastMinor; minor++ {
		detail := refusal(pod, minor)
		if detail != last {
			flush(minor - 1)
			start, last = minor, detail
		}
	}
	flush(lastMinor)
	return refusals
}

func refusal(pod *corev1.Pod, minor int) string {
	level := api.LevelVersion{Level: api.LevelRestricted, Version: api.MajorMinorVersion(1, minor)}
	result := policy.AggregateCheckResults(evaluator.EvaluatePod(level, &pod.ObjectMeta, &pod.Spec))
	if result.Allowed {
		return ""
	}
	return strings.TrimSpace(result.ForbiddenDetail())
}
