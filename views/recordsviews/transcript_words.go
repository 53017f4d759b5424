package recordsviews

import (
	"cmp"
	"strconv"
	"strings"

	"trellis/app/records"
	"trellis/models"
	"trellis/views/words"
)

// StateWord is where a record stands, in a word.
func StateWord(state models.RecordState) string { return pill(state).Text }

// Source says where learning before this system is known from. The name of the file is told to its owner alone.
func Source(p models.PastCompletion) string {
	says := "Not checked by this network: from a file of " + words.Day(p.AddedAt)
	if p.FileName != "" {
		says += " (" + p.FileName + ")"
	}
	return says
}

// PastTime is how long past learning took, as far as the file says.
func PastTime(p models.PastCompletion) string {
	if p.Minutes == nil {
		return "Not said"
	}
	return words.Hours(*p.Minutes)
}

// PastProvider is who gave it, with the reference of a certificate.
func PastProvider(p models.PastCompletion) string {
	says := cmp.Or(p.Provider, "Provider not said")
	if p.Reference != "" {
		says += ". Reference " + p.Reference
	}
	if p.ValidUntil != "" {
		says += ". Valid until " + words.Date(p.ValidUntil)
	}
	return says
}

// KindName names a way of learning.
func KindName(k models.LearningKind) string {
	switch k {
	case models.SelfStudy:
		return "Self-study"
	case models.Reading:
		return "Reading"
	case models.Project:
		return "Project"
	case models.Conference:
		return "Conference"
	case models.OtherLearning:
	}
	return "Other"
}

// OwnStudy says how the hours that somebody logged in a year are made up.
func OwnStudy(y records.LearnedYear) string {
	if len(y.Logged) == 0 {
		return "None"
	}
	parts := make([]string, len(y.Logged))
	for i, k := range y.Logged {
		parts[i] = KindName(k.Kind) + " " + words.Hours(k.Minutes)
	}
	return strings.Join(parts, ", ")
}

// Hours is a time, or that there is none.
func Hours(minutes int) string {
	if minutes == 0 {
		return "None"
	}
	return words.Hours(minutes)
}

// Taken says what somebody attended of a course.
func Taken(c records.TranscriptCourse) string {
	return words.Count(c.Attended, "session", "sessions") + " (" + words.Hours(c.Minutes) + ")"
}

// RecordNote says of a record of a transcript what one has to know besides.
func RecordNote(r records.TranscriptRecord) string {
	switch {
	case r.State == models.Superseded && r.Successor != "":
		return "Replaced by " + r.Successor
	case r.State == models.RecordWithdrawn:
		return strings.TrimSpace(withdrawn(r.CompletionRecord) + " " + r.RevokedReason)
	case r.ValidUntil != "":
		return "Valid until " + words.Date(r.ValidUntil)
	}
	return ""
}

func linkState(l records.UsedLink, page records.TranscriptPage) string {
	switch {
	case l.EndedAt != nil:
		return "Ended on " + words.Day(*l.EndedAt)
	case !l.OpenAt(page.Now):
		return "Over since " + words.Day(l.ExpiresAt)
	}
	return "Opens until " + words.Date(models.DateOf(l.ExpiresAt).AddDays(-1))
}

// linkUses says how often a link was opened, and when last.
func linkUses(l records.UsedLink) string {
	times := 0
	for _, use := range l.Uses {
		times += use.Times
	}
	if times == 0 {
		return "Not opened yet"
	}
	return "Opened " + words.Count(times, "time", "times") + ", last on " + words.Date(l.Uses[0].UsedOn)
}

func useLine(u models.TranscriptUse) string {
	return words.Date(u.UsedOn) + ": " + strconv.Itoa(u.Times)
}

// File is a completion record in the download, with the names of its files; those of the badge are empty where it has none.
type File struct {
	Record                 records.TranscriptRecord
	PDF, Token, Credential string
}

func ticked(yes bool) string {
	if yes {
		return "true"
	}
	return ""
}
