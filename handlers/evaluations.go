package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"trellis/app/progress"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/components"
	"trellis/views/evaluationviews"
)

// evaluated is what the address names: a session, or the evaluation of a course.
func evaluated(c echo.Context) progress.Evaluate {
	if unit := c.Param("unit"); unit != "" {
		return progress.Evaluate{Enrolment: models.ID(c.Param("id")), Unit: models.ID(unit)}
	}
	return progress.Evaluate{Session: models.ID(c.Param("id"))}
}

func (h *Handlers) evaluatePage(c echo.Context) error {
	return h.showEvaluate(c, http.StatusOK, evaluationviews.EvaluateForm{})
}

func (h *Handlers) showEvaluate(c echo.Context, status int, form evaluationviews.EvaluateForm) error {
	var err error
	if form.EvaluatePage, err = h.app.Progress.EvaluatePage(c.Request().Context(), actor(c), evaluated(c)); err != nil {
		return err
	}
	frame := h.frame(c, "What was it like? "+form.Title(), "learning")
	frame.Failed = status != http.StatusOK
	frame.Crumbs = []components.Crumb{{Label: "Home", Href: paths.Home}, {Label: "My learning", Href: paths.Learning}, {Label: form.Course.Title, Href: paths.Enrolment(form.Enrolment.ID)}}
	return show(c, status, evaluationviews.Evaluate(frame, form))
}

func (h *Handlers) evaluate(c echo.Context) error {
	in := evaluated(c)
	page, err := h.app.Progress.EvaluatePage(c.Request().Context(), actor(c), in)
	if err != nil {
		return err
	}
	if err = decode(c, &in); err == nil {
		err = h.app.Progress.Evaluate(c.Request().Context(), actor(c), in)
	}
	if invalid, ok := problems(err); ok {
		return h.showEvaluate(c, http.StatusUnprocessableEntity, evaluationviews.EvaluateForm{Said: in, Problems: invalid})
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.Enrolment(page.Enrolment.ID), "Thank you. It is kept without your name")
}

func (h *Handlers) feedback(c echo.Context) error {
	page, err := h.app.Progress.Feedback(c.Request().Context(), actor(c), c.Param("code"))
	if err != nil {
		return err
	}
	if wantsCSV(c) {
		return sendCSV(c, page.Code+"-feedback.csv", evaluationviews.FeedbackTable(page))
	}
	frame := h.cohortFrame(c, page.TaughtCohort, "Feedback")
	frame.Wide = true
	return show(c, http.StatusOK, evaluationviews.Feedback(frame, page))
}
