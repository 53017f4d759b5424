package paths

import "trellis/models"

// Assignment is the assignment of a unit, where somebody hands in.
func Assignment(enrolment, unit models.ID) string {
	return at("enrolments", string(enrolment), "assignments", string(unit))
}

// EvaluateUnit says what a whole course was like.
func EvaluateUnit(enrolment, unit models.ID) string {
	return at("enrolments", string(enrolment), "evaluations", string(unit))
}
