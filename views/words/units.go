package words

import "trellis/models"

// UnitKind names a kind of unit.
func UnitKind(kind models.UnitKind) string {
	switch kind {
	case models.SessionUnit:
		return "Session"
	case models.SelfStudyUnit:
		return "Self-study"
	case models.AssignmentUnit:
		return "Assignment"
	case models.EvaluationUnit:
		return "Evaluation"
	}
	return string(kind)
}
