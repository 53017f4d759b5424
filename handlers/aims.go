package handlers

import (
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"trellis/app/skills"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/roleviews"
)

func (h *Handlers) aimPage(c echo.Context) error { return h.showAim(c, http.StatusOK, "", nil) }

func (h *Handlers) showAim(c echo.Context, status int, typed models.ID, invalid models.Invalid) error {
	page, err := h.app.Skills.AimForm(c.Request().Context(), actor(c))
	if err != nil {
		return err
	}
	if typed != "" {
		page.Aim = typed
	}
	frame := h.underSkills(c, "The role you aim at")
	frame.Failed = len(invalid) > 0
	return show(c, status, roleviews.Aim(frame, page, invalid))
}

func (h *Handlers) aim(c echo.Context) error {
	role := models.ID(c.Request().PostForm.Get("role"))
	err := h.app.Skills.Aim(c.Request().Context(), actor(c), role)
	if invalid, ok := problems(err); ok {
		return h.showAim(c, http.StatusUnprocessableEntity, role, invalid)
	}
	switch {
	case err != nil:
		return err
	case role == "":
		return h.redirect(c, paths.Skills, "You aim at no other role now")
	}
	return h.redirect(c, paths.SkillsAimed, "Saved. Only you see it")
}

func (h *Handlers) chooseSkillsPage(c echo.Context) error {
	return h.showChoose(c, http.StatusOK, skills.ChooseSkills{}, nil)
}

func (h *Handlers) showChoose(c echo.Context, status int, in skills.ChooseSkills, invalid models.Invalid) error {
	page, err := h.app.Skills.ToChoose(c.Request().Context(), actor(c))
	if err != nil {
		return err
	}
	for _, open := range page.Open {
		for i := range open.Skills {
			if open.Profile.ID == in.Role {
				open.Skills[i].Chosen = slices.Contains(in.Skills, open.Skills[i].ID)
			}
		}
	}
	frame := h.underSkills(c, "Choose your skills")
	frame.Failed = len(invalid) > 0
	return show(c, status, roleviews.Choose(frame, page, invalid))
}

func (h *Handlers) chooseSkills(c echo.Context) error {
	var in skills.ChooseSkills
	err := decode(c, &in)
	if err == nil {
		err = h.app.Skills.Choose(c.Request().Context(), actor(c), in)
	}
	if invalid, ok := problems(err); ok {
		return h.showChoose(c, http.StatusUnprocessableEntity, in, invalid)
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.Skills, "Saved. This is what your role asks of you now")
}

func (h *Handlers) compareRoles(c echo.Context) error {
	one, other := c.QueryParam("one"), c.QueryParam("other")
	page, err := h.app.Skills.CompareRoles(c.Request().Context(), actor(c), models.ID(one), models.ID(other))
	status := http.StatusOK
	invalid, refused := problems(err)
	if refused {
		status = http.StatusUnprocessableEntity
	} else if err != nil {
		return err
	}
	if wantsCSV(c) && !refused {
		return sendCSV(c, "roles-compared.csv", page.Table())
	}
	frame := h.underSkills(c, "Compare two roles")
	frame.Failed = refused
	return show(c, status, roleviews.Compare(frame, page, one, other, invalid))
}
