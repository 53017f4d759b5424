package handlers

import "trellis/app/policy"

// workRoutes are the addresses of what people hand in: theirs, and those of who teaches them.
func (h *Handlers) workRoutes() []Route {
	return []Route{
		{get, "/enrolments/:id/assignments/:unit", policy.DoUnits, h.assignment},
		{post, "/enrolments/:id/assignments/:unit", policy.DoUnits, h.submitAssignment},
		{post, "/enrolments/:id/assignments/:unit/draft", policy.DoUnits, h.saveAssignmentDraft},
		{post, "/enrolments/:id/assignments/:unit/take-back", policy.DoUnits, h.takeWorkBack},
		{get, "/submissions/:id/files/:file", policy.DoUnits, h.submittedFile},
		{get, "/teaching/work", policy.SeeWorkHandedIn, h.work},
		{get, "/teaching/submissions/:id", policy.SeeWorkHandedIn, h.submission},
		{post, "/teaching/submissions/:id", policy.SeeWorkHandedIn, h.giveFeedback},
	}
}
