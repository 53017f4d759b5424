package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"trellis/models/paths"
	"trellis/views/skillsviews"
)

func (h *Handlers) addedSkills(c echo.Context) error {
	page, err := h.app.Skills.Added(c.Request().Context(), actor(c), c.QueryParam("words"))
	if err != nil {
		return err
	}
	return show(c, http.StatusOK, skillsviews.Added(h.underSkills(c, "Skills you add"), page))
}

func (h *Handlers) addSkill(c echo.Context) error {
	err := h.app.Skills.AddSkill(c.Request().Context(), actor(c), c.Param("slug"))
	if _, refused := problems(err); refused {
		return h.redirect(c, paths.AddedSkills, "Your role asks for this already")
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.AddedSkills, "Skill added. You are asked about it in each round")
}

func (h *Handlers) removeSkill(c echo.Context) error {
	if err := h.app.Skills.RemoveSkill(c.Request().Context(), actor(c), c.Param("slug")); err != nil {
		return err
	}
	return h.redirect(c, paths.AddedSkills, "Skill removed. What you have sent stays")
}
