package teachingviews

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"trellis/app/attendance"
	"trellis/models"
	"trellis/views/components"
	"trellis/views/words"
)

// AttendanceFilesForm is the page from which files about who came are uploaded, with what is wrong with what was sent.
type AttendanceFilesForm struct {
	attendance.AttendanceFiles
	Problems models.Invalid
}

func (f AttendanceFilesForm) summary() []components.Problem {
	if f.Problems["file"] == "" {
		return nil
	}
	return []components.Problem{{Field: "file", Text: f.Problems["file"]}}
}

// notYet says when the first file can be looked at, where no session has begun.
func (f AttendanceFilesForm) notYet() string {
	if f.Coming == nil {
		return "No sessions are planned."
	}
	return "No session has begun. The first register opens at " + words.Moment(f.Coming.JoinOpens()) + "."
}

// LookForm is what files about who came say, to be looked at.
type LookForm struct{ attendance.FilesPage }

func (f LookForm) summary() []components.Problem {
	var list []components.Problem
	for _, file := range f.Files {
		if text := f.Problems["session-"+string(file.ID)]; text != "" {
			list = append(list, components.Problem{Field: sessionFieldID(file), Text: text})
		}
		if file.Problem != "" {
			list = append(list, components.Problem{Field: "file-" + string(file.ID), Text: file.Name + ": " + file.Problem})
		}
	}
	switch {
	case f.Stale:
		list = append(list, components.Problem{Field: "changed", Text: "A register or these files changed after you opened this page. Look again, then keep the marks"})
	case f.Changed:
		list = append(list, components.Problem{Field: "changed", Text: "Your answers change these marks. Look at them, then keep them"})
	}
	return list
}

func sessionFieldID(f attendance.LookedFile) string { return "session-" + string(f.ID) }

func (f LookForm) sessionField(file attendance.LookedFile) components.Field {
	value := ""
	if file.Session > 0 {
		value = strconv.Itoa(file.Session)
	}
	return components.Field{
		Name: "session[" + string(file.ID) + "]", ID: sessionFieldID(file), Label: "It is about", Value: value, Problem: f.Problems["session-"+string(file.ID)],
	}
}

func (f LookForm) sessionOptions() []components.Option {
	options := []components.Option{{Value: "", Label: "Choose the session"}}
	for _, s := range f.Sessions {
		options = append(options, components.Option{Value: strconv.Itoa(s.Number), Label: "Session " + strconv.Itoa(s.Number) + ": " + s.Title + ", " + words.Weekday(s.Starts) + ", " + words.Times(s.Starts, s.Ends)})
	}
	return options
}

// fileWords read "Teams meeting or webinar report of 12 people, 10am to midday on 3 February 2026".
func fileWords(f attendance.LookedFile) string {
	text := f.Report.Kind.Words() + " of " + models.Plural(len(f.Report.People), "person", "people")
	text = strings.ToUpper(text[:1]) + text[1:]
	if !f.Report.Start.IsZero() {
		text += ", " + words.Times(f.Report.Start, f.Report.End) + " on " + words.Day(f.Report.Start)
	}
	if f.Report.Title != "" {
		text += ": " + f.Report.Title
	}
	return text
}

func broughtWords(by string, at time.Time) string {
	return "Uploaded by " + by + " at " + words.Moment(at)
}

// fileWarnings are what is to be said of a file: what could not be read, and lines of no session.
func fileWarnings(f attendance.LookedFile) []string {
	var list []string
	for _, w := range slices.Concat(f.Report.Warnings, f.Unknown) {
		list = append(list, w.String())
	}
	return list
}

// askedName is how somebody is called in the question of who they are.
func askedName(a attendance.Asked) string {
	switch {
	case a.Name != "":
		return a.Name
	case len(a.Addresses) > 0:
		return a.Addresses[0]
	}
	return "Somebody without a name"
}

// askedHint reads "Joined as a guest. ada@home.example. Session 2, 45 minutes".
func askedHint(a attendance.Asked) string {
	parts := []string{a.Why}
	if a.Name != "" && len(a.Addresses) > 0 {
		parts = append(parts, strings.Join(a.Addresses, ", "))
	}
	if a.Role != "" {
		parts = append(parts, a.Role)
	}
	if where := strings.Join(a.Where, "; "); where != "" {
		parts = append(parts, strings.ToUpper(where[:1])+where[1:])
	}
	return strings.Join(parts, ". ")
}

func askedField(a attendance.Asked) components.Field {
	return components.Field{Name: "who[" + a.Key + "]", ID: "who-" + a.Key, Label: askedName(a), Hint: askedHint(a), Value: string(a.Answer)}
}

// whoOptions are the people of the cohort, those first whom the name resembles.
func (f LookForm) whoOptions(a attendance.Asked) []components.Option {
	options := []components.Option{{Value: "", Label: "Nobody on this cohort: leave them out"}}
	for _, group := range []string{"Perhaps", "On this cohort"} {
		for _, person := range f.People {
			if slices.Contains(a.Perhaps, person.ID) == (group == "Perhaps") {
				label := person.Name
				if person.Organisation != "" {
					label += ", " + person.Organisation
				}
				options = append(options, components.Option{Value: string(person.ID), Label: label, Group: group})
			}
		}
	}
	return options
}

// presentWords read "94 of 120 minutes, 78%".
func presentWords(t attendance.FileTable, l attendance.FileLine) string {
	switch {
	case !l.InFile:
		return "Not in the file"
	case !l.Known:
		return "Named"
	}
	return strconv.Itoa(l.Minutes) + " of " + models.Plural(t.Minutes(), "minute", "minutes") + ", " + strconv.Itoa(l.Share) + "%"
}

// asWords say how somebody was found, where that is worth a look.
func asWords(l attendance.FileLine) string {
	said := strings.Join(l.As, ", ")
	switch l.By {
	case attendance.ByFormer:
		return "By an address they had, as " + said
	case attendance.BySaid:
		return "As was said before: " + said
	case attendance.ByAnswer:
		return "As you say: " + said
	case attendance.ByName:
		return "By the name"
	case attendance.ByRegistration, attendance.BySignIn:
	}
	if len(l.As) > 1 || len(l.As) == 1 && l.As[0] != l.Name {
		return "As " + said
	}
	return ""
}

// nowWords are what the register says now, where the page would change it or it says what the files do not.
func nowWords(l attendance.FileLine) string {
	if l.Now.Mark == "" {
		if l.Apology {
			return "Sent apologies"
		}
		return "Not marked"
	}
	text := words.Mark(l.Now.Mark)
	if l.Now.Minutes != nil {
		text += ", " + words.Hours(*l.Now.Minutes)
	}
	return text
}

// differs tells whether the register says another mark than the form.
func differs(l attendance.FileLine) bool {
	return l.Mark != "" && l.Now.Mark != "" && l.Mark != l.Now.Mark
}

func lineField(t attendance.FileTable, l attendance.FileLine) components.Field {
	return components.Field{Name: "mark[" + attendance.LineField(t.Number, l.ID) + "]", ID: "mark-" + attendance.LineField(t.Number, l.ID), Value: string(l.Mark)}
}

// keepOptions are the marks, and to leave what is there.
func keepOptions(l attendance.FileLine) []components.Option {
	leave := "Leave as it is"
	if l.Now.Mark == "" {
		leave = "Leave without a mark"
	}
	return append([]components.Option{{Value: "", Label: leave, Chosen: l.Mark == ""}}, markOptions()...)
}

func missedLabel(t attendance.FileTable) string {
	return "Mark the " + models.Plural(t.Without, "person", "people") + " without a mark who " + isOrAre(t.Without) + " not in the file as missed"
}

func isOrAre(n int) string {
	if n == 1 {
		return "is"
	}
	return "are"
}

func tableID(t attendance.FileTable) string { return "session-table-" + strconv.Itoa(t.Number) }

func tableTitle(t attendance.FileTable) string {
	return "Session " + strconv.Itoa(t.Number) + ": " + t.Title
}

func tableDetail(t attendance.FileTable) string {
	return words.Weekday(t.Starts) + ", " + words.Times(t.Starts, t.Ends) + ". From " + words.List(t.Files)
}

// markedFrom reads "14 people".
func (f LookForm) markedFrom() string {
	n := 0
	for _, t := range f.Tables {
		for _, l := range t.Lines {
			if l.InFile {
				n++
			}
		}
	}
	return models.Plural(n, "mark", "marks")
}

// KeptWords say what came of files.
func KeptWords(kept attendance.KeptFiles) string {
	text := "Kept " + models.Plural(kept.Marks, "mark", "marks") + " in " + models.Plural(kept.Sessions, "register", "registers")
	if kept.Marks == 0 {
		text = "The register says all this already"
	}
	if kept.LeftOut > 0 {
		text += ". " + models.Plural(kept.LeftOut, "person was", "people were") + " left out"
	}
	return text + ". What was in the files is forgotten"
}

func missedValue(t attendance.FileTable) string {
	if t.Missed {
		return "true"
	}
	return ""
}
