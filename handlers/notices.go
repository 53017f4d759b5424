package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"trellis/app/policy"
	"trellis/views/publicviews"
)

func (h *Handlers) help(c echo.Context) error {
	return show(c, http.StatusOK, publicviews.Help(h.frame(c, "Help and contact", "")))
}

// privacy says what is kept about people, with the blanks that the network has filled in.
func (h *Handlers) privacy(c echo.Context) error {
	kept, err := h.app.Settings.Kept(c.Request().Context())
	if err != nil {
		return err
	}
	return show(c, http.StatusOK, publicviews.Privacy(h.frame(c, "How we use your information", ""), kept, mayFill(c)))
}

func (h *Handlers) accessibility(c echo.Context) error {
	return show(c, http.StatusOK, publicviews.Accessibility(h.frame(c, "Accessibility statement", ""), mayFill(c)))
}

// whoSeesWhat says in general what the account page says of oneself.
func (h *Handlers) whoSeesWhat(c echo.Context) error {
	return show(c, http.StatusOK, publicviews.WhoSeesWhat(h.frame(c, "Who sees what", "")))
}

// figures says what every figure counts.
func (h *Handlers) figures(c echo.Context) error {
	return show(c, http.StatusOK, publicviews.Figures(h.frame(c, "What the figures count", "")))
}

// mayFill tells whether the reader may fill in the blanks of a notice.
func mayFill(c echo.Context) bool { return policy.May(actor(c), policy.ChangeSettings) }
