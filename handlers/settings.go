package handlers

import (
	"errors"
	"log/slog"
	"maps"
	"net/http"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"trellis/app/settings"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/settingsviews"
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

func (h *Handlers) settingsPage(c echo.Context) error {
	page, err := h.app.Settings.Page(c.Request().Context(), actor(c))
	if err != nil {
		return err
	}
	return h.showSettings(c, http.StatusOK, page, settingsviews.Of(page))
}

func (h *Handlers) showSettings(c echo.Context, status int, page settings.Page, form settingsviews.Form) error {
	frame := h.frame(c, "Settings", "admin")
	frame.Failed = len(form.Problems) > 0
	return show(c, status, settingsviews.Settings(frame, page, form))
}

func (h *Handlers) changeSettings(c echo.Context) error {
	ctx := c.Request().Context()
	in, err := settingsTyped(c)
	if err == nil {
		err = h.app.Settings.Change(ctx, actor(c), in)
	}
	invalid, refused := problems(err)
	if !refused && !errors.Is(err, models.ErrStale) {
		if err != nil {
			return err
		}
		return h.redirect(c, paths.Settings, "Settings saved")
	}
	page, err := h.app.Settings.Page(ctx, actor(c))
	if err != nil {
		return err
	}
	form, status := settingsviews.Form{Change: in, Problems: invalid}, http.StatusUnprocessableEntity
	if !refused { // somebody changed them: show both, and let the next save win
		form.Now, form.Version, status = &page, page.Version, http.StatusConflict
	}
	return h.showSettings(c, status, page, form)
}

// settingsTyped reads the posted form with its file.
func settingsTyped(c echo.Context) (settings.Change, error) {
	var in settings.Change
	err := decode(c, &in)
	_, file, tooLarge := uploaded(c, "emblem", settings.LargestEmblem, "Choose a picture of at most 200 KB")
	in.EmblemFile = file
	invalid, ok := problems(err)
	larger, alsoOK := problems(tooLarge)
	if err != nil && !ok || tooLarge != nil && !alsoOK {
		return in, errors.Join(err, tooLarge)
	}
	both := models.Invalid{}
	maps.Copy(both, invalid)
	maps.Copy(both, larger)
	return in, both.OrNil()
}

// theme is the style sheet with the network's colour. Its address changes with the settings, so that it may be kept.
func (h *Handlers) theme(c echo.Context) error {
	said := h.settings(c)
	colour, err := models.ParseColour(said.Colour)
	if err != nil {
		return models.ErrNotFound
	}
	if c.QueryParam("v") == strconv.Itoa(said.Version) {
		mayBeKept(c)
	}
	return c.Blob(http.StatusOK, "text/css; charset=utf-8", []byte(themeOf(colour)))
}

// themeOf sets the colours of the header. What is lighter than white text by design would not be readable on every colour.
func themeOf(colour models.Colour) string {
	return ":root { --app-header: " + colour.String() + "; --app-header-dark: " + colour.Darker().String() +
		"; --app-header-darker: " + colour.Darker().Darker().String() + "; --app-header-line: " + colour.Lighter().String() +
		"; --app-header-soft: #ffffff; --app-header-mark: #ffffff; }\n"
}

// emblem is the picture that stands for the network. Its address is a digest of it, so that it may be kept.
func (h *Handlers) emblem(c echo.Context) error {
	digest, found := strings.CutSuffix(c.Param("file"), ".png")
	if !found {
		return models.ErrNotFound
	}
	emblem, err := h.app.Settings.Emblem(c.Request().Context(), digest)
	if err != nil {
		return err
	}
	mayBeKept(c)
	return c.Blob(http.StatusOK, "image/png", emblem.Data)
}

// mayBeKept lets browsers, and what stands between, keep the answer for a year: it is the same for everybody.
func mayBeKept(c echo.Context) {
	header := c.Response().Header()
	header.Set("Cache-Control", "public, max-age=31536000, immutable")
	header.Del("Vary")
}
