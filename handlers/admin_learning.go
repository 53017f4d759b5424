package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"trellis/app/learning"
	"trellis/app/skills"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/adminviews"
	"trellis/views/components"
)

func (h *Handlers) allCourses(c echo.Context) error {
	ctx, a := c.Request().Context(), actor(c)
	find := learning.ListCourses{Text: c.QueryParam("q"), How: c.QueryParam("how"), At: pageAt(c)}
	if wantsCSV(c) {
		return sendList(c, "courses.csv", adminviews.CoursesHead(), adminviews.CourseCells, func(do func([]learning.CourseLine) error) error {
			return h.app.Learning.EachListedCourse(ctx, a, find, do)
		})
	}
	page, err := h.app.Learning.ListCourses(ctx, a, find)
	if err != nil {
		return err
	}
	return show(c, http.StatusOK, adminviews.Courses(h.listFrame(c, "All courses"), page))
}

func (h *Handlers) allCohorts(c echo.Context) error {
	ctx, a := c.Request().Context(), actor(c)
	find := learning.ListCohorts{
		Text: c.QueryParam("q"), Course: c.QueryParam("course"), Stage: models.CohortStage(c.QueryParam("stage")),
		From: c.QueryParam("from"), To: c.QueryParam("to"), At: pageAt(c),
	}
	if wantsCSV(c) {
		return sendList(c, "cohorts.csv", adminviews.CohortsHead(), adminviews.CohortCells, func(do func([]learning.CohortLine) error) error {
			return h.app.Learning.EachCohort(ctx, a, find, do)
		})
	}
	page, err := h.app.Learning.ListCohorts(ctx, a, find)
	if err != nil {
		return err
	}
	return show(c, http.StatusOK, adminviews.Cohorts(h.listFrame(c, "Cohorts"), page))
}

func (h *Handlers) frameworks(c echo.Context) error {
	ctx, a := c.Request().Context(), actor(c)
	find := skills.FindFrameworks{Text: c.QueryParam("q"), State: models.VersionState(c.QueryParam("state")), At: pageAt(c)}
	if wantsCSV(c) {
		return sendList(c, "frameworks.csv", adminviews.FrameworksHead(), adminviews.FrameworkCells, func(do func([]skills.ListedVersion) error) error {
			return h.app.Skills.EachFramework(ctx, a, find, do)
		})
	}
	page, err := h.app.Skills.FindFrameworks(ctx, a, find)
	if err != nil {
		return err
	}
	return show(c, http.StatusOK, adminviews.Frameworks(h.listFrame(c, "Frameworks"), page))
}

func (h *Handlers) framework(c echo.Context) error {
	page, err := h.app.Skills.Framework(c.Request().Context(), actor(c), c.Param("code"), c.Param("version"))
	if err != nil {
		return err
	}
	frame := h.oneFrame(c, page.Framework.Name+", version "+page.Version.Version, components.Crumb{Label: "Frameworks", Href: paths.Frameworks})
	return show(c, http.StatusOK, adminviews.Framework(frame, page))
}
