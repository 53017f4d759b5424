package handlers

import "trellis/app/policy"

// completionRoutes are the addresses of completion rules, decisions and completion records, for those who teach; and of the wish of
// a holder to have a record under another name.
func (h *Handlers) completionRoutes() []Route {
	return []Route{
		{get, "/teaching/courses/:code/rule", policy.ChangeRule, h.courseRule},
		{get, "/teaching/courses/:code/rule/preview", policy.ChangeRule, h.previewRule},
		{post, "/teaching/courses/:code/rule", policy.ChangeRule, h.changeRule},
		{get, "/teaching/cohorts/:code/complete", policy.IssueRecords, h.completePage},
		{post, "/teaching/cohorts/:code/complete", policy.IssueRecords, h.issueRecords},
		{get, "/teaching/cohorts/:code/complete/preview", policy.IssueRecords, h.previewRecords},
		{post, "/teaching/cohorts/:code/complete/units", policy.IssueRecords, h.passUnits},
		{get, "/teaching/cohorts/:code/complete/people/:enrolment", policy.IssueRecords, h.decidePage},
		{post, "/teaching/cohorts/:code/complete/people/:enrolment", policy.IssueRecords, h.decideCompletion},
		{post, "/teaching/cohorts/:code/complete/people/:enrolment/end", policy.IssueRecords, h.takeBackDecision},
		{get, "/teaching/cohorts/:code/issuances/:id", policy.IssueRecords, h.issuancePage},
		{get, "/teaching/cohorts/:code/records/:record/withdraw", policy.RevokeRecord, h.revokePage},
		{post, "/teaching/cohorts/:code/records/:record/withdraw", policy.RevokeRecord, h.revokeRecord},
		{get, "/teaching/cohorts/:code/records/:record/correct", policy.IssueRecords, h.correctRecordPage},
		{post, "/teaching/cohorts/:code/records/:record/correct", policy.IssueRecords, h.correctRecord},
		{post, "/records/:code/name", policy.ShareRecord, h.renameRecord},
	}
}
