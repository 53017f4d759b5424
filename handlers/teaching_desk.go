package handlers

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"trellis/app/learning"
	"trellis/models"
	"trellis/views/teachingviews"
)

func (h *Handlers) cohortPeople(c echo.Context) error {
	page, err := h.app.Learning.TaughtPeople(c.Request().Context(), actor(c), c.Param("code"), c.QueryParam("sort"))
	if err != nil {
		return err
	}
	if wantsCSV(c) {
		return sendCSV(c, page.Code+"-people.csv", peopleOfCohortTable(page))
	}
	frame := h.cohortFrame(c, page.TaughtCohort, "People")
	frame.Wide = true
	return show(c, http.StatusOK, teachingviews.People(frame, page))
}

// peopleOfCohortTable is who has a place, with the same figures as the page.
func peopleOfCohortTable(page learning.TaughtPeoplePage) [][]string {
	head := []string{"name", "email", "organisation", "system", "comes_with", "state", "asked_on"}
	if page.SeesLevels {
		for _, o := range page.Outcomes {
			head = append(head, "level_"+o.Competency)
		}
	}
	if page.SeesNeeds {
		head = append(head, "access_needs", "preparations_done", "in_the_way", "apologies_for_sessions", "missed_before")
	}
	rows := [][]string{head}
	for _, p := range page.People {
		row := []string{p.Name, p.Email, p.Organisation, p.System, strings.Join(p.With, "; "), string(p.State), string(models.DateOf(p.AppliedAt))}
		if page.SeesLevels {
			for _, level := range p.Levels {
				row = append(row, teachingviews.LevelWords(level))
			}
		}
		if page.SeesNeeds {
			row = append(row, p.Needs, strconv.Itoa(p.Done), inTheWay(p), apologiesFor(p), strconv.Itoa(p.Missed))
		}
		rows = append(rows, row)
	}
	return rows
}

func inTheWay(p learning.TaughtPerson) string {
	list := make([]string, len(p.Blocked))
	for i, b := range p.Blocked {
		list[i] = b.Title + ": " + b.Says
	}
	return strings.Join(list, "; ")
}

func apologiesFor(p learning.TaughtPerson) string {
	list := make([]string, len(p.Apologies))
	for i, a := range p.Apologies {
		list[i] = strconv.Itoa(a.Number)
	}
	return strings.Join(list, "; ")
}
