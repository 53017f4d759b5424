package handlers

import (
	"time"

	"trellis/models"
)

// registered is a save of the register of Ada's cohort.
func (c *cast) registered(now time.Time) {
	save := models.RegisterSave{SessionID: models.ID(c.ids["session"]), Source: models.ByTrainerHand, ByID: c.actors["tess"].ID, SavedAt: now}
	c.Keep(&save)
	c.ids["save"] = string(save.ID)
}

// withRegister adds the things of a register, and whose they are.
func withRegister(c *cast, all map[string]thing) map[string]thing {
	session := map[string]string{":code": "R1-1", ":n": "1"}
	all["/teaching/cohorts/:code/register/all"] = thing{map[string]string{":code": "R1-1"}, trainers}
	all["/teaching/cohorts/:code/register/print"] = thing{map[string]string{":code": "R1-1"}, trainers}
	all["/teaching/cohorts/:code/register/saves/:save/undo"] = thing{map[string]string{":code": "R1-1", ":save": c.ids["save"]}, trainers}
	all["/teaching/cohorts/:code/register/:n/check-in"] = thing{session, trainers}
	all["/teaching/cohorts/:code/register/:n/check-in/close"] = thing{session, trainers}
	return all
}
