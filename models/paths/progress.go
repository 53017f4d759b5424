package paths

import (
	"strconv"

	"trellis/models"
)

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

// UnitFile is the file of a unit, for somebody on a cohort of its course.
func UnitFile(enrolment, unit models.ID) string { return Unit(enrolment, unit) + "/file" }

// WrittenUnitFile is where a unit of a course, the n-th from 1, gets its file.
func WrittenUnitFile(course string, n int) string {
	return at("teaching", "courses", course, "units", strconv.Itoa(n), "file")
}

// WrittenFile is a file of a course, for those who write it.
func WrittenFile(course string, id models.ID) string {
	return at("teaching", "courses", course, "files", string(id))
}
