package teachingviews

import (
	"strconv"
	"strings"

	"trellis/app/attendance"
	"trellis/models"
	"trellis/views/components"
	"trellis/views/words"
)

// RegisterForm is the register of a session, with what is wrong with what was sent.
type RegisterForm struct {
	attendance.RegisterPage
	Problems models.Invalid
}

func (f RegisterForm) summary() []components.Problem {
	var list []components.Problem
	if text, found := f.Problems["session"]; found {
		list = append(list, components.Problem{Text: text})
	}
	for _, l := range f.Lines {
		if l.Problem != "" {
			list = append(list, components.Problem{Field: attendance.MinutesField(l.ID), Text: l.Name + ": " + l.Problem})
		}
		if l.NoteProblem != "" {
			list = append(list, components.Problem{Field: attendance.NoteField(l.ID), Text: l.Name + ": " + l.NoteProblem})
		}
	}
	if len(f.Differences) > 0 {
		list = append(list, components.Problem{Field: "differences", Text: "Someone saved this register after you opened it. Compare, then save again"})
	}
	return list
}

// changed tells whether the form holds what is not saved.
func (f RegisterForm) changed() bool { return len(f.Problems)+len(f.Differences) > 0 }

func (f RegisterForm) isNow(s models.Session) bool { return s.ID == f.Session.ID }

// when reads "Tuesday 13 October 2026, 10am to midday, online".
func (f RegisterForm) when() string {
	text := words.Weekday(f.Session.Starts) + ", " + words.Times(f.Session.Starts, f.Session.Ends)
	place := f.Session.Place
	if place == "" {
		place = f.Place
	}
	if place != "" {
		text += ", " + place
	}
	return text
}

// head is the heading of the session's column: its number, or "Session 3, today" where the register is kept.
func (f RegisterForm) head(s models.Session) string {
	number := strconv.Itoa(s.Number)
	if !f.isNow(s) {
		return number
	}
	if near := words.Near(s.Starts, f.Now); near == "today" || near == "yesterday" || near == "tomorrow" {
		return "Session " + number + ", " + near
	}
	return "Session " + number
}

func shortDay(s models.Session) string {
	return words.DayOfMonth(s.Starts) + " " + words.Month(s.Starts)
}

// need reads "need 5 of 6".
func (f RegisterForm) need() string {
	return "need " + strconv.Itoa(min(f.Course.MinimumSessions, len(f.Sessions))) + " of " + strconv.Itoa(len(f.Sessions))
}

// partWords says when a session in part counts; without minutes it is taken as half.
func (f RegisterForm) partWords() string {
	if f.Course.MinimumShare == 0 {
		return "Part counts as a session. Without minutes it is taken as half the time."
	}
	return "Part counts as a session from " + strconv.Itoa(f.Course.MinimumShare) + "% of its minutes. Without minutes it is taken as half the time."
}

// soFar reads "2 of 3".
func soFar(l attendance.RegisterLine) string {
	if l.Standing.Marked == 0 {
		return "None yet"
	}
	return strconv.Itoa(l.Standing.Attended) + " of " + strconv.Itoa(l.Standing.Marked)
}

// apologyWords are why somebody cannot come, as they say.
func apologyWords(l attendance.RegisterLine) string {
	if l.Apology.Reason == "" {
		return ""
	}
	return ": " + l.Apology.Reason
}

func under(l attendance.RegisterLine) string {
	if l.Leader {
		return strings.TrimPrefix(l.Organisation+", decision maker", ", ")
	}
	return l.Organisation
}

// mark is the sign of a session that is not kept now; ok is false where nothing is marked.
func mark(l attendance.RegisterLine, s models.Session) (kind components.MarkKind, ok bool) {
	switch l.Marks[s.ID].Mark {
	case models.Attended:
		return components.MarkAttended, true
	case models.Part:
		return components.MarkPart, true
	case models.Missed:
		return components.MarkMissed, true
	case models.Apologies:
		return components.MarkApologies, true
	}
	return components.MarkNotExpected, false
}

func hasMark(l attendance.RegisterLine, s models.Session) bool {
	_, ok := mark(l, s)
	return ok
}

func markKind(l attendance.RegisterLine, s models.Session) components.MarkKind {
	kind, _ := mark(l, s)
	return kind
}

func (f RegisterForm) begun(s models.Session) bool { return !s.Starts.After(f.Now) }

func (f RegisterForm) attendance(l attendance.RegisterLine) components.Field {
	return components.Field{
		Name: "mark[" + string(l.ID) + "]", ID: "mark-" + string(l.ID), Value: string(l.Entry.Mark),
		Label: l.Name + ", session " + strconv.Itoa(f.Session.Number),
	}
}

func markOptions() []components.Option {
	options := make([]components.Option, 0, len(models.Marks()))
	for _, m := range models.Marks() {
		options = append(options, components.Option{Value: string(m), Label: words.Mark(m)})
	}
	return options
}

func minutes(l attendance.RegisterLine) string {
	if l.Minutes != "" || l.Entry.Minutes == 0 {
		return l.Minutes
	}
	return strconv.Itoa(l.Entry.Minutes)
}

// marked reads "10 of 12".
func (f RegisterForm) marked() string {
	return strconv.Itoa(f.Marked()) + " of " + strconv.Itoa(len(f.Lines))
}

// counts reads " marked: 7 attended, 1 part".
func (f RegisterForm) counts() string {
	var parts []string
	for _, m := range models.Marks() {
		if n := f.Counted(m); n > 0 {
			parts = append(parts, strconv.Itoa(n)+" "+strings.ToLower(words.Mark(m)))
		}
	}
	text := " marked"
	if len(parts) > 0 {
		text += ": " + strings.Join(parts, ", ")
	}
	if f.changed() {
		text += ". Not saved yet"
	}
	return text
}

func restLabel(left int) string {
	if left == 1 {
		return "Mark the other person as attended"
	}
	return "Mark the other " + strconv.Itoa(left) + " as attended"
}

// entryWords reads "Part, 45 minutes: came late".
func entryWords(e models.Entry) string {
	text := words.Mark(e.Mark)
	if e.Minutes > 0 {
		text += ", " + words.Hours(e.Minutes)
	}
	if e.Note != "" {
		text += ": " + e.Note
	}
	return text
}

func theirWords(d attendance.Difference) string {
	if d.By == "" {
		return entryWords(d.Theirs)
	}
	return entryWords(d.Theirs) + " (" + d.By + ")"
}

func keptWords(d attendance.Difference) string {
	if d.Changed {
		return "Yours"
	}
	return "Theirs: you had not changed it"
}

// SavedWords say what a register holds that was just saved.
func SavedWords(saved attendance.SavedRegister) string {
	text := "Register saved. " + strconv.Itoa(saved.Marked) + " of " + strconv.Itoa(saved.People) + " marked"
	if len(saved.Rest) > 0 {
		text += ". Marked as attended: " + words.List(saved.Rest)
	}
	return text + riskWords(saved.AtRisk)
}

func keyWord(kind components.MarkKind) string {
	switch kind {
	case components.MarkAttended:
		return "Attended"
	case components.MarkPart:
		return "Part"
	case components.MarkMissed:
		return "Missed"
	case components.MarkApologies:
		return "Sent apologies"
	case components.MarkNotExpected:
	}
	return ""
}
