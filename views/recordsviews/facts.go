package recordsviews

import (
	"strings"

	"trellis/app/records"
	"trellis/models"
	"trellis/views/components"
	"trellis/views/words"
)

// outcomesTerm stands over what can be long, which has a line of its own.
const outcomesTerm = "The course is designed to reach"

// Facts are what a certificate says, in its order; the same on the page and in the file.
func Facts(own records.Own) []components.Fact {
	r := own.Record
	facts := []components.Fact{
		{Term: "Completed on", Text: words.Date(r.CompletedOn)},
		{Term: "Awarded by", Text: r.ProviderName},
		{Term: "What you did", Text: Did(r)},
		{Term: "What was required", Text: r.Rule},
		{Term: "Valid until", Text: Until(r)},
		{Term: "Issued", Text: words.Date(models.DateOf(r.IssuedAt)) + " by " + r.IssuedBy},
	}
	if len(own.Outcomes) > 0 {
		facts = append(facts, components.Fact{Term: outcomesTerm, Text: strings.Join(Outcomes(own.Outcomes), "; ")})
	}
	if r.OrganisationName != "" {
		facts = append(facts, components.Fact{Term: "Organisation at the time", Text: r.OrganisationName})
	}
	return facts
}
