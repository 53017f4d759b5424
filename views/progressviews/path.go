// Package progressviews are the pages of how people come along: the path through a course, and what they do on it.
package progressviews

import (
	"strconv"
	"strings"

	"trellis/app/progress"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/components"
	"trellis/views/words"
)

const noPatients = "Do not name patients or colleagues."

// dates are the first and the last day of a cohort.
func dates(c models.Cohort) string {
	if c.Unscheduled {
		return "Expected " + words.Months(c.Starts, c.Ends)
	}
	return words.Dates(c.Starts, c.Ends)
}

// standingLine says how far somebody is: "4 of 6 sessions, 75% of the time; 1 thing left".
func standingLine(page progress.PathPage) string {
	s := page.Standing
	line := ""
	if s.Held > 0 {
		line = strconv.Itoa(s.Attended) + " of " + words.Count(s.Held, "session", "sessions") + ", " + strconv.Itoa(s.Share) + "% of the time"
	}
	left := len(s.Missing)
	switch {
	case page.Record != nil:
		return join(line, "completed")
	case s.Decision != nil && s.Decision.Completes:
		return join(line, "your trainer decided that you complete")
	case s.Decision != nil:
		return join(line, "your trainer decided that you do not complete")
	case left == 0:
		return join(line, "you have done all that completion asks for")
	}
	return join(line, words.Count(left, "thing", "things")+" left")
}

func join(line, rest string) string {
	if line == "" {
		return words.Capital(rest)
	}
	return line + "; " + rest
}

// ruleParts are what the rule asks for, each with how it was met or what is left of it.
func ruleParts(page progress.PathPage) []components.SummaryRow {
	rows := make([]components.SummaryRow, len(page.Standing.Parts))
	for i, p := range page.Standing.Parts {
		rows[i] = components.SummaryRow{Key: p.Asks, Value: p.Met}
		switch {
		case p.Done():
		case page.Record != nil || page.Standing.Qualifies():
			rows[i].Value = "Not needed"
		case strings.HasSuffix(strings.ToLower(p.Asks), strings.ToLower(p.Missing)):
			rows[i].Value = "Still to do" // the same words again say nothing
		default:
			rows[i].Value = "Left: " + p.Missing
		}
	}
	return rows
}

// stepKind says what a step is, how long it takes and whether it counts.
func stepKind(s models.PathStep) string {
	line := words.UnitKind(s.Unit.Kind)
	if s.Session != nil {
		line += " " + strconv.Itoa(s.Session.Number)
	}
	if m := s.Minutes(); m > 0 {
		about := ", about "
		if s.Session != nil {
			about = ", "
		}
		line += about + words.Hours(m)
	}
	if s.Counts {
		return line + ". Counts towards completion"
	}
	return line + ". Optional"
}

// stepPill is where a step stands, in a word; next tells that it is the one to take now.
func stepPill(s models.PathStep, next bool) components.Status {
	switch {
	case s.State == models.PathDone || s.State == models.PathMissed || s.State == models.PathWaiting:
		return pastPill(s)
	case s.State == models.PathOpen && s.Work == models.SubmissionNotYet:
		return components.Status{Kind: components.Warn, Text: "Hand in again"}
	case next:
		return components.Status{Kind: components.Info, Text: "Next"}
	case s.State == models.PathOpen && s.Work == models.SubmissionDraft:
		return components.Status{Kind: components.Plain, Text: "Draft"}
	case s.State == models.PathOpen:
		return components.Status{Kind: components.Plain, Text: "To do"}
	}
	return components.Status{Kind: components.Plain, Text: "Later"}
}

// pastPill is how a step was taken, or missed, or for what it waits.
func pastPill(s models.PathStep) components.Status {
	switch {
	case s.State == models.PathDone && s.InPart():
		return components.Status{Kind: components.OK, Text: "There in part"}
	case s.State == models.PathDone:
		return components.Status{Kind: components.OK, Text: doneWord(s.Unit.Kind)}
	case s.State == models.PathMissed && s.Attendance.Mark == models.Apologies:
		return components.Status{Kind: components.Warn, Text: "Missed, with apologies"}
	case s.State == models.PathMissed:
		return components.Status{Kind: components.Warn, Text: "Missed"}
	case s.Session != nil:
		return components.Status{Kind: components.Info, Text: "Waits for the register"}
	}
	return components.Status{Kind: components.Info, Text: "Waits for feedback"}
}

func doneWord(kind models.UnitKind) string {
	switch kind {
	case models.SessionUnit:
		return "Attended"
	case models.AssignmentUnit:
		return "Passed"
	case models.EvaluationUnit:
		return "Given"
	case models.SelfStudyUnit:
	}
	return "Done"
}

// stepClass is the look of a step on the path.
func stepClass(s models.PathStep, next bool) string {
	switch {
	case s.State == models.PathDone:
		return "is-done"
	case s.State == models.PathMissed:
		return "is-missed"
	case next:
		return "is-next"
	}
	return ""
}

// stepWhen says when a step is, or was taken.
func stepWhen(page progress.PathPage, s models.PathStep) string {
	switch {
	case s.Session != nil:
		return words.Weekday(s.Session.Starts) + ", " + words.Times(s.Session.Starts, s.Session.Ends)
	case s.Unit.Kind == models.SessionUnit:
		return "The date is to come"
	case s.Entry != nil && s.State == models.PathDone:
		return "You did it on " + words.Date(s.Entry.LearnedOn) + ", " + words.Hours(s.Entry.Minutes)
	case s.Entry != nil:
		return "It is in your learning log. Your trainer does not count it yet: talk to them"
	case s.Unit.Kind == models.EvaluationUnit && s.State == models.PathLater:
		return "Once the sessions are over"
	}
	return ""
}

// stepHref is the page of a step; empty where it has none, or not yet.
func stepHref(page progress.PathPage, s models.PathStep) string {
	switch {
	case s.Session != nil:
		return paths.Session(s.Session.ID)
	case s.Unit.Kind == models.SelfStudyUnit:
		return paths.Unit(page.Enrolment.ID, s.Unit.ID)
	case s.Unit.Kind == models.AssignmentUnit:
		return paths.Assignment(page.Enrolment.ID, s.Unit.ID)
	case s.Unit.Kind == models.EvaluationUnit && s.State == models.PathOpen && page.Open():
		return paths.EvaluateUnit(page.Enrolment.ID, s.Unit.ID)
	}
	return ""
}

// nextAction is the button of the page.
func nextAction(page progress.PathPage) string {
	s := page.Steps[page.Next]
	switch s.Unit.Kind {
	case models.SelfStudyUnit:
		return "Do this self-study"
	case models.AssignmentUnit:
		switch s.Work {
		case models.SubmissionNotYet:
			return "Hand it in again"
		case models.SubmissionDraft:
			return "Go on with your draft"
		case models.SubmissionSubmitted, models.SubmissionPassed:
		}
		return "Do this assignment"
	case models.EvaluationUnit:
		return "Say what the course was like"
	case models.SessionUnit:
	}
	return "See session " + strconv.Itoa(s.Session.Number)
}

// PathTable is the path as a file.
func PathTable(page progress.PathPage) [][]string {
	rows := [][]string{{"position", "kind", "title", "minutes", "counts", "state", "on"}}
	for i, s := range page.Steps {
		on := ""
		switch {
		case s.Session != nil:
			on = string(models.DateOf(s.Session.Starts))
		case s.Entry != nil:
			on = string(s.Entry.LearnedOn)
		}
		rows = append(rows, []string{strconv.Itoa(i + 1), string(s.Unit.Kind), s.Unit.Title, strconv.Itoa(s.Minutes()), strconv.FormatBool(s.Counts), string(s.State), on})
	}
	return rows
}
