package handlers

import (
	"time"

	"trellis/models"
)

// judged gives Ada an assessment that she has sent, and one that Ben made because she asked him; and Ben waits for hers.
func (c *cast) judged(now time.Time) {
	s, ada, ben := c.site, c.actors["ada"], c.actors["ben"]
	own := s.Assessed(ada, "TA1", 2, models.MostWeeks)
	his := s.Judged(models.Assessment{PersonID: ada.ID, ByID: ben.ID, Kind: models.ByPeer, Level: 3}, "TA1")
	asked := models.AssessmentRequest{PersonID: ben.ID, CompetencyID: own.CompetencyID, OfID: &ada.ID, Kind: models.ByPeer, Says: "You saw it", State: models.RequestAsked, AskedAt: now}
	tess := c.actors["tess"]
	toTess := models.AssessmentRequest{PersonID: ada.ID, CompetencyID: own.CompetencyID, OfID: &tess.ID, Kind: models.ByTrainer, State: models.RequestAsked, AskedAt: now}
	s.Keep(&asked, &toTess)
	example := models.WorkedExample{CompetencyID: own.CompetencyID, Level: 2, Says: "A chart", ByID: c.actors["bea"].ID, AddedAt: now}
	s.Keep(&example)
	c.ids["example"] = string(example.ID)
	c.ids["own request"] = string(toTess.ID)
	c.ids["own assessment"], c.ids["peer's assessment"], c.ids["request"] = string(own.ID), string(his.ID), string(asked.ID)
}

func othersThings(c *cast, at func(whose []string, pairs ...string) thing) map[string]thing {
	examples := []string{":code", "TEST", ":version", "1", ":skill", "describing-data", ":example", c.ids["example"]}
	return map[string]thing{
		"/admin/frameworks/:code/:version/examples/:skill":                   at([]string{"bea", "edda"}, examples...),
		"/admin/frameworks/:code/:version/examples/:skill/:example/withdraw": at([]string{"bea", "edda"}, examples...),
		"/assessments/:assessment":                                           at([]string{"ada", "mia", "dee"}, ":assessment", c.ids["own assessment"]),
		"/skills/:slug/history":                                              at(everybody, ":slug", "describing-data"),
		"/team/people/:id/skills/:slug":                                      at([]string{"mia", "dee", "tia"}, ":id", string(c.actors["ada"].ID), ":slug", "describing-data"),
		"/skills/requests/:request":                                          at([]string{"ada"}, ":request", c.ids["request"]),
		"/skills/requests/:request/decline":                                  at([]string{"ada"}, ":request", c.ids["request"]),
		"/skills/requests/:request/withdraw":                                 at([]string{"ada"}, ":request", c.ids["own request"]),
		"/skills/requests/:request/remind":                                   at([]string{"ada"}, ":request", c.ids["own request"]),
	}
}
