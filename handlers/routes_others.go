package handlers

import "trellis/app/policy"

// othersRoutes are the addresses of what others say of somebody's skills: asking them, answering, and talking about it.
func (h *Handlers) othersRoutes() []Route {
	return []Route{
		{get, "/assessments/:assessment", policy.Discuss, h.talk},
		{post, "/assessments/:assessment", policy.Discuss, h.say},

		{get, "/skills/:slug/history", policy.AssessSelf, h.skillHistory},
		{get, "/team/people/:id/skills/:slug", policy.SeeTeam, h.teamPersonSkill},

		{get, "/admin/frameworks/:code/:version/examples/:skill", policy.WriteFrameworks, h.examples},
		{post, "/admin/frameworks/:code/:version/examples/:skill", policy.WriteFrameworks, h.addExample},
		{post, "/admin/frameworks/:code/:version/examples/:skill/:example/withdraw", policy.WriteFrameworks, h.withdrawExample},

		{get, "/skills/requests", policy.AskAssessor, h.requests},
		{get, "/skills/requests/new", policy.AskAssessor, h.askOthersPage},
		{post, "/skills/requests/new", policy.AskAssessor, h.askOthers},
		{get, "/skills/requests/:request", policy.AssessOther, h.judgePage},
		{post, "/skills/requests/:request", policy.AssessOther, h.judge},
		{post, "/skills/requests/:request/decline", policy.AssessOther, h.declineRequest},
		{post, "/skills/requests/:request/withdraw", policy.AskAssessor, h.withdrawRequest},
		{post, "/skills/requests/:request/remind", policy.AskAssessor, h.remindRequest},
	}
}
