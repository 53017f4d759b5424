package skillsviews

import (
	"net/url"
	"strings"

	"trellis/app/skills"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/components"
	"trellis/views/words"
)

// EvidenceWords is what shows a skill.
func EvidenceWords(k models.EvidenceKind) string {
	switch k {
	case models.ByLogEntry:
		return "Log entry"
	case models.ByRecord:
		return "Completion record"
	case models.ByAddress:
		return "Address"
	case models.ByBrief:
		return "A question answered"
	case models.ByWords:
		return "In your words"
	}
	return string(k)
}

// titled is what evidence is called, after its kind.
func titled(e skills.Shown) string {
	if e.Title == "" {
		return ""
	}
	return ": " + e.Title
}

// evidenceKinds are the kinds there is something of.
func evidenceKinds(p skills.EvidencePage) []components.Option {
	var options []components.Option
	if len(p.Entries) > 0 {
		options = append(options, components.Option{Value: string(models.ByLogEntry), Label: "An entry of your learning log"})
	}
	if len(p.Records) > 0 {
		options = append(options, components.Option{Value: string(models.ByRecord), Label: "A completion record"})
	}
	return append(options,
		components.Option{Value: string(models.ByAddress), Label: "An address", Hint: "Of a repository, a report or a dashboard"},
		components.Option{Value: string(models.ByBrief), Label: "A brief", Hint: "A question of a decision maker that you answered, and what was decided"},
		components.Option{Value: string(models.ByWords), Label: "Your words"})
}

func entryOptions(p skills.EvidencePage) []components.Option {
	options := []components.Option{{Label: "Choose an entry"}}
	for _, e := range p.Entries {
		options = append(options, components.Option{Value: string(e.ID), Label: e.Title + ", " + words.Date(e.LearnedOn)})
	}
	return options
}

func recordOptions(p skills.EvidencePage) []components.Option {
	options := []components.Option{{Label: "Choose a record"}}
	for _, r := range p.Records {
		if r.RevokedAt == nil {
			options = append(options, components.Option{Value: r.Code, Label: r.CourseTitle + ", " + words.Date(r.CompletedOn)})
		}
	}
	return options
}

// shortAddress is an address without what every one has.
func shortAddress(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	return u.Host + strings.TrimSuffix(u.Path, "/")
}

func withdrawnWords(e skills.Shown) string {
	if e.Withdrawn == nil {
		return ""
	}
	return ", withdrawn " + words.Day(*e.Withdrawn)
}

func evidenceBack(p skills.EvidencePage) string {
	if p.Input.Then != "" {
		return p.Input.Then
	}
	return paths.Skill(p.Skill.Slug)
}

// stands is what was said of the chance to use a skill, and of what stands in the way.
func stands(i skills.Item) string { return Stands(i.Chance(), i.Barrier()) }

// Stands is what somebody said of the chance to use a skill, and of what stands in the way; empty for nothing.
func Stands(chance models.Chance, barrier models.Barrier) string {
	var list []string
	if chance != "" {
		list = append(list, "Chance to use it: "+strings.ToLower(ChanceWords(chance)))
	}
	if barrier != "" {
		list = append(list, "In the way: "+strings.ToLower(BarrierWords(barrier)))
	}
	return strings.Join(list, ". ")
}

func quickKey(i skills.Item) string { return string(i.CompetencyID) }

// quickHint is what was said before.
func quickHint(i skills.Item) string {
	text := "You said " + i.HeldLabel() + " on " + words.Day(i.AssessedAt)
	if i.Use.Known() {
		text += ", used " + strings.ToLower(words.Use(i.Use))
	}
	return text
}

func quickProblems(invalid models.Invalid) []components.Problem {
	var list []components.Problem
	for _, field := range []string{"use", "round"} {
		if invalid[field] != "" {
			list = append(list, components.Problem{Field: "quick", Text: invalid[field]})
		}
	}
	return list
}
