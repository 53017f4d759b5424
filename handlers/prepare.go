package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"trellis/app/learning"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/learningviews"
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
