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

func (h *Handlers) examples(c echo.Context) error {
	return h.showExamples(c, http.StatusOK, skills.AddExample{}, nil)
}

func (h *Handlers) showExamples(c echo.Context, status int, in skills.AddExample, problems models.Invalid) error {
	code, version := c.Param("code"), c.Param("version")
	page, err := h.app.Skills.Examples(c.Request().Context(), actor(c), code, version, c.Param("skill"))
	if err != nil {
		return err
	}
	page.Input = in
	frame := h.frame(c, "Worked examples of "+page.Competency.Name, "frameworks")
	frame.Crumbs = []components.Crumb{{Label: "Home", Href: paths.Home}, {Label: "Frameworks", Href: paths.Frameworks}, {Label: page.Framework.Name, Href: paths.Framework(code, version)}}
	frame.Failed = len(problems) > 0
	return show(c, status, skillsviews.Examples(frame, page, problems))
}

func (h *Handlers) addExample(c echo.Context) error {
	var in skills.AddExample
	if err := decode(c, &in); err != nil {
		return err
	}
	err := h.app.Skills.AddExample(c.Request().Context(), actor(c), c.Param("code"), c.Param("version"), c.Param("skill"), in)
	if invalid, ok := problems(err); ok {
		return h.showExamples(c, http.StatusUnprocessableEntity, in, invalid)
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.Examples(c.Param("code"), c.Param("version"), c.Param("skill")), "Added. People see it beside the level")
}

func (h *Handlers) withdrawExample(c echo.Context) error {
	code, version, skill := c.Param("code"), c.Param("version"), c.Param("skill")
	err := h.app.Skills.WithdrawExample(c.Request().Context(), actor(c), code, version, skill, models.ID(c.Param("example")))
	if err != nil {
		return err
	}
	return h.redirect(c, paths.Examples(code, version, skill), "Withdrawn. It is shown no more")
}
