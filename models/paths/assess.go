package paths

import (
	"strconv"

	"trellis/models"
)

// The addresses of self-assessment without a name in them.
const (
	AddedSkills = "/skills/added"
	OwnLeave    = "/account/leave"
	Rounds      = "/admin/rounds"
	NewRound    = "/admin/rounds/new"
)

// AssessmentHeld tells the script of a step whether a level is held, so that it asks for the chance to use it.
func AssessmentHeld(round string, n int) string {
	return at("skills", "assessments", round, strconv.Itoa(n), "held")
}

// AssessmentChance asks what stands in the way of using a skill.
func AssessmentChance(round string, n int) string {
	return at("skills", "assessments", round, strconv.Itoa(n), "chance")
}

// AssessmentInterest asks how much somebody would like to do of what a domain is about.
func AssessmentInterest(round string, domain models.ID) string {
	return at("skills", "assessments", round, "interests", string(domain))
}

// QuickRound asks whether what is known is still right.
func QuickRound(round string) string { return at("skills", "assessments", round, "quick") }

// AssessSkill is the assessment of one skill outside a round.
func AssessSkill(slug string) string { return at("skills", slug, "assess") }

// WithdrawEvidence takes back what shows a skill.
func WithdrawEvidence(slug string, id models.ID) string {
	return at("skills", slug, "evidence", string(id), "withdraw")
}

// AddSkill adds a skill to those somebody is asked about.
func AddSkill(slug string) string { return at("skills", "added", slug) }

// RemoveSkill takes it off again.
func RemoveSkill(slug string) string { return at("skills", "added", slug, "remove") }

// EndLeave takes back a time in which somebody is away.
func EndLeave(id models.ID) string { return at("account", "leave", string(id), "end") }

// Round is one round of assessment, to change it.
func Round(slug string) string { return at("admin", "rounds", slug) }
