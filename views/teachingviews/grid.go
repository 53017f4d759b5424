package teachingviews

import (
	"strconv"
	"strings"

	"trellis/app/attendance"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/components"
	"trellis/views/words"
)

// GridForm is the register of a whole cohort, with what is wrong with what was sent.
type GridForm struct {
	attendance.GridPage
	Problems models.Invalid
}

func (f GridForm) summary() []components.Problem {
	var list []components.Problem
	for _, l := range f.Lines {
		for _, c := range l.Cells {
			if c.Problem != "" {
				list = append(list, components.Problem{Field: attendance.CellField(c.Key), Text: l.Name + ", session " + strconv.Itoa(c.Session.Number) + ": " + c.Problem})
			}
		}
	}
	if len(f.Differences) > 0 {
		list = append(list, components.Problem{Field: "differences", Text: "Someone marked the same people after you opened this page. Compare, then save again"})
	}
	return list
}

func (f GridForm) changed() bool { return len(f.Problems)+len(f.Differences) > 0 }

// need reads "need 5 of 6".
func (f GridForm) need() string {
	return "need " + strconv.Itoa(min(f.Course.MinimumSessions, len(f.Sessions))) + " of " + strconv.Itoa(len(f.Sessions))
}

func (f GridForm) open(s models.Session) bool { return s.MarkableAt(f.Now) }

// blank reads "7 not marked".
func (f GridForm) blank() string {
	if n := f.Blank(); n > 0 {
		return strconv.Itoa(n) + " not marked"
	}
	return "All marked"
}

func (f GridForm) blankRest() string {
	if f.changed() {
		return ". Not saved yet"
	}
	return ""
}

func gridSoFar(l attendance.GridLine) string {
	if l.Standing.Marked == 0 {
		return "None yet"
	}
	return strconv.Itoa(l.Standing.Attended) + " of " + strconv.Itoa(l.Standing.Marked)
}

func gridUnder(l attendance.GridLine) string {
	if l.Leader {
		return strings.TrimPrefix(l.Organisation+", decision maker", ", ")
	}
	return l.Organisation
}

// cellText is what the field of a cell holds.
func cellText(c attendance.GridCell) string {
	if c.Text != "" {
		return c.Text
	}
	return c.Entry.Cell()
}

func cellLabel(l attendance.GridLine, c attendance.GridCell) string {
	return l.Name + ", session " + strconv.Itoa(c.Session.Number)
}

// cellHint tells what a cell does not show, for who does not see it.
func cellHint(c attendance.GridCell) string {
	var parts []string
	if c.Apology && !c.Entry.Mark.Known() {
		parts = append(parts, "Sent apologies")
	}
	if c.Source == models.ByCheckIn {
		parts = append(parts, "Checked in")
	}
	if c.Source == models.ByFile {
		parts = append(parts, "From a file")
	}
	if c.TheirWay {
		parts = append(parts, "Marked by someone else after you opened this page")
	}
	return strings.Join(parts, ". ")
}

// cellName names a part of a cell in the form: "cell[3-…]".
func cellName(part string, c attendance.GridCell) string { return part + "[" + c.Key + "]" }

// cellDescribed are the ids of what describes a cell.
func cellDescribed(c attendance.GridCell) string {
	var ids []string
	if c.Problem != "" {
		ids = append(ids, attendance.CellField(c.Key)+"-error")
	}
	if cellHint(c) != "" {
		ids = append(ids, attendance.CellField(c.Key)+"-hint")
	}
	return strings.Join(append(ids, "grid-keys"), " ")
}

func versionName(s models.Session) string { return "version[" + strconv.Itoa(s.Number) + "]" }

// savedWords reads "Tess Bell, sessions 2 and 3: 5 marks".
func savedWords(a attendance.SavedAct) string {
	numbers := make([]string, len(a.Numbers))
	for i, n := range a.Numbers {
		numbers[i] = strconv.Itoa(n)
	}
	of := "session "
	if len(numbers) > 1 {
		of = "sessions "
	}
	text := a.By + ", " + of + words.List(numbers) + ": " + words.Count(a.Changes, "mark", "marks")
	if a.Source == models.ByFile {
		text += ", from a file"
	}
	return text
}

func undoneWords(a attendance.SavedAct) string {
	return "Undone by " + a.UndoneBy + ", " + words.Moment(*a.UndoneAt)
}

// SavedGridWords say what a save of the grid has changed.
func SavedGridWords(saved attendance.SavedGrid) string {
	text := "Nothing was changed"
	if saved.Changed > 0 {
		text = "Register saved. " + words.Count(saved.Changed, "mark", "marks") + " changed"
	}
	if saved.Merged {
		text += ". What someone else saved meanwhile is kept as well"
	}
	return text + riskWords(saved.AtRisk)
}

// riskWords name those who fell below the rule by a save.
func riskWords(names []string) string {
	switch len(names) {
	case 0:
		return ""
	case 1:
		return ". " + names[0] + " is now at risk of not completing"
	}
	return ". " + words.List(names) + " are now at risk of not completing"
}

// UndoneWords say what an undo did.
func UndoneWords(undone attendance.UndoneSave) string {
	left := ""
	if len(undone.Left) > 0 {
		left = ". Left as they are now, since someone changed them after that save: " + words.List(undone.Left)
	}
	switch {
	case undone.Before:
		return "That save was undone before. Nothing was changed"
	case undone.Restored == 0:
		return "Nothing was undone" + left
	}
	return "Save undone. " + words.Count(undone.Restored, "mark is", "marks are") + " as before" + left
}

func gridDayLabel(s models.Session) string {
	return "Session " + strconv.Itoa(s.Number) + ", " + shortDay(s)
}

func anyAfterRecord(lines []attendance.GridLine) []string {
	var names []string
	for _, l := range lines {
		if l.AfterRecord {
			names = append(names, l.Name)
		}
	}
	return names
}

// registerViews lead from one view of a register to the other.
func registerViews(code string, sessions []models.Session, current int) []components.SubItem {
	items := []components.SubItem{{Label: "All sessions", Href: paths.Grid(code), Current: current == 0}}
	for _, s := range sessions {
		items = append(items, components.SubItem{Label: "Session " + strconv.Itoa(s.Number), Href: paths.SessionRegister(code, s.Number), Current: current == s.Number})
	}
	return items
}
