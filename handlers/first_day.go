package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"trellis/app"
	"trellis/app/settings"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/settingsviews"
)

// firstDay is what a new network needs, for who may see to it; for others the list is over.
func (h *Handlers) firstDay(c echo.Context) (settings.FirstDay, error) {
	return h.app.Settings.FirstDay(c.Request().Context(), actor(c), h.settings(c))
}

func (h *Handlers) endFirstDay(c echo.Context) error {
	if err := h.app.Settings.EndFirstDay(c.Request().Context(), actor(c)); err != nil {
		return err
	}
	return h.redirect(c, paths.Admin, "The list is put away")
}

func (h *Handlers) firstDayStep(c echo.Context) error {
	return h.showFirstDayStep(c, http.StatusOK, "")
}

func (h *Handlers) showFirstDayStep(c echo.Context, status int, problem string) error {
	there, err := h.app.Settings.FirstDay(c.Request().Context(), actor(c), models.Settings{})
	if err != nil {
		return err
	}
	step, known := settingsviews.StepOf(c.Param("step"), there)
	if there.Over || !known { // over: not for the actor to do
		return models.ErrNotFound
	}
	step.Problem = problem
	frame := h.frame(c, step.Title, "admin")
	frame.Failed = problem != ""
	return show(c, status, settingsviews.StepPage(frame, step))
}

// loadStarter keeps a part of what comes with the product.
func (h *Handlers) loadStarter(c echo.Context) error {
	report, err := h.app.LoadStarter(c.Request().Context(), actor(c), app.Starter(c.Param("step")))
	if err != nil {
		return err
	}
	if report.IsRefused() {
		return h.showFirstDayStep(c, http.StatusUnprocessableEntity, settingsviews.Refused(c.Param("step"), report))
	}
	message := "Everything of it is here already"
	if n := report.Added + report.Changed; n > 0 {
		message = settingsviews.Loaded(c.Param("step"), n)
	}
	return h.redirect(c, paths.Home, message)
}
