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

	MovePeople            = "people.move"
	MailCorrection        = "mail.correction" // what became of it
	CheckImport           = "import.check"
	KeepImport            = "import.keep"
	MailImport            = "mail.import"
	MailLink              = "mail.link"            // of a sign-in link, whatever it is for
	MailEmailAsked        = "mail.email_asked"     // to the address that somebody wants to leave
	MailEmailChanged      = "mail.email_changed"   // to the address that somebody has left
	MailSignUp            = "mail.sign_up"         // shows that the address is theirs
	MailSignUpRefused     = "mail.sign_up_refused" // says why
	MailSecondFactorReset = "mail.second_factor_reset"
	MailIdentityConnected = "mail.identity_connected"
)

// JobSubjects tells, for each kind of job, the table of what a job of that kind is about.
func JobSubjects() map[string]string {
	return map[string]string{
		MailPlaced: "enrolments", MailWaiting: "enrolments", MailOffered: "enrolments", MailLapsed: "enrolments", MailWithdrawn: "enrolments",
		LapseOffer: "offers", MailRecordIssued: "completion_records", MailRecordWithdrawn: "completion_records",
		MovePeople:     "moves",
		MailCorrection: "corrections",
		CheckImport:    "imports", KeepImport: "imports", MailImport: "imports",
		MailSecondFactorReset: "people", MailIdentityConnected: "people",
		MailLink: "sign_in_links", MailEmailAsked: "sign_in_links", MailEmailChanged: "sign_in_links",
		MailSignUp: "sign_ups", MailSignUpRefused: "sign_ups",
	}
}
