package handlers

import (
	"errors"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"trellis/app/frameworks"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/components"
	"trellis/views/layout"
	"trellis/views/roleviews"
)

// rolesFrame is the frame of a page about role profiles of a version.
func (h *Handlers) rolesFrame(c echo.Context, title string, at frameworks.AtVersion) layout.Page {
	page := h.oneFrame(c, title, components.Crumb{Label: "Frameworks", Href: paths.Frameworks})
	if !page.Viewer.Opens("admin") && !page.Viewer.Opens("frameworks") {
		page.Crumbs = []components.Crumb{{Label: "Home", Href: paths.Home}} // who leads the network draws, and edits none
	} else {
		page.Crumbs = append(page.Crumbs, components.Crumb{Label: at.Framework.Name, Href: paths.Framework(at.Framework.Code, at.Version.Version)})
	}
	return page
}

// underRoles is the frame of a page below the list of role profiles.
func (h *Handlers) underRoles(c echo.Context, title string, at frameworks.AtVersion) layout.Page {
	page := h.rolesFrame(c, title, at)
	page.Crumbs = append(page.Crumbs, components.Crumb{Label: "Role profiles", Href: paths.Roles(at.Framework.Code, at.Version.Version)})
	return page
}

func (h *Handlers) roleProfiles(c echo.Context) error {
	page, err := h.app.Frameworks.Roles(c.Request().Context(), actor(c), c.Param("code"), c.Param("version"))
	if err != nil {
		return err
	}
	if wantsCSV(c) {
		return sendCSV(c, "role-profiles.csv", page.Table())
	}
	return show(c, http.StatusOK, roleviews.Roles(h.rolesFrame(c, "Role profiles", page.AtVersion), page))
}

func (h *Handlers) roleProfile(c echo.Context) error {
	page, err := h.app.Frameworks.Role(c.Request().Context(), actor(c), c.Param("code"), c.Param("version"), c.Param("role"))
	if err != nil {
		return err
	}
	if wantsCSV(c) {
		return sendCSV(c, "role-profile.csv", page.Table())
	}
	return show(c, http.StatusOK, roleviews.Role(h.underRoles(c, page.Name, page.AtVersion), page))
}

func (h *Handlers) newRoleProfile(c echo.Context) error {
	basis := frameworks.RoleBasis{From: c.QueryParam("from"), Team: c.QueryParam("team")}
	form, err := h.app.Frameworks.NewRole(c.Request().Context(), actor(c), c.Param("code"), c.Param("version"), basis)
	if err != nil {
		return err
	}
	return h.showRoleForm(c, http.StatusOK, form)
}

func (h *Handlers) showRoleForm(c echo.Context, status int, form frameworks.RoleForm) error {
	title := "Draw a role profile"
	if form.Code != "" {
		title = "Change " + form.Now.Name
	}
	frame := h.underRoles(c, title, form.AtVersion)
	frame.Failed = status == http.StatusUnprocessableEntity
	return show(c, status, roleviews.RoleForm(frame, form, status == http.StatusConflict))
}

func (h *Handlers) drawRoleProfile(c echo.Context) error {
	ctx, code, version := c.Request().Context(), c.Param("code"), c.Param("version")
	in, err := roleInput(c)
	drawn := ""
	if err == nil {
		drawn, err = h.app.Frameworks.DrawRole(ctx, actor(c), code, version, in)
	}
	if invalid, ok := problems(err); ok {
		form, err := h.app.Frameworks.NewRole(ctx, actor(c), code, version, frameworks.RoleBasis{})
		if err != nil {
			return err
		}
		form.In, form.Invalid = in, invalid
		return h.showRoleForm(c, http.StatusUnprocessableEntity, form)
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.RoleProfile(code, version, drawn), "The role profile is drawn. It can be given to people from now on")
}

func (h *Handlers) changeRoleProfilePage(c echo.Context) error {
	form, err := h.app.Frameworks.ChangeRoleForm(c.Request().Context(), actor(c), c.Param("code"), c.Param("version"), c.Param("role"))
	if err != nil {
		return err
	}
	return h.showRoleForm(c, http.StatusOK, form)
}

// changeRoleProfile keeps a role profile that was drawn here. When somebody has changed it meanwhile it answers 409, and shows both.
func (h *Handlers) changeRoleProfile(c echo.Context) error {
	ctx, code, version, role := c.Request().Context(), c.Param("code"), c.Param("version"), c.Param("role")
	in, err := roleInput(c)
	if err == nil {
		err = h.app.Frameworks.ChangeRole(ctx, actor(c), code, version, role, in)
	}
	invalid, refused := problems(err)
	stale := errors.Is(err, models.ErrStale)
	if !refused && !stale {
		if err != nil {
			return err
		}
		return h.redirect(c, paths.RoleProfile(code, version, role), "Saved. It is asked like this from now on")
	}
	form, err := h.app.Frameworks.ChangeRoleForm(ctx, actor(c), code, version, role)
	if err != nil {
		return err
	}
	edition := form.In.Edition
	form.In, form.Invalid = in, invalid
	if stale {
		form.In.Edition = edition
		return h.showRoleForm(c, http.StatusConflict, form)
	}
	return h.showRoleForm(c, http.StatusUnprocessableEntity, form)
}

func (h *Handlers) retireRoleProfile(c echo.Context) error {
	code, version, role := c.Param("code"), c.Param("version"), c.Param("role")
	if err := h.app.Frameworks.RetireRole(c.Request().Context(), actor(c), code, version, role); err != nil {
		return err
	}
	return h.redirect(c, paths.RoleProfile(code, version, role), "Retired. It is given to nobody any more")
}

// roleInput reads the form: a level, the top of a range, and how it is asked, of each competency by its id.
func roleInput(c echo.Context) (frameworks.RoleInput, error) {
	in := frameworks.RoleInput{Asks: map[models.ID]frameworks.AskInput{}}
	err := decode(c, &in)
	posted := c.Request().PostForm
	for name := range posted {
		if id, found := strings.CutPrefix(name, "level-"); found {
			in.Asks[models.ID(id)] = frameworks.AskInput{
				Level: posted.Get(name), UpTo: posted.Get("upto-" + id), Kind: frameworks.AskKind(posted.Get("kind-" + id)),
			}
		}
	}
	return in, err
}
