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
)
