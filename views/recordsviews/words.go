// Package recordsviews are the faces of completion records: one's own, and the check that anybody may make.
package recordsviews

import (
	"strconv"

	"trellis/app/records"
	"trellis/models"
	"trellis/views/components"
	"trellis/views/words"
)

func pill(state models.RecordState) components.Status {
	switch state {
	case models.Genuine:
		return components.Status{Kind: components.OK, Text: "Genuine"}
	case models.Expired:
		return components.Status{Kind: components.Warn, Text: "Expired"}
	case models.Superseded:
		return components.Status{Kind: components.Info, Text: "Replaced"}
	case models.RecordWithdrawn:
		return components.Status{Kind: components.Bad, Text: "Withdrawn"}
	case models.RecordNotFound:
	}
	return components.Status{Kind: components.Plain, Text: "Not found"}
}

// Did says what somebody did for a record: the sessions and the time.
func Did(r models.CompletionRecord) string {
	return "Attended " + strconv.Itoa(r.SessionsAttended) + " of " + words.Count(r.SessionsHeld, "session", "sessions") + " (" + words.Hours(r.Minutes) + ")"
}

// Until says how long a record holds.
func Until(r models.CompletionRecord) string {
	if r.ValidUntil == "" {
		return "No end date"
	}
	return words.Date(r.ValidUntil)
}

// Outcomes names what a course was designed to reach, each with its level.
func Outcomes(list []models.RecordOutcome) []string {
	named := make([]string, len(list))
	for i, o := range list {
		named[i] = o.CompetencyName + ": " + o.LevelLabel
	}
	return named
}

// VerdictTitle is the answer of a check in a sentence.
func VerdictTitle(c records.Check) string {
	_, title, _ := verdict(c)
	return title
}

// verdict is the answer of a check in a sentence, and what it means.
func verdict(c records.Check) (kind components.VerdictKind, title, detail string) {
	checked := "Checked on " + words.Day(c.CheckedAt) + " at " + words.Clock(c.CheckedAt) + ". "
	switch c.State {
	case models.Genuine:
		return components.Genuine, "This record is genuine", checked + "It has not been changed or withdrawn."
	case models.Superseded:
		return components.Superseded, "This record was replaced", checked + "A newer record says the same in corrected form."
	case models.RecordWithdrawn:
		return components.Withdrawn, "This record was withdrawn", checked + withdrawn(c.Record)
	case models.Expired:
		return components.Expired, "This record has expired", checked + "It was valid until " + words.Date(c.Record.ValidUntil) + "."
	case models.RecordNotFound:
	}
	return components.NotFound, "We cannot find this record", checked + "No record has this number."
}

func withdrawn(r models.CompletionRecord) string {
	if r.RevokedAt == nil {
		return ""
	}
	return "It was withdrawn on " + words.Day(*r.RevokedAt) + "."
}

func name(r models.CompletionRecord) string {
	if r.PersonName == "" {
		return "Name not shared"
	}
	return r.PersonName
}

func checkFacts(c records.Check) []components.SummaryRow {
	r := c.Record
	return []components.SummaryRow{
		{Key: "Completed on", Value: words.Date(r.CompletedOn)},
		{Key: "Awarded by", Value: r.ProviderName},
		{Key: "What they did", Value: Did(r)},
		{Key: "What was required", Value: r.Rule},
		{Key: "Skills covered", Content: skills(c.Outcomes)},
		{Key: "Valid until", Value: Until(r)},
		{Key: "Record number", Content: components.Code(r.Code)},
	}
}
