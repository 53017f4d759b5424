// Package paths is the address of everything. Pages, redirects and mail take their links from here.
package paths

import (
	"net/url"
	"strconv"

	"trellis/models"
)

// The addresses without a name in them.
const (
	Home          = "/"
	SignIn        = "/sign-in"
	SignOut       = "/sign-out"
	SignOutAll    = "/account/sign-out-everywhere"
	Account       = "/account"
	Password      = "/account/password"
	Welcome       = "/welcome"
	Courses       = "/courses"
	Skills        = "/skills"
	Learning      = "/learning"
	NewLogEntry   = "/learning/log/new"
	Records       = "/records"
	Verify        = "/verify"
	TeamSkills    = "/team/skills"
	TeamPeople    = "/team/people"
	TeamConfirm   = "/team/confirm"
	Teaching      = "/teaching"
	NewCohort     = "/teaching/cohorts/new"
	NetworkDemand = "/network/demand"
	NetworkSkills = "/network/skills"
	Admin         = "/admin"
	People        = "/admin/people"
	Organisations = "/admin/organisations"
	AllCourses    = "/admin/courses"
	AllCohorts    = "/admin/cohorts"
	Frameworks    = "/admin/frameworks"
	Events        = "/admin/events"
	Outbox        = "/admin/outbox"
	Demo          = "/demo"
	DemoEnter     = "/demo/enter"
	DemoAgain     = "/demo/again"
	Help          = "/help"
	Privacy       = "/privacy"
	Accessible    = "/accessibility"
)

// CurrentAssessment is the self-assessment of the round that is open now.
const CurrentAssessment = "/skills/assessments/current"

func at(parts ...string) string {
	path := ""
	for _, p := range parts {
		path += "/" + url.PathEscape(p)
	}
	return path
}

// SignInThen is the sign-in page that goes on to an address of ours.
func SignInThen(next string) string { return SignIn + "?next=" + url.QueryEscape(next) }

// SignInLink opens a one-time sign-in link.
func SignInLink(token string) string { return at("sign-in", "link", token) }

// Course is the page of a course.
func Course(slug string) string { return at("courses", slug) }

// CourseInterest takes the wish to hear of new dates.
func CourseInterest(slug string) string { return at("courses", slug, "interest") }

// Cohort is the page of a cohort.
func Cohort(code string) string { return at("cohorts", code) }

// CohortEnrol asks for a place.
func CohortEnrol(code string) string { return at("cohorts", code, "enrol") }

// Enrolment is where one's enrolment stands.
func Enrolment(id models.ID) string { return at("enrolments", string(id)) }

// Withdraw gives a place or a turn back.
func Withdraw(id models.ID) string { return at("enrolments", string(id), "withdraw") }

// Offer takes or declines an offered place, without a sign-in.
func Offer(token string) string { return at("offers", token) }

// SessionCalendar is a session as a calendar file.
func SessionCalendar(id models.ID) string { return "/sessions/" + url.PathEscape(string(id)) + ".ics" }

// CohortCalendar is all sessions of a cohort as one calendar file.
func CohortCalendar(code string) string { return "/cohorts/" + url.PathEscape(code) + "/sessions.ics" }

// LogEntry edits an entry of the learning log.
func LogEntry(id models.ID) string { return at("learning", "log", string(id)) }

// Skill is one competency of one's own.
func Skill(slug string) string { return at("skills", slug) }

// Assessment is the start of a self-assessment in a round.
func Assessment(round string) string { return at("skills", "assessments", round) }

// AssessmentStep asks for the n-th competency of a self-assessment, from 1.
func AssessmentStep(round string, n int) string {
	return at("skills", "assessments", round, strconv.Itoa(n))
}

// AssessmentCheck shows all answers before they are sent.
func AssessmentCheck(round string) string { return at("skills", "assessments", round, "check") }

// AssessmentSent says what happens next.
func AssessmentSent(round string) string { return at("skills", "assessments", round, "sent") }

// Record is one of one's own completion records.
func Record(code string) string { return at("records", code) }

// RecordPDF is the same as a file to print.
func RecordPDF(code string) string { return "/records/" + url.PathEscape(code) + ".pdf" }

// ShareRecord lets the check page show the name, or not.
func ShareRecord(code string) string { return at("records", code, "share") }

// VerifyRecord is the public check of a record.
func VerifyRecord(code string) string { return at("verify", code) }

// TeamSkill is one competency across one's team.
func TeamSkill(slug string) string { return at("team", "skills", slug) }

// TeamPerson is one person of one's team.
func TeamPerson(id models.ID) string { return at("team", "people", string(id)) }

// Confirm asks for an answer to what one person sent.
func Confirm(person models.ID) string { return at("team", "confirm", string(person)) }

// ConfirmAgreed confirms at once all that the manager agrees with.
func ConfirmAgreed(person models.ID) string { return at("team", "confirm", string(person), "agree") }

// Teach is a cohort as its trainer sees it.
func Teach(code string) string { return at("teaching", "cohorts", code) }

// CohortPeople is who is on a cohort.
func CohortPeople(code string) string { return at("teaching", "cohorts", code, "people") }

// WaitingList is who waits for a place.
func WaitingList(code string) string { return at("teaching", "cohorts", code, "waiting-list") }

// OfferNext offers a free place to the next in line.
func OfferNext(code string) string { return at("teaching", "cohorts", code, "waiting-list", "offer") }

// OfferTo offers a free place to somebody who waits.
func OfferTo(code string, enrolment models.ID) string {
	return at("teaching", "cohorts", code, "waiting-list", string(enrolment), "offer")
}

// Prioritise changes somebody's priority on the waiting list.
func Prioritise(code string, enrolment models.ID) string {
	return at("teaching", "cohorts", code, "waiting-list", string(enrolment), "priority")
}

// TakeBack ends an offer that nobody has answered.
func TakeBack(code string, enrolment models.ID) string {
	return at("teaching", "cohorts", code, "waiting-list", string(enrolment), "take-back")
}

// Register is the register of the session that is due, or last was.
func Register(code string) string { return at("teaching", "cohorts", code, "register") }

// SessionRegister is the register of the n-th session, from 1.
func SessionRegister(code string, n int) string {
	return at("teaching", "cohorts", code, "register", strconv.Itoa(n))
}

// Complete shows who qualifies for a completion record, and issues them.
func Complete(code string) string { return at("teaching", "cohorts", code, "complete") }

// CompleteUnits keeps which assignments were accepted.
func CompleteUnits(code string) string { return at("teaching", "cohorts", code, "complete", "units") }

// RevokeRecord withdraws a record, as the trainer of its cohort.
func RevokeRecord(code, record string) string {
	return at("teaching", "cohorts", code, "records", record, "withdraw")
}

// Person is one person, as an administrator sees them.
func Person(id models.ID) string { return at("admin", "people", string(id)) }

// Organisation is one organisation, as an administrator sees it.
func Organisation(code string) string { return at("admin", "organisations", code) }

// Framework is one version of a framework, as an administrator sees it.
func Framework(code, version string) string { return at("admin", "frameworks", code, version) }

// PersonLink makes a one-time sign-in link for somebody.
func PersonLink(id models.ID) string { return at("admin", "people", string(id), "sign-in-link") }

// Message is one message of the outbox.
func Message(id models.ID) string { return at("admin", "outbox", string(id)) }
