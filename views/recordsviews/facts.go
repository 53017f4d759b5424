package recordsviews

import (
	"strings"

	"trellis/app/records"
	"trellis/models"
	"trellis/views/components"
	"trellis/views/words"
)

// KeyFacts are what a certificate says at a glance; the same on the page and in the file.
func KeyFacts(r models.CompletionRecord) []components.Fact {
	facts := []components.Fact{{Term: "Completed on", Text: words.Date(r.CompletedOn)}}
	if r.StartedOn != "" && r.StartedOn != r.CompletedOn {
		facts = append(facts, components.Fact{Term: "Began on", Text: words.Date(r.StartedOn)})
	}
	return append(facts, components.Fact{Term: "Time attended", Text: words.Hours(r.Minutes)}, components.Fact{Term: "Valid until", Text: Until(r)})
}

// MoreFacts are who stands behind a record, and where its holder worked.
func MoreFacts(own records.Own) []components.Fact {
	r := own.Record
	facts := []components.Fact{
		{Term: "Awarded by", Text: r.ProviderName},
		{Term: "Issued", Text: strings.TrimSuffix(words.Date(models.DateOf(r.IssuedAt))+" by "+r.IssuedBy, " by ")},
	}
	if r.OrganisationName != "" {
		facts = append(facts, components.Fact{Term: "Organisation at the time", Text: r.OrganisationName})
	}
	if r.ReplacesReason != "" {
		facts = append(facts, components.Fact{Term: "Takes the place of another record", Text: r.ReplacesReason})
	}
	return facts
}

// Requirement is one thing that was required, and how it was met.
type Requirement struct{ Asks, Met string }

// Requirements are what was required for a record; for one from before they were kept one by one, the rule and what was attended.
func Requirements(r models.CompletionRecord, kept []models.RecordRequirement) []Requirement {
	if len(kept) == 0 {
		return []Requirement{{r.Rule, Did(r)}}
	}
	list := make([]Requirement, len(kept))
	for i, asked := range kept {
		list[i] = Requirement{asked.Asks, asked.Met}
		if asked.Met == "" {
			list[i].Met = "Not met, and not needed"
		}
	}
	return list
}

// Framework names where the outcomes of a record are described; empty where it does not say.
func Framework(outcomes []models.RecordOutcome) string {
	for _, o := range outcomes {
		if o.FrameworkTitle != "" {
			return strings.TrimSuffix(o.FrameworkTitle+", version "+o.FrameworkVersion, ", version ")
		}
	}
	return ""
}

// CourseEdition names which version of its course a record is about.
func CourseEdition(r models.CompletionRecord) string {
	if r.CourseVersion == 0 {
		return r.CohortName
	}
	version := "Version " + words.Number(r.CourseVersion) + " of the course"
	if r.CohortName != "" {
		return r.CohortName + ". " + version
	}
	return version
}
