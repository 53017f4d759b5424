package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"
)

// healthy says that the process answers.
func (h *Handlers) healthy(c echo.Context) error { return c.String(http.StatusOK, "ok\n") }

// ready says that the database answers too.
func (h *Handlers) ready(c echo.Context) error {
	if err := h.app.People.Ready(c.Request().Context()); err != nil {
		return c.String(http.StatusServiceUnavailable, "the database does not answer\n")
	}
	return c.String(http.StatusOK, "ready\n")
}
