package handlers

import (
	"errors"
	"net/http"
	"net/url"
	"strings"

	"github.com/labstack/echo/v4"

	"trellis/app/frameworks"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/roleviews"
)

// moveVersionPage asks what follows each role profile; once the address says it, the page says what that does.
func (h *Handlers) moveVersionPage(c echo.Context) error {
	return h.showVersionMove(c, http.StatusOK, versionMove(c.QueryParams()), nil)
}

// showVersionMove shows the form, or the preview of what was chosen, with what is wrong with that.
func (h *Handlers) showVersionMove(c echo.Context, status int, in frameworks.MoveVersion, wrong models.Invalid) error {
	page, err := h.app.Frameworks.MovePage(c.Request().Context(), actor(c), c.Param("code"), c.Param("version"), in)
	invalid, refused := problems(err)
	if err != nil && !refused {
		return err
	}
	frame := h.rolesFrame(c, "Move people to version "+page.Version.Version, page.AtVersion)
	if refused {
		frame.Failed = true
		return show(c, http.StatusUnprocessableEntity, roleviews.Move(frame, page, invalid))
	}
	if page.Preview == nil {
		return show(c, status, roleviews.Move(frame, page, nil))
	}
	frame.Failed = len(wrong) > 0
	return show(c, status, roleviews.MovePreview(frame, page, status == http.StatusConflict, wrong))
}

func (h *Handlers) moveVersion(c echo.Context) error {
	code, version := c.Param("code"), c.Param("version")
	in := versionMove(c.Request().PostForm)
	if in.To == nil {
		in.To = map[models.ID]string{}
	}
	move, err := h.app.Frameworks.MoveVersion(c.Request().Context(), actor(c), code, version, in)
	if errors.Is(err, models.ErrStale) {
		return h.showVersionMove(c, http.StatusConflict, in, nil)
	}
	if invalid, refused := problems(err); refused {
		return h.showVersionMove(c, http.StatusUnprocessableEntity, in, invalid)
	}
	if err != nil {
		return err
	}
	message := "People are being moved. This page tells how far it is"
	if move.State == models.VersionMoved {
		message = "Everybody is moved"
	}
	return h.redirect(c, paths.VersionMove(code, version, string(move.ID)), message)
}

func (h *Handlers) versionMovePage(c echo.Context) error {
	page, err := h.app.Frameworks.VersionMove(c.Request().Context(), actor(c), c.Param("code"), c.Param("version"), models.ID(c.Param("move")))
	if err != nil {
		return err
	}
	frame := h.rolesFrame(c, "From version "+page.From+" to version "+page.Version.Version, page.AtVersion)
	if page.Move.State == models.VersionMoving {
		frame.Refresh = refreshMove
	}
	return show(c, http.StatusOK, roleviews.VersionMove(frame, page))
}

// versionMove reads what was chosen: what follows a role profile, by its id.
func versionMove(values url.Values) frameworks.MoveVersion {
	in := frameworks.MoveVersion{From: values.Get("from"), Seen: values.Get("seen"), Back: values.Get("back") == "true"}
	for name := range values {
		if id, found := strings.CutPrefix(name, "to-"); found {
			if in.To == nil {
				in.To = map[models.ID]string{}
			}
			in.To[models.ID(id)] = values.Get(name)
		}
	}
	return in
}
