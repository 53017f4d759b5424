package handlers

import "trellis/app/policy"

// frameworkRoutes are the life of frameworks: drafts, what is said of them, reviews, publication, comparing versions, and their end.
func (h *Handlers) frameworkRoutes() []Route {
	const version = "/admin/frameworks/:code/:version"
	return []Route{
		{get, "/admin/frameworks/begin", policy.WriteFrameworks, h.beginFrameworkPage},
		{post, "/admin/frameworks/begin", policy.WriteFrameworks, h.beginFramework},
		{get, version + "/next", policy.WriteFrameworks, h.nextFrameworkPage},
		{post, version + "/next", policy.WriteFrameworks, h.nextFramework},
		{get, version + "/write", policy.WriteFrameworks, h.frameworkDraft},
		{post, version + "/write/move", policy.WriteFrameworks, h.moveInFramework},
		{get, version + "/write/drop", policy.WriteFrameworks, h.dropFrameworkPage},
		{post, version + "/write/drop", policy.WriteFrameworks, h.dropFramework},
		{get, version + "/write/about", policy.WriteFrameworks, h.frameworkAbout},
		{post, version + "/write/about", policy.WriteFrameworks, h.saveFrameworkAbout},
		{get, version + "/domains/:domain", policy.WriteFrameworks, h.frameworkDomain},
		{post, version + "/domains/:domain", policy.WriteFrameworks, h.saveFrameworkDomain},
		{get, version + "/domains/:domain/remove", policy.WriteFrameworks, h.removeDomainPage},
		{post, version + "/domains/:domain/remove", policy.WriteFrameworks, h.removeDomain},
		{get, version + "/competencies/:competency", policy.WriteFrameworks, h.frameworkCompetency},
		{post, version + "/competencies/:competency", policy.WriteFrameworks, h.saveFrameworkCompetency},
		{get, version + "/competencies/:competency/remove", policy.WriteFrameworks, h.removeCompetencyPage},
		{post, version + "/competencies/:competency/remove", policy.WriteFrameworks, h.removeCompetency},
		{get, version + "/profiles/:profile", policy.WriteFrameworks, h.frameworkProfile},
		{post, version + "/profiles/:profile", policy.WriteFrameworks, h.saveFrameworkProfile},
		{get, version + "/profiles/:profile/remove", policy.WriteFrameworks, h.removeProfilePage},
		{post, version + "/profiles/:profile/remove", policy.WriteFrameworks, h.removeProfile},
		{get, version + "/comments", policy.WriteFrameworks, h.frameworkComments},
		{post, version + "/comments", policy.WriteFrameworks, h.addFrameworkComment},
		{post, version + "/comments/:comment/settle", policy.WriteFrameworks, h.settleComment},
		{post, version + "/comments/:comment/open", policy.WriteFrameworks, h.openComment},
		{get, version + "/reviews", policy.WriteFrameworks, h.frameworkReviews},
		{post, version + "/reviews", policy.WriteFrameworks, h.askReview},
		{post, version + "/reviews/:review/take-back", policy.WriteFrameworks, h.takeReviewBack},
		{get, "/reviews/:review", policy.SeeReviews, h.reviewPage},
		{post, "/reviews/:review", policy.SeeReviews, h.answerReview},
		{post, "/reviews/:review/comments", policy.SeeReviews, h.commentReview},
		{get, version + "/compare", policy.SeeFrameworks, h.compareFramework},
		{get, version + "/successions/:from", policy.WriteFrameworks, h.successionPage},
		{post, version + "/successions/:from", policy.WriteFrameworks, h.saySuccession},
		{get, version + "/publish", policy.KeepFrameworks, h.publishFrameworkPage},
		{post, version + "/publish", policy.KeepFrameworks, h.publishFramework},
		{get, version + "/retire", policy.KeepFrameworks, h.retireFrameworkPage},
		{post, version + "/retire", policy.KeepFrameworks, h.retireFramework},
		{post, version + "/retire/call-off", policy.KeepFrameworks, h.keepFrameworkOn},
	}
}
