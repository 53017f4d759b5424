package handlers

import (
	"log/slog"

	"github.com/labstack/echo/v4"

	"trellis/models"
)

const settingsKey = "settings"

// settings are what the network says of itself, read once for each request. A page is answered without them rather than not
// at all.
func (h *Handlers) settings(c echo.Context) models.Settings {
	if kept, ok := c.Get(settingsKey).(models.Settings); ok {
		return kept
	}
	kept, err := h.app.Settings.Settings(c.Request().Context())
	if err != nil {
		slog.ErrorContext(c.Request().Context(), "read the settings", "error", err)
		kept = models.DefaultSettings()
	}
	c.Set(settingsKey, kept)
	return kept
}
