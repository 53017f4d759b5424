package handlers

import (
	"context"
	"net/http"

	"github.com/labstack/echo/v4"

	"trellis/app/access"
	"trellis/handlers/web"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/layout"
	"trellis/views/peopleviews"
)

func (h *Handlers) signInPage(c echo.Context) error {
	next := ours(c.QueryParam("next"))
	if actor(c).SignedIn() {
		return c.Redirect(http.StatusSeeOther, next)
	}
	page := h.frame(c, "Sign in", "")
	page.Flash = h.sessions.PopString(c.Request().Context(), sessionFlash)
	return show(c, http.StatusOK, peopleviews.SignIn(page, peopleviews.SignInForm{Next: next}))
}

func (h *Handlers) signIn(c echo.Context) error {
	var in access.SignIn
	if err := decode(c, &in); err != nil {
		return err
	}
	in.From = web.From(c.RealIP())
	person, err := h.app.Access.SignIn(c.Request().Context(), in)
	if invalid, ok := problems(err); ok {
		page := h.frame(c, "Sign in", "")
		page.Failed = true
		form := peopleviews.SignInForm{Email: in.Email, Next: ours(in.Next), Problems: invalid}
		return show(c, http.StatusUnprocessableEntity, peopleviews.SignIn(page, form))
	}
	if err != nil {
		return err
	}
	return h.enter(c, entry{Person: person.ID, Way: models.ByPassword, Next: ours(in.Next)})
}

// entry is somebody who has shown who they are in one way, and where they want to go.
type entry struct {
	Person  models.ID
	Way     models.Way
	Next    string // one of our own addresses
	Message string // what they are told there; empty for nothing
}

// enter answers the request of somebody whose first way in succeeded: they are signed in, and go on to the next page.
func (h *Handlers) enter(c echo.Context, in entry) error {
	ctx := c.Request().Context()
	device, err := h.app.Access.BeginDevice(ctx, in.Person, in.Way, web.Browser(c.Request().UserAgent()))
	if err != nil {
		return err
	}
	if err := h.freshSession(ctx); err != nil {
		return err
	}
	h.sessions.Put(ctx, sessionPerson, string(in.Person))
	h.sessions.Put(ctx, sessionDevice, string(device.ID))
	if in.Way == models.ByLink {
		h.sessions.Put(ctx, sessionByLink, true)
	}
	return h.redirect(c, in.Next, in.Message)
}

// freshSession empties the session and gives it a new token: one that somebody planted before is worth nothing.
func (h *Handlers) freshSession(ctx context.Context) error {
	if err := h.sessions.Clear(ctx); err != nil {
		return err
	}
	return h.sessions.RenewToken(ctx)
}

// sessionByLink says that this browser signed in by a one-time link.
const sessionByLink = "by link"

func (h *Handlers) signInLinkPage(c echo.Context) error {
	page := h.linkFrame(c)
	err := h.app.Access.LookAtLink(c.Request().Context(), c.Param("token"))
	if _, over := problems(err); over {
		return show(c, http.StatusUnprocessableEntity, peopleviews.SignInLinkOver(page))
	}
	if err != nil {
		return err
	}
	return show(c, http.StatusOK, peopleviews.SignInLink(page, c.Param("token")))
}

func (h *Handlers) signInLink(c echo.Context) error {
	person, err := h.app.Access.UseLink(c.Request().Context(), c.Param("token"))
	if _, over := problems(err); over {
		return show(c, http.StatusUnprocessableEntity, peopleviews.SignInLinkOver(h.linkFrame(c)))
	}
	if err != nil {
		return err
	}
	return h.enter(c, entry{
		Person: person.ID, Way: models.ByLink, Next: paths.Home,
		Message: "You are signed in. Set a password on your account page so that you can come back",
	})
}

func (h *Handlers) linkFrame(c echo.Context) layout.Page {
	page := h.frame(c, "Sign in with your link", "")
	page.NoIndex = true
	return page
}

func (h *Handlers) signOut(c echo.Context) error {
	if err := h.app.Access.SignOut(c.Request().Context(), actor(c), h.device(c)); err != nil {
		return err
	}
	if err := h.sessions.Destroy(c.Request().Context()); err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, paths.Home)
}

func (h *Handlers) signOutEverywhere(c echo.Context) error {
	ctx := c.Request().Context()
	if err := h.app.Access.SignOutEverywhere(ctx, actor(c)); err != nil {
		return err
	}
	if err := h.sessions.Destroy(ctx); err != nil {
		return err
	}
	return h.redirect(c, paths.SignIn, "You are signed out everywhere")
}
