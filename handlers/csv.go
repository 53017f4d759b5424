package handlers

import (
	"bytes"
	"encoding/csv"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"
)

// sendCSV answers with a table as a file.
func sendCSV(c echo.Context, name string, rows [][]string) error {
	var file bytes.Buffer
	w := csv.NewWriter(&file)
	for _, row := range rows {
		for i, cell := range row {
			if cell != "" && strings.Contains("=+-@\t\r", cell[:1]) { // a spreadsheet would run it
				row[i] = "'" + cell
			}
		}
		if err := w.Write(row); err != nil {
			return err
		}
	}
	w.Flush()
	if err := w.Error(); err != nil {
		return err
	}
	c.Response().Header().Set(echo.HeaderContentDisposition, `attachment; filename="`+name+`"`)
	return c.Blob(http.StatusOK, "text/csv; charset=utf-8", file.Bytes())
}

// wantsCSV tells whether a list or table is asked for as a file.
func wantsCSV(c echo.Context) bool { return c.QueryParam("format") == "csv" }
