package doctor

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"trellis/models/store"
)

// Status is what a check says of what it looked at.
type Status string

// What a check can say, from good to bad. A warning leaves an installation healthy; a fault does not.
const (
	OK      Status = "ok"
	Warning Status = "warning"
	Fault   Status = "fault"
)

// Report is all that was found.
type Report struct {
	Healthy bool    `json:"healthy"`
	Checks  []Check `json:"checks"`
}

// Check is one question about the installation, answered.
type Check struct {
	Name   string `json:"name"`
	Status Status `json:"status"`
	// Summary is one sentence: what was found, and what to do about it.
	Summary string `json:"summary"`
	// Found is how many things are wrong. The first of them are the examples.
	Found    int       `json:"found"`
	Examples []Example `json:"examples"`
}

// Left says how many things are wrong beyond the examples, in words; empty where there are no more.
func (c Check) Left() string {
	if more := c.Found - len(c.Examples); more > 0 && len(c.Examples) > 0 {
		return "… and " + number(more) + " more"
	}
	return ""
}

// Example is one thing that is wrong: where, as a table and an id or as a setting, and how.
type Example struct {
	Where   string `json:"where"`
	Problem string `json:"problem"`
}

// Count is how many checks of the report have that status.
func (r Report) Count(status Status) int {
	n := 0
	for _, c := range r.Checks {
		if c.Status == status {
			n++
		}
	}
	return n
}

// most is how many examples a check gives.
const most = 20

// findings gathers what one check finds, kind by kind.
type findings struct{ kinds []kind }

type kind struct {
	status   Status
	table    string // of those that are added one by one
	count    int
	examples []Example
}

// one notes a single thing.
func (f *findings) one(status Status, where, problem string) {
	f.kinds = append(f.kinds, kind{status: status, count: 1, examples: []Example{{where, problem}}})
}

// add notes one more of the many of its kind: of a status, and of the table that where begins with.
func (f *findings) add(status Status, where, problem string) {
	table, _, _ := strings.Cut(where, " ")
	at := slices.IndexFunc(f.kinds, func(k kind) bool { return k.status == status && k.table == table })
	if at < 0 {
		f.kinds = append(f.kinds, kind{status: status, table: table})
		at = len(f.kinds) - 1
	}
	k := &f.kinds[at]
	k.count++
	if len(k.examples) < most {
		k.examples = append(k.examples, Example{where, problem})
	}
}

// rows notes what a look through the database has found.
func (f *findings) rows(status Status, list ...store.Found) {
	for _, found := range list {
		if found.Count == 0 {
			continue
		}
		k := kind{status: status, count: found.Count}
		for _, row := range found.Rows {
			k.examples = append(k.examples, Example{row.Table + " " + row.Key, row.How})
		}
		f.kinds = append(f.kinds, k)
	}
}

// count is how many things of a status were found.
func (f *findings) count(status Status) int {
	n := 0
	for _, k := range f.kinds {
		if k.status == status {
			n += k.count
		}
	}
	return n
}

// check is the check without a summary.
func (f *findings) check(name string) Check {
	c := Check{Name: name, Status: OK, Examples: f.examples()}
	for _, k := range f.kinds {
		c.Found += k.count
		if k.status == Fault || c.Status == OK {
			c.Status = k.status
		}
	}
	return c
}

// examples are the first of each kind, then the second of each, and so on: a kind with many hides no other. Faults come
// before warnings.
func (f *findings) examples() []Example {
	kinds := slices.Clone(f.kinds)
	slices.SortStableFunc(kinds, func(a, b kind) int { return cmp.Compare(a.status, b.status) }) // fault, warning
	list := []Example{}
	for i := 0; len(list) < most; i++ {
		before := len(list)
		for _, k := range kinds {
			if i < len(k.examples) && len(list) < most {
				list = append(list, k.examples[i])
			}
		}
		if len(list) == before {
			break
		}
	}
	return list
}

// counted writes a number with what it counts: 1 row, 12,345 rows.
func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return number(n) + " " + many
}

func number(n int) string {
	digits := strconv.Itoa(n)
	var text strings.Builder
	for i, d := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			text.WriteByte(',')
		}
		text.WriteRune(d)
	}
	return text.String()
}
