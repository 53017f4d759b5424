package teachingviews

import (
	"strconv"
	"strings"

	"trellis/app/records"
	"trellis/models"
	"trellis/views/components"
	"trellis/views/words"
)

// DecideForm is the page on which somebody is decided about, with what was typed.
type DecideForm struct {
	records.DecidePage
	In       records.Decide
	Problems models.Invalid
}

func (f DecideForm) summary() []components.Problem {
	return inOrder(f.Problems, []string{"answer", "reason"})
}

// parts are what the rule asks for, and how far the person is.
func (f DecideForm) parts() []components.SummaryRow {
	var rows []components.SummaryRow
	for _, p := range f.Person.Standing.Parts {
		value := p.Met
		if !p.Done() {
			value = "Missing: " + p.Missing
		}
		rows = append(rows, components.SummaryRow{Key: p.Asks, Value: value})
	}
	return rows
}

func (f DecideForm) decided() string {
	d, answer := f.Person.Standing.Decision, "completes"
	if !d.Completes {
		answer = "does not complete"
	}
	return f.DecidedBy + " decided on " + words.Day(d.MadeAt) + " that " + f.Person.Name + " " + answer + ": " + d.Reason
}

// CorrectForm is the page on which a record is corrected, with what was typed.
type CorrectForm struct {
	records.CorrectPage
	In       records.Correct
	Problems models.Invalid
}

func (f CorrectForm) summary() []components.Problem {
	return inOrder(f.Problems, []string{"what", "reason"})
}

func (f CorrectForm) options() []components.Option {
	options := []components.Option{{Value: string(records.NameAlone), Label: "The name alone", Hint: "“" + f.Name + "”. The rest stays as it was."}}
	if f.Now == nil {
		return options
	}
	return append([]components.Option{{
		Value: string(records.Everything), Label: "Everything, as things stand now", Hint: "From the registers, the rule and the decisions as they are kept now.",
	}}, options...)
}

// compared is a line of what a record says beside what it would say.
type compared struct{ what, says, now string }

func (f CorrectForm) compared() []compared {
	now := models.CompletionRecord{PersonName: f.Name}
	if f.Now != nil {
		now = *f.Now
	}
	rows := []compared{{"Name", f.Record.PersonName, now.PersonName}}
	if f.Now == nil {
		return append(rows, compared{"Completed", "Yes", "No: " + strings.Join(f.Missing, "; ")})
	}
	sessions := func(r models.CompletionRecord) string {
		return strconv.Itoa(r.SessionsAttended) + " of " + words.Count(r.SessionsHeld, "session", "sessions") + ", " + words.Hours(r.Minutes)
	}
	return append(rows,
		compared{"Organisation", f.Record.OrganisationName, now.OrganisationName},
		compared{"Attended", sessions(f.Record), sessions(now)},
		compared{"What was required", f.Record.Rule, now.Rule},
		compared{"Completed on", words.Date(f.Record.CompletedOn), words.Date(now.CompletedOn)},
		compared{"Decided by hand", yesBecause(f.Record.DecisionReason), yesBecause(now.DecisionReason)},
	)
}

func yesBecause(reason string) string {
	if reason == "" {
		return "No"
	}
	return reason
}
