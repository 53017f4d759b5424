package handlers

import (
	"time"

	"trellis/models"
)

// evaluation lets Ada have been at a session, gives her course an evaluation, asks her what came of it, and keeps a line of past
// learning of nobody.
func (c *cast) evaluation(now time.Time) {
	s, ada := c.site, c.actors["ada"]
	unit := models.Unit{CourseID: models.ID(c.ids["course"]), Kind: models.EvaluationUnit, Position: 3, Title: "What was it like?"}
	record, err := s.Store.RecordByCode(s.T.Context(), "AA-7M4T-X2RB")
	if err != nil {
		s.T.Fatal(err)
	}
	asked := models.FollowUp{CompletionRecordID: record.ID, CourseID: record.CourseID, PersonID: ada.ID, AskedAs: models.AskedAsLearner, AskedAt: now}
	past := models.PastCompletion{Email: "gone@example.org", EmailKey: "gone@example.org", Name: "Gone", CourseTitle: "Charts", Provider: "Elsewhere", CompletedOn: "2020-01-02", FileName: "past.csv", AddedAt: now}
	s.Keep(&unit, &asked, &past)
	s.Keep(&models.Attendance{SessionID: models.ID(c.ids["session"]), EnrolmentID: models.ID(c.ids["enrolment"]), Mark: models.Attended, Source: models.ByTrainerHand, MarkedByID: ada.ID, MarkedAt: now})
	c.ids["evaluation"], c.ids["follow-up"], c.ids["past"] = string(unit.ID), string(asked.ID), string(past.ID)
}

func evaluationThings(c *cast, at func(whose []string, pairs ...string) thing) map[string]thing {
	ada, leads := []string{"ada"}, []string{"lea", "bea"}
	return map[string]thing{
		"/sessions/:id/evaluate":            at(ada, ":id", c.ids["session"]),
		"/enrolments/:id/evaluations/:unit": at(ada, ":id", c.ids["enrolment"], ":unit", c.ids["evaluation"]),
		"/learning/follow-ups/:id":          at(ada, ":id", c.ids["follow-up"]),
		"/teaching/cohorts/:code/feedback":  at(trainers, ":code", "R1-1"),
		"/network/employers/:code":          at(leads, ":code", "TRU"),
		"/network/employers/:code/columns":  at(leads, ":code", "TRU"),
		"/network/employers/:code/export":   at(leads, ":code", "TRU"),
		"/account/posts/:id/staff-number":   at(ada, ":id", c.ids["post"]),
		"/admin/past-learning/:id":          at(admins, ":id", c.ids["past"]),
		"/admin/past-learning/:id/drop":     at(admins, ":id", c.ids["past"]),
		"/admin/past-learning/:id/put-back": at(admins, ":id", c.ids["past"]),
	}
}
