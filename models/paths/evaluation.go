package paths

import "trellis/models"

// The addresses of past learning and of what employers get.
const (
	Employers    = "/network/employers"
	PastLearning = "/admin/past-learning"
)

// EvaluateSession says what a session was like.
func EvaluateSession(session models.ID) string { return at("sessions", string(session), "evaluate") }

// EvaluateUnit says what a whole course was like.
func EvaluateUnit(enrolment, unit models.ID) string {
	return at("enrolments", string(enrolment), "evaluations", string(unit))
}

// Feedback is what people said of a cohort, for those who teach it.
func Feedback(code string) string { return at("teaching", "cohorts", code, "feedback") }

// FollowUp asks what came of a course.
func FollowUp(id models.ID) string { return at("learning", "follow-ups", string(id)) }

// Employer is what the staff of one employer have completed.
func Employer(code string) string { return at("network", "employers", code) }

// EmployerColumns is how an employer wants that as a file.
func EmployerColumns(code string) string { return at("network", "employers", code, "columns") }

// EmployerExport hands it out.
func EmployerExport(code string) string { return at("network", "employers", code, "export") }

// NewPastLearning brings a file of past learning.
const NewPastLearning = "/admin/past-learning/new"

// PastCompletion says whose a line of past learning is.
func PastCompletion(id models.ID) string { return at("admin", "past-learning", string(id)) }

// DropPastCompletion drops a line of past learning, and PutBackPastCompletion takes that back.
func DropPastCompletion(id models.ID) string { return PastCompletion(id) + "/drop" }

// PutBackPastCompletion takes back that a line was dropped.
func PutBackPastCompletion(id models.ID) string { return PastCompletion(id) + "/put-back" }

// StaffNumber keeps how an employer's staff system calls the holder of a post.
func StaffNumber(post models.ID) string { return at("account", "posts", string(post), "staff-number") }
