package models

import (
	"maps"
	"slices"
	"strings"
)

// What became of a competency, where no succession can say it: it came with the later version, or ended with the earlier one.
const (
	Appeared SuccessionKind = "added"
	Ended    SuccessionKind = "retired"
)

// SuccessionKinds lists what can become of a competency, in the order in which a comparison counts it.
func SuccessionKinds() []SuccessionKind {
	return []SuccessionKind{Appeared, Reworded, Merged, Split, Ended, Unchanged}
}

// Worded is a competency with the words that people are assessed against.
type Worded struct {
	Competency
	Domain string         // name of its domain
	At     map[int]string // what it looks like at a level. A level that it leaves undefined is not there
}

// SameWords tells whether name, description and the descriptor of every level say the same.
func (w Worded) SameWords(other Worded) bool {
	return sameText(w.Name, other.Name) && sameText(w.Description, other.Description) && maps.EqualFunc(w.At, other.At, sameText)
}

// sameText leaves out how the text is broken into lines.
func sameText(a, b string) bool { return slices.Equal(strings.Fields(a), strings.Fields(b)) }

// Wording is what a version of a framework says: its scale, and its competencies in their order.
type Wording struct {
	Levels       []Level
	Competencies []Worded
}

// SameScale tells whether both have the same points, and whether the points are called the same.
func (w Wording) SameScale(other Wording) (points, labels bool) {
	points = slices.EqualFunc(w.Levels, other.Levels, func(a, b Level) bool { return a.Value == b.Value })
	return points, points && slices.EqualFunc(w.Levels, other.Levels, func(a, b Level) bool { return sameText(a.Label, b.Label) })
}

// Became is what became of a competency from one version to another: one pair of a competency and what followed it.
type Became struct {
	Kind     SuccessionKind
	From, To *Worded // nil where it appeared, and where it ended
	// Carries tells that an assessment of the one is an assessment of the other.
	Carries bool
	// Said tells that editors said so. What nobody said follows from code and words.
	Said bool
	Note string
}

// Changes is what became of each competency: in the order of the later version, then what ended, in the order of the
// earlier one. Where successions say what became of a competency they are the whole of it. Otherwise one with the same code
// follows, and assessments carry over where its words and what the levels are called are unchanged. Nothing carries between
// scales of different points.
func Changes(earlier, later Wording, said []Succession) []Became {
	pairs := pairsOf(earlier, later, said)
	into := make(map[ID][]Became, len(later.Competencies))
	followed := make(map[ID]bool, len(earlier.Competencies))
	for _, p := range pairs {
		into[p.To.ID] = append(into[p.To.ID], p)
		followed[p.From.ID] = true
	}
	var changes []Became
	for i := range later.Competencies {
		to := &later.Competencies[i]
		if len(into[to.ID]) == 0 {
			changes = append(changes, Became{Kind: Appeared, To: to})
		}
		merges := slices.ContainsFunc(into[to.ID], func(p Became) bool { return p.Kind == Merged })
		for _, p := range into[to.ID] {
			if merges {
				p.Kind = Merged
			}
			changes = append(changes, p)
		}
	}
	for i := range earlier.Competencies {
		if from := &earlier.Competencies[i]; !followed[from.ID] {
			changes = append(changes, Became{Kind: Ended, From: from})
		}
	}
	return changes
}

// pairsOf are the competencies of the earlier version with what followed them, in their order.
func pairsOf(earlier, later Wording, said []Succession) []Became {
	points, labels := earlier.SameScale(later)
	byID, byCode := make(map[ID]*Worded, len(later.Competencies)), make(map[string]*Worded, len(later.Competencies))
	for i := range later.Competencies {
		to := &later.Competencies[i]
		byID[to.ID], byCode[to.Code] = to, to
	}
	rows := make(map[ID][]Succession, len(said))
	for _, s := range said {
		if byID[s.ToID] != nil {
			rows[s.FromID] = append(rows[s.FromID], s)
		}
	}
	var pairs []Became
	for i := range earlier.Competencies {
		from := &earlier.Competencies[i]
		for _, s := range rows[from.ID] {
			pairs = append(pairs, Became{Kind: s.Kind, From: from, To: byID[s.ToID], Carries: s.Carries && points, Said: true, Note: s.Note})
		}
		if to := byCode[from.Code]; to != nil && len(rows[from.ID]) == 0 {
			same := from.SameWords(*to)
			kind := Reworded
			if same {
				kind = Unchanged
			}
			pairs = append(pairs, Became{Kind: kind, From: from, To: to, Carries: same && labels})
		}
	}
	return pairs
}

// Through is what two steps, one after the other, say of a competency: the successions that lead from the first version to
// the last, where editors said something on the way. What nobody said is left to code and words.
func Through(first, second []Became) []Succession {
	next := make(map[ID][]Became, len(second))
	for _, step := range second {
		if step.From != nil && step.To != nil {
			next[step.From.ID] = append(next[step.From.ID], step)
		}
	}
	var said []Succession
	for _, a := range first {
		if a.From == nil || a.To == nil {
			continue
		}
		for _, b := range next[a.To.ID] {
			if a.Said || b.Said {
				said = append(said, Succession{
					FromID: a.From.ID, ToID: b.To.ID, Kind: furthest(a.Kind, b.Kind), Carries: a.Carries && b.Carries, Note: strings.TrimSpace(a.Note + " " + b.Note),
				})
			}
		}
	}
	return said
}

// furthest is the kind that changed more.
func furthest(a, b SuccessionKind) SuccessionKind {
	order := []SuccessionKind{Unchanged, Reworded, Split, Merged}
	return order[max(slices.Index(order, a), slices.Index(order, b), 0)]
}

// CountChanges counts the competencies, not the pairs: what appeared, was reworded, stayed, or was merged in the later version; what
// was split or ended in the earlier.
func CountChanges(changes []Became) map[SuccessionKind]int {
	counts, seen := make(map[SuccessionKind]int), make(map[string]bool)
	for _, c := range changes {
		one := c.To
		if c.Kind == Ended || c.Kind == Split {
			one = c.From
		}
		if key := string(c.Kind) + " " + string(one.ID); !seen[key] {
			seen[key] = true
			counts[c.Kind]++
		}
	}
	return counts
}

// EditionOfSaid is another text whenever editors say something else of what became of a competency.
func EditionOfSaid(changes []Became) string {
	var parts []any
	for _, c := range changes {
		if c.Said {
			parts = append(parts, c.Kind, c.To.ID, c.Carries, c.Note)
		}
	}
	return editionOf(parts...)
}
