package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"trellis/app/skills"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/components"
	"trellis/views/skillsviews"
)

func (h *Handlers) skillHistory(c echo.Context) error {
	page, err := h.app.Skills.SkillHistory(c.Request().Context(), actor(c), c.Param("slug"))
	if err != nil {
		return err
	}
	if wantsCSV(c) {
		return sendCSV(c, page.Skill.Slug+"-history.csv", page.Table())
	}
	frame := h.underSkills(c, page.Skill.Name+" over time")
	frame.Crumbs = append(frame.Crumbs, components.Crumb{Label: page.Skill.Name, Href: paths.Skill(page.Skill.Slug)})
	return show(c, http.StatusOK, skillsviews.History(frame, page, paths.SkillHistory(page.Skill.Slug)+"?format=csv"))
}

func (h *Handlers) teamPersonSkill(c echo.Context) error {
	page, err := h.app.Skills.TeamPersonSkill(c.Request().Context(), actor(c), models.ID(c.Param("id")), c.Param("slug"))
	if err != nil {
		return err
	}
	if wantsCSV(c) {
		return sendCSV(c, page.Skill.Slug+"-history.csv", page.Table())
	}
	frame := h.underTeam(c, page.Skill.Name+", "+page.Person.Name, page.Person.Name, paths.TeamPerson(page.Person.ID))
	return show(c, http.StatusOK, skillsviews.History(frame, page, paths.TeamPersonSkill(page.Person.ID, page.Skill.Slug)+"?format=csv"))
}

func (h *Handlers) skillsAsAt(c echo.Context) error {
	page, err := h.app.Skills.AsAt(c.Request().Context(), actor(c), c.QueryParam("on"))
	if err != nil {
		return err
	}
	return h.showAsAt(c, page, paths.SkillsOn(page.On))
}

func (h *Handlers) teamPersonAsAt(c echo.Context) error {
	page, err := h.app.Skills.TeamPersonAsAt(c.Request().Context(), actor(c), models.ID(c.Param("id")), c.QueryParam("on"))
	if err != nil {
		return err
	}
	return h.showAsAt(c, page, paths.TeamPersonOn(page.Person.ID, page.On))
}

// showAsAt shows where somebody stood on a day: as a page or, of the same figures, as a file.
func (h *Handlers) showAsAt(c echo.Context, page skills.AsAtPage, here string) error {
	if wantsCSV(c) {
		return sendCSV(c, "skills-"+string(page.On)+".csv", page.Table())
	}
	frame := h.underSkills(c, "My skills as at a day")
	if !page.Own {
		frame = h.underTeam(c, page.Person.Name+" as at a day", page.Person.Name, paths.TeamPerson(page.Person.ID))
	}
	status := http.StatusOK
	if page.Problem != "" {
		status = http.StatusUnprocessableEntity
	}
	return show(c, status, skillsviews.AsAt(frame, page, here+"&format=csv"))
}
