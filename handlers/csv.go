package handlers

import (
	"bytes"
	"net/http"

	"github.com/labstack/echo/v4"

	"trellis/app/exchange"
)

// sendCSV answers with a table as a file.
func sendCSV(c echo.Context, name string, rows [][]string) error {
	var file bytes.Buffer
	table := exchange.NewCSV(&file)
	for _, row := range rows {
		if err := table.Write(row...); err != nil {
			return err
		}
	}
	if err := table.Flush(); err != nil {
		return err
	}
	c.Response().Header().Set(echo.HeaderContentDisposition, `attachment; filename="`+name+`"`)
	return c.Blob(http.StatusOK, "text/csv; charset=utf-8", file.Bytes())
}

// wantsCSV tells whether a list or table is asked for as a file.
func wantsCSV(c echo.Context) bool { return c.QueryParam("format") == "csv" }
