package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"trellis/app/learning"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/teamviews"
	"trellis/views/words"
)

func (h *Handlers) teamEnrolments(c echo.Context) error {
	page, err := h.app.Learning.TeamEnrolments(c.Request().Context(), actor(c))
	if err != nil {
		return err
	}
	return show(c, http.StatusOK, teamviews.Enrolments(h.frame(c, "Enrolments of your team", "team"), page))
}

func (h *Handlers) teamEnrolmentPage(c echo.Context) error {
	return h.showTeamEnrolment(c, http.StatusOK, teamviews.EnrolmentsForm{})
}

func (h *Handlers) showTeamEnrolment(c echo.Context, status int, form teamviews.EnrolmentsForm) error {
	page, err := h.app.Learning.TeamEnrolment(c.Request().Context(), actor(c), models.ID(c.Param("id")))
	if err != nil {
		return err
	}
	frame := h.underTeam(c, page.Person.Name+" asks to join", "Enrolments", paths.TeamEnrolments)
	frame.Failed = len(form.Problems) > 0
	return show(c, status, teamviews.Enrolment(frame, page, form))
}

func (h *Handlers) decideTeamEnrolment(c echo.Context) error {
	var in learning.Decide
	err := decode(c, &in)
	in.Enrolments = []models.ID{models.ID(c.Param("id"))}
	var e models.Enrolment
	if err == nil {
		e, err = h.app.Learning.DecideAsManager(c.Request().Context(), actor(c), in)
	}
	if invalid, ok := problems(err); ok {
		return h.showTeamEnrolment(c, http.StatusUnprocessableEntity, teamviews.EnrolmentsForm{Decide: in, Problems: invalid})
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.TeamEnrolments, decidedWords(e.State))
}

// decidedWords say what became of an application that was answered.
func decidedWords(state models.EnrolmentState) string {
	switch state {
	case models.Placed:
		return "Approved: they have a place"
	case models.Waiting:
		return "Approved: they are on the waiting list, at the turn of their asking"
	default:
		return "Refused: they get your reason by email"
	}
}

func (h *Handlers) bookTeamPage(c echo.Context) error {
	return h.showBookTeam(c, http.StatusOK, c.QueryParam("cohort"), teamviews.BookForm{})
}

func (h *Handlers) showBookTeam(c echo.Context, status int, cohort string, form teamviews.BookForm) error {
	page, err := h.app.Learning.BookTeamPage(c.Request().Context(), actor(c), cohort)
	if err != nil {
		return err
	}
	if text := form.Problems["cohort"]; text != "" {
		page.Barred = text
	}
	frame := h.underTeam(c, "Book your people on "+page.Course.Title, "Enrolments", paths.TeamEnrolments)
	frame.Failed = len(form.Problems) > 0
	return show(c, status, teamviews.Book(frame, page, form))
}

func (h *Handlers) bookTeam(c echo.Context) error {
	var in learning.BookTeam
	err := decode(c, &in)
	var state models.EnrolmentState
	if err == nil {
		state, err = h.app.Learning.BookTeam(c.Request().Context(), actor(c), in)
	}
	if invalid, ok := problems(err); ok {
		return h.showBookTeam(c, http.StatusUnprocessableEntity, in.Cohort, teamviews.BookForm{People: in.People, Problems: invalid})
	}
	if err != nil {
		return err
	}
	said := "Booked: " + words.Count(len(in.People), "person has a place, and is told", "people have places, and are told")
	if state == models.Waiting {
		said = "There are not enough places for all. They wait together, and are told"
	}
	return h.redirect(c, paths.TeamEnrolments, said)
}

func (h *Handlers) teamReservationPage(c echo.Context) error {
	return h.showTeamReservation(c, http.StatusOK, teamviews.BookForm{})
}

func (h *Handlers) showTeamReservation(c echo.Context, status int, form teamviews.BookForm) error {
	page, err := h.app.Learning.TeamReservation(c.Request().Context(), actor(c), models.ID(c.Param("id")))
	if err != nil {
		return err
	}
	frame := h.underTeam(c, "Name who has the places on "+page.Course.Title, "Enrolments", paths.TeamEnrolments)
	frame.Failed = len(form.Problems) > 0
	return show(c, status, teamviews.Reservation(frame, page, form))
}

func (h *Handlers) nameReserved(c echo.Context) error {
	in := learning.NameReserved{Reservation: models.ID(c.Param("id"))}
	err := decode(c, &in)
	named := 0
	if err == nil {
		named, err = h.app.Learning.NameReserved(c.Request().Context(), actor(c), in)
	}
	if invalid, ok := problems(err); ok {
		return h.showTeamReservation(c, http.StatusUnprocessableEntity, teamviews.BookForm{People: in.People, Problems: invalid})
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.TeamReservation(in.Reservation), words.Count(named, "person has a place, and is told", "people have places, and are told"))
}
