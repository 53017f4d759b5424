package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"trellis/app/skills"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/skillsviews"
	"trellis/views/words"
)

func (h *Handlers) quickRound(c echo.Context) error {
	return h.showQuick(c, http.StatusOK, skills.StillRight{}, nil)
}

func (h *Handlers) showQuick(c echo.Context, status int, in skills.StillRight, problems models.Invalid) error {
	page, err := h.app.Skills.Quick(c.Request().Context(), actor(c), c.Param("round"))
	if err != nil {
		return err
	}
	page.Input = in
	frame := h.frame(c, "Is this still right?", "skills")
	frame.Back, frame.Failed = paths.Assessment(page.Round.Slug), len(problems) > 0
	return show(c, status, skillsviews.Quick(frame, page, problems))
}

func (h *Handlers) confirmStillRight(c echo.Context) error {
	var in skills.StillRight
	if err := decode(c, &in); err != nil {
		return err
	}
	round := c.Param("round")
	kept, change, err := h.app.Skills.ConfirmStillRight(c.Request().Context(), actor(c), round, in)
	if invalid, ok := problems(err); ok {
		return h.showQuick(c, http.StatusUnprocessableEntity, in, invalid)
	}
	if err != nil {
		return err
	}
	said := ""
	if kept > 0 {
		said = words.Count(kept, "answer", "answers") + " confirmed"
	}
	if change > 0 {
		return h.redirect(c, paths.AssessmentStep(round, change), said)
	}
	return h.redirect(c, paths.QuickRound(round), said)
}
