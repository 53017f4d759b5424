package handlers

import "trellis/models"

// progressing gives Ada's coming cohort a unit of self-study.
func (c *cast) progressing() {
	unit := models.Unit{CourseID: c.courseOf("coming cohort"), Kind: models.SelfStudyUnit, Position: 3, Title: "Read", Minutes: 30, URL: "https://example.org/read"}
	c.Keep(&unit)
	c.ids["unit"] = string(unit.ID)
}

func (c *cast) courseOf(cohort string) models.ID {
	found, err := c.Store.Cohort(c.T.Context(), models.ID(c.ids[cohort]))
	if err != nil {
		c.T.Fatal(err)
	}
	return found.Content()
}

// withProgress adds the things of how people come along, and whose they are.
func withProgress(c *cast, all map[string]thing) map[string]thing {
	ada, unit := []string{"ada"}, map[string]string{":id": c.ids["coming enrolment"], ":unit": c.ids["unit"]}
	all["/enrolments/:id/path"] = thing{map[string]string{":id": c.ids["enrolment"]}, ada}
	all["/enrolments/:id/units/:unit"] = thing{unit, ada}
	all["/enrolments/:id/units/:unit/take-back"] = thing{unit, ada}
	all["/learning/log/:id/remove"] = thing{map[string]string{":id": c.ids["entry"]}, ada}
	all["/teaching/cohorts/:code/progress"] = thing{map[string]string{":code": "R1-1"}, trainers}
	return all
}
