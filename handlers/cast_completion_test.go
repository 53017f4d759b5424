package handlers

import (
	"time"

	"trellis/models"
)

// completion is an issuance that is done, of the cohort that Tess teaches.
func (c *cast) completion(now time.Time) {
	enrolment, err := c.Store.Enrolment(c.T.Context(), models.ID(c.ids["enrolment"]))
	if err != nil {
		c.T.Fatal(err)
	}
	issuance := models.Issuance{CohortID: enrolment.CohortID, ByID: c.actors["mia"].ID, BegunAt: now, FinishedAt: &now}
	c.Keep(&issuance)
	c.Keep(&models.IssuanceLine{IssuanceID: issuance.ID, EnrolmentID: enrolment.ID, State: models.IssuanceRefused, Problem: "No longer on the cohort"})
	c.ids["issuance"] = string(issuance.ID)
}

// completionThings are whose the things are that the addresses of completion name.
func completionThings(c *cast, at func(whose []string, pairs ...string) thing) map[string]thing {
	with := func(more ...string) []string { return append([]string{":code", "R1-1"}, more...) }
	record, person := with(":record", "AA-7M4T-X2RB"), with(":enrolment", c.ids["enrolment"])
	return map[string]thing{
		"/records/:code/name": at([]string{"ada"}, ":code", "AA-7M4T-X2RB"),

		"/teaching/courses/:code/rule":                           at(admins, ":code", "R1"),
		"/teaching/courses/:code/rule/preview":                   at(admins, ":code", "R1"),
		"/teaching/cohorts/:code/complete":                       at(trainers, with()...),
		"/teaching/cohorts/:code/complete/units":                 at(trainers, with()...),
		"/teaching/cohorts/:code/complete/preview":               at(trainers, with()...),
		"/teaching/cohorts/:code/complete/people/:enrolment":     at(trainers, person...),
		"/teaching/cohorts/:code/complete/people/:enrolment/end": at(trainers, person...),
		"/teaching/cohorts/:code/issuances/:id":                  at(trainers, with(":id", c.ids["issuance"])...),
		"/teaching/cohorts/:code/records/:record/withdraw":       at(trainers, record...),
		"/teaching/cohorts/:code/records/:record/correct":        at(trainers, record...),
	}
}
