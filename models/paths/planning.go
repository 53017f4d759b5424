package paths

import (
	"net/url"
	"strconv"

	"trellis/models"
)

// CopyYear copies the cohorts of a training year as a set.
const CopyYear = "/teaching/cohorts/copy"

// PlanLater plans a cohort of a course without dates.
func PlanLater(course string) string {
	return NewCohort + "?" + url.Values{"course": {course}, "dates": {"later"}}.Encode()
}

// CopyCohort plans a cohort like another.
func CopyCohort(code string) string { return NewCohort + "?" + url.Values{"from": {code}}.Encode() }

// EditCohort changes a cohort.
func EditCohort(code string) string { return at("teaching", "cohorts", code, "edit") }

// OpenCohort lets people see and enrol on a draft.
func OpenCohort(code string) string { return at("teaching", "cohorts", code, "open") }

// CancelCohort calls a cohort off.
func CancelCohort(code string) string { return at("teaching", "cohorts", code, "cancel") }

// ScheduleCohort sets the dates of a cohort that has none.
func ScheduleCohort(code string) string { return at("teaching", "cohorts", code, "schedule") }

// CohortSessions are the sessions of a cohort, to be changed.
func CohortSessions(code string) string { return at("teaching", "cohorts", code, "sessions") }

// AddSession gives a cohort one more session.
func AddSession(code string) string { return at("teaching", "cohorts", code, "sessions", "new") }

// EditSession changes the n-th session of a cohort, from 1.
func EditSession(code string, n int) string {
	return at("teaching", "cohorts", code, "sessions", strconv.Itoa(n))
}

// RemoveSession takes the n-th session out of a cohort.
func RemoveSession(code string, n int) string {
	return at("teaching", "cohorts", code, "sessions", strconv.Itoa(n), "remove")
}

// Substitutes names who stands in for a trainer of a cohort.
func Substitutes(code string) string { return at("teaching", "cohorts", code, "substitutes") }

// EndSubstitute lets a trainer teach a session again.
func EndSubstitute(code string, session, trainer models.ID) string {
	return at("teaching", "cohorts", code, "substitutes", string(session), string(trainer), "end")
}
