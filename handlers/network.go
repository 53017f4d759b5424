package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"trellis/app/reports"
	"trellis/views/reportsviews"
)

// networkSkills shows how organisations stand in what is asked of their people.
func (h *Handlers) networkSkills(c echo.Context) error {
	find := reports.FindSkills{System: c.QueryParam("system"), Area: c.QueryParam("area")}
	page, err := h.app.Reports.NetworkSkills(c.Request().Context(), actor(c), find)
	if err != nil {
		return err
	}
	if wantsCSV(c) {
		return sendCSV(c, "network-skills.csv", page.Table())
	}
	frame := h.frame(c, "Skills of the network", "network")
	frame.Wide = true
	return show(c, http.StatusOK, reportsviews.Skills(frame, page))
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
	frame := h.frame(c, "Demand and places", "network")
	frame.Wide = true
	return show(c, http.StatusOK, reportsviews.Demand(frame, page))
}
