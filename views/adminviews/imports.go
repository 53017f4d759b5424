package adminviews

import (
	"net/url"
	"strconv"
	"strings"

	"trellis/app/exchange"
	"trellis/models"
	"trellis/models/paths"
	"trellis/models/store"
	"trellis/views/components"
	"trellis/views/words"
)

// NewImportForm is the page that takes a file, with what was answered.
type NewImportForm struct {
	exchange.NewImportPage
	Leavers, LeaveOn string
	Problems         models.Invalid
}

// Title is what the page is.
func (f NewImportForm) Title() string { return "Import " + string(f.Kind) }

func (f NewImportForm) ofPeople() bool { return f.Kind == models.ImportOfPeople }

func (f NewImportForm) lastDay() string {
	if f.LeaveOn != "" {
		return f.LeaveOn
	}
	return string(f.Yesterday)
}

func (f NewImportForm) summary() []components.Problem {
	return summaryOf(f.Problems, "file", "leavers", "leave_on")
}

func summaryOf(problems models.Invalid, fields ...string) (list []components.Problem) {
	for _, field := range fields {
		if problems[field] != "" {
			list = append(list, components.Problem{Field: field, Text: problems[field]})
		}
	}
	return list
}

func (f NewImportForm) leaverOptions() []components.Option {
	return []components.Option{
		{Value: "", Label: "Nothing: they stay as they are", Chosen: f.Leavers == ""},
		{
			Value: exchange.EndLeavers, Label: "End their posts", Chosen: f.Leavers == exchange.EndLeavers,
			Hint: "At the organisations that the file names, and at those that are part of them. You see each of them by name before anything changes. Nobody is deleted.",
		},
	}
}

// columnWords say what stands in the columns of a file.
var columnWords = map[string]string{
	"email":         "Names the person. An address that they had before means them too",
	"name":          "In full",
	"organisation":  "The code of the employer. Empty for somebody without a post",
	"team":          "In its own words, or the code of a team",
	"job_title":     "In the organisation’s own words",
	"band":          "In the organisation’s own words",
	"role_profile":  "A code of a published framework",
	"manager_email": "Somebody of this file, or known already",
	"started":       "Such as 2026-11-23. Empty: the current post, or from today on",
	"ended":         "The last day. Empty: still held",
	"code":          "Names the organisation, and never changes",
	"kind":          "network, region, system, cluster, provider, authority, support_unit, decision_support_unit or team",
	"parent":        "Codes of those that it is part of, with ; between them",
	"serves":        "Codes of those that it serves, with ; between them",
	"ods_code":      "Its code in the national directory",
	"opened":        "Such as 2026-11-23",
	"closed":        "Such as 2026-11-23",
	"successor":     "The code of the one that followed it",
	"short_name":    "For narrow places",
}

func columnFacts(columns []string) []components.Fact {
	facts := make([]components.Fact, len(columns))
	for i, column := range columns {
		facts[i] = components.Fact{Term: column, Text: columnWords[column]}
	}
	return facts
}

// ImportForm is where an import stands, with what was wrong with an answer.
type ImportForm struct {
	exchange.ImportPage
	Problems models.Invalid
}

// Title is what the page is.
func (f ImportForm) Title() string {
	what := string(f.Kind)
	switch f.State {
	case models.ImportChecking:
		return "Checking a file of " + what
	case models.ImportChecked:
		return "Check what the file changes"
	case models.ImportRefused:
		return "The file cannot be imported"
	case models.ImportKeeping:
		return "Importing " + what
	case models.ImportKept:
		return words.Capital(what) + " imported"
	case models.ImportUndone:
		return "Import undone"
	case models.ImportStopped:
		return "Import stopped"
	case models.ImportFailed:
		return "The import went wrong"
	}
	return "Import"
}

// Lede is the sentence below the title.
func (f ImportForm) lede() string {
	switch f.State {
	case models.ImportChecking, models.ImportKeeping:
		return "You can leave this page. We will email you when it is done."
	case models.ImportChecked:
		return "Nothing has been imported yet."
	case models.ImportRefused:
		return "Nothing was imported. Put it right, and choose the file again."
	case models.ImportKept:
		return f.imported()
	case models.ImportUndone:
		return "Everything is as it was before."
	case models.ImportStopped:
		return "Nothing was imported."
	case models.ImportFailed:
		return "Nothing was imported. The fault is ours: try the file once more."
	}
	return ""
}

func (f ImportForm) imported() string {
	parts := []string{words.Number(f.Report.Added) + " added", words.Number(f.Report.Changed) + " changed", words.Number(f.Report.Unchanged) + " left as they were"}
	if f.Report.Leavers > 0 {
		parts = append(parts, "the posts of "+words.Count(f.Report.Leavers, "person", "people")+" ended")
	}
	return words.Capital(words.List(parts)) + "."
}

// Doing says how far the work is.
func (f ImportForm) Doing() string {
	switch {
	case f.State == models.ImportKeeping:
		return "All rows are kept at once: all of them, or none. This takes some seconds"
	case f.Done > 0 && f.Amount > 0:
		return words.Number(f.Done) + " of about " + words.Number(f.Amount) + " rows"
	case f.Done > 0:
		return words.Count(f.Done, "row", "rows")
	}
	return "Starts in a moment"
}

func (f ImportForm) steps() []components.Step {
	what := string(f.Kind)
	steps := []components.Step{
		{Title: "File received", Detail: f.FileName, State: components.StepDone},
		{Title: "Checking", Detail: f.Doing(), State: components.StepNow, Done: f.Done, Total: max(f.Amount, 1)},
		{Title: "Look at what changes", Detail: "Nothing is imported before you confirm it"},
		{Title: "Import " + what, Detail: "Starts when you have confirmed it"},
	}
	if f.State == models.ImportKeeping {
		steps[1] = components.Step{Title: "Checked", Detail: f.ready(), State: components.StepDone}
		steps[2] = components.Step{Title: "Confirmed", Detail: f.by(f.KeptBy), State: components.StepDone}
		steps[3].Title, steps[3].Detail, steps[3].State = "Importing "+what, f.Doing(), components.StepNow
	}
	return steps
}

func (f ImportForm) by(name string) string {
	if name == "" {
		return ""
	}
	return "By " + name
}

func (f ImportForm) ready() string {
	text := words.Count(f.Report.Added+f.Report.Changed+f.Report.Unchanged, "row", "rows") + " ready"
	if f.Report.Refused > 0 {
		text += ". " + words.Count(f.Report.Refused, "problem needs", "problems need") + " your attention"
	}
	return text
}

func (f ImportForm) tiles() []components.Stat {
	tiles := []components.Stat{
		{Number: words.Number(f.Report.Added), Label: f.future("to be added", "added")},
		{Number: words.Number(f.Report.Changed), Label: f.future("to be changed", "changed")},
		{Number: words.Number(f.Report.Unchanged), Label: "as they are"},
	}
	if f.LeaveOn != "" {
		return append(tiles, components.Stat{Number: words.Number(f.Report.Leavers), Label: f.future("to be ended", "ended")})
	}
	return append(tiles, components.Stat{Number: words.Number(len(f.Report.LeftOut)), Label: "left out, to be put right"})
}

func (f ImportForm) future(will, did string) string {
	if f.State == models.ImportChecked {
		return will
	}
	return did
}

// confirm is the label of the main button.
func (f ImportForm) confirm() string {
	if f.Kind == models.ImportOfOrganisations {
		return "Import " + words.Count(f.Report.Rows(), "organisation", "organisations")
	}
	var parts []string
	if n := f.Report.Rows(); n > 0 {
		parts = append(parts, "import "+words.Count(n, "row", "rows"))
	}
	if n := f.Report.Leavers; n > 0 {
		parts = append(parts, "end the posts of "+words.Count(n, "person", "people"))
	}
	return words.Capital(words.List(parts))
}

func (f ImportForm) sure() string {
	return "I have looked: " + words.Number(f.Report.Leavers) + " of the " + words.Count(f.Report.Current, "person", "people") + " there now have left"
}

func (f ImportForm) summary() []components.Problem { return summaryOf(f.Problems, "sure") }

func (f ImportForm) reasons() []string {
	if f.Problems["undo"] == "" {
		return nil
	}
	return strings.Split(f.Problems["undo"], "\n")
}

func (f ImportForm) hasRows() bool {
	return f.State == models.ImportChecked || f.State == models.ImportKept || f.State == models.ImportUndone
}

func (f ImportForm) facts() []components.Fact {
	facts := []components.Fact{{Term: "File", Text: f.FileName}, {Term: "Brought", Text: words.Moment(f.MadeAt)}, {Term: "By", Text: f.MadeBy}}
	if f.LeaveOn != "" {
		facts = append(facts, components.Fact{Term: "Who is not in the file", Text: "Posts end on " + words.Date(f.LeaveOn)})
	}
	if f.KeptAt != nil {
		facts = append(facts, components.Fact{Term: "Imported", Text: words.Moment(*f.KeptAt)}, components.Fact{Term: "Confirmed by", Text: f.KeptBy})
	}
	if f.UndoneAt != nil {
		facts = append(facts, components.Fact{Term: "Undone", Text: words.Moment(*f.UndoneAt)}, components.Fact{Term: "Undone by", Text: f.UndoneBy})
	}
	if f.Running() {
		facts = append(facts, components.Fact{Term: "If it stops", Text: "Nothing is imported by halves. You can bring the file again, and nobody is added twice"})
	}
	return facts
}

var outcomeWords = map[models.ImportOutcome]string{
	models.RowAdded: "Added", models.RowChanged: "Changed", models.RowLeaver: "Leavers", models.RowUnchanged: "As they are",
}

func (f ImportForm) outcomes() []components.SubItem {
	var items []components.SubItem
	for _, outcome := range exchange.Shown() {
		if n := f.Report.Count(outcome); n > 0 {
			items = append(items, components.SubItem{
				Label: outcomeWords[outcome] + " (" + words.Number(n) + ")", Href: f.at("show", string(outcome)) + "#rows", Current: outcome == f.Show,
			})
		}
	}
	return items
}

// at is the page with more of the query: names and values in turn.
func (f ImportForm) at(more ...string) string {
	query := url.Values{}
	for i := 0; i+1 < len(more); i += 2 {
		query.Set(more[i], more[i+1])
	}
	return paths.Import(f.ID) + "?" + query.Encode()
}

func (f ImportForm) pages() components.Pages {
	text := words.Number(len(f.Rows.Rows)) + " of " + words.Number(f.Report.Count(f.Show))
	return components.Around(text, f.Rows.Previous, f.Rows.Next, func(name, value string) string {
		return f.at("show", string(f.Show), name, value) + "#rows"
	})
}

func (f ImportForm) problemsTitle() string {
	return words.Count(f.Report.Refused, "problem to put right", "problems to put right")
}

// lines of a row of the table: a change a line, a new row as one.
func rowLines(row models.ImportRow) (lines []string) {
	if row.Outcome == models.RowUnchanged {
		return []string{"Nothing"}
	}
	for _, a := range row.Alterations() {
		column := words.Capital(strings.ReplaceAll(a.Column, "_", " "))
		switch {
		case row.Outcome == models.RowLeaver && a.Was == a.Becomes && a.Was == "":
		case row.Outcome == models.RowLeaver && a.Was == a.Becomes, row.Outcome == models.RowAdded && a.Was == "":
			lines = append(lines, column+": "+a.Becomes)
		case a.Was == "":
			lines = append(lines, column+": "+a.Becomes+", where there was nothing")
		case a.Becomes == "":
			lines = append(lines, column+": "+a.Was+" is taken out")
		default:
			lines = append(lines, column+": "+a.Was+" becomes "+a.Becomes)
		}
	}
	return lines
}

func lineWords(row models.ImportRow) string {
	if row.Line == 0 {
		return "–"
	}
	return strconv.Itoa(row.Line)
}

func problemWhere(row models.ImportRow) string {
	switch {
	case row.Line == 0:
		return "The whole file"
	case row.Line == 1:
		return "The header"
	}
	return "Row " + strconv.Itoa(row.Line)
}

// ImportRowHead names the columns of an import as a file.
func ImportRowHead() []string {
	return []string{"row", "outcome", "who", "name", "what", "column", "value", "what_to_change"}
}

// ImportRowCells is a row of an import in a file.
func ImportRowCells(row models.ImportRow) []string {
	what := ""
	if row.Outcome != models.RowUnchanged && row.Outcome != models.RowRefused {
		what = strings.Join(rowLines(row), "; ")
	}
	line := ""
	if row.Line > 0 {
		line = strconv.Itoa(row.Line)
	}
	return []string{line, string(row.Outcome), row.Who, row.Name, what, row.ColumnName, row.Value, row.Problem}
}

func importState(i store.NamedImport) components.Status {
	switch i.State {
	case models.ImportChecking:
		return components.Status{Kind: components.Plain, Text: "Being checked"}
	case models.ImportChecked:
		return components.Status{Kind: components.Warn, Text: "Waits to be confirmed"}
	case models.ImportRefused:
		return components.Status{Kind: components.Bad, Text: "Cannot be imported"}
	case models.ImportKeeping:
		return components.Status{Kind: components.Plain, Text: "Being imported"}
	case models.ImportKept:
		return components.Status{Kind: components.OK, Text: "Imported"}
	case models.ImportUndone:
		return components.Status{Kind: components.Plain, Text: "Undone"}
	case models.ImportStopped:
		return components.Status{Kind: components.Plain, Text: "Stopped"}
	case models.ImportFailed:
		return components.Status{Kind: components.Bad, Text: "Went wrong"}
	}
	return components.Status{Kind: components.Plain, Text: string(i.State)}
}

func importPages(page exchange.ImportsPage) components.Pages {
	return components.Around("", page.Previous, page.Next, func(name, value string) string {
		return paths.Imports + "?" + url.Values{name: {value}}.Encode()
	})
}
