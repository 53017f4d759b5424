package handlers

import "trellis/app/policy"

// planRoutes are the addresses of development plans: one's own, and those of one's people.
func (h *Handlers) planRoutes() []Route {
	return []Route{
		{get, "/plan", policy.KeepPlan, h.plan},
		{post, "/plan/agree", policy.KeepPlan, h.agreePlan},
		{get, "/plan/actions/new", policy.KeepPlan, h.newAction},
		{post, "/plan/actions/new", policy.KeepPlan, h.saveAction},
		{get, "/plan/actions/:action", policy.KeepPlan, h.action},
		{post, "/plan/actions/:action", policy.KeepPlan, h.saveAction},
		{post, "/plan/actions/:action/done", policy.KeepPlan, h.finishAction},
		{post, "/plan/actions/:action/drop", policy.KeepPlan, h.dropAction},
		{post, "/plan/actions/:action/reopen", policy.KeepPlan, h.reopenAction},
		{post, "/plan/mentoring/:action", policy.MentorOthers, h.answerMentoring},
		{post, "/plan/help", policy.MentorOthers, h.offerHelp},

		{get, "/team/plan-templates", policy.TemplatePlans, h.planTemplates},
		{get, "/team/plan-templates/new", policy.TemplatePlans, h.planTemplate},
		{post, "/team/plan-templates/new", policy.TemplatePlans, h.saveTemplate},
		{get, "/team/plan-templates/:id", policy.TemplatePlans, h.planTemplate},
		{post, "/team/plan-templates/:id", policy.TemplatePlans, h.saveTemplate},
		{get, "/team/plan-templates/:id/apply", policy.TemplatePlans, h.applyTemplatePage},
		{post, "/team/plan-templates/:id/apply", policy.TemplatePlans, h.applyTemplate},
		{post, "/team/plan-templates/:id/retire", policy.TemplatePlans, h.retireTemplate},
		{post, "/team/plan-templates/:id/undo/:application", policy.TemplatePlans, h.undoTemplate},

		{get, "/team/plans", policy.AgreePlans, h.teamPlans},
		{get, "/team/plans/:id", policy.AgreePlans, h.plan},
		{post, "/team/plans/:id/agree", policy.AgreePlans, h.agreePlan},
		{get, "/team/plans/:id/actions/new", policy.AgreePlans, h.newAction},
		{post, "/team/plans/:id/actions/new", policy.AgreePlans, h.saveAction},
		{get, "/team/plans/:id/actions/:action", policy.AgreePlans, h.action},
		{post, "/team/plans/:id/actions/:action", policy.AgreePlans, h.saveAction},
		{post, "/team/plans/:id/actions/:action/done", policy.AgreePlans, h.finishAction},
		{post, "/team/plans/:id/actions/:action/drop", policy.AgreePlans, h.dropAction},
		{post, "/team/plans/:id/actions/:action/reopen", policy.AgreePlans, h.reopenAction},
	}
}
