package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"trellis/app/skills"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/skillsviews"
)

// assessSkillPage asks for one skill: in the round that is open, where that asks for it.
func (h *Handlers) assessSkillPage(c echo.Context) error {
	return h.showSingle(c, http.StatusOK, skills.SaveAnswer{}, nil)
}

func (h *Handlers) showSingle(c echo.Context, status int, in skills.SaveAnswer, problems models.Invalid) error {
	page, err := h.app.Skills.Single(c.Request().Context(), actor(c), c.Param("slug"))
	if err != nil {
		return err
	}
	if page.Item > 0 {
		return h.redirect(c, paths.AssessmentStep(page.Round, page.Item), "")
	}
	page.Input = in
	frame := h.frame(c, "Assess "+page.Skill.Name, "skills")
	frame.Back, frame.Failed = paths.Skill(page.Skill.Slug), len(problems) > 0
	return show(c, status, skillsviews.Single(frame, page, problems))
}

func (h *Handlers) assessSkill(c echo.Context) error {
	var in skills.SaveAnswer
	if err := decode(c, &in); err != nil {
		return err
	}
	asks, err := h.app.Skills.AssessSkill(c.Request().Context(), actor(c), c.Param("slug"), in)
	if invalid, ok := problems(err); ok {
		return h.showSingle(c, http.StatusUnprocessableEntity, in, invalid)
	}
	if err != nil {
		return err
	}
	if asks {
		in.AskedChance = true
		return h.showSingle(c, http.StatusOK, in, nil)
	}
	return h.redirect(c, paths.Skill(c.Param("slug")), "Sent. Your manager is asked to agree")
}
