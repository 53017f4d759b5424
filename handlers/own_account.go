package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"trellis/app/access"
	"trellis/handlers/web"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/accessviews"
	"trellis/views/components"
	"trellis/views/layout"
)

func (h *Handlers) accountFrame(c echo.Context, title string, invalid models.Invalid) layout.Page {
	page := h.frame(c, title, "")
	page.Failed = len(invalid) > 0
	return page
}

func (h *Handlers) changeNamePage(c echo.Context) error {
	return show(c, http.StatusOK, accessviews.ChangeName(h.accountFrame(c, "Change your name", nil), accessviews.NameForm{Name: actor(c).Name}))
}

func (h *Handlers) changeName(c echo.Context) error {
	var in access.ChangeName
	if err := decode(c, &in); err != nil {
		return err
	}
	err := h.app.Access.ChangeName(c.Request().Context(), actor(c), in)
	if invalid, ok := problems(err); ok {
		form := accessviews.NameForm{Name: in.Name, Problems: invalid}
		return show(c, http.StatusUnprocessableEntity, accessviews.ChangeName(h.accountFrame(c, "Change your name", invalid), form))
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.Account, "Your name is changed")
}

func (h *Handlers) changeEmailPage(c echo.Context) error {
	return h.showChangeEmail(c, http.StatusOK, accessviews.EmailForm{})
}

func (h *Handlers) showChangeEmail(c echo.Context, status int, form accessviews.EmailForm) error {
	ctx := c.Request().Context()
	has, err := h.app.Access.HasPassword(ctx, actor(c))
	if err != nil {
		return err
	}
	form.NeedsCurrent = has && !h.sessions.GetBool(ctx, sessionByLink)
	return show(c, status, accessviews.ChangeEmail(h.accountFrame(c, "Change your email address", form.Problems), actor(c).Email, form))
}

func (h *Handlers) changeEmail(c echo.Context) error {
	ctx := c.Request().Context()
	var in access.ChangeEmail
	if err := decode(c, &in); err != nil {
		return err
	}
	in.From, in.ByLink = web.From(c.RealIP()), h.sessions.GetBool(ctx, sessionByLink)
	err := h.app.Access.ChangeEmail(ctx, actor(c), in)
	if invalid, ok := problems(err); ok {
		return h.showChangeEmail(c, http.StatusUnprocessableEntity, accessviews.EmailForm{Email: in.Email, Problems: invalid})
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.Account, "A link is on its way to "+in.Email+". Open it in this browser within 24 hours")
}

func (h *Handlers) newEmailPage(c echo.Context) error {
	email, err := h.app.Access.LookAtNewEmail(c.Request().Context(), actor(c), c.Param("token"))
	if _, over := problems(err); over {
		return h.newEmailOver(c)
	}
	if err != nil {
		return err
	}
	return show(c, http.StatusOK, accessviews.NewEmail(h.secretFrame(c, "Use your new email address"), email, c.Param("token")))
}

func (h *Handlers) newEmailOver(c echo.Context) error {
	return h.over(c, "This link no longer works", "A link for a new email address works once, for 24 hours, for the person who asked for it. The address may also have become somebody else’s.",
		components.Link{Label: "Back to your account", Href: paths.Account})
}

func (h *Handlers) useNewEmail(c echo.Context) error {
	email, err := h.app.Access.UseNewEmail(c.Request().Context(), actor(c), h.device(c), c.Param("token"))
	if _, over := problems(err); over {
		return h.newEmailOver(c)
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.Account, "Your email address is now "+email)
}

// endDevice signs one browser out. This one is sent to sign in again.
func (h *Handlers) endDevice(c echo.Context) error {
	ctx, id := c.Request().Context(), models.ID(c.Param("id"))
	if err := h.app.Access.EndDevice(ctx, actor(c), id); err != nil {
		return err
	}
	if id != h.device(c) {
		return h.redirect(c, paths.Account, "That browser is signed out")
	}
	if err := h.sessions.Destroy(ctx); err != nil {
		return err
	}
	return h.redirect(c, paths.SignIn, "You are signed out")
}
