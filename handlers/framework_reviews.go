package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"trellis/app/frameworks"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/frameworkviews"
)

func (h *Handlers) reviewPage(c echo.Context) error {
	return h.showReview(c, http.StatusOK, frameworks.AnswerReview{}, frameworkviews.Form{}, frameworkviews.CommentForm{})
}

func (h *Handlers) showReview(c echo.Context, status int, in frameworks.AnswerReview, f frameworkviews.Form, said frameworkviews.CommentForm) error {
	page, err := h.app.Frameworks.Review(c.Request().Context(), actor(c), models.ID(c.Param("review")))
	if err != nil {
		return err
	}
	frame := h.frame(c, "Review "+page.Framework.Name, "")
	frame.Failed = status != http.StatusOK
	return show(c, status, frameworkviews.Review(frame, page, in, f, said))
}

func (h *Handlers) answerReview(c echo.Context) error {
	var in frameworks.AnswerReview
	err := decode(c, &in)
	if err == nil {
		err = h.app.Frameworks.AnswerReview(c.Request().Context(), actor(c), models.ID(c.Param("review")), in)
	}
	if status, f, is := refused(err); is {
		return h.showReview(c, status, in, f, frameworkviews.CommentForm{})
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.Review(models.ID(c.Param("review"))), "Sent. Whoever asked you is told")
}

// commentReview keeps what somebody says who was asked to review a draft.
func (h *Handlers) commentReview(c echo.Context) error {
	var in frameworks.AddComment
	id := models.ID(c.Param("review"))
	err := decode(c, &in)
	if err == nil {
		err = h.app.Frameworks.CommentReview(c.Request().Context(), actor(c), id, in)
	}
	if invalid, ok := problems(err); ok {
		return h.showReview(c, http.StatusUnprocessableEntity, frameworks.AnswerReview{}, frameworkviews.Form{}, frameworkviews.CommentForm{In: in, Problems: invalid})
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.Review(id)+"#comments", "Said. The editors see it where they write")
}
