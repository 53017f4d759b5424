package paths

import "trellis/models"

// Log is one's whole learning log, and Appraisal a period of one's learning to be printed.
const (
	Log       = "/learning/log"
	Appraisal = "/learning/appraisal"
)

// Path is the path through a course, for somebody on a cohort of it.
func Path(enrolment models.ID) string { return at("enrolments", string(enrolment), "path") }

// Unit is a unit that one does by oneself: self-study.
func Unit(enrolment, unit models.ID) string {
	return at("enrolments", string(enrolment), "units", string(unit))
}

// TakeBackUnit takes back that one has done a unit.
func TakeBackUnit(enrolment, unit models.ID) string { return Unit(enrolment, unit) + "/take-back" }

// RemoveLogEntry removes an entry of the learning log.
func RemoveLogEntry(id models.ID) string { return LogEntry(id) + "/remove" }

// CohortProgress is how far the people of a cohort are, for those who teach it.
func CohortProgress(code string) string { return at("teaching", "cohorts", code, "progress") }
