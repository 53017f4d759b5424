package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"trellis/app/policy"
	"trellis/app/reports"
	"trellis/models/paths"
	"trellis/views/components"
	"trellis/views/layout"
	"trellis/views/reportsviews"
)

// findSkills is what of the network's skills an address asks for.
func findSkills(c echo.Context) reports.FindSkills {
	return reports.FindSkills{
		System: c.QueryParam("system"), Area: c.QueryParam("area"), Role: c.QueryParam("role"), By: c.QueryParam("by"), AsAt: c.QueryParam("as-at"),
	}
}

// networkSkills shows how organisations stand in what is asked of their people.
func (h *Handlers) networkSkills(c echo.Context) error {
	page, err := h.app.Reports.NetworkSkills(c.Request().Context(), actor(c), findSkills(c))
	if err != nil {
		return err
	}
	if wantsCSV(c) {
		return sendCSV(c, "network-skills.csv", page.Table())
	}
	frame, err := h.networkFrame(c, "Skills of the network")
	if err != nil {
		return err
	}
	return show(c, http.StatusOK, reportsviews.Skills(frame, page))
}

// networkSkill shows how the network stands in one competency.
func (h *Handlers) networkSkill(c echo.Context) error {
	page, err := h.app.Reports.NetworkSkill(c.Request().Context(), actor(c), c.Param("slug"), findSkills(c))
	if err != nil {
		return err
	}
	if wantsCSV(c) {
		return sendCSV(c, "network-"+page.Slug+".csv", page.Table())
	}
	frame, err := h.networkFrame(c, page.Name+" in the network")
	if err != nil {
		return err
	}
	return show(c, http.StatusOK, reportsviews.Skill(frame, page))
}

// networkUse shows whether what people can do is used.
func (h *Handlers) networkUse(c echo.Context) error {
	page, err := h.app.Reports.NetworkUse(c.Request().Context(), actor(c), findSkills(c))
	if err != nil {
		return err
	}
	if wantsCSV(c) {
		return sendCSV(c, "network-use.csv", page.Table())
	}
	frame, err := h.networkFrame(c, "Use of skills")
	if err != nil {
		return err
	}
	return show(c, http.StatusOK, reportsviews.Use(frame, page))
}

// demand shows who holds the places, and what is wanted.
func (h *Handlers) demand(c echo.Context) error {
	page, err := h.app.Reports.Demand(c.Request().Context(), actor(c))
	if err != nil {
		return err
	}
	if wantsCSV(c) {
		return sendCSV(c, "demand-and-places.csv", page.Table())
	}
	frame, err := h.networkFrame(c, "Demand and places")
	if err != nil {
		return err
	}
	return show(c, http.StatusOK, reportsviews.Demand(frame, page))
}

// networkFrame stands around a page of Network. Who may name leads finds there who leads, and who may let people in who asks.
func (h *Handlers) networkFrame(c echo.Context, title string) (layout.Page, error) {
	page := h.frame(c, title, "network")
	page.Wide = true
	var err error
	if page.Beside, err = h.asking(c); policy.May(actor(c), policy.NameLeads) {
		page.Beside = append([]components.SubItem{{Label: "Leads", Href: paths.NetworkLeads}}, page.Beside...)
	}
	if policy.May(actor(c), policy.ExportCompletions) {
		page.Beside = append(page.Beside, components.SubItem{Label: "Employers", Href: paths.Employers})
	}
	if policy.Scope(actor(c), policy.KeepRounds).All {
		page.Beside = append(page.Beside, components.SubItem{Label: "Rounds", Href: paths.Rounds})
	}
	page.Beside = append(page.Beside, components.SubItem{Label: "Needs of teams", Href: paths.NetworkNeeds})
	leadsTraining(c, &page)
	return page, err
}
