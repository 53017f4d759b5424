package handlers

import (
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"trellis/app/records"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/components"
	"trellis/views/pdf"
	"trellis/views/recordsviews"
)

func (h *Handlers) records(c echo.Context) error {
	lines, err := h.app.Records.List(c.Request().Context(), actor(c))
	if err != nil {
		return err
	}
	if wantsCSV(c) {
		return sendCSV(c, "records.csv", recordsTable(lines))
	}
	return show(c, http.StatusOK, recordsviews.List(h.frame(c, "Completion records", "learning"), lines))
}

func recordsTable(lines []records.Line) [][]string {
	rows := [][]string{{"code", "course", "completed_on", "awarded_by", "state", "valid_until", "shared"}}
	for _, l := range lines {
		shared := "no"
		if l.Shared {
			shared = "yes"
		}
		rows = append(rows, []string{l.Code, l.CourseTitle, string(l.CompletedOn), l.ProviderName, string(l.State), string(l.ValidUntil), shared})
	}
	return rows
}

// record answers with the page of a record, or with its file when the address ends with .pdf.
func (h *Handlers) record(c echo.Context) error {
	if code, form, is := badgeForm(c.Param("code")); is {
		return h.ownBadge(c, code, form)
	}
	code, file := strings.CutSuffix(c.Param("code"), ".pdf")
	own, err := h.app.Records.Own(c.Request().Context(), actor(c), code)
	if err != nil {
		return err
	}
	if file {
		return h.sendRecord(c, own)
	}
	page := h.frame(c, "Completion record "+own.Record.Code, "learning")
	page.Crumbs = []components.Crumb{{Label: "Home", Href: paths.Home}, {Label: "Completion records", Href: paths.Records}}
	return show(c, http.StatusOK, recordsviews.Own(page, own))
}

func (h *Handlers) sendRecord(c echo.Context, own records.Own) error {
	brand, err := h.brand(c)
	if err != nil {
		return err
	}
	file, err := pdf.Record(own, brand)
	if err != nil {
		return err
	}
	c.Response().Header().Set(echo.HeaderContentDisposition, `attachment; filename="`+own.Record.Code+`.pdf"`)
	return c.Blob(http.StatusOK, "application/pdf", file)
}

// brand is how the network shows itself in files.
func (h *Handlers) brand(c echo.Context) (brand pdf.Brand, err error) {
	said := h.settings(c)
	if brand.Colour, err = models.ParseColour(said.Colour); err != nil || said.Emblem == "" {
		return brand, err
	}
	emblem, err := h.app.Settings.Emblem(c.Request().Context(), said.Emblem)
	brand.Emblem = emblem.Data
	return brand, err
}

func (h *Handlers) shareRecord(c echo.Context) error {
	in := records.Share{Code: c.Param("code")}
	if err := decode(c, &in); err != nil {
		return err
	}
	if err := h.app.Records.Share(c.Request().Context(), actor(c), in); err != nil {
		return err
	}
	path := paths.Record(in.Code)
	if c.Request().PostForm.Get("back") == "list" {
		path = paths.Records
	}
	if in.Shared {
		return h.redirect(c, path, "Your name is shown on the check page of this record")
	}
	return h.redirect(c, path, "Your name is no longer shown on the check page of this record")
}
