package learningviews

import (
	"net/url"
	"strconv"
	"strings"

	"trellis/app/learning"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/components"
	"trellis/views/words"
)

// logWith is the address of the log with filters and one more part of the query.
func logWith(f learning.FindLog, name, value string) string {
	values := url.Values{"year": {f.Year}, "kind": {string(f.Kind)}, "skill": {f.Skill}}
	if name != "" {
		values.Set(name, value)
	}
	return query(paths.Log, values)
}

func logFilter(page learning.LogPage) components.Filter {
	f := page.Find
	var chips []components.Chip
	chip := func(label, without string) {
		chips = append(chips, components.Chip{Label: label, Href: logWith(f, without, "")})
	}
	if f.Year != "" {
		chip(yearName(page.Year), "year")
	}
	if f.Kind != "" {
		chip(kindName(f.Kind), "kind")
	}
	if f.Skill != "" {
		name := f.Skill
		for _, s := range page.Skills {
			if s.Slug == f.Skill {
				name = s.Name
			}
		}
		chip(name, "skill")
	}
	result := words.Count(page.Found.Count, "entry", "entries")
	if page.Found.Minutes > 0 {
		result += ", " + words.Hours(page.Found.Minutes)
	}
	return components.Filter{Action: paths.Log, Label: "Filter your log", Chips: chips, Result: result}
}

// yearName names a training year: April 2026 to March 2027.
func yearName(starts models.Date) string {
	return starts.Time().Format("January 2006") + " to " + starts.AddMonths(11).Time().Format("January 2006")
}

func yearOptions(page learning.LogPage) []components.Option {
	options := []components.Option{{Label: "All years"}}
	for _, y := range page.Years {
		options = append(options, components.Option{Value: string(y.Starts)[:4], Label: yearName(y.Starts)})
	}
	return options
}

func logKinds() []components.Option {
	return append([]components.Option{{Label: "Any kind"}}, kinds()...)
}

func logSkills(page learning.LogPage) []components.Option {
	options := []components.Option{{Label: "Any skill"}}
	for _, s := range page.Skills {
		options = append(options, components.Option{Value: s.Slug, Label: s.Name})
	}
	return options
}

// totalKinds are the columns of the totals: every kind that anything was learned in.
func totalKinds(page learning.LogPage) []models.LearningKind {
	var list []models.LearningKind
	for _, kind := range append([]models.LearningKind{""}, models.LearningKinds()...) {
		for _, y := range page.Years {
			if y.Of(kind).Count > 0 {
				list = append(list, kind)
				break
			}
		}
	}
	return list
}

func totalHeads(page learning.LogPage) []components.Head {
	heads := []components.Head{{Label: "Year"}}
	for _, kind := range totalKinds(page) {
		heads = append(heads, components.Head{Label: kindName(kind), Number: true})
	}
	return append(heads, components.Head{Label: "All", Number: true})
}

func hoursOrDash(minutes int) string {
	if minutes == 0 {
		return "–"
	}
	return words.Hours(minutes)
}

// column is one month of the picture of a year, in the units of its drawing.
type column struct {
	X, Y, Height string
	Middle       string
	Label, Says  string
}

// The measures of the picture.
const (
	monthWidth, monthGap, monthsHigh = 40, 12, 96
)

// columns are the months of the picture: the highest fills it.
func columns(months []models.LearnedMonth) []column {
	most := 1
	for _, m := range months {
		most = max(most, m.Minutes)
	}
	list := make([]column, len(months))
	for i, m := range months {
		height := m.Minutes * monthsHigh / most
		if m.Minutes > 0 {
			height = max(height, 2)
		}
		x := i * monthWidth
		list[i] = column{
			X: strconv.Itoa(x + monthGap/2), Y: strconv.Itoa(monthsHigh - height), Height: strconv.Itoa(height), Middle: strconv.Itoa(x + monthWidth/2),
			Label: m.First.Time().Format("Jan"), Says: hoursOrDash(m.Minutes),
		}
	}
	return list
}

// monthsSaid is the picture in words.
func monthsSaid(months []models.LearnedMonth) string {
	var said []string
	for _, m := range months {
		if m.Minutes > 0 {
			said = append(said, m.First.Time().Format("January")+" "+words.Hours(m.Minutes))
		}
	}
	if len(said) == 0 {
		return "Nothing yet in this year"
	}
	return "By month: " + strings.Join(said, ", ")
}

// entryHref is where an entry is changed: of self-study of a course on the page of its unit.
func entryHref(e models.LogEntry) string {
	if e.UnitID != nil && e.EnrolmentID != nil {
		return paths.Unit(*e.EnrolmentID, *e.UnitID)
	}
	return paths.LogEntry(e.ID)
}

func kindLine(t models.LearnedTotal) string {
	var said []string
	for _, k := range t.Kinds {
		said = append(said, kindName(k.Kind)+" "+words.Hours(k.Minutes))
	}
	return strings.Join(said, "; ")
}

// AppraisalTable is an appraisal as a file: what is not left out.
func AppraisalTable(page learning.AppraisalPage) [][]string {
	rows := [][]string{{"what", "from", "to", "title", "minutes", "kind", "skills", "reflection"}}
	for _, c := range page.Courses {
		if !page.Without[c.Cohort] {
			rows = append(rows, []string{"course", string(c.First), string(c.Last), c.Title, strconv.Itoa(c.Minutes), "sessions", "", ""})
		}
	}
	for _, r := range page.Records {
		if !page.Without[r.ID] {
			rows = append(rows, []string{"record", string(r.CompletedOn), string(r.CompletedOn), r.CourseTitle, "", r.Code, "", ""})
		}
	}
	for _, e := range page.Entries {
		if !page.Without[e.ID] {
			rows = append(rows, []string{"entry", string(e.LearnedOn), string(e.LearnedOn), e.Title, strconv.Itoa(e.Minutes), string(e.Kind), words.List(e.Skills), e.Reflection})
		}
	}
	return rows
}

func appraisalFile(page learning.AppraisalPage) string {
	values := url.Values{"from": {string(page.From)}, "to": {string(page.Until)}, "format": {"csv"}}
	for id := range page.Without {
		values.Add("without", string(id))
	}
	return query(paths.Appraisal, values)
}

func attendedLine(c learning.AttendedCourse) string {
	days := words.Date(c.First)
	if c.Last != c.First {
		days += " to " + words.Date(c.Last)
	}
	return words.Count(c.Sessions, "session", "sessions") + ", " + words.Hours(c.Minutes) + ", " + days
}

// choice is one thing that an appraisal can leave out.
type choice struct {
	ID    models.ID
	Label string
	Out   bool
}

func appraisalChoices(page learning.AppraisalPage) (list []choice) {
	add := func(id models.ID, label string) { list = append(list, choice{id, label, page.Without[id]}) }
	for _, c := range page.Courses {
		add(c.Cohort, c.Title+", sessions")
	}
	for _, r := range page.Records {
		add(r.ID, r.CourseTitle+", completion record")
	}
	for _, e := range page.Entries {
		add(e.ID, e.Title+", "+words.Date(e.LearnedOn))
	}
	return list
}

// anyLeft tells whether an appraisal shows anything of a list.
func anyLeft(page learning.AppraisalPage, ids []models.ID) bool {
	for _, id := range ids {
		if !page.Without[id] {
			return true
		}
	}
	return false
}

func cohortIDs(page learning.AppraisalPage) (ids []models.ID) {
	for _, c := range page.Courses {
		ids = append(ids, c.Cohort)
	}
	return ids
}

func recordIDs(page learning.AppraisalPage) (ids []models.ID) {
	for _, r := range page.Records {
		ids = append(ids, r.ID)
	}
	return ids
}

func entryIDs(page learning.AppraisalPage) (ids []models.ID) {
	for _, e := range page.Entries {
		ids = append(ids, e.ID)
	}
	return ids
}
