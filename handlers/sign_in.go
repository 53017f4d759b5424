package handlers

import (
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
	return h.showSignIn(c, http.StatusOK, peopleviews.SignInForm{Next: next, Problems: h.wrongBefore(c.Request().Context())})
}

func (h *Handlers) showSignIn(c echo.Context, status int, form peopleviews.SignInForm) error {
	form.House = h.app.Access.House()
	form.SignUp = h.app.Access.SignUpOpen()
	page := h.frame(c, "Sign in", "")
	page.Failed = len(form.Problems) > 0
	page.Flash = h.sessions.PopString(c.Request().Context(), sessionFlash)
	return show(c, status, peopleviews.SignIn(page, form))
}

func (h *Handlers) signIn(c echo.Context) error {
	var in access.SignIn
	if err := decode(c, &in); err != nil {
		return err
	}
	in.From = web.From(c.RealIP())
	began := h.app.Access.Now()
	person, err := h.app.Access.SignIn(c.Request().Context(), in)
	if invalid, ok := problems(err); ok {
		return h.showSignIn(c, http.StatusUnprocessableEntity, peopleviews.SignInForm{Email: in.Email, Next: ours(in.Next), Problems: invalid})
	}
	if err != nil {
		return err
	}
	return h.enter(c, entry{Person: person.ID, Way: models.ByPassword, Next: ours(in.Next), Since: began})
}

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
		Message: signedIn(person),
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
