package handlers

import (
	"net"
	"net/http"

	"github.com/labstack/echo/v4"

	"trellis/app/demo"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/publicviews"
)

// demo is the guide of the demonstration. It is there in a demonstration alone, and for this machine alone.
func (h *Handlers) demo(c echo.Context) error {
	if err := h.inDemo(c); err != nil {
		return err
	}
	return show(c, http.StatusOK, publicviews.Demo(h.frame(c, "Who do you want to be?", ""), demo.Guests(), demo.Records()))
}

// demoEnter signs in as one of the guests, without a password.
func (h *Handlers) demoEnter(c echo.Context) error {
	if err := h.inDemo(c); err != nil {
		return err
	}
	for _, guest := range demo.Guests() {
		if guest.Email == c.FormValue("person") {
			person, err := h.app.People.Known(c.Request().Context(), guest.Email)
			if err != nil {
				return err
			}
			return h.enter(c, entry{Person: person.ID, Way: models.ByDemonstration, Next: paths.Home})
		}
	}
	return models.ErrNotFound
}

// demoAgain makes the demonstration anew.
func (h *Handlers) demoAgain(c echo.Context) error {
	if err := h.inDemo(c); err != nil {
		return err
	}
	if err := h.app.DemoAgain(c.Request().Context()); err != nil {
		return err
	}
	return h.redirect(c, paths.Demo, "Everything is as it was at the start")
}

func (h *Handlers) inDemo(c echo.Context) error {
	if !h.app.Config.Demo || !net.ParseIP(c.RealIP()).IsLoopback() {
		return models.ErrNotFound
	}
	return nil
}
