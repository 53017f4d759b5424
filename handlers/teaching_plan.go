package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"trellis/app/learning"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/components"
	"trellis/views/teachingviews"
	"trellis/views/words"
)

func (h *Handlers) newCohortPage(c echo.Context) error {
	var in learning.NewCohort
	if err := decodeFrom(c.QueryParams(), &in); err != nil {
		return err
	}
	page, err := h.app.Learning.NewCohort(c.Request().Context(), actor(c), in)
	if err != nil {
		return err
	}
	if c.QueryParams().Has("course") && page.Course.Code == "" {
		unchosen := models.Invalid{"course": learning.ChooseACourse}
		return h.showPlan(c, http.StatusUnprocessableEntity, teachingviews.PlanForm{NewCohortPage: page, Problems: unchosen})
	}
	return h.showPlan(c, http.StatusOK, teachingviews.PlanForm{NewCohortPage: page})
}

func (h *Handlers) showPlan(c echo.Context, status int, form teachingviews.PlanForm) error {
	page := h.frame(c, "Plan a cohort", "teaching")
	page.Crumbs = []components.Crumb{{Label: "Teaching", Href: paths.Teaching}}
	page.Failed = len(form.Problems) > 0
	if form.Course.Code == "" {
		return show(c, status, teachingviews.ChooseCourse(page, form))
	}
	return show(c, status, teachingviews.PlanCohort(page, form))
}

func (h *Handlers) planCohort(c echo.Context) error {
	ctx := c.Request().Context()
	var in learning.PlanCohort
	if err := decode(c, &in); err != nil {
		return err
	}
	cohort, err := h.app.Learning.PlanCohort(ctx, actor(c), in)
	if invalid, ok := problems(err); ok {
		page, err := h.app.Learning.NewCohort(ctx, actor(c), learning.NewCohort{Course: in.Course, From: in.Copied})
		if err != nil {
			return err
		}
		page.Plan = in
		return h.showPlan(c, http.StatusUnprocessableEntity, teachingviews.PlanForm{NewCohortPage: page, Problems: invalid})
	}
	if err != nil {
		return err
	}
	message := cohort.Name + " is planned. Share its link, so that people can enrol"
	if cohort.State == models.CohortDraft {
		message = cohort.Name + " is saved as a draft. Nobody else sees it until you open it"
	}
	return h.redirect(c, paths.Teach(cohort.Code), message)
}

func (h *Handlers) copyYearPage(c echo.Context) error {
	var in learning.CopyYear
	if err := decodeFrom(c.QueryParams(), &in); err != nil {
		return err
	}
	page, err := h.app.Learning.CopyYearPage(c.Request().Context(), actor(c), in)
	if invalid, ok := problems(err); ok {
		return h.showCopyYear(c, http.StatusUnprocessableEntity, teachingviews.CopyForm{CopyYearPage: page, Problems: invalid})
	}
	if err != nil {
		return err
	}
	return h.showCopyYear(c, http.StatusOK, teachingviews.CopyForm{CopyYearPage: page})
}

func (h *Handlers) showCopyYear(c echo.Context, status int, form teachingviews.CopyForm) error {
	page := h.frame(c, "Copy a year’s cohorts", "teaching")
	page.Crumbs = []components.Crumb{{Label: "Teaching", Href: paths.Teaching}}
	page.Failed, page.Wide = len(form.Problems) > 0, true
	return show(c, status, teachingviews.CopyYear(page, form))
}

func (h *Handlers) copyYear(c echo.Context) error {
	ctx := c.Request().Context()
	var in learning.CopyYear
	if err := decode(c, &in); err != nil {
		return err
	}
	copied, err := h.app.Learning.CopyYear(ctx, actor(c), in)
	status, invalid, stale, err := refusal(err)
	if err != nil {
		return err
	}
	if status != 0 {
		page, err := h.app.Learning.CopyYearPage(ctx, actor(c), in)
		if _, known := problems(err); err != nil && !known {
			return err
		}
		return h.showCopyYear(c, status, teachingviews.CopyForm{CopyYearPage: page, Problems: invalid, Stale: stale})
	}
	return h.redirect(c, paths.Teaching, words.Count(len(copied), "cohort is", "cohorts are")+" copied as drafts. Open each when it is ready")
}
