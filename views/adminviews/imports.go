package adminviews

import (
	"net/url"

	"trellis/app/exchange"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/components"
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
	return components.Problems(f.Problems, "file", "leavers", "leave_on")
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

func importState(i exchange.NamedImport) components.Status {
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
