package handlers

import (
	"time"

	"trellis/models"
)

// planning gives Tess a cohort that has no dates yet, and somebody who stands in for her at a session of the other.
func (c *cast) planning(now time.Time) {
	s, tess := c.site, c.actors["tess"]
	expected := models.Cohort{
		Code: "R1-LATER", CourseID: models.ID(c.ids["course"]), Name: "Spring cohort", State: models.CohortOpen, WayIn: models.FirstCome, Unscheduled: true, Capacity: 5,
		Opens: now.AddDate(0, -1, 0), Closes: now.AddDate(0, 6, 0), OfferHours: 48, Place: "Online", Starts: now.AddDate(0, 4, 0), Ends: now.AddDate(0, 6, 0), CreatedAt: now,
	}
	s.Keep(&expected)
	s.Keep(&models.Grant{PersonID: tess.ID, Role: models.Trainer, ScopeKind: models.OneCohort, ScopeID: expected.ID, Started: "2026-01-01"})
	s.Keep(&models.Substitute{SessionID: models.ID(c.ids["session"]), TrainerID: tess.ID, SubstituteID: c.actors["stan"].ID, NamedByID: tess.ID, NamedAt: now})
}

// withPlanned adds the things of planning, and whose they are.
func withPlanned(c *cast, all map[string]thing) map[string]thing {
	code := map[string]string{":code": "R1-1", ":n": "1", ":session": c.ids["session"], ":trainer": string(c.actors["tess"].ID)}
	for _, path := range []string{
		"/edit", "/open", "/cancel", "/sessions", "/sessions/new", "/sessions/:n", "/sessions/:n/remove", "/substitutes", "/substitutes/:session/:trainer/end",
	} {
		all["/teaching/cohorts/:code"+path] = thing{code, trainers}
	}
	all["/teaching/cohorts/:code/schedule"] = thing{map[string]string{":code": "R1-LATER"}, trainers}
	return all
}
