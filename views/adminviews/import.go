package adminviews

import (
	"net/url"
	"strings"

	"trellis/app/exchange"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/components"
	"trellis/views/words"
)

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
	case f.State != models.ImportChecking:
		return "Done"
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
	if n := f.Report.People; n > 0 {
		parts = append(parts, "import "+words.Count(n, "person", "people"))
	}
	if n := f.Report.Leavers; n > 0 {
		parts = append(parts, "end the posts of "+words.Count(n, "person", "people"))
	}
	return words.Capital(words.List(parts))
}

func (f ImportForm) sure() string {
	return "I have looked: " + words.Number(f.Report.Leavers) + " of the " + words.Count(f.Report.Current, "person", "people") + " there now have left"
}

func (f ImportForm) summary() []components.Problem { return components.Problems(f.Problems, "sure") }

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
	facts := []components.Fact{{Term: "File", Text: f.FileName}, {Term: "Uploaded", Text: words.Moment(f.MadeAt)}, {Term: "By", Text: f.MadeBy}}
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
