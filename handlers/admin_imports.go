package handlers

import (
	"context"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"trellis/app/exchange"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/adminviews"
	"trellis/views/components"
)

func (h *Handlers) imports(c echo.Context) error {
	page, err := h.app.Exchange.Imports(c.Request().Context(), actor(c), pageAt(c))
	if err != nil {
		return err
	}
	frame := h.listFrame(c, "Imports")
	return show(c, http.StatusOK, adminviews.Imports(frame, page))
}

func (h *Handlers) newImportPage(c echo.Context) error {
	return h.showNewImport(c, http.StatusOK, adminviews.NewImportForm{})
}

func (h *Handlers) showNewImport(c echo.Context, status int, form adminviews.NewImportForm) error {
	page, err := h.app.Exchange.NewImport(actor(c), importKind(c))
	if err != nil {
		return err
	}
	form.NewImportPage = page
	frame := h.oneFrame(c, form.Title(), importCrumb(page.Kind))
	frame.Failed = len(form.Problems) > 0
	return show(c, status, adminviews.NewImport(frame, form))
}

// importKind is what the address says the file is about: people, where it says nothing.
func importKind(c echo.Context) models.ImportKind {
	if kind := c.QueryParam("kind"); kind != "" {
		return models.ImportKind(kind)
	}
	return models.ImportOfPeople
}

func importCrumb(kind models.ImportKind) components.Crumb {
	if kind == models.ImportOfOrganisations {
		return components.Crumb{Label: "Organisations", Href: paths.Organisations}
	}
	return components.Crumb{Label: "People", Href: paths.People}
}

func (h *Handlers) beginImport(c echo.Context) error {
	in := exchange.BeginImport{Kind: importKind(c)}
	if err := decode(c, &in); err != nil {
		return err
	}
	name, content, err := uploaded(c, "file", exchange.LargestImport, "The file is larger than 32 MB: split it, or import it with the command")
	if err == nil {
		in.FileName, in.Content = name, content
		var begun models.Import
		if begun, err = h.app.Exchange.BeginImport(c.Request().Context(), actor(c), in); err == nil {
			return h.redirect(c, paths.Import(begun.ID), "")
		}
	}
	if invalid, ok := problems(err); ok {
		return h.showNewImport(c, http.StatusUnprocessableEntity, adminviews.NewImportForm{Leavers: in.Leavers, LeaveOn: in.LeaveOn, Problems: invalid})
	}
	return err
}

func (h *Handlers) sampleImport(c echo.Context) error {
	kind := importKind(c)
	rows, err := h.app.Exchange.SampleImport(c.Request().Context(), actor(c), kind)
	if err != nil {
		return err
	}
	return sendCSV(c, string(kind)+"-sample.csv", rows)
}

func (h *Handlers) importPage(c echo.Context) error {
	switch c.QueryParam("format") {
	case "csv":
		return h.importFile(c)
	case "json":
		return h.importProgress(c)
	}
	return h.showImport(c, http.StatusOK, adminviews.ImportForm{})
}

func (h *Handlers) showImport(c echo.Context, status int, form adminviews.ImportForm) error {
	page, err := h.app.Exchange.Import(c.Request().Context(), actor(c), models.ID(c.Param("id")), models.ImportOutcome(c.QueryParam("show")), pageAt(c))
	if err != nil {
		return err
	}
	form.ImportPage = page
	frame := h.oneFrame(c, form.Title(), importCrumb(page.Kind))
	frame.Crumbs = append(frame.Crumbs, components.Crumb{Label: "Imports", Href: paths.Imports})
	frame.Failed = len(form.Problems) > 0
	if page.Running() {
		frame.Refresh = 5
	}
	return show(c, status, adminviews.Import(frame, form))
}

// importFile answers with all rows of an import and what becomes of each, or with the refused ones to be put right.
func (h *Handlers) importFile(c echo.Context) error {
	ctx, a, id := c.Request().Context(), actor(c), models.ID(c.Param("id"))
	if models.ImportOutcome(c.QueryParam("show")) == models.RowRefused {
		return writeCSV(c, "rows-to-change.csv", func(write func([]string) error) error { return h.app.Exchange.RefusedRows(ctx, a, id, write) })
	}
	return sendList(c, "import.csv", adminviews.ImportRowHead(), adminviews.ImportRowCells, func(do func([]models.ImportRow) error) error {
		return h.app.Exchange.EachImportRow(ctx, a, id, do)
	})
}

// importProgress is how far an import is, for the script of its page.
func (h *Handlers) importProgress(c echo.Context) error {
	page, err := h.app.Exchange.Import(c.Request().Context(), actor(c), models.ID(c.Param("id")), "", models.PageAt{Size: 1})
	if err != nil {
		return err
	}
	form := adminviews.ImportForm{ImportPage: page}
	return c.JSON(http.StatusOK, map[string]any{"running": page.Running(), "done": page.Done, "of": page.Amount, "says": form.Doing()})
}

func (h *Handlers) confirmImport(c echo.Context) error {
	in := exchange.ConfirmImport{ID: models.ID(c.Param("id"))}
	if err := decode(c, &in); err != nil {
		return err
	}
	ctx := c.Request().Context()
	err := h.app.Exchange.ConfirmImport(ctx, actor(c), in)
	if invalid, ok := problems(err); ok {
		return h.showImport(c, http.StatusUnprocessableEntity, adminviews.ImportForm{Problems: invalid})
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.Import(in.ID), "")
}

func (h *Handlers) stopImport(c echo.Context) error {
	return h.afterImport(c, h.app.Exchange.StopImport, "The import is stopped. Nothing was imported.")
}

func (h *Handlers) undoImport(c echo.Context) error {
	id := models.ID(c.Param("id"))
	reasons, err := h.app.Exchange.UndoImport(c.Request().Context(), actor(c), id)
	switch {
	case err != nil:
		return err
	case len(reasons) > 0:
		return h.showImport(c, http.StatusConflict, adminviews.ImportForm{Problems: models.Invalid{"undo": strings.Join(reasons, "\n")}})
	}
	return h.redirect(c, paths.Import(id), "The import is undone: everything is as it was before it.")
}

func (h *Handlers) afterImport(c echo.Context, do func(context.Context, models.Actor, models.ID) error, message string) error {
	id := models.ID(c.Param("id"))
	if err := do(c.Request().Context(), actor(c), id); err != nil {
		return err
	}
	return h.redirect(c, paths.Import(id), message)
}
