package paths

import "trellis/models"

// Requests are who asked the reader to say where they stand, and whom the reader asked.
const Requests = "/skills/requests"

// AskOthers asks somebody to say where one stands.
const AskOthers = "/skills/requests/new"

// AskAbout asks somebody about one competency.
func AskAbout(slug string) string { return AskOthers + "?skill=" + slug }

// Request is one request, for whoever is asked.
func Request(id models.ID) string { return at("skills", "requests", string(id)) }

// DeclineRequest turns a request down.
func DeclineRequest(id models.ID) string { return Request(id) + "/decline" }

// WithdrawRequest takes a request back.
func WithdrawRequest(id models.ID) string { return Request(id) + "/withdraw" }

// RemindRequest asks once more.
func RemindRequest(id models.ID) string { return Request(id) + "/remind" }

// Talk is one assessment, with what is said about it.
func Talk(assessment models.ID) string { return at("assessments", string(assessment)) }

// SkillHistory is one competency of one's own over time.
func SkillHistory(slug string) string { return Skill(slug) + "/history" }

// NewEvidence adds what shows a skill.
func NewEvidence(slug string) string { return Skill(slug) + "/evidence/new" }

// TeamPersonSkill is one competency of one person of one's team.
func TeamPersonSkill(person models.ID, slug string) string {
	return at("team", "people", string(person), "skills", slug)
}

// SkillsOn are one's own skills as they stood on a day.
func SkillsOn(day models.Date) string { return Skills + "?on=" + string(day) }

// TeamPersonOn are the skills of one person of one's team as they stood on a day.
func TeamPersonOn(person models.ID, day models.Date) string {
	return TeamPerson(person) + "?on=" + string(day)
}

// Examples are the worked examples of a competency, for those who write the framework.
func Examples(code, version, slug string) string {
	return at("admin", "frameworks", code, version, "examples", slug)
}

// WithdrawExample takes a worked example back.
func WithdrawExample(code, version, slug string, id models.ID) string {
	return at("admin", "frameworks", code, version, "examples", slug, string(id), "withdraw")
}
