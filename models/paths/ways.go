package paths

import (
	"net/url"

	"trellis/models"
)

// The ways in of others: what a manager, or whoever leads a team, does for their people.
const (
	TeamEnrolments = "/team/enrolments"
	BookTeam       = "/team/enrolments/book"
)

// BookTeamOn books people of one's team on a cohort.
func BookTeamOn(code string) string { return BookTeam + "?cohort=" + url.QueryEscape(code) }

// TeamEnrolment asks for an answer to an application of one of one's people.
func TeamEnrolment(id models.ID) string { return at("team", "enrolments", string(id)) }

// Applications are those of a cohort that wait for its trainers.
func Applications(code string) string { return at("teaching", "cohorts", code, "applications") }

// Nominate names somebody for a cohort.
func Nominate(code string) string { return at("cohorts", code, "nominate") }

// Nomination answers a nomination, without a sign-in.
func Nomination(token string) string { return at("nominations", token) }

// AnswerNomination answers a nomination of one's own.
func AnswerNomination(id models.ID) string { return at("enrolments", string(id), "answer") }

// Pair answers who asks to come as a pair, without a sign-in.
func Pair(token string) string { return at("pairs", token) }

// OwnPair is the same question to who has signed in.
func OwnPair(id models.ID) string { return at("learning", "pairs", string(id)) }

// Reservations are the places of a cohort that are held for teams.
func Reservations(code string) string { return at("teaching", "cohorts", code, "reservations") }

// EndReservation gives reserved places back.
func EndReservation(code string, id models.ID) string {
	return at("teaching", "cohorts", code, "reservations", string(id), "end")
}

// TeamReservation names who has places that are reserved for one's team.
func TeamReservation(id models.ID) string { return at("team", "reservations", string(id)) }
