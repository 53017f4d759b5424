package models

// The kinds of job.
const (
	MailPlaced    = "mail.placed"
	MailWaiting   = "mail.waiting"
	MailOffered   = "mail.offered"
	MailLapsed    = "mail.lapsed"
	MailWithdrawn = "mail.withdrawn"
	LapseOffer    = "offer.lapse"

	MailRecordIssued    = "mail.record_issued"
	MailRecordWithdrawn = "mail.record_withdrawn"

	MovePeople = "people.move"
)

// JobSubjects tells, for each kind of job, the table of what a job of that kind is about.
func JobSubjects() map[string]string {
	return map[string]string{
		MailPlaced: "enrolments", MailWaiting: "enrolments", MailOffered: "enrolments", MailLapsed: "enrolments", MailWithdrawn: "enrolments",
		LapseOffer: "offers", MailRecordIssued: "completion_records", MailRecordWithdrawn: "completion_records",
		MovePeople: "moves",
	}
}
