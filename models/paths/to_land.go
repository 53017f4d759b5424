package paths

import "trellis/models"

// EvaluateUnit says what a whole course was like.
func EvaluateUnit(enrolment, unit models.ID) string {
	return at("enrolments", string(enrolment), "evaluations", string(unit))
}
