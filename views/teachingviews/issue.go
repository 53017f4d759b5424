package teachingviews

import (
	"strconv"

	"trellis/app/records"
	"trellis/models"
	"trellis/views/components"
	"trellis/views/words"
)

// PreviewForm is what the records of those who are ready will say.
type PreviewForm struct {
	records.PreviewPage
	Problems models.Invalid
}

func (f PreviewForm) summary() []components.Problem { return problemsAt("ready", f.Problems) }

func (f PreviewForm) nothing() string {
	if !f.Open {
		return "Records can be issued from " + words.Day(f.Ends) + " on"
	}
	return "Nobody is waiting for a record"
}

// facts are what all of the records say.
func (f PreviewForm) facts() []components.SummaryRow {
	r := f.Records[0]
	rows := []components.SummaryRow{
		{Key: "Course", Value: r.CourseTitle + ", version " + strconv.Itoa(r.CourseVersion)},
		{Key: "Awarded by", Value: f.Provider},
		{Key: "From and to", Value: words.Date(r.StartedOn) + " to " + words.Date(r.CompletedOn)},
		{Key: "What was required", Value: r.Rule},
	}
	for _, o := range f.Outcomes {
		rows = append(rows, components.SummaryRow{Key: "Skill", Value: o.CompetencyName + ": " + o.LevelLabel})
	}
	if r.ValidUntil != "" {
		rows = append(rows, components.SummaryRow{Key: "Valid until", Value: words.Date(r.ValidUntil)})
	}
	return rows
}

// howMet says by what somebody completes.
func howMet(r records.Preview) string {
	if r.DecisionReason != "" {
		return "Decided by hand: " + r.DecisionReason
	}
	var met []string
	for _, p := range r.Standing.Parts {
		if p.Done() {
			met = append(met, p.Met)
		}
	}
	return words.Capital(words.List(met))
}

// IssuanceView is how far an issuance is, in words.
type IssuanceView struct{ records.IssuancePage }

// Says is how far it is.
func (v IssuanceView) Says() string {
	i := v.Issuance
	text := words.Number(i.Issued) + " of " + words.Count(i.All(), "record", "records") + " issued"
	if i.Refused > 0 {
		text += ", " + words.Number(i.Refused) + " refused"
	}
	return text
}

func (v IssuanceView) made() string {
	return "Begun by " + v.Issuance.ByName + " at " + words.Moment(v.Issuance.BegunAt) + ", done at " + words.Moment(*v.Issuance.FinishedAt) + "."
}
