package paths

import (
	"strconv"

	"trellis/models"
)

// Session is the page of a session, for those placed and those who teach it.
func Session(id models.ID) string { return at("sessions", string(id)) }

// SessionApologies says that one cannot come to a session.
func SessionApologies(id models.ID) string { return at("sessions", string(id), "apologies") }

// Apologies says so by a link in a letter, without a sign-in.
func Apologies(token string) string { return at("apologies", token) }

// SessionFile is a file of a session, as a download.
func SessionFile(session, material models.ID) string {
	return at("sessions", string(session), "files", string(material))
}

// Needs changes what somebody needs to take part.
func Needs(enrolment models.ID) string { return at("enrolments", string(enrolment), "needs") }

// Prepare answers how far one is with a preparation.
func Prepare(enrolment, preparation models.ID) string {
	return at("enrolments", string(enrolment), "preparations", string(preparation))
}

// Preparations is what to do before a cohort, as its trainer keeps it.
func Preparations(code string) string { return at("teaching", "cohorts", code, "preparations") }

// Materials is what belongs to a session, as its trainer keeps it.
func Materials(code string, session int) string {
	return at("teaching", "cohorts", code, "sessions", strconv.Itoa(session), "materials")
}

// SessionTexts keeps the joining text, the recording and the follow-up of a session.
func SessionTexts(code string, session int) string { return Materials(code, session) + "/texts" }

// Material changes a material: its title, or what the last part says.
func Material(code string, session int, id models.ID, parts ...string) string {
	path := Materials(code, session) + at(string(id))
	for _, part := range parts {
		path += at(part)
	}
	return path
}
