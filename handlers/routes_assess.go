package handlers

import "trellis/app/policy"

// assessRoutes are the addresses of self-assessment beyond its steps: what is added, evidence, rounds and leave.
func (h *Handlers) assessRoutes() []Route {
	return []Route{
		{get, "/skills/assessments/:round/:n/held", policy.AssessSelf, h.assessmentHeld},
		{get, "/skills/assessments/:round/:n/chance", policy.AssessSelf, h.assessmentChance},
		{post, "/skills/assessments/:round/:n/chance", policy.AssessSelf, h.saveChance},
		{get, "/skills/assessments/:round/interests/:domain", policy.AssessSelf, h.assessmentInterest},
		{post, "/skills/assessments/:round/interests/:domain", policy.AssessSelf, h.sayInterest},
		{get, "/skills/assessments/:round/quick", policy.AssessSelf, h.quickRound},
		{post, "/skills/assessments/:round/quick", policy.AssessSelf, h.confirmStillRight},
		{get, "/skills/added", policy.ChooseRole, h.addedSkills},
		{post, "/skills/added/:slug", policy.ChooseRole, h.addSkill},
		{post, "/skills/added/:slug/remove", policy.ChooseRole, h.removeSkill},
		{get, "/skills/:slug/assess", policy.AssessSelf, h.assessSkillPage},
		{post, "/skills/:slug/assess", policy.AssessSelf, h.assessSkill},
		{get, "/skills/:slug/evidence/new", policy.ShowSkill, h.newEvidencePage},
		{post, "/skills/:slug/evidence/new", policy.ShowSkill, h.addEvidence},
		{post, "/skills/:slug/evidence/:id/withdraw", policy.ShowSkill, h.withdrawEvidence},
	}
}
