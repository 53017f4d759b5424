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

func (h *Handlers) followUpPage(c echo.Context) error {
	return h.showFollowUp(c, http.StatusOK, nil, nil)
}

// showFollowUp shows what was answered or, where that was refused, what was sent.
func (h *Handlers) showFollowUp(c echo.Context, status int, sent *progress.AnswerFollowUp, problems models.Invalid) error {
	page, err := h.app.Progress.FollowUpPage(c.Request().Context(), actor(c), models.ID(c.Param("id")))
	if err != nil {
		return err
	}
	form := evaluationviews.FollowUpForm{FollowUpPage: page, Problems: problems}
	form.Said = progress.AnswerFollowUp{Used: page.Used, UsedOn: page.UsedOn, Stopped: page.Stopped, Says: page.Says}
	if sent != nil {
		form.Said = *sent
	}
	frame := h.frame(c, form.Title(), "learning")
	frame.Failed = problems != nil
	frame.Crumbs = []components.Crumb{{Label: "Home", Href: paths.Home}, {Label: "My learning", Href: paths.Learning}}
	return show(c, status, evaluationviews.FollowUp(frame, form))
}

func (h *Handlers) answerFollowUp(c echo.Context) error {
	in := progress.AnswerFollowUp{ID: models.ID(c.Param("id"))}
	err := decode(c, &in)
	if err == nil {
		err = h.app.Progress.AnswerFollowUp(c.Request().Context(), actor(c), in)
	}
	if invalid, ok := problems(err); ok {
		return h.showFollowUp(c, http.StatusUnprocessableEntity, &in, invalid)
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.FollowUp(in.ID), "Thank you. You can change your answer for 14 days")
}
