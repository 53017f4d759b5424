package handlers

import (
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"trellis/app/frameworks"
	"trellis/app/policy"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/frameworkviews"
)

// crosswalkRoutes are how the competencies of a version compare with those of other frameworks.
func (h *Handlers) crosswalkRoutes() []Route {
	const crosswalk = "/admin/frameworks/:code/:version/crosswalk"
	return []Route{
		{get, crosswalk, policy.SeeFrameworks, h.crosswalk},
		{get, crosswalk + "/:competency", policy.WriteFrameworks, h.matchPage},
		{post, crosswalk + "/:competency", policy.WriteFrameworks, h.sayMatch},
		{post, crosswalk + "/:competency/remove", policy.WriteFrameworks, h.dropMatch},
	}
}

func (h *Handlers) crosswalk(c echo.Context) error {
	page, err := h.app.Frameworks.Crosswalk(c.Request().Context(), actor(c), frameworks.FindCrosswalk{
		Code: c.Param("code"), Version: c.Param("version"), With: models.ID(c.QueryParam("with")), Missing: c.QueryParam("show") == "missing",
	})
	if err != nil {
		return err
	}
	if wantsCSV(c) {
		rows := frameworkviews.CrosswalkRows(page)
		return sendList(c, "crosswalk.csv", frameworkviews.CrosswalkHead(), frameworkviews.CrosswalkCells, func(do func([]frameworkviews.CrosswalkRow) error) error {
			return do(rows)
		})
	}
	return show(c, http.StatusOK, frameworkviews.Crosswalk(h.frameworkFrame(c, "Crosswalk of "+page.Framework.Name, page.Framework.Name), page))
}

func (h *Handlers) matchPage(c echo.Context) error {
	return h.showMatch(c, http.StatusOK, models.ID(c.QueryParam("to")), nil, frameworkviews.Form{})
}

// showMatch asks how two competencies compare: as it was said, or as somebody typed it.
func (h *Handlers) showMatch(c echo.Context, status int, to models.ID, typed *frameworks.WriteMatch, f frameworkviews.Form) error {
	page, err := h.app.Frameworks.Match(c.Request().Context(), actor(c), c.Param("code"), c.Param("version"), models.ID(c.Param("competency")), models.ID(c.QueryParam("with")), to)
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
	frame := h.frameworkFrame(c, "Compare "+page.Of.Name, page.Framework.Name)
	frame.Failed = status != http.StatusOK
	return show(c, status, frameworkviews.Match(frame, page, in, f))
}

func (h *Handlers) sayMatch(c echo.Context) error {
	var in frameworks.WriteMatch
	err := decode(c, &in)
	code, version, with := c.Param("code"), c.Param("version"), models.ID(c.QueryParam("with"))
	if err == nil {
		err = h.app.Frameworks.SayMatch(c.Request().Context(), actor(c), code, version, models.ID(c.Param("competency")), with, in)
	}
	if status, f, is := refused(err); is {
		to := models.ID("")
		if f.Stale {
			to = in.To
		}
		return h.showMatch(c, status, to, &in, f)
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.Crosswalk(code, version, with), "Saved")
}

func (h *Handlers) dropMatch(c echo.Context) error {
	code, version := c.Param("code"), c.Param("version")
	err := h.app.Frameworks.DropMatch(c.Request().Context(), actor(c), code, version, models.ID(c.Param("competency")), models.ID(c.QueryParam("to")), c.QueryParam("edition"))
	back := paths.Crosswalk(code, version, models.ID(c.QueryParam("with")))
	if errors.Is(err, models.ErrStale) {
		return h.redirect(c, back, "Somebody changed the match since you opened this page: it was left as it is now")
	}
	if err != nil {
		return err
	}
	return h.redirect(c, back, "Taken out")
}
