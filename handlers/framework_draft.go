package handlers

import (
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"trellis/app/frameworks"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/components"
	"trellis/views/frameworkviews"
	"trellis/views/layout"
)

// frameworkFrame is the frame of a page of one version of a framework.
func (h *Handlers) frameworkFrame(c echo.Context, title, name string) layout.Page {
	page := h.oneFrame(c, title, components.Crumb{Label: "Frameworks", Href: paths.Frameworks})
	code, version := c.Param("code"), c.Param("version")
	if name != "" {
		page.Crumbs = append(page.Crumbs, components.Crumb{Label: name + ", version " + version, Href: paths.Framework(code, version)})
	}
	return page
}

// refused tells what a page is shown again with, where a form was not taken: with its problems, or because somebody was quicker.
func refused(err error) (status int, f frameworkviews.Form, is bool) {
	if invalid, ok := problems(err); ok {
		return http.StatusUnprocessableEntity, frameworkviews.Form{Problems: invalid}, true
	}
	if errors.Is(err, models.ErrStale) {
		return http.StatusConflict, frameworkviews.Form{Stale: true}, true
	}
	return http.StatusOK, frameworkviews.Form{}, false
}

func (h *Handlers) beginFrameworkPage(c echo.Context) error {
	in := frameworks.BeginFramework{Version: "1", WriteAbout: frameworks.WriteAbout{Lowest: "0", Language: "en-GB"}}
	for _, label := range []string{"Not yet", "Learning", "Working", "Leading", "Expert"} {
		in.Levels = append(in.Levels, frameworks.WriteLevel{Label: label})
	}
	return h.showBeginFramework(c, http.StatusOK, in, frameworkviews.Form{})
}

func (h *Handlers) showBeginFramework(c echo.Context, status int, in frameworks.BeginFramework, f frameworkviews.Form) error {
	if err := frameworks.MayBegin(actor(c)); err != nil {
		return err
	}
	page := h.frameworkFrame(c, "Begin a framework", "")
	page.Failed = status != http.StatusOK
	return show(c, status, frameworkviews.Begin(page, in, f))
}

func (h *Handlers) beginFramework(c echo.Context) error {
	var in frameworks.BeginFramework
	err := decode(c, &in)
	var code, version string
	if err == nil {
		code, version, err = h.app.Frameworks.Begin(c.Request().Context(), actor(c), in)
	}
	if status, f, is := refused(err); is {
		return h.showBeginFramework(c, status, in, f)
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.WriteFramework(code, version), "The draft is begun. Only editors see it")
}

func (h *Handlers) nextFrameworkPage(c echo.Context) error {
	return h.showNextFramework(c, http.StatusOK, frameworks.NextVersion{}, frameworkviews.Form{})
}

func (h *Handlers) showNextFramework(c echo.Context, status int, in frameworks.NextVersion, f frameworkviews.Form) error {
	page, err := h.app.Frameworks.NextPage(c.Request().Context(), actor(c), c.Param("code"), c.Param("version"))
	if err != nil {
		return err
	}
	frame := h.frameworkFrame(c, "Draw a new version", page.Framework.Name)
	frame.Failed = status != http.StatusOK
	return show(c, status, frameworkviews.Next(frame, page, in, f))
}

func (h *Handlers) nextFramework(c echo.Context) error {
	var in frameworks.NextVersion
	err := decode(c, &in)
	var version string
	if err == nil {
		version, err = h.app.Frameworks.Draw(c.Request().Context(), actor(c), c.Param("code"), c.Param("version"), in)
	}
	if status, f, is := refused(err); is {
		return h.showNextFramework(c, status, in, f)
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.WriteFramework(c.Param("code"), version), "The new version is a draft. Version "+c.Param("version")+" stays as it is")
}

func (h *Handlers) frameworkDraft(c echo.Context) error {
	page, err := h.app.Frameworks.Draft(c.Request().Context(), actor(c), c.Param("code"), c.Param("version"))
	if err != nil {
		return err
	}
	return show(c, http.StatusOK, frameworkviews.Draft(h.frameworkFrame(c, "Write "+page.Framework.Name, page.Framework.Name), page))
}

func (h *Handlers) moveInFramework(c echo.Context) error {
	form := c.Request().PostForm
	in := frameworks.Move{Domain: models.ID(form.Get("domain")), Competency: models.ID(form.Get("competency")), Up: form.Get("way") == "up"}
	err := h.app.Frameworks.Move(c.Request().Context(), actor(c), c.Param("code"), c.Param("version"), in)
	if err != nil && !errors.Is(err, models.ErrNotFound) {
		return err
	}
	if errors.Is(err, models.ErrNotFound) { // gone meanwhile; what is no draft answers so there
		return h.frameworkDraft(c)
	}
	return h.redirect(c, paths.WriteFramework(c.Param("code"), c.Param("version")), "")
}

func (h *Handlers) dropFrameworkPage(c echo.Context) error {
	return h.askDrop(c, http.StatusOK, frameworkviews.Form{})
}

func (h *Handlers) askDrop(c echo.Context, status int, f frameworkviews.Form) error {
	code, version := c.Param("code"), c.Param("version")
	page, err := h.app.Frameworks.About(c.Request().Context(), actor(c), code, version)
	if err != nil {
		return err
	}
	return show(c, status, frameworkviews.Ask(h.frameworkFrame(c, "Drop the draft of "+page.Framework.Name+"?", page.Framework.Name), frameworkviews.Asked{
		Means: "All that is written of version " + version + ", what is said of it, and its reviews are forgotten. What is published stays as it is.", Button: "Drop the draft",
		Action: paths.DropFrameworkDraft(code, version), Back: paths.WriteFramework(code, version),
	}, f))
}

func (h *Handlers) dropFramework(c echo.Context) error {
	err := h.app.Frameworks.DropDraft(c.Request().Context(), actor(c), c.Param("code"), c.Param("version"))
	if status, f, is := refused(err); is {
		return h.askDrop(c, status, f)
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.Frameworks, "The draft is dropped")
}

func (h *Handlers) frameworkAbout(c echo.Context) error {
	return h.showFrameworkAbout(c, http.StatusOK, nil, frameworkviews.Form{})
}

func (h *Handlers) showFrameworkAbout(c echo.Context, status int, typed *frameworks.WriteAbout, f frameworkviews.Form) error {
	page, err := h.app.Frameworks.About(c.Request().Context(), actor(c), c.Param("code"), c.Param("version"))
	if err != nil {
		return err
	}
	in := page.In
	if typed != nil {
		in = *typed
	}
	if f.Stale {
		in.Edition = page.In.Edition
	}
	frame := h.frameworkFrame(c, "About "+page.Framework.Name, page.Framework.Name)
	frame.Failed = status != http.StatusOK
	return show(c, status, frameworkviews.About(frame, page, in, f))
}

func (h *Handlers) saveFrameworkAbout(c echo.Context) error {
	var in frameworks.WriteAbout
	err := decode(c, &in)
	if err == nil {
		err = h.app.Frameworks.SaveAbout(c.Request().Context(), actor(c), c.Param("code"), c.Param("version"), in)
	}
	if status, f, is := refused(err); is {
		return h.showFrameworkAbout(c, status, &in, f)
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.WriteFramework(c.Param("code"), c.Param("version")), "The draft is saved")
}
