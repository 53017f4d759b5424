package handlers

import "trellis/app/policy"

// progressRoutes are the addresses of how people come along.
func (h *Handlers) progressRoutes() []Route {
	return []Route{
		{get, "/enrolments/:id/path", policy.DoUnits, h.path},
		{get, "/enrolments/:id/units/:unit", policy.DoUnits, h.selfStudy},
		{post, "/enrolments/:id/units/:unit", policy.DoUnits, h.doSelfStudy},
		{post, "/enrolments/:id/units/:unit/take-back", policy.DoUnits, h.takeBackSelfStudy},
		{get, "/enrolments/:id/units/:unit/file", policy.DoUnits, h.unitFile},
		{get, "/teaching/courses/:code/units/:n/file", policy.WriteCourses, h.unitFilePage},
		{post, "/teaching/courses/:code/units/:n/file", policy.WriteCourses, h.keepUnitFile},
		{get, "/teaching/courses/:code/files/:file", policy.WriteCourses, h.writtenFile},
		{get, "/learning/log", policy.KeepLog, h.learningLog},
		{get, "/learning/log/:id/remove", policy.KeepLog, h.removeLogEntryPage},
		{post, "/learning/log/:id/remove", policy.KeepLog, h.removeLogEntry},
		{get, "/learning/appraisal", policy.SeeOwn, h.appraisal},
		{get, "/teaching/cohorts/:code/progress", policy.Teach, h.cohortProgress},
	}
}
