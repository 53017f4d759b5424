package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"trellis/app/learning"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/learningviews"
)

// ownPairPage is the question of a pair to who has signed in: it needs no link.
func (h *Handlers) ownPairPage(c echo.Context) error {
	return h.showOwnPair(c, http.StatusOK, nil)
}

func (h *Handlers) showOwnPair(c echo.Context, status int, invalid models.Invalid) error {
	in := learning.AnswerPair{Pair: models.ID(c.Param("pair"))}
	page, err := h.app.Learning.PairPage(c.Request().Context(), actor(c), in)
	if err != nil {
		return err
	}
	frame := h.frame(c, "Do you come to "+page.Course.Title+"?", "learning")
	frame.Failed = invalid != nil
	return show(c, status, learningviews.Answer(frame, pairAsking(page), paths.OwnPair(in.Pair), pairAsks(page), invalid))
}

// pairAsking is the question as it stands: who turned it down is told so.
func pairAsking(page learning.PairPage) learning.Asking {
	if page.Pair.State == models.PairDeclined && page.State == "" {
		page.State = models.Declined
	}
	return page.Asking
}

func pairAsks(page learning.PairPage) string {
	return page.By + " asks you to come along to " + page.Course.Title + ". Once you agree you get two places, or wait together."
}

func (h *Handlers) answerOwnPair(c echo.Context) error {
	in := learning.AnswerPair{Pair: models.ID(c.Param("pair"))}
	if err := h.replyToPair(c, in); err != nil {
		if invalid, ok := problems(err); ok {
			return h.showOwnPair(c, http.StatusUnprocessableEntity, invalid)
		}
		return err
	}
	if c.FormValue("answer") == "decline" {
		return h.redirect(c, paths.Learning, "Thank you: whoever asked you is told that you do not come")
	}
	return h.redirect(c, paths.Learning, "Thank you: you come together. Where you stand is under Your courses")
}

func (h *Handlers) replyToPair(c echo.Context, in learning.AnswerPair) error {
	return answered(c,
		func() error {
			_, err := h.app.Learning.AcceptPair(c.Request().Context(), actor(c), in)
			return err
		},
		func() error {
			_, err := h.app.Learning.DeclinePair(c.Request().Context(), actor(c), in)
			return err
		})
}
