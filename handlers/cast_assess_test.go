package handlers

import "trellis/models"

// assessing gives Ada evidence of a skill, and a time in which she is away.
func (c *cast) assessing() {
	ada := c.actors["ada"].ID
	shows := models.Evidence{PersonID: ada, CompetencyID: c.Competencies["TA1"].ID, Kind: models.ByWords, Says: "I described the winter", AddedAt: c.Store.Now()}
	away := models.Leave{PersonID: ada, FromDay: c.Store.Today(), UntilDay: c.Store.Today().AddDays(7), SaidAt: c.Store.Now()}
	c.Keep(&shows, &away)
	c.ids["evidence"], c.ids["leave"] = string(shows.ID), string(away.ID)
}

// withAssess adds the things of self-assessment, and whose they are.
func withAssess(c *cast, all map[string]thing) map[string]thing {
	step, skill := map[string]string{":round": "autumn", ":n": "1"}, map[string]string{":slug": "describing-data"}
	for _, path := range []string{"/skills/assessments/:round/:n/held", "/skills/assessments/:round/:n/chance"} {
		all[path] = thing{step, everybody}
	}
	all["/skills/assessments/:round/interests/:domain"] = thing{map[string]string{":round": "autumn", ":domain": string(c.Competencies["TA1"].DomainID)}, everybody}
	all["/skills/assessments/:round/quick"] = thing{map[string]string{":round": "autumn"}, everybody}
	for _, path := range []string{"/skills/added/:slug", "/skills/added/:slug/remove", "/skills/:slug/assess", "/skills/:slug/evidence/new"} {
		all[path] = thing{skill, everybody}
	}
	all["/skills/:slug/evidence/:id/withdraw"] = thing{map[string]string{":slug": "describing-data", ":id": c.ids["evidence"]}, []string{"ada"}}
	all["/account/leave/:id/end"] = thing{map[string]string{":id": c.ids["leave"]}, []string{"ada"}}
	all["/admin/rounds/:slug"] = thing{map[string]string{":slug": "autumn"}, []string{"bea"}}
	return all
}
