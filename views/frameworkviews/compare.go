package frameworkviews

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"trellis/app/frameworks"
	"trellis/models"
	"trellis/views/components"
	"trellis/views/words"
)

// kindPill is what became of a competency, in a word and a sign.
func kindPill(kind models.SuccessionKind) components.Status {
	switch kind {
	case models.Appeared:
		return components.Status{Kind: components.OK, Text: "Added"}
	case models.Ended:
		return components.Status{Kind: components.Bad, Text: "Retired"}
	case models.Reworded:
		return components.Status{Kind: components.Warn, Text: "Reworded"}
	case models.Merged:
		return components.Status{Kind: components.Info, Text: "Merged"}
	case models.Split:
		return components.Status{Kind: components.Info, Text: "Split"}
	case models.Unchanged:
	}
	return components.Status{Kind: components.Plain, Text: "Unchanged"}
}

func carriesWords(c models.Became) string {
	switch {
	case c.From == nil:
		return "Nobody has been assessed against it yet"
	case c.To == nil:
		return "Assessments stay with the earlier version"
	case c.Carries && c.Said:
		return "Assessments carry over: editors say so"
	case c.Carries:
		return "Assessments carry over: the words are the same"
	}
	return "Assessments do not carry over"
}

// counted are the kinds of change with how many there are.
func counted(counts map[models.SuccessionKind]int) []components.Fact {
	var facts []components.Fact
	for _, kind := range models.SuccessionKinds() {
		facts = append(facts, components.Fact{Term: kindPill(kind).Text, Text: words.Number(counts[kind])})
	}
	return facts
}

// countedWords is that in a sentence, less the kinds of which there is none.
func countedWords(counts map[models.SuccessionKind]int) string {
	var parts []string
	for _, kind := range models.SuccessionKinds() {
		if counts[kind] > 0 {
			parts = append(parts, words.Number(counts[kind])+" "+strings.ToLower(kindPill(kind).Text))
		}
	}
	return words.List(parts) + "."
}

func versionOptions(page frameworks.ComparePage) []components.Option {
	var options []components.Option
	for _, v := range page.Versions {
		if v.ID != page.Later.Version.ID {
			options = append(options, components.Option{Value: v.Version, Label: "Version " + v.Version})
		}
	}
	return options
}

func kindFilter() []components.Option {
	options := []components.Option{{Label: "All that changed"}}
	for _, kind := range models.SuccessionKinds() {
		options = append(options, components.Option{Value: string(kind), Label: kindPill(kind).Text})
	}
	return options
}

// compared is a text of both versions: what it is called, and its pieces.
type compared struct {
	Label  string
	Pieces []models.Piece
}

// texts are those in which the two differ, or that the only one has.
func texts(c models.Became, levels []models.Level) []compared {
	var from, to models.Worded
	if c.From != nil {
		from = *c.From
	}
	if c.To != nil {
		to = *c.To
	}
	var list []compared
	add := func(label, was, is string) {
		if was != is {
			list = append(list, compared{label, models.Pieces(was, is)})
		}
	}
	add("Name", from.Name, to.Name)
	add("Description", from.Description, to.Description)
	for _, value := range slices.Sorted(maps.Keys(union(from.At, to.At))) {
		add(nameOfLevel(levels, strconv.Itoa(value)), from.At[value], to.At[value])
	}
	return list
}

func union(a, b map[int]string) map[int]string {
	all := maps.Clone(a)
	if all == nil {
		all = map[int]string{}
	}
	maps.Copy(all, b)
	return all
}

// becameName is what a pair is called.
func becameName(c models.Became) string {
	switch {
	case c.To == nil:
		return c.From.Name
	case c.From == nil || c.From.Name == c.To.Name:
		return c.To.Name
	}
	return c.From.Name + " → " + c.To.Name
}

func becameCode(c models.Became) string {
	switch {
	case c.To == nil:
		return c.From.Code
	case c.From == nil || c.From.Code == c.To.Code:
		return c.To.Code
	}
	return c.From.Code + " → " + c.To.Code
}

// CompareHead and CompareCells are the file of two versions side by side.
func CompareHead() []string {
	return []string{"became", "code_before", "name_before", "code_after", "name_after", "carries", "said_by_editors", "note"}
}

// CompareCells are the cells of one pair.
func CompareCells(c models.Became) []string {
	cells := []string{string(c.Kind), "", "", "", "", strconv.FormatBool(c.Carries), strconv.FormatBool(c.Said), c.Note}
	if c.From != nil {
		cells[1], cells[2] = c.From.Code, c.From.Name
	}
	if c.To != nil {
		cells[3], cells[4] = c.To.Code, c.To.Name
	}
	return cells
}

func successionOptions() []components.Option {
	return []components.Option{
		{Value: "", Label: "As code and words say", Hint: "The one with the same code follows. Without one, it is retired"},
		{Value: string(models.Unchanged), Label: "Unchanged", Hint: "It means the same, under another code"},
		{Value: string(models.Reworded), Label: "Reworded"},
		{Value: string(models.Merged), Label: "Merged into another"},
		{Value: string(models.Split), Label: "Split into several"},
	}
}

// intoOptions are the competencies of the draft, of which those chosen are ticked.
func intoOptions(page frameworks.SuccessionPage, in frameworks.WriteSuccession) []components.Option {
	var options []components.Option
	for _, area := range page.Choices {
		for _, k := range area.Competencies {
			options = append(options, components.Option{Value: string(k.ID), Label: k.Name, Hint: k.Code + ", " + area.Name, Chosen: slices.Contains(in.Into, k.ID)})
		}
	}
	return options
}
