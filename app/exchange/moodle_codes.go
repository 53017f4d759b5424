package exchange

import (
	"fmt"
	"slices"
	"strings"

	"trellis/models"
)

// codes gives every node a code of ours: its ID number, with hyphens for what no code may hold. Which of two that would be
// the same gets a number does not depend on the order of rows.
func (r *moodleReader) codes() {
	sorted := slices.SortedFunc(slices.Values(r.nodes), func(a, b *moodleNode) int {
		if valid := models.IsCode(a.id); valid != models.IsCode(b.id) {
			if valid {
				return -1
			}
			return 1
		}
		return strings.Compare(a.id, b.id)
	})
	taken := map[string]bool{}
	var changed []string
	for _, n := range sorted {
		n.code = freeCode(taken, hyphened(n.id))
		if n.code != n.id {
			changed = append(changed, fmt.Sprintf("%q is %s", n.id, n.code))
		}
	}
	if len(changed) > 0 {
		r.t.report.warn(fmt.Sprintf("%s: %s no code of ours, of letters, digits, dots, hyphens and underscores: %s now",
			r.t.name, count(len(changed), "ID number is", "ID numbers are"), someOf(changed)))
	}
}

// hyphened is an ID number as a code of ours.
func hyphened(id string) string {
	if models.IsCode(id) {
		return id
	}
	var out strings.Builder
	for _, c := range id {
		switch {
		case c < 0x80 && models.IsCode("a"+string(c)):
			out.WriteRune(c)
		case !strings.HasSuffix(out.String(), "-"):
			out.WriteByte('-')
		}
	}
	text := strings.Trim(out.String(), "-._")
	text = strings.TrimRight(text[:min(len(text), longestCode)], "-._")
	if text == "" {
		return "unnamed"
	}
	return text
}

// freeCode is the code, or the code with a number behind it when another has it already, in whatever case.
func freeCode(taken map[string]bool, wanted string) string {
	free := wanted
	for n := 2; taken[strings.ToLower(free)]; n++ {
		number := fmt.Sprintf("-%d", n)
		free = wanted[:min(len(wanted), longestCode-len(number))] + number
	}
	taken[strings.ToLower(free)] = true
	return free
}
