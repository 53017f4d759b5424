package handlers

import (
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"trellis/models"
	"trellis/models/paths"
	"trellis/views/components"
	"trellis/views/learningviews"
)

// session is the page of a session, or with .ics behind its name its calendar file.
func (h *Handlers) session(c echo.Context) error {
	if strings.HasSuffix(c.Param("file"), ".ics") {
		return h.sessionCalendar(c)
	}
	page, err := h.app.Learning.SessionPage(c.Request().Context(), actor(c), models.ID(c.Param("file")))
	if err != nil {
		return err
	}
	frame := h.frame(c, page.Session.Title+", "+page.Course.Title, "learning")
	if page.Enrolment.Known() {
		frame.Crumbs = []components.Crumb{{Label: "My learning", Href: paths.Learning}, {Label: page.Course.Title, Href: paths.Enrolment(page.Enrolment)}}
	} else if page.Edits {
		frame.Section = "teaching"
		frame.Crumbs = []components.Crumb{{Label: "Teaching", Href: paths.Teaching}, {Label: page.Cohort.Name, Href: paths.Teach(page.Cohort.Code)}}
	}
	return show(c, http.StatusOK, learningviews.Session(frame, page))
}

// sessionFile hands a file of a session out: to be kept, never to be shown by a browser as a page of ours. A browser may keep
// it, and asks each time whether it still may show it.
func (h *Handlers) sessionFile(c echo.Context) error {
	file, err := h.app.Learning.SessionFile(c.Request().Context(), actor(c), models.ID(c.Param("id")), models.ID(c.Param("material")))
	if err != nil {
		return err
	}
	header, tag := c.Response().Header(), `"`+string(file.ID)+`"`
	header.Set(echo.HeaderCacheControl, "private, no-cache")
	header.Set("ETag", tag)
	if c.Request().Header.Get("If-None-Match") == tag {
		return c.NoContent(http.StatusNotModified)
	}
	return sendFile(c, file)
}
