package teachingviews

import (
	"strconv"
	"strings"

	"trellis/app/learning"
	"trellis/models"
	"trellis/views/components"
	"trellis/views/words"
)

// TermsForm are the fields that a plan and a change of a cohort share.
type TermsForm struct {
	Terms     learning.CohortTerms
	Questions []learning.CohortQuestion
	Systems   []models.Organisation
	NoShows   learning.NoShows
	Problems  models.Invalid
}

func (f TermsForm) field(name, label, value, hint string) components.Field {
	return components.Field{Name: name, ID: fieldID(name), Label: label, Value: value, Hint: hint, Problem: f.Problems[name]}
}

func (f TermsForm) open(name, label, value, hint string) components.Field {
	field := f.field(name, label, value, hint)
	field.Optional = true
	return field
}

func (f TermsForm) number(name, label, value, hint string) components.Field {
	field := f.field(name, label, value, hint)
	field.InputMode, field.Width = "numeric", 4
	return field
}

// noShowWords say how many people of past cohorts never came, with the base.
func noShowWords(n learning.NoShows) string {
	if n.People == 0 {
		return "No past yet: no finished cohort of this course has a register."
	}
	share := (200*n.Missed + n.People) / (2 * n.People)
	return words.Count(n.Missed, "person", "people") + " of " + words.Number(n.People) + " (" + words.Number(share) + "%) never came and sent no apologies, on " +
		words.Count(n.Cohorts, "finished cohort", "finished cohorts") + " of this course."
}

// wayInOptions are the ways in to choose from.
func wayInOptions() []components.Option {
	var list []components.Option
	for _, w := range models.WaysIn() {
		label, hint := wayInWords(w)
		list = append(list, components.Option{Value: string(w), Label: label, Hint: hint})
	}
	return list
}

// wayInWords say how people come to a cohort.
func wayInWords(w models.WayIn) (label, hint string) {
	switch w {
	case models.FirstCome:
		return "First come, first served", ""
	case models.Eligible:
		return "First come, of those who meet the prerequisites", ""
	case models.Application:
		return "Application", "People answer your questions, and a trainer decides"
	case models.Approval:
		return "Manager’s approval", "The manager of the post, or the deputy, decides"
	case models.Nomination:
		return "Nomination", "A manager or decision maker names people, and they agree"
	case models.PairedWay:
		return "In pairs", "An analyst comes with a decision maker, and both agree"
	}
	return string(w), ""
}

// rows of a form are as many as were filled in, and some more, up to the most.
func spare[T comparable](list []T, most int) []T {
	list = typedRows(list)
	rows := make([]T, max(min(len(list)+3, most), len(list)))
	copy(rows, list)
	return rows
}

// typedRows are the rows up to the last in which something is typed.
func typedRows[T comparable](list []T) []T {
	var empty T
	for len(list) > 0 && list[len(list)-1] == empty {
		list = list[:len(list)-1]
	}
	return list
}

// wrong tells whether one of the fields that begin so has a problem, so that the part that holds it is open.
func wrong(problems models.Invalid, beginnings ...string) bool {
	for name := range problems {
		for _, b := range beginnings {
			if strings.HasPrefix(name, b) {
				return true
			}
		}
	}
	return false
}

func (f TermsForm) sharesSet() bool {
	for _, s := range f.Terms.Shares {
		if s.Places != "" {
			return true
		}
	}
	return wrong(f.Problems, "shares")
}

// share is the field of the n-th system.
func (f TermsForm) share(n int, system models.Organisation) components.Field {
	value := ""
	for _, s := range f.Terms.Shares {
		if s.System == system.Code {
			value = s.Places
		}
	}
	return f.number(models.ShareField(n), system.Name, value, "")
}

func refuses(t learning.CohortTerms) string {
	if t.RefuseClashes {
		return "true"
	}
	return ""
}

func required(q learning.CohortQuestion) string {
	if q.Required {
		return "true"
	}
	return ""
}

// termsFields are the fields of the terms in the order of the form.
func termsFields(systems int) []string {
	list := []string{"name", "capacity", "minimum", "place", "join_url", "way_in", "opens", "closes", "offer_hours", "quiet_hours", "cutoff_hours", "overbook", "refuse_clashes", "shares_until"}
	for n := range systems {
		list = append(list, models.ShareField(n))
	}
	for n := range models.MostQuestions {
		list = append(list, models.QuestionField(n))
	}
	return list
}

// summaryOf are problems in the order of the fields, and then those of no field that the form shows.
func summaryOf(problems models.Invalid, order []string) []components.Problem {
	var list []components.Problem
	shown := map[string]bool{}
	for _, name := range order {
		if text, found := problems[name]; found && !shown[name] {
			list = append(list, components.Problem{Field: fieldID(name), Text: text})
		}
		shown[name] = true
	}
	for name, text := range problems {
		if !shown[name] {
			list = append(list, components.Problem{Text: text})
		}
	}
	return list
}

func itoa(n int) string { return strconv.Itoa(n) }

func shareSystem(n int) string { return "shares[" + itoa(n) + "].system" }

func questionRequired(n int) string { return "questions[" + itoa(n) + "].required" }
