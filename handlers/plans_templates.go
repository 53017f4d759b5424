package handlers

import (
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"trellis/app/plans"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/components"
	"trellis/views/layout"
	"trellis/views/planviews"
	"trellis/views/words"
)

// templateFrame is the frame of a page about templates for plans.
func (h *Handlers) templateFrame(c echo.Context, title string, problems models.Invalid) layout.Page {
	page := h.underTeam(c, title, "My team", paths.TeamSkills)
	if title != "Templates for plans" {
		page.Crumbs = append(page.Crumbs, components.Crumb{Label: "Templates for plans", Href: paths.PlanTemplates})
	}
	page.Failed = len(problems) > 0
	return page
}

func (h *Handlers) planTemplates(c echo.Context) error {
	page, err := h.app.Plans.Templates(c.Request().Context(), actor(c))
	if err != nil {
		return err
	}
	if wantsCSV(c) {
		return sendCSV(c, "plan-templates.csv", page.Table())
	}
	return show(c, http.StatusOK, planviews.Templates(h.templateFrame(c, "Templates for plans", nil), page))
}

func (h *Handlers) planTemplate(c echo.Context) error {
	return h.showTemplate(c, http.StatusOK, planviews.Template{})
}

func (h *Handlers) showTemplate(c echo.Context, status int, f planviews.Template) (err error) {
	if f.TemplatePage, err = h.app.Plans.Template(c.Request().Context(), actor(c), models.ID(c.Param("id"))); err != nil {
		return err
	}
	title := "Add a template"
	if c.Param("id") != "" {
		title = f.Template.Name
	}
	if status == http.StatusOK {
		f.In = f.TemplatePage.In
	} else if f.Stale {
		f.In.Revision = f.Template.Revision
	}
	return show(c, status, planviews.TemplateForm(h.templateFrame(c, title, f.Problems), f))
}

func (h *Handlers) saveTemplate(c echo.Context) error {
	var in plans.WriteTemplate
	var id models.ID
	err := decode(c, &in)
	if err == nil {
		id, err = h.app.Plans.SaveTemplate(c.Request().Context(), actor(c), models.ID(c.Param("id")), in)
	}
	if invalid, ok := problems(err); ok {
		return h.showTemplate(c, http.StatusUnprocessableEntity, planviews.Template{In: in, Problems: invalid})
	}
	if errors.Is(err, models.ErrStale) {
		return h.showTemplate(c, http.StatusConflict, planviews.Template{In: in, Stale: true})
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.PlanTemplate(id), "The template is saved")
}

func (h *Handlers) retireTemplate(c echo.Context) error {
	if err := h.app.Plans.RetireTemplate(c.Request().Context(), actor(c), models.ID(c.Param("id"))); err != nil {
		return err
	}
	return h.redirect(c, paths.PlanTemplates, "Put away. What it gave to people stays in their plans")
}

func (h *Handlers) applyTemplatePage(c echo.Context) error {
	return h.showApply(c, http.StatusOK, planviews.Apply{})
}

func (h *Handlers) showApply(c echo.Context, status int, f planviews.Apply) (err error) {
	if f.ApplyPage, err = h.app.Plans.ApplyForm(c.Request().Context(), actor(c), models.ID(c.Param("id"))); err != nil {
		return err
	}
	return show(c, status, planviews.ApplyPage(h.templateFrame(c, "Who gets these actions?", f.Problems), f))
}

func (h *Handlers) applyTemplate(c echo.Context) error {
	var in plans.Apply
	var done plans.Applied
	id, err := models.ID(c.Param("id")), decode(c, &in)
	if err == nil {
		done, err = h.app.Plans.Apply(c.Request().Context(), actor(c), id, in)
	}
	if invalid, ok := problems(err); ok {
		return h.showApply(c, http.StatusUnprocessableEntity, planviews.Apply{Chosen: in.People, Problems: invalid})
	}
	if errors.Is(err, models.ErrStale) {
		return h.showApply(c, http.StatusConflict, planviews.Apply{Chosen: in.People, Stale: true})
	}
	if err != nil {
		return err
	}
	said := words.Count(done.Added, "action", "actions") + " added to the plans of " + words.Count(done.People, "person", "people")
	if done.Skipped > 0 {
		said += ", " + words.Number(done.Skipped) + " not needed"
	}
	return h.redirect(c, paths.PlanTemplate(id), said)
}

func (h *Handlers) undoTemplate(c echo.Context) error {
	n, err := h.app.Plans.UndoApply(c.Request().Context(), actor(c), models.ID(c.Param("id")), models.ID(c.Param("application")))
	if err != nil {
		return err
	}
	return h.redirect(c, paths.PlanTemplate(models.ID(c.Param("id"))), "Taken back: "+words.Count(n, "action", "actions"))
}
