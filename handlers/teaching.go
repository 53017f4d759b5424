package handlers

import (
	"net/http"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"trellis/app/learning"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/components"
	"trellis/views/layout"
	"trellis/views/teachingviews"
)

func (h *Handlers) teaching(c echo.Context) error {
	page, err := h.app.Learning.Teaching(c.Request().Context(), actor(c))
	if err != nil {
		return err
	}
	if wantsCSV(c) {
		return sendCSV(c, "cohorts.csv", teachingTable(page))
	}
	return show(c, http.StatusOK, teachingviews.Home(h.frame(c, "Teaching", "teaching"), page))
}

func teachingTable(page learning.TeachingPage) [][]string {
	rows := [][]string{{"code", "name", "course", "stage", "starts", "ends", "places", "placed", "offered", "waiting"}}
	for _, group := range []struct {
		stage   string
		cohorts []learning.TaughtCohort
	}{{"running", page.Running}, {"coming", page.Coming}, {"finished", page.Finished}} {
		for _, c := range group.cohorts {
			rows = append(rows, []string{
				c.Code, c.Name, c.CourseTitle, group.stage, moment(c.Starts), moment(c.Ends), strconv.Itoa(c.Places()),
				strconv.Itoa(c.Placed), strconv.Itoa(c.Offered), strconv.Itoa(c.Waiting),
			})
		}
	}
	return rows
}

// moment is a time as files hold it.
func moment(t time.Time) string { return t.In(models.London()).Format(time.RFC3339) }

func (h *Handlers) taughtCohort(c echo.Context) error {
	page, err := h.app.Learning.Taught(c.Request().Context(), actor(c), c.Param("code"))
	if err != nil {
		return err
	}
	return show(c, http.StatusOK, teachingviews.Cohort(h.cohortFrame(c, page.TaughtCohort, ""), page))
}

// cohortFrame is the frame of a page of a cohort that the actor teaches; part names the page beside the overview. The title
// says the course, because cohorts of several courses have the same name.
func (h *Handlers) cohortFrame(c echo.Context, cohort learning.TaughtCohort, part string) layout.Page {
	title, crumbs := cohort.Name+", "+cohort.CourseTitle, []components.Crumb{{Label: "Teaching", Href: paths.Teaching}}
	if part != "" {
		title = part + ", " + title
		crumbs = append(crumbs, components.Crumb{Label: cohort.Name, Href: paths.Teach(cohort.Code)})
	}
	page := h.frame(c, title, "teaching")
	page.Crumbs = crumbs
	return page
}
