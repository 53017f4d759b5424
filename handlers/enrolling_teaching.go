package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"trellis/app/learning"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/teachingviews"
	"trellis/views/words"
)

func (h *Handlers) applications(c echo.Context) error {
	return h.showApplications(c, http.StatusOK, teachingviews.ApplicationsForm{})
}

func (h *Handlers) showApplications(c echo.Context, status int, form teachingviews.ApplicationsForm) error {
	page, err := h.app.Learning.Applications(c.Request().Context(), actor(c), c.Param("code"))
	if err != nil {
		return err
	}
	frame := h.cohortFrame(c, page.TaughtCohort, "Applications")
	frame.Failed = len(form.Problems) > 0
	return show(c, status, teachingviews.Applications(frame, page, form))
}

func (h *Handlers) decideApplications(c echo.Context) error {
	var in learning.Decide
	err := decode(c, &in)
	people := 0
	if err == nil {
		people, err = h.app.Learning.DecideApplications(c.Request().Context(), actor(c), c.Param("code"), in)
	}
	if invalid, ok := problems(err); ok {
		return h.showApplications(c, http.StatusUnprocessableEntity, teachingviews.ApplicationsForm{Decide: in, Problems: invalid})
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.Applications(c.Param("code")), words.Count(people, "application", "applications")+" answered. Each person is told")
}

func (h *Handlers) reservations(c echo.Context) error {
	return h.showReservations(c, http.StatusOK, teachingviews.ReserveForm{})
}

func (h *Handlers) showReservations(c echo.Context, status int, form teachingviews.ReserveForm) error {
	page, err := h.app.Learning.Reservations(c.Request().Context(), actor(c), c.Param("code"))
	if err != nil {
		return err
	}
	frame := h.cohortFrame(c, page.TaughtCohort, "Reserved places")
	frame.Failed = len(form.Problems) > 0
	return show(c, status, teachingviews.Reservations(frame, page, form))
}

func (h *Handlers) reserve(c echo.Context) error {
	in := learning.Reserve{Cohort: c.Param("code")}
	err := decode(c, &in)
	if err == nil {
		_, err = h.app.Learning.Reserve(c.Request().Context(), actor(c), in)
	}
	if invalid, ok := problems(err); ok {
		return h.showReservations(c, http.StatusUnprocessableEntity, teachingviews.ReserveForm{Reserve: in, Problems: invalid})
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.Reservations(in.Cohort), "The places are held. Whoever leads the team is told")
}

func (h *Handlers) endReservation(c echo.Context) error {
	err := h.app.Learning.EndReservation(c.Request().Context(), actor(c), c.Param("code"), models.ID(c.Param("id")))
	if err != nil {
		return err
	}
	return h.redirect(c, paths.Reservations(c.Param("code")), "Places without a name are given back, and offered to who waits")
}
