package privacyviews

import (
	"strconv"

	"trellis/app/privacy"
	"trellis/models"
	"trellis/views/components"
	"trellis/views/words"
)

// ruleWords say what a rule is about: from when it counts, why, and what stays.
type ruleWords struct{ title, one, many, from, why, stays string }

func kindWords(kind models.RetentionKind) ruleWords {
	return map[models.RetentionKind]ruleWords{
		models.KeepMail: {
			"Messages", "message", "messages", "From when they were written",
			"A copy of each message is kept to answer questions about it, for as long as anybody asks.", "What the message was about: the enrolment, the record, the event",
		},
		models.KeepLooks: {
			"Who looked at whose skills", "look", "looks", "From the day",
			"People are told who has looked at their skills. After some years it tells more about those who look.", "Who may see whom, which posts say",
		},
		models.KeepImports: {
			"Imported files", "file is emptied", "files are emptied", "From when they were imported",
			"A file of people holds more than what was kept of it. It is needed only until the import is known to be right.", "That the file was imported, by whom and when, and how many rows it had. It can no longer be undone",
		},
		models.KeepAssessments: {
			"Skills of people who left", "person loses what was assessed", "people lose what was assessed", "From the end of the last post",
			"Skills are kept while somebody works in the network, and for a time in case they come back.", "The person, their posts, courses and completion records. Figures of today count current posts alone, and do not change",
		},
		models.KeepRecords: {
			"Completion records", "record becomes a stub", "records become stubs", "From when the course was completed",
			"Records of training are kept for six years; whoever holds a certificate can still have it checked afterwards.", "The check page: number, course, dates and state, without the name",
		},
	}[kind]
}

func daysWords(days int) string {
	if years := days / 365; years > 0 && days%365 == 0 {
		return words.Count(years, "year", "years")
	}
	return words.Count(days, "day", "days")
}

func dueWords(r privacy.Rule) string {
	if r.Due.Rows == 0 {
		return "Nothing today"
	}
	w := kindWords(r.Kind)
	return words.Count(r.Due.Rows, w.one, w.many)
}

func oldest(r privacy.Rule) string {
	if r.Due.Rows == 0 {
		return "–"
	}
	return words.Day(r.Due.Oldest)
}

func ruleState(r privacy.Rule) components.Status {
	if r.AcceptedAt == nil {
		return components.Status{Kind: components.Warn, Text: "Waits to be accepted"}
	}
	return components.Status{Kind: components.OK, Text: "Acts every night"}
}

func acceptedBy(r privacy.Rule) string {
	if r.AcceptedBy == "" {
		return ""
	}
	return " by " + r.AcceptedBy
}

// FormOf is the form as the rule has it.
func FormOf(r privacy.Rule) RuleForm { return RuleForm{Days: strconv.Itoa(r.Days)} }

// RuleTitle names what a rule is about.
func RuleTitle(r privacy.Rule) string { return kindWords(r.Kind).title }
