package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"trellis/app/learning"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/learningviews"
)

// absent is what a form says of who cannot come: the actor to a session, or whoever has a link.
func absent(c echo.Context) learning.Apologise {
	return learning.Apologise{Session: models.ID(c.Param("id")), Token: c.Param("token")}
}

func (h *Handlers) sessionApologiesPage(c echo.Context) error {
	return h.showApologies(c, http.StatusOK, learningviews.ApologiesForm{})
}

func (h *Handlers) apologiesPage(c echo.Context) error {
	return h.showApologies(c, http.StatusOK, learningviews.ApologiesForm{})
}

func (h *Handlers) showApologies(c echo.Context, status int, form learningviews.ApologiesForm) error {
	in := absent(c)
	page, err := h.app.Learning.Apologies(c.Request().Context(), actor(c), in)
	if err != nil {
		return err
	}
	frame := h.frame(c, "Send apologies for "+page.Course.Title, "learning")
	frame.Failed = form.Problems != nil
	if in.Token != "" {
		frame.NoIndex, frame.Section = true, ""
		form.Action = paths.Apologies(in.Token)
	} else {
		form.Action, frame.Back = paths.SessionApologies(page.Session.ID), paths.Session(page.Session.ID)
	}
	return show(c, status, learningviews.Apologies(frame, page, form))
}

func (h *Handlers) sendSessionApologies(c echo.Context) error {
	return h.answerApologies(c, paths.SessionApologies(models.ID(c.Param("id"))))
}

func (h *Handlers) sendApologies(c echo.Context) error {
	return h.answerApologies(c, paths.Apologies(c.Param("token")))
}

// answerApologies keeps that somebody cannot come, or takes it back, and shows where that stands.
func (h *Handlers) answerApologies(c echo.Context, back string) error {
	ctx, a, in := c.Request().Context(), actor(c), absent(c)
	err := decode(c, &in)
	if err == nil {
		if c.Request().PostForm.Get("answer") == "come" {
			err = h.app.Learning.ComeAfterAll(ctx, a, in)
		} else {
			err = h.app.Learning.Apologise(ctx, a, in)
		}
	}
	if invalid, ok := problems(err); ok {
		return h.showApologies(c, http.StatusUnprocessableEntity, learningviews.ApologiesForm{Reason: in.Reason, Problems: invalid})
	}
	if err != nil {
		return err
	}
	return h.redirect(c, back, "")
}
