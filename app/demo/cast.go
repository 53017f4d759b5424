package demo

import (
	"maps"
	"slices"

	"trellis/models"
)

// cast brings in the people who have a story, in their teams.
func (n *network) cast() {
	planners, unit := n.content.Organisations["QHL"], n.content.Organisations["QT1"]
	n.planningTeam(planners)
	n.unit(unit)

	director := n.join("Joanna Feld", "QHL", planners, "Executive office", "Director of strategy", "decision-maker", nil)
	n.byName["Helen Whitcombe"].post.ManagerID = &director.ID

	trainer := n.join("Rhys Pritchard", "QUA", n.content.Organisations["QUA"], "Learning faculty", "Principal analyst and trainer", "principal-analyst", nil)
	first := []string{"R1", "R2", "SQL1", "GIT1", "FCST1"}
	for _, code := range first {
		n.grant(trainer, models.Trainer, models.OneCourse, n.content.Courses[code].ID)
	}
	second := n.join("Mei-Ling Hart", "QK1", n.content.Organisations["QK1"], "Learning faculty", "Evaluation lead and trainer", "evaluator", nil)
	for _, code := range slices.Sorted(maps.Keys(n.content.Courses)) {
		if !slices.Contains(first, code) {
			n.grant(second, models.Trainer, models.OneCourse, n.content.Courses[code].ID)
		}
	}
	administrator := n.join("Sunita Rao", "QNC", n.content.Organisations["QNC"], "Network team", "Programme manager", "principal-analyst", nil)
	n.grant(administrator, models.Administrator, models.WholeNetwork, "")
}

// planningTeam is Helen's: modelling is held by six and used by one, and one analyst is two levels short in forecasting.
func (n *network) planningTeam(at models.Organisation) {
	const team = "Performance and planning"
	helen := n.join("Helen Whitcombe", "QHL", at, team, "Head of planning analytics", "principal-analyst", nil)
	n.join("Amara Osei", "QHL", at, team, "Senior analyst", "senior-analyst", helen)
	for _, name := range []string{"Ravi Menon", "Claire Dunne", "Idris Bowen", "Ngozi Eze-Clarke", "Piotr Zieliński", "Lucy Tran", "Owen Hartley"} {
		n.join(name, "QHL", at, team, "Senior analyst", "senior-analyst", helen)
	}
	n.join("Freya Lindholm", "QHL", at, team, "Principal analyst", "principal-analyst", helen)
	newcomer := n.join("Ben Adeyemi", "QHL", at, team, "Analyst", "analyst", helen)
	newcomer.WelcomedAt = nil
	newcomer.CreatedAt = n.now
	newcomer.post.Started = n.today
}

// unit is a decision support unit that leans on one evaluator.
func (n *network) unit(at models.Organisation) {
	const team = "Decision Support Unit"
	grace := n.join("Grace Oduya", "QT1", at, team, "Head of the decision support unit", "dsu-head", nil)
	n.grant(grace, models.Lead, models.OneOrganisation, at.ID)
	n.join("Tom Ellery", "QT1", at, team, "Evaluator", "evaluator", grace)
	for _, p := range []struct{ name, title, profile string }{
		{"Shabnam Qureshi", "Senior analyst", "senior-analyst"},
		{"Elliot Marsh", "Senior analyst", "senior-analyst"},
		{"Bethan Rees", "Senior analyst", "senior-analyst"},
		{"Kofi Asante", "Principal analyst", "principal-analyst"},
		{"Marta Silva", "Principal analyst", "principal-analyst"},
		{"Declan Foy", "Data scientist", "data-scientist"},
		{"Anjali Rao-Smith", "Evaluator", "evaluator"},
	} {
		n.join(p.name, "QT1", at, team, p.title, p.profile, grace)
	}
}
