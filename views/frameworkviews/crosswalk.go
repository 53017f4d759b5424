package frameworkviews

import (
	"strings"

	"trellis/app/frameworks"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/components"
	"trellis/views/words"
)

// strengthWords are how two competencies compare, in a word.
func strengthWords(s models.Strength) string {
	switch s {
	case models.ExactMatch:
		return "Exact"
	case models.CloseMatch:
		return "Close"
	case models.BroaderMatch:
		return "Broader"
	case models.NarrowerMatch:
		return "Narrower"
	case models.RelatedMatch:
		return "Related"
	}
	return ""
}

func strengthHint(s models.Strength) string {
	switch s {
	case models.ExactMatch:
		return "Whoever can do the one can do the other"
	case models.CloseMatch:
		return "Nearly the same: a level of the one says much of the other"
	case models.BroaderMatch:
		return "The other takes in more than this one"
	case models.NarrowerMatch:
		return "The other is a part of this one"
	case models.RelatedMatch:
		return "They help each other, and are not the same"
	}
	return ""
}

// strengthPill marks the two strengths from which a level is inferred.
func strengthPill(s models.Strength) components.Status {
	if s == models.ExactMatch || s == models.CloseMatch {
		return components.Status{Kind: components.OK, Text: strengthWords(s)}
	}
	return components.Status{Kind: components.Plain, Text: strengthWords(s)}
}

func strengthOptions() []components.Option {
	var options []components.Option
	for _, s := range models.Strengths() {
		options = append(options, components.Option{Value: string(s), Label: strengthWords(s), Hint: strengthHint(s)})
	}
	return options
}

func comparableOptions(page frameworks.CrosswalkPage) []components.Option {
	var options []components.Option
	for _, o := range page.Others {
		options = append(options, components.Option{Value: string(o.ID), Label: o.Name + ", version " + o.Version})
	}
	return options
}

func missingOptions() []components.Option {
	return []components.Option{{Label: "All competencies"}, {Value: "missing", Label: "Those without a match"}}
}

func missingValue(page frameworks.CrosswalkPage) string {
	if page.Missing {
		return "missing"
	}
	return ""
}

func matchedWords(page frameworks.CrosswalkPage) string {
	return words.Count(page.Total, "competency", "competencies") + ", " + words.Number(page.Matched) + " with a match"
}

func crosswalkCSV(page frameworks.CrosswalkPage) string {
	return paths.Crosswalk(page.Framework.Code, page.Version.Version, page.With.ID) + "&format=csv"
}

// otherOptions are the competencies of the other framework: those whose names are alike first, then all by domain.
func otherOptions(page frameworks.MatchPage) []components.Option {
	options := []components.Option{{Label: "Choose one"}}
	domain := map[models.ID]string{}
	for _, d := range page.Other.Domains {
		domain[d.ID] = d.Name
	}
	for _, k := range page.Alike {
		options = append(options, components.Option{Value: string(k.ID), Label: k.Name, Group: "Alike by name"})
	}
	for _, k := range models.Nest(page.Other.Domains, page.Other.Competencies) {
		options = append(options, components.Option{Value: string(k.ID), Label: indent(k.Depth) + k.Name, Group: domain[k.DomainID]})
	}
	return options
}

// levelTexts are what a competency looks like at each level, in words.
func levelTexts(levels []models.Level, descriptors []models.Descriptor, id models.ID) []components.SummaryRow {
	var rows []components.SummaryRow
	for _, d := range descriptors {
		if d.CompetencyID != id {
			continue
		}
		for _, l := range levels {
			if l.Value == d.Level {
				rows = append(rows, components.SummaryRow{Key: levelWords(l), Value: d.Text})
			}
		}
	}
	return rows
}

func saidBefore(page frameworks.MatchPage) string {
	by := "A file"
	if page.SaidBy != "" {
		by = page.SaidBy
	}
	text := by + " said on " + words.Day(page.Said.SaidAt) + ": " + strings.ToLower(strengthWords(page.Said.Strength))
	if page.Said.Note != "" {
		text += ". “" + page.Said.Note + "”"
	}
	return text
}

// CrosswalkRow is a match as a line of a file; of a competency without one the rest is empty.
type CrosswalkRow struct {
	Domain, Code, Name string
	frameworks.Pair
}

// CrosswalkRows are the matches of a page, a line each.
func CrosswalkRows(page frameworks.CrosswalkPage) []CrosswalkRow {
	var rows []CrosswalkRow
	for _, area := range page.Areas {
		for _, k := range area.Competencies {
			row := CrosswalkRow{Domain: area.Name, Code: k.Code, Name: k.Name}
			if len(k.Matches) == 0 {
				rows = append(rows, row)
			}
			for _, m := range k.Matches {
				row.Pair = m
				rows = append(rows, row)
			}
		}
	}
	return rows
}

// CrosswalkHead names the columns of that file.
func CrosswalkHead() []string {
	return []string{"Domain", "Code", "Competency", "Strength", "Framework", "Version", "Other code", "Other competency", "Note"}
}

// CrosswalkCells are the values of one line.
func CrosswalkCells(r CrosswalkRow) []string {
	return []string{r.Domain, r.Code, r.Name, string(r.Strength), r.Framework, r.Version, r.OtherCode, r.Other, r.Note}
}
