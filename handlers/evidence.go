package handlers

import (
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"trellis/app/skills"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/components"
	"trellis/views/skillsviews"
)

func (h *Handlers) newEvidencePage(c echo.Context) error {
	return h.showEvidence(c, http.StatusOK, skills.AddEvidence{Then: c.QueryParam("then")}, nil)
}

func (h *Handlers) showEvidence(c echo.Context, status int, in skills.AddEvidence, problems models.Invalid) error {
	page, err := h.app.Skills.Evidence(c.Request().Context(), actor(c), c.Param("slug"))
	if err != nil {
		return err
	}
	in.Then = stepOnly(in.Then)
	page.Input = in
	frame := h.underSkills(c, "Add evidence for "+page.Skill.Name)
	frame.Crumbs = append(frame.Crumbs, components.Crumb{Label: page.Skill.Name, Href: paths.Skill(page.Skill.Slug)})
	frame.Failed = len(problems) > 0
	return show(c, status, skillsviews.NewEvidence(frame, page, problems))
}

// stepOnly is the address of a step of a self-assessment, or nothing: no form leads elsewhere.
func stepOnly(address string) string {
	if strings.HasPrefix(address, paths.Skills+"/assessments/") && !strings.ContainsAny(address, "\\?#") && !strings.Contains(address, "//") {
		return address
	}
	return ""
}

func (h *Handlers) addEvidence(c echo.Context) error {
	var in skills.AddEvidence
	if err := decode(c, &in); err != nil {
		return err
	}
	err := h.app.Skills.AddEvidence(c.Request().Context(), actor(c), c.Param("slug"), in)
	if invalid, ok := problems(err); ok {
		return h.showEvidence(c, http.StatusUnprocessableEntity, in, invalid)
	}
	if err != nil {
		return err
	}
	if then := stepOnly(in.Then); then != "" {
		return h.redirect(c, then, "Evidence saved")
	}
	return h.redirect(c, paths.Skill(c.Param("slug")), "Evidence saved")
}

func (h *Handlers) withdrawEvidence(c echo.Context) error {
	err := h.app.Skills.WithdrawEvidence(c.Request().Context(), actor(c), models.ID(c.Param("id")))
	if err != nil {
		return err
	}
	return h.redirect(c, paths.Skill(c.Param("slug")), "Evidence withdrawn. It stays in your history")
}
