// Package waiver reads the exceptions that objects carry as annotations `waiver.cdk8s-hardened/<check-id>`.
package waiver

import (
	"bytes"
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"strings"
)

const prefix = "waiver.cdk8s-hardened/"

// Waiver excuses one check, for one container or, where that is empty, for the whole pod.
type Waiver struct {
	Check     string
	Container string
}

// Covers reports whether the waiver holds for a container; the empty name stands for the pod itself.
func (w Waiver) Covers(container string) bool {
	return w.Container == "" || w.Container == container
}

var day = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}$`)

// In reads the waivers of a pod template, sorted by check. Malformed ones are left out: they excuse nothing.
// An expired one still counts here: the cluster does not know the day, and the audit reports it.
func In(annotations map[string]string) []Waiver {
	var waivers []Waiver
	for _, key := range slices.Sorted(maps.Keys(annotations)) {
		check, ok := strings.CutPrefix(key, prefix)
		if !ok {
			continue
		}
		if w, ok := parse(check, annotations[key]); ok {
			waivers = append(waivers, w)
		}
	}
	return waivers
}

func parse(check, value string) (Waiver, bool) {
	var options struct {
		Reason    string `json:"reason"`
		Owner     string `json:"owner"`
		Expires   string `json:"expires"`
		Container string `json:"container"`
	}
	decoder := json.NewDecoder(bytes.NewReader([]byte(value)))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&options); err != nil || decoder.More() {
		return Waiver{}, false
	}
	if strings.TrimSpace(options.Reason) == "" || !day.MatchString(options.Expires) {
		return Waiver{}, false
	}
	return Waiver{check, options.Container}, true
}
