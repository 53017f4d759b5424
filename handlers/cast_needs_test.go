package handlers

import "trellis/models"

// needsOfTeams says what Ada's team needs: one need by itself, and one from a mix.
func (c *cast) needsOfTeams() {
	s := c.site
	team := s.Again(c.actors["tia"]).LeadsTeams[0]
	need := models.TeamNeed{OrganisationID: &team, CompetencyID: s.Competencies["TA1"].ID, Level: 2, People: 2, Revision: 1, ChangedAt: s.Store.Now()}
	mixed := models.TeamNeed{OrganisationID: &team, CompetencyID: s.Competencies["TA2"].ID, Level: 2, People: 1, MixID: "mix", Revision: 1, ChangedAt: s.Store.Now()}
	s.Keep(&need, &mixed)
	c.ids["team"], c.ids["need"] = string(team), string(need.ID)
}

// needThings are those of what a team needs, for whoever leads it, and the page of a skill of the network.
func needThings(c *cast, at func(whose []string, pairs ...string) thing) map[string]thing {
	leads, seesNetwork := []string{"tia"}, []string{"ann", "bea", "lea", "loc", "lou", "ted", "tia"}
	team, line := []string{":of", c.ids["team"]}, []string{":of", c.ids["team"], ":need", c.ids["need"]}
	return map[string]thing{
		"/network/skills/:slug":              at(seesNetwork, ":slug", "describing-data"),
		"/team/needs/:of":                    at(leads, team...),
		"/team/needs/:of/new":                at(leads, team...),
		"/team/needs/:of/mix":                at(leads, team...),
		"/team/needs/:of/undo":               at(leads, team...),
		"/team/needs/:of/lines/:need":        at(leads, line...),
		"/team/needs/:of/lines/:need/remove": at(leads, line...),
	}
}
