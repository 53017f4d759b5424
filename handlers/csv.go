package handlers

import (
	"bytes"
	"encoding/csv"
	"mime"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"
)

// wantsCSV tells whether a list or table is asked for as a file.
func wantsCSV(c echo.Context) bool { return c.QueryParam("format") == "csv" }

// csvFile answers with the rows as a file, the head first.
func csvFile(c echo.Context, name string, rows [][]string) error {
	var body bytes.Buffer
	w := csv.NewWriter(&body)
	for _, row := range rows {
		safe := make([]string, len(row))
		for i, cell := range row {
			safe[i] = safeCell(cell)
		}
		if err := w.Write(safe); err != nil {
			return err
		}
	}
	w.Flush()
	if err := w.Error(); err != nil {
		return err
	}
	c.Response().Header().Set(echo.HeaderContentDisposition, mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	return c.Blob(http.StatusOK, "text/csv; charset=utf-8", body.Bytes())
}

// safeCell keeps a spreadsheet from running a cell that somebody wrote as a formula.
func safeCell(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}
