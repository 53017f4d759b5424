package paths

import "trellis/models"

// PreviewRecords shows what the records of a cohort will say, before they are issued.
func PreviewRecords(code string) string {
	return at("teaching", "cohorts", code, "complete", "preview")
}

// DecideCompletion is where a trainer decides whether somebody completes.
func DecideCompletion(code string, enrolment models.ID) string {
	return at("teaching", "cohorts", code, "complete", "people", string(enrolment))
}

// TakeBackDecision ends what was decided about somebody.
func TakeBackDecision(code string, enrolment models.ID) string {
	return DecideCompletion(code, enrolment) + "/end"
}

// Issuance is how far the issuing of records is.
func Issuance(code string, id models.ID) string {
	return at("teaching", "cohorts", code, "issuances", string(id))
}

// CorrectRecord puts a right record in the place of another.
func CorrectRecord(code, record string) string {
	return at("teaching", "cohorts", code, "records", record, "correct")
}

// RenameRecord asks for one's own record under the name that one has now.
func RenameRecord(code string) string { return at("records", code, "name") }

// CourseRule is the completion rule of a course.
func CourseRule(code string) string { return at("teaching", "courses", code, "rule") }

// PreviewRule shows what another completion rule would do.
func PreviewRule(code string) string { return CourseRule(code) + "/preview" }
