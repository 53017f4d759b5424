package paths

import "trellis/models"

// The addresses of roles and deputies.
const (
	TeamDeputies = "/team/deputies"
	NetworkLeads = "/network/leads"
)

// NewRole gives somebody a role.
func NewRole(person models.ID) string { return at("admin", "people", string(person), "roles", "new") }

// EndRole ends a role of somebody.
func EndRole(person, grant models.ID) string {
	return at("admin", "people", string(person), "roles", string(grant), "end")
}

// NewDeputyOf names who acts for a manager, as an administrator.
func NewDeputyOf(manager models.ID) string {
	return at("admin", "people", string(manager), "deputies", "new")
}

// EndDeputyOf ends that somebody acts for a manager, as an administrator.
func EndDeputyOf(manager, delegation models.ID) string {
	return at("admin", "people", string(manager), "deputies", string(delegation), "end")
}

// EndDeputy ends that somebody acts for oneself, or oneself for somebody.
func EndDeputy(delegation models.ID) string { return at("team", "deputies", string(delegation), "end") }

// Trainers is who trains a cohort.
func Trainers(code string) string { return at("teaching", "cohorts", code, "trainers") }

// EndTrainer ends that somebody trains a cohort.
func EndTrainer(code string, grant models.ID) string {
	return at("teaching", "cohorts", code, "trainers", string(grant), "end")
}

// EndLead ends that somebody leads an organisation.
func EndLead(grant models.ID) string { return at("network", "leads", string(grant), "end") }
