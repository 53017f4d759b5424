package models

// The kinds of job.
const (
	MailPlaced    = "mail.placed"
	MailWaiting   = "mail.waiting"
	MailOffered   = "mail.offered"
	MailLapsed    = "mail.lapsed"
	MailWithdrawn = "mail.withdrawn"
	LapseOffer    = "offer.lapse"

	OfferPlaces        = "cohort.offer"        // what became free on a day: shares that are released
	ReleaseReservation = "reservation.release" // whose time is over
	KeepCalendars      = "cohort.calendars"    // of everybody on the cohort, after a change of time or place
	KeepCalendar       = "enrolment.calendar"  // of one person, after a change of state
	MailAppointment    = "mail.appointment"
	MailApplied        = "mail.applied" // to who asked to join: what happens next
	MailDecide         = "mail.decide"  // to the manager, or the trainers, who decide
	MailRefused        = "mail.refused"
	MailNominated      = "mail.nominated"  // to the person, with a link to answer
	MailNominator      = "mail.nominator"  // what became of it
	MailPairAsked      = "mail.pair_asked" // to the other of the pair, with a link to answer
	MailPairDeclined   = "mail.pair_declined"
	MailCalledOff      = "mail.called_off"
	MailRemoved        = "mail.removed" // by a trainer
	MailPriority       = "mail.priority"
	MailScheduled      = "mail.scheduled" // the dates are set
	MailReserved       = "mail.reserved"  // to those who may name people
	MailCopy           = "mail.copy"      // to the manager, where the person asked for it
	MailReminder       = "mail.reminder"
	MailDigest         = "mail.digest"
	MailAnnouncement   = "mail.announcement"
	MailInvitation     = "mail.invitation" // to somebody whom a cohort would help
	SpreadInvitations  = "invitations.spread"
	MailBlocked        = "mail.blocked"   // to the trainers: something is in the way of a preparation
	MailApologies      = "mail.apologies" // to the trainers

	MailFeedback   = "mail.feedback"   // on what somebody handed in
	MailEvaluation = "mail.evaluation" // what was a session like?
	MailFollowUp   = "mail.follow_up"  // what came of a course?

	MailFrameworkComments  = "mail.framework_comments" // to an editor, by their grant: what others say of drafts
	MailFrameworkAnswer    = "mail.framework_answer"   // to whoever is answered
	MailReviewAsked        = "mail.review_asked"
	MailReviewAnswered     = "mail.review_answered"
	SpreadEnding           = "framework.ending"         // a version ends: everybody on it is told
	MailFrameworkEnds      = "mail.framework_ends"      // to who has the post
	MailFrameworkEndsTeam  = "mail.framework_ends_team" // to the manager whom the post names
	MailDiffered           = "mail.differed"            // a manager sees another level
	MailRemark             = "mail.remark"              // what was said about an assessment
	MailAssessmentAsked    = "mail.assessment_asked"    // to whom somebody has asked to say where they stand
	MailAssessmentAnswered = "mail.assessment_answered" // to who asked

	MailRoundReminder = "mail.round_reminder" // to who is asked in a round, and has not sent
	MailSkillsDue     = "mail.skills_due"     // between rounds, to whose core skills were assessed too long ago

	MailPlanDue      = "mail.plan_due"       // what is due in one's plan
	MailTeamPlansDue = "mail.team_plans_due" // what is due in the plans of one's people
	MailMentorAsked  = "mail.mentor_asked"   // to whoever is named as a mentor
	MailPlanAgreed   = "mail.plan_agreed"    // to the other side, where one has agreed to a plan

	MailRecordIssued    = "mail.record_issued"
	MailRecordWithdrawn = "mail.record_withdrawn"
	IssueRecords        = "records.issue" // what an issuance still owes

	MovePeople            = "people.move"
	RecountRole           = "roles.recount" // after a change to a role profile that many have
	MoveVersion           = "versions.move"
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
		KeepCalendar: "enrolments", KeepCalendars: "cohorts", MailAppointment: "appointments", MailReminder: "reminders", MailDigest: "digests",
		MailPriority: "enrolments", MailCalledOff: "enrolments", MailScheduled: "enrolments",
		LapseOffer: "offers", OfferPlaces: "cohorts", MailRecordIssued: "completion_records", MailRecordWithdrawn: "completion_records",
		IssueRecords: "issuances",
		MovePeople:   "moves",
		RecountRole:  "role_profiles", MoveVersion: "version_moves",
		MailFeedback: "feedbacks",
		MailApplied:  "enrolments", MailRefused: "enrolments", MailNominated: "enrolments", MailPairDeclined: "enrolments", MailPairAsked: "pairs",
		MailDecide: "side_letters", MailNominator: "side_letters", MailCopy: "side_letters", MailReserved: "side_letters", ReleaseReservation: "reservations",
		MailEvaluation: "evaluation_asks", MailFollowUp: "follow_ups",
		MailFrameworkComments: "grants", MailFrameworkAnswer: "framework_comments", MailReviewAsked: "framework_reviews", MailReviewAnswered: "framework_reviews",
		SpreadEnding: "framework_versions", MailFrameworkEnds: "posts", MailFrameworkEndsTeam: "posts",
		MailCorrection: "corrections",
		MailDiffered:   "confirmations", MailRemark: "remarks", MailAssessmentAsked: "assessment_requests", MailAssessmentAnswered: "assessment_requests",
		MailApologies: "side_letters", MailBlocked: "side_letters",
		CheckImport: "imports", KeepImport: "imports", MailImport: "imports",
		MailRemoved: "enrolments", MailAnnouncement: "announcement_letters", MailInvitation: "announcement_letters", SpreadInvitations: "announcements",
		MailSecondFactorReset: "people", MailIdentityConnected: "people", MailRoundReminder: "people", MailSkillsDue: "people",
		MailPlanDue: "people", MailTeamPlansDue: "people", MailMentorAsked: "plan_actions", MailPlanAgreed: "plan_agreements",
		MailLink: "sign_in_links", MailEmailAsked: "sign_in_links", MailEmailChanged: "sign_in_links",
		MailSignUp: "sign_ups", MailSignUpRefused: "sign_ups",
	}
}
