package handlers

import (
	"errors"
	"net/http"
	"strings"
	"unicode"

	"github.com/labstack/echo/v4"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/paths"
)

// What a signed-in browser's session holds.
const (
	sessionPerson = "person"
	sessionDevice = "device"
	sessionFlash  = "flash"
)

const actorKey = "actor"

// actor is who makes the request; the zero Actor when nobody has signed in.
func actor(c echo.Context) models.Actor {
	a, _ := c.Get(actorKey).(models.Actor)
	return a
}

// knowActor finds out who makes the request. A browser that has been signed out meanwhile is nobody's.
func (h *Handlers) knowActor(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		ctx := c.Request().Context()
		id := models.ID(h.sessions.GetString(ctx, sessionPerson))
		if !id.Known() {
			return next(c)
		}
		a, err := h.app.Access.Actor(ctx, id, h.device(c))
		if err != nil && !errors.Is(err, models.ErrNotFound) {
			return err
		}
		c.Set(actorKey, a)
		return next(c)
	}
}

// device is the browser that makes the request, where it is signed in.
func (h *Handlers) device(c echo.Context) models.ID {
	return models.ID(h.sessions.GetString(c.Request().Context(), sessionDevice))
}

// may lets through who may do the act at all. Signed out, a look is sent to sign in and a write gets 401; what a person
// may not do does not exist for them.
func (h *Handlers) may(act policy.Act) echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			a := actor(c)
			switch {
			case policy.May(a, act):
				return next(c)
			case a.SignedIn():
				return models.ErrForbidden
			case c.Request().Method == http.MethodGet || c.Request().Method == http.MethodHead:
				return c.Redirect(http.StatusSeeOther, paths.SignInThen(c.Request().URL.RequestURI()))
			}
			return echo.NewHTTPError(http.StatusUnauthorized)
		}
	}
}

// ours answers an address to go on to when it is one of this installation's own pages; home otherwise.
func ours(next string) string {
	strange := func(r rune) bool { return r == '\\' || unicode.IsControl(r) } // which browsers read as / or leave out
	if !strings.HasPrefix(next, "/") || strings.HasPrefix(next, "//") || strings.ContainsFunc(next, strange) {
		return paths.Home
	}
	return next
}
