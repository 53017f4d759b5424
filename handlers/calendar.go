package handlers

import (
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"trellis/handlers/web"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/calendarviews"
)

// feed is a personal calendar, for the program that has its address.
func (h *Handlers) feed(c echo.Context) error {
	noIndex(c)
	token, found := strings.CutSuffix(c.Param("file"), ".ics")
	if !found {
		return models.ErrNotFound
	}
	feed, err := h.app.Calendar.Open(c.Request().Context(), token, web.From(c.RealIP()))
	if err != nil {
		return err
	}
	mark := `W/"` + feed.Mark + `"`
	c.Response().Header().Set("ETag", mark)
	for asked := range strings.SplitSeq(c.Request().Header.Get("If-None-Match"), ",") {
		if strings.TrimSpace(asked) == mark {
			return c.NoContent(http.StatusNotModified)
		}
	}
	return c.Blob(http.StatusOK, "text/calendar; charset=utf-8", []byte(feed.Text))
}

func (h *Handlers) calendar(c echo.Context) error {
	feed, err := h.app.Calendar.Mine(c.Request().Context(), actor(c))
	if err != nil {
		return err
	}
	return show(c, http.StatusOK, calendarviews.Calendar(h.frame(c, "Your calendar", ""), feed))
}

// makeFeed answers with the address itself and not with a redirect: it is shown this once and kept nowhere.
func (h *Handlers) makeFeed(c echo.Context) error {
	address, err := h.app.Calendar.Make(c.Request().Context(), actor(c))
	if err != nil {
		return err
	}
	return show(c, http.StatusOK, calendarviews.NewAddress(h.secretFrame(c, "Your calendar address"), address))
}

func (h *Handlers) endFeed(c echo.Context) error {
	if err := h.app.Calendar.End(c.Request().Context(), actor(c)); err != nil {
		return err
	}
	return h.redirect(c, paths.Calendar, "Your calendar address opens nothing any more")
}
