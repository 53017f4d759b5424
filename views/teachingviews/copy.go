package teachingviews

import (
	"cmp"
	"slices"
	"strconv"

	"trellis/app/learning"
	"trellis/models"
	"trellis/views/components"
	"trellis/views/words"
)

func (f CopyForm) field(name, label, value, hint string) components.Field {
	return components.Field{Name: name, Label: label, Value: value, Hint: hint, Problem: f.Problems[name]}
}

func (f CopyForm) courses() []components.Option {
	var list []components.Option
	for _, c := range f.Courses {
		list = append(list, components.Option{Value: c.Code, Label: c.Title + " (" + c.Code + ")", Chosen: slices.Contains(f.In.Courses, c.Code)})
	}
	return list
}

func (f CopyForm) movedWords() string {
	if f.Days%7 == 0 {
		return words.Count(f.Days/7, "week", "weeks") + " later"
	}
	return words.Count(f.Days, "day", "days") + " later"
}

// chosen is the code of the cohort where it is ticked: all are at first.
func (f CopyForm) chosen(row models.CopyRow) string {
	if len(f.In.Chosen) == 0 || slices.Contains(f.In.Chosen, row.From.Code) {
		return row.From.Code
	}
	return ""
}

func toOr(to string) string { return cmp.Or(to, "later") }

func yearOptions(years []models.Date) []components.Option {
	options := []components.Option{{Label: "Choose a training year"}}
	for _, y := range years {
		options = append(options, components.Option{Value: string(y), Label: words.Date(y) + " to " + words.Date(y.AddMonths(12).AddDays(-1))})
	}
	return options
}

func newDates(row models.CopyRow) []string {
	if row.Copy.Unscheduled {
		return []string{expectedWords(row.Copy)}
	}
	list := make([]string, 0, len(row.Sessions))
	for _, s := range row.Sessions {
		if !s.Starts.IsZero() {
			list = append(list, words.Weekday(s.Starts)+", "+words.Times(s.Starts, s.Ends))
		}
	}
	return list
}

func (f SubstituteForm) field(name, label, value, hint string) components.Field {
	return components.Field{Name: name, Label: label, Value: value, Hint: hint, Problem: f.Problems[name]}
}

func (f SubstituteForm) email() components.Field {
	field := f.field("substitute", "Email address of the substitute", f.In.Email, "They are a trainer of this cohort until the day of the session. They are signed out, and sign in anew as a trainer")
	field.Type, field.Autocomplete = "email", "off"
	return field
}

func (f SubstituteForm) sessions() []components.Option {
	options := []components.Option{{Label: "Choose a session"}}
	for _, s := range f.Sessions {
		options = append(options, components.Option{Value: string(s.ID), Label: strconv.Itoa(s.Number) + ": " + words.Weekday(s.Starts)})
	}
	return options
}

func (f SubstituteForm) trainers() []components.Option {
	options := []components.Option{{Label: "Choose a trainer"}}
	for _, t := range f.Trainers {
		options = append(options, components.Option{Value: string(t.ID), Label: t.Name})
	}
	return options
}

func (f SubstituteForm) sessionOf(s learning.StandIn) string {
	return strconv.Itoa(s.Number) + ": " + words.Weekday(s.Starts)
}
