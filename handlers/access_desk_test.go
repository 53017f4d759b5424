package handlers

import "trellis/models"

// desk puts somebody on Ada's cohort whom its trainers may move and take off.
func (c *cast) desk() {
	e := models.Enrolment{CohortID: models.ID(c.ids["cohort"]), PersonID: c.Person("Zed").ID, State: models.Placed, AppliedAt: c.Store.Now(), ChangedAt: c.Store.Now()}
	c.Keep(&e)
	c.ids["kept"] = string(e.ID)
}
