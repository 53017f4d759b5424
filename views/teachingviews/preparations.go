package teachingviews

import (
	"strconv"

	"trellis/app/learning"
	"trellis/models"
	"trellis/views/components"
	"trellis/views/words"
)

// PreparationsForm is what there is to do before a cohort, with what somebody typed and what is wrong with it.
type PreparationsForm struct {
	learning.PreparationsPage
	Typed    *learning.KeepPreparations // nil for what is kept
	Stale    bool                       // somebody changed the list meanwhile
	Problems models.Invalid
}

// roomFor is how many empty lines the form has at the end.
const roomFor = 3

// rows are the lines of the form.
func (f PreparationsForm) rows() []learning.PreparationLine {
	var rows []learning.PreparationLine
	if f.Typed != nil {
		rows = f.Typed.Rows
	} else {
		for _, p := range f.List {
			line := learning.PreparationLine{ID: string(p.ID), Title: p.Title, URL: p.URL}
			if p.Minutes > 0 {
				line.Minutes = strconv.Itoa(p.Minutes)
			}
			rows = append(rows, line)
		}
	}
	for range roomFor {
		if len(rows) > 0 && rows[len(rows)-1] == (learning.PreparationLine{}) && f.Typed != nil {
			break
		}
		rows = append(rows, learning.PreparationLine{})
	}
	return rows
}

func (f PreparationsForm) summary() []components.Problem {
	fields := []string{"rows"}
	for i := range f.rows() {
		for _, name := range []string{"title", "url", "minutes"} {
			fields = append(fields, learning.PreparationField(i, name))
		}
	}
	list := components.Problems(f.Problems, fields...)
	if f.Stale {
		list = append(list, components.Problem{Field: "changed", Text: "Someone changed this since you opened it. Compare, then save again"})
	}
	return list
}

// field is one of a line.
func (f PreparationsForm) field(i int, name, label, value string) components.Field {
	id := learning.PreparationField(i, name)
	return components.Field{Name: id, Label: label, Value: value, Problem: f.Problems[id], Optional: name != "title"}
}

func lineName(i int) string { return words.Capital(words.Ordinal(i+1)) + " thing to do" }

// doneWords read "5 of 12 done".
func (f PreparationsForm) doneWords(p learning.TaughtPreparation) string {
	return strconv.Itoa(p.Done) + " of " + strconv.Itoa(f.Placed) + " done"
}
