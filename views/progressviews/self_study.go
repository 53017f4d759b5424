package progressviews

import (
	"cmp"
	"strconv"

	"trellis/app/progress"
	"trellis/models"
	"trellis/views/components"
	"trellis/views/words"
)

// SelfStudyForm is what somebody typed who did a unit, and what is wrong with it.
type SelfStudyForm struct {
	Minutes, On, Reflection, Version string
	Problems                         models.Invalid
	// Stale tells that the entry was changed meanwhile, or taken back.
	Stale bool
}

// SelfStudyOf fills the form with the entry, or with what the unit says it takes.
func SelfStudyOf(page progress.SelfStudyPage) SelfStudyForm {
	if e := page.Entry; e != nil {
		return SelfStudyForm{Minutes: strconv.Itoa(e.Minutes), On: string(e.LearnedOn), Reflection: e.Reflection, Version: strconv.Itoa(e.Version)}
	}
	form := SelfStudyForm{On: string(page.Today), Version: "0"}
	if page.Unit.Minutes > 0 {
		form.Minutes = strconv.Itoa(min(page.Unit.Minutes, 1440))
	}
	return form
}

func (f SelfStudyForm) problems() []components.Problem {
	return components.AllProblems(f.Problems, "minutes", "on", "reflection")
}

func selfStudyRows(page progress.SelfStudyPage) []components.SummaryRow {
	if page.Entry == nil {
		return []components.SummaryRow{{Key: "Done", Value: "Not any more: it was taken back"}}
	}
	return []components.SummaryRow{
		{Key: "Done on", Value: words.Date(page.Entry.LearnedOn)},
		{Key: "Time", Value: words.Hours(page.Entry.Minutes)},
		{Key: "Reflection", Value: cmp.Or(page.Entry.Reflection, "–")},
	}
}

// selfStudyLine says how long a unit takes, and whether it counts.
func selfStudyLine(page progress.SelfStudyPage) string {
	line := "Optional"
	if page.Unit.Required {
		line = "Counts towards completion"
	}
	if page.Unit.Minutes > 0 {
		return "About " + words.Hours(page.Unit.Minutes) + ". " + line
	}
	return line
}
