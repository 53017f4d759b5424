package handlers

import "trellis/models"

// progressing gives Ada's coming cohort a unit of self-study.
func (c *cast) progressing() {
	file := models.File{Name: "Read me.pdf", Type: "application/pdf", Size: 1, Data: []byte("x"), ByID: c.actors["tess"].ID, AddedAt: c.Store.Now()}
	c.Keep(&file)
	c.ids["unit file"] = string(file.ID)
	unit := models.Unit{FileID: &file.ID, CourseID: c.courseOf("coming cohort"), Kind: models.SelfStudyUnit, Position: 3, Title: "Read", Minutes: 30, URL: "https://example.org/read"}
	c.Keep(&unit)
	c.ids["unit"] = string(unit.ID)
	draft := models.Course{Code: "D2", Slug: "d2", State: models.CourseDraft, WayIn: models.FirstCome, Version: 1, Title: "With a file", TitleKey: "with a file", Capacity: 12}
	c.Keep(&draft)
	c.Keep(&models.Unit{CourseID: draft.ID, Kind: models.SelfStudyUnit, Position: 1, Title: "Read", FileID: &file.ID})
	c.actors["dora"] = c.Grant(c.Learner("Dora"), models.Trainer, models.OneCourse, draft.ID)
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
	all["/enrolments/:id/units/:unit/file"] = thing{unit, ada}
	written := []string{"dora", "bea"}
	all["/teaching/courses/:code/units/:n/file"] = thing{map[string]string{":code": "D2", ":n": "1"}, written}
	all["/teaching/courses/:code/files/:file"] = thing{map[string]string{":code": "D2", ":file": c.ids["unit file"]}, written}
	all["/learning/log/:id/remove"] = thing{map[string]string{":id": c.ids["entry"]}, ada}
	all["/teaching/cohorts/:code/progress"] = thing{map[string]string{":code": "R1-1"}, trainers}
	return all
}
