package handlers

import (
	"errors"
	"net/http"
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/labstack/echo/v4"

	"trellis/models"
)

// readable lets through what is written in text: no page asks for anything else, and a database may refuse to compare
// it. An address that is no text is nobody's; a query or a form that is none is refused. It reads the form.
func readable(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		r := c.Request()
		if !isText(r.URL.Path) {
			return models.ErrNotFound
		}
		var tooLarge *http.MaxBytesError
		if err := readForm(c); errors.As(err, &tooLarge) {
			return err
		} else if err != nil || !areText(r.Form) {
			return echo.NewHTTPError(http.StatusBadRequest)
		}
		return next(c)
	}
}

func areText(fields url.Values) bool {
	for name, values := range fields {
		if !isText(name) || !wellNamed(name) {
			return false
		}
		for _, value := range values {
			if !isText(value) {
				return false
			}
		}
	}
	return true
}

func isText(s string) bool { return utf8.ValidString(s) && !strings.ContainsRune(s, 0) }

// wellNamed tells whether every bracket of the name is one of a pair, as in sessions[0].title: the form's decoder panics
// at others.
func wellNamed(name string) bool {
	open := false
	for _, r := range name {
		if r != '[' && r != ']' {
			continue
		}
		if open == (r == '[') {
			return false
		}
		open = !open
	}
	return !open
}
