package handlers

import (
	"maps"
	"time"

	"trellis/models"
)

// handedIn lets Ada hand in an assignment of the cohort that Tess teaches, with a file.
func (c *cast) handedIn(now time.Time) {
	s, ada := c.site, c.actors["ada"]
	cohort, err := s.Store.CohortByCode(s.T.Context(), "R1-1")
	if err != nil {
		s.T.Fatal(err)
	}
	unit := models.Unit{CourseID: cohort.CourseID, Kind: models.AssignmentUnit, Position: 9, Title: "Describe your own data", Minutes: 60, Says: "Use three sentences"}
	s.Keep(&unit)
	work := models.Submission{EnrolmentID: models.ID(c.ids["enrolment"]), UnitID: unit.ID, Attempt: 1, State: models.SubmissionSubmitted, Says: "My data", Version: 1, SavedAt: now, SubmittedAt: &now}
	file := models.File{Name: "data.csv", Type: "text/csv", Size: 4, Data: []byte("a,b\n"), ByID: ada.ID, AddedAt: now}
	s.Keep(&work, &file)
	s.Keep(&models.SubmissionFile{SubmissionID: work.ID, FileID: file.ID, Number: 1})
	c.ids["assignment"], c.ids["submission"], c.ids["submitted file"] = string(unit.ID), string(work.ID), string(file.ID)
}

// workThings are those of what people hand in: theirs, and of those who teach them; nobody else's, whoever they are.
func workThings(list map[string]thing, c *cast, at func(whose []string, pairs ...string) thing) {
	ada, tess := []string{"ada"}, []string{"tess"}
	unit := []string{":id", c.ids["enrolment"], ":unit", c.ids["assignment"]}
	maps.Copy(list, map[string]thing{
		"/enrolments/:id/assignments/:unit":           at(ada, unit...),
		"/enrolments/:id/assignments/:unit/draft":     at(ada, unit...),
		"/enrolments/:id/assignments/:unit/take-back": at(ada, unit...),
		"/submissions/:id/files/:file":                at([]string{"ada", "tess"}, ":id", c.ids["submission"], ":file", c.ids["submitted file"]),
		"/teaching/submissions/:id":                   at(tess, ":id", c.ids["submission"]),
	})
}
