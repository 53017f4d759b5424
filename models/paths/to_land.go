package paths

import "trellis/models"

// Assignment is the assignment of a unit, where somebody hands in.
func Assignment(enrolment, unit models.ID) string {
	return at("enrolments", string(enrolment), "assignments", string(unit))
}
