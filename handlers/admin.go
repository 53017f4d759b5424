package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"trellis/models"
	"trellis/models/paths"
	"trellis/views/adminviews"
	"trellis/views/components"
	"trellis/views/layout"
)

// listFrame is the frame of one of the administrator's lists: they are wide.
func (h *Handlers) listFrame(c echo.Context, title string) layout.Page {
	page := h.frame(c, title, "admin")
	page.Wide = true
	return page
}

// oneFrame is the frame of one thing of a list.
func (h *Handlers) oneFrame(c echo.Context, title string, list components.Crumb) layout.Page {
	page := h.frame(c, title, "admin")
	page.Crumbs = []components.Crumb{list}
	if page.Viewer.Opens("admin") { // an editor has the frameworks alone
		page.Crumbs = []components.Crumb{{Label: "Admin", Href: paths.Admin}, list}
	}
	return page
}

func (h *Handlers) admin(c echo.Context) error {
	page, err := h.app.Reports.Overview(c.Request().Context(), actor(c))
	if err != nil {
		return err
	}
	first, err := h.firstDay(c)
	if err != nil {
		return err
	}
	return show(c, http.StatusOK, adminviews.Overview(h.frame(c, "Admin", "admin"), page, first))
}

func (h *Handlers) outbox(c echo.Context) error {
	page, err := h.app.People.Outbox(c.Request().Context(), actor(c), pageAt(c))
	if err != nil {
		return err
	}
	return show(c, http.StatusOK, adminviews.Outbox(h.listFrame(c, "Outbox"), page))
}

func (h *Handlers) message(c echo.Context) error {
	message, err := h.app.People.Message(c.Request().Context(), actor(c), models.ID(c.Param("id")))
	if err != nil {
		return err
	}
	page := h.oneFrame(c, message.Subject, components.Crumb{Label: "Outbox", Href: paths.Outbox})
	return show(c, http.StatusOK, adminviews.Message(page, message))
}
