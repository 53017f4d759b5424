package handlers

import (
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"trellis/app/learning"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/learningviews"
	"trellis/views/teachingviews"
)

func (h *Handlers) needsPage(c echo.Context) error { return h.showNeeds(c, http.StatusOK, nil) }

// showNeeds asks what somebody needs to take part; the form is as typed, or nil for what is kept.
func (h *Handlers) showNeeds(c echo.Context, status int, form *learningviews.NeedsForm) error {
	page, err := h.app.Learning.Enrolment(c.Request().Context(), actor(c), models.ID(c.Param("id")))
	if err != nil {
		return err
	}
	if form == nil {
		form = &learningviews.NeedsForm{Needs: page.Enrolment.Needs}
	}
	frame := h.frame(c, "What you need to take part in "+page.Course.Title, "learning")
	frame.Failed, frame.Back = form.Problems != nil, paths.Enrolment(page.Enrolment.ID)
	return show(c, status, learningviews.Needs(frame, page, *form))
}

func (h *Handlers) changeNeeds(c echo.Context) error {
	in := learning.ChangeNeeds{Enrolment: models.ID(c.Param("id"))}
	err := decode(c, &in)
	if err == nil {
		err = h.app.Learning.ChangeNeeds(c.Request().Context(), actor(c), in)
	}
	if invalid, ok := problems(err); ok {
		return h.showNeeds(c, http.StatusUnprocessableEntity, &learningviews.NeedsForm{Needs: in.Needs, Problems: invalid})
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.Enrolment(in.Enrolment), "Saved. Only the trainers of this cohort see it")
}

func (h *Handlers) preparationPage(c echo.Context) error {
	return h.showPreparation(c, http.StatusOK, nil)
}

// showPreparation asks what is in the way of a preparation; the form is as typed, or nil for what is kept.
func (h *Handlers) showPreparation(c echo.Context, status int, form *learningviews.PrepareForm) error {
	page, err := h.app.Learning.Preparation(c.Request().Context(), actor(c), models.ID(c.Param("id")), models.ID(c.Param("preparation")))
	if err != nil {
		return err
	}
	if form == nil {
		form = &learningviews.PrepareForm{Says: page.Preparation.Says}
	}
	frame := h.frame(c, "Something is in the way: "+page.Preparation.Title, "learning")
	frame.Failed, frame.Back = form.Problems != nil, paths.Enrolment(page.Enrolment.ID)
	return show(c, status, learningviews.Blocked(frame, page, *form))
}

func (h *Handlers) prepare(c echo.Context) error {
	in := learning.Prepare{Enrolment: models.ID(c.Param("id")), Preparation: models.ID(c.Param("preparation"))}
	err := decode(c, &in)
	if err == nil {
		err = h.app.Learning.Prepare(c.Request().Context(), actor(c), in)
	}
	if invalid, ok := problems(err); ok {
		return h.showPreparation(c, http.StatusUnprocessableEntity, &learningviews.PrepareForm{Says: in.Says, Problems: invalid})
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.Enrolment(in.Enrolment)+"#prepare", learningviews.PreparedSaid(in.Answer))
}

func (h *Handlers) preparations(c echo.Context) error {
	return h.showPreparations(c, http.StatusOK, teachingviews.PreparationsForm{})
}

func (h *Handlers) showPreparations(c echo.Context, status int, form teachingviews.PreparationsForm) error {
	page, err := h.app.Learning.Preparations(c.Request().Context(), actor(c), c.Param("code"))
	if err != nil {
		return err
	}
	form.PreparationsPage = page
	frame := h.cohortFrame(c, page.TaughtCohort, "Before the first session")
	frame.Failed = status != http.StatusOK
	return show(c, status, teachingviews.Preparations(frame, form))
}

// keepPreparations keeps the list. When somebody has changed it meanwhile it answers 409, and shows both.
func (h *Handlers) keepPreparations(c echo.Context) error {
	in := learning.KeepPreparations{Cohort: c.Param("code")}
	err := decode(c, &in)
	if err == nil {
		err = h.app.Learning.KeepPreparations(c.Request().Context(), actor(c), in)
	}
	if invalid, ok := problems(err); ok {
		return h.showPreparations(c, http.StatusUnprocessableEntity, teachingviews.PreparationsForm{Typed: &in, Problems: invalid})
	}
	if errors.Is(err, models.ErrStale) {
		return h.showPreparations(c, http.StatusConflict, teachingviews.PreparationsForm{Typed: &in, Stale: true})
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.Preparations(in.Cohort), "Saved. Those with a place see it on the page of their enrolment")
}
