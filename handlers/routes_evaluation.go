package handlers

import "trellis/app/policy"

// evaluationRoutes are what people say of sessions and courses, past learning, and what employers get.
func (h *Handlers) evaluationRoutes() []Route {
	return []Route{
		{get, "/sessions/:id/evaluate", policy.Evaluate, h.evaluatePage},
		{post, "/sessions/:id/evaluate", policy.Evaluate, h.evaluate},
		{get, "/enrolments/:id/evaluations/:unit", policy.Evaluate, h.evaluatePage},
		{post, "/enrolments/:id/evaluations/:unit", policy.Evaluate, h.evaluate},
		{get, "/teaching/cohorts/:code/feedback", policy.SeeEvaluations, h.feedback},
		{get, "/learning/follow-ups/:id", policy.Evaluate, h.followUpPage},
		{post, "/learning/follow-ups/:id", policy.Evaluate, h.answerFollowUp},

		{get, "/network/employers", policy.ExportCompletions, h.employers},
		{get, "/network/employers/:code", policy.ExportCompletions, h.employer},
		{post, "/network/employers/:code/columns", policy.ExportCompletions, h.keepColumns},
		{post, "/network/employers/:code/export", policy.ExportCompletions, h.exportCompletions},

		{get, "/admin/past-learning", policy.KeepPastLearning, h.pastLearning},
		{get, "/admin/past-learning/new", policy.KeepPastLearning, h.newPastLearning},
		{post, "/admin/past-learning/new", policy.KeepPastLearning, h.bringPastLearning},
		{get, "/admin/past-learning/:id", policy.KeepPastLearning, h.pastCompletion},
		{post, "/admin/past-learning/:id", policy.KeepPastLearning, h.matchPast},
		{post, "/admin/past-learning/:id/drop", policy.KeepPastLearning, h.dropPast},
		{post, "/admin/past-learning/:id/put-back", policy.KeepPastLearning, h.putBackPast},
		{get, "/account/posts/:id/staff-number", policy.UseAccount, h.staffNumberPage},
		{post, "/account/posts/:id/staff-number", policy.UseAccount, h.keepStaffNumber},
	}
}
