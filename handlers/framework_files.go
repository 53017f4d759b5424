package handlers

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"trellis/app/exchange"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/adminviews"
	"trellis/views/components"
)

// packed are files as a field of a form, so that nothing is kept between two pages.
func packed(files []exchange.Upload) (string, error) {
	var out strings.Builder
	letters := base64.NewEncoder(base64.StdEncoding, &out)
	small := gzip.NewWriter(letters)
	err := errors.Join(json.NewEncoder(small).Encode(files), small.Close(), letters.Close())
	return out.String(), err
}

// unpacked are the files of such a field.
func unpacked(field string) (files []exchange.Upload, err error) {
	small, err := gzip.NewReader(base64.NewDecoder(base64.StdEncoding, strings.NewReader(field)))
	if err != nil {
		return nil, err
	}
	text, err := io.ReadAll(io.LimitReader(small, 2*largestFramework))
	if err != nil {
		return nil, err
	}
	if err = json.Unmarshal(text, &files); err == nil && len(files) == 0 {
		err = models.ErrNotFound
	}
	return files, err
}

// frameworkFile answers with a version of a framework as a file, of our own format unless another is asked for.
func (h *Handlers) frameworkFile(c echo.Context) error {
	format := cmp.Or(exchange.FrameworkFormat(c.QueryParam("format")), exchange.Ours)
	kind, known := frameworkKinds()[format]
	if !known {
		return models.ErrNotFound
	}
	ctx, code, version := c.Request().Context(), c.Param("code"), c.Param("version")
	page, err := h.app.Skills.Framework(ctx, actor(c), code, version) // which tells who may see it
	if err != nil {
		return err
	}
	if page.Version.ExportBarred { // as the page says
		frame := h.oneFrame(c, page.Framework.Name+", version "+page.Version.Version, components.Crumb{Label: "Frameworks", Href: paths.Frameworks})
		return show(c, http.StatusUnprocessableEntity, adminviews.Framework(frame, page))
	}
	var out bytes.Buffer
	if _, err := h.app.Exchange.ExportFramework(ctx, &out, exchange.ExportFramework{Code: code, Version: version, Format: format}); err != nil {
		return err
	}
	name := models.Slug(strings.ToLower(code+"-"+version)) + kind.ending
	c.Response().Header().Set(echo.HeaderContentDisposition, `attachment; filename="`+name+`"`)
	return c.Blob(http.StatusOK, kind.kind, out.Bytes())
}

// frameworkKinds are what the files of each format are, for a browser.
func frameworkKinds() map[exchange.FrameworkFormat]struct{ kind, ending string } {
	return map[exchange.FrameworkFormat]struct{ kind, ending string }{
		exchange.Ours:   {"application/json", ".json"},
		exchange.CASE:   {"application/json", "-case.json"},
		exchange.XLSX:   {"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx"},
		exchange.Moodle: {"text/csv; charset=utf-8", "-moodle.csv"},
		exchange.GDD:    {"application/zip", "-gdd.zip"},
	}
}
