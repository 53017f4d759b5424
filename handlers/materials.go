package handlers

import (
	"errors"
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"trellis/app/files"
	"trellis/app/learning"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/teachingviews"
)

func (h *Handlers) materials(c echo.Context) error {
	return h.showMaterials(c, http.StatusOK, teachingviews.MaterialsForm{})
}

func (h *Handlers) showMaterials(c echo.Context, status int, form teachingviews.MaterialsForm) error {
	page, err := h.app.Learning.Materials(c.Request().Context(), actor(c), c.Param("code"), numberOf(c))
	if err != nil {
		return err
	}
	form.MaterialsPage = page
	frame := h.cohortFrame(c, page.TaughtCohort, "Materials of session "+strconv.Itoa(page.Session.Number))
	frame.Failed = status != http.StatusOK
	return show(c, status, teachingviews.Materials(frame, form))
}

const tooLargeForASession = "Choose a file of 20 MB or less, or put it elsewhere and add its address"

func (h *Handlers) addMaterial(c echo.Context) error {
	in := learning.AddMaterial{Cohort: c.Param("code"), Session: numberOf(c)}
	if _, err := h.app.Learning.Materials(c.Request().Context(), actor(c), in.Cohort, in.Session); err != nil {
		return err
	}
	err := decode(c, &in)
	if err == nil {
		in.FileName, in.Content, err = uploaded(c, "file", files.Largest, tooLargeForASession)
	}
	if err == nil {
		err = h.app.Learning.AddMaterial(c.Request().Context(), actor(c), in)
	}
	if invalid, ok := problems(err); ok {
		return h.showMaterials(c, http.StatusUnprocessableEntity, teachingviews.MaterialsForm{Add: in, Problems: invalid})
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.Materials(in.Cohort, in.Session), "Added to the session. Those placed see it now")
}

func (h *Handlers) changeMaterial(c echo.Context) error {
	in := learning.ChangeMaterial{
		Cohort: c.Param("code"), Session: numberOf(c), Material: models.ID(c.Param("material")), Change: learning.MaterialChange(c.Param("change")),
	}
	err := decode(c, &in)
	if err == nil {
		err = h.app.Learning.ChangeMaterial(c.Request().Context(), actor(c), in)
	}
	if invalid, ok := problems(err); ok {
		return h.showMaterials(c, http.StatusUnprocessableEntity, teachingviews.MaterialsForm{Retitled: in, Problems: invalid})
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.Materials(in.Cohort, in.Session), teachingviews.MaterialSaid(in.Change))
}

// keepSessionTexts keeps what a session tells those placed. When somebody has changed it meanwhile it answers 409, and shows both.
func (h *Handlers) keepSessionTexts(c echo.Context) error {
	in := learning.SessionTexts{Cohort: c.Param("code"), Session: numberOf(c)}
	err := decode(c, &in)
	if err == nil {
		err = h.app.Learning.KeepSessionTexts(c.Request().Context(), actor(c), in)
	}
	if invalid, ok := problems(err); ok {
		return h.showMaterials(c, http.StatusUnprocessableEntity, teachingviews.MaterialsForm{Texts: &in, Problems: invalid})
	}
	if errors.Is(err, models.ErrStale) {
		return h.showMaterials(c, http.StatusConflict, teachingviews.MaterialsForm{Texts: &in, Stale: true})
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.Materials(in.Cohort, in.Session), "Saved. Those placed see it on the page of the session")
}
