package paths

import "trellis/models"

// Work is what was handed in and waits for feedback, for those who teach.
const Work = "/teaching/work"

// Assignment is the assignment of a unit, where somebody hands in.
func Assignment(enrolment, unit models.ID) string {
	return at("enrolments", string(enrolment), "assignments", string(unit))
}

// AssignmentDraft keeps what is not handed in yet.
func AssignmentDraft(enrolment, unit models.ID) string { return Assignment(enrolment, unit) + "/draft" }

// TakeWorkBack takes back what was handed in.
func TakeWorkBack(enrolment, unit models.ID) string {
	return Assignment(enrolment, unit) + "/take-back"
}

// SubmittedFile is a file that was handed in, as a download.
func SubmittedFile(submission, file models.ID) string {
	return at("submissions", string(submission), "files", string(file))
}

// Submission is what somebody handed in, for those who teach them.
func Submission(id models.ID) string { return at("teaching", "submissions", string(id)) }
