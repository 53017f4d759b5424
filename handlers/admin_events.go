package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"trellis/app/reports"
	"trellis/models"
	"trellis/views/adminviews"
)

func (h *Handlers) events(c echo.Context) error {
	ctx, a := c.Request().Context(), actor(c)
	find := reports.FindEvents{
		Act: c.QueryParam("act"), Person: models.ID(c.QueryParam("person")), Thing: models.ID(c.QueryParam("thing")),
		By: c.QueryParam("by"), About: c.QueryParam("about"),
		From: c.QueryParam("from"), To: c.QueryParam("to"), At: pageAt(c),
	}
	if wantsCSV(c) {
		return sendList(c, "events.csv", adminviews.EventsHead(), adminviews.EventCells, func(do func([]reports.ListedEvent) error) error {
			return h.app.Reports.EachEvent(ctx, a, find, do)
		})
	}
	page, err := h.app.Reports.FindEvents(ctx, a, find)
	if err != nil {
		return err
	}
	return show(c, http.StatusOK, adminviews.Events(h.listFrame(c, "Events"), page))
}
