package handlers

import (
	"github.com/labstack/echo/v4"

	"trellis/app/exchange"
	"trellis/models"
)

// sendCSV answers with a table as a file.
func sendCSV(c echo.Context, name string, rows [][]string) error {
	return writeCSV(c, name, func(write func([]string) error) error {
		for _, row := range rows {
			if err := write(row); err != nil {
				return err
			}
		}
		return nil
	})
}

// sendList answers with a list as a file: a heading, and then the rows as they are read, some at a time.
func sendList[T any](c echo.Context, name string, head []string, row func(T) []string, each func(do func([]T) error) error) error {
	return writeCSV(c, name, func(write func([]string) error) error {
		if err := write(head); err != nil {
			return err
		}
		return each(func(some []T) error {
			for _, one := range some {
				if err := write(row(one)); err != nil {
					return err
				}
			}
			return nil
		})
	})
}

// writeCSV answers with a file that is sent while it is written. What fails before anything was sent is answered like any
// other fault; what fails later cuts the file off, and fail sees to it that nobody takes the half for the whole.
func writeCSV(c echo.Context, name string, fill func(write func([]string) error) error) error {
	header := c.Response().Header()
	header.Set(echo.HeaderContentType, "text/csv; charset=utf-8")
	header.Set(echo.HeaderContentDisposition, `attachment; filename="`+name+`"`)
	file := exchange.NewCSV(c.Response())
	if err := fill(func(row []string) error { return file.Write(row...) }); err != nil {
		if !c.Response().Committed {
			header.Del(echo.HeaderContentDisposition)
		}
		return err
	}
	return file.Flush()
}

// wantsCSV tells whether a list or table is asked for as a file.
func wantsCSV(c echo.Context) bool { return c.QueryParam("format") == "csv" }

// pageAt is the page of a list that the address names.
func pageAt(c echo.Context) models.PageAt {
	return models.PageAt{Order: c.QueryParam("sort"), After: models.ParseEdge(c.QueryParam("after")), Before: models.ParseEdge(c.QueryParam("before"))}
}
