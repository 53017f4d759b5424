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

func (h *Handlers) askForLinkPage(c echo.Context) error {
	return h.showAsk(c, http.StatusOK, accessviews.AskForm{Purpose: models.ToSignIn})
}

func (h *Handlers) askForResetPage(c echo.Context) error {
	return h.showAsk(c, http.StatusOK, accessviews.AskForm{Purpose: models.ToReset})
}

func (h *Handlers) showAsk(c echo.Context, status int, form accessviews.AskForm) error {
	page := h.frame(c, "Email me a link", "")
	page.Failed = len(form.Problems) > 0
	return show(c, status, accessviews.Ask(page, form))
}

func (h *Handlers) askForLink(c echo.Context) error {
	return h.ask(c, models.ToSignIn, "If we know this address, a link is on its way. It works for 15 minutes, once")
}

func (h *Handlers) askForReset(c echo.Context) error {
	return h.ask(c, models.ToReset, "If we know this address, a link is on its way. It works for 1 hour, once")
}

func (h *Handlers) ask(c echo.Context, purpose models.LinkPurpose, told string) error {
	in := access.AskForLink{From: web.From(c.RealIP())}
	if err := decode(c, &in); err != nil {
		return err
	}
	err := h.app.Access.AskForLink(c.Request().Context(), purpose, in)
	if invalid, ok := problems(err); ok {
		return h.showAsk(c, http.StatusUnprocessableEntity, accessviews.AskForm{Purpose: purpose, Email: in.Email, Problems: invalid})
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.SignIn, told)
}

func (h *Handlers) resetPage(c echo.Context) error {
	err := h.app.Access.LookAtReset(c.Request().Context(), c.Param("token"))
	if _, over := problems(err); over {
		return h.resetOver(c)
	}
	if err != nil {
		return err
	}
	return h.showReset(c, http.StatusOK, nil)
}

func (h *Handlers) showReset(c echo.Context, status int, invalid models.Invalid) error {
	page := h.secretFrame(c, "Set a new password")
	page.Failed = len(invalid) > 0
	return show(c, status, accessviews.Reset(page, c.Param("token"), invalid))
}

func (h *Handlers) resetOver(c echo.Context) error {
	return h.over(c, "This link no longer works", "A link for a new password works once, for 1 hour.", components.Link{Label: "Ask for another link", Href: paths.AskForReset})
}

func (h *Handlers) reset(c echo.Context) error {
	var in access.ResetPassword
	if err := decode(c, &in); err != nil {
		return err
	}
	entered, err := h.app.Access.ResetPassword(c.Request().Context(), c.Param("token"), in)
	if invalid, ok := problems(err); ok {
		if invalid["link"] != "" {
			return h.resetOver(c)
		}
		return h.showReset(c, http.StatusUnprocessableEntity, invalid)
	}
	if err != nil {
		return err
	}
	return h.enter(c, entry{
		Person: entered.ID, Way: models.ByLink, Next: paths.Home,
		Message: "Your password is saved. You are signed out of all other browsers",
	})
}

func (h *Handlers) invitationPage(c echo.Context) error {
	in, err := h.app.Access.LookAtInvitation(c.Request().Context(), c.Param("token"))
	if _, over := problems(err); over {
		return h.invitationOver(c)
	}
	if err != nil {
		return err
	}
	return show(c, http.StatusOK, accessviews.Invitation(h.secretFrame(c, "Your invitation"), in, c.Param("token")))
}

func (h *Handlers) invitationOver(c echo.Context) error {
	return h.over(c, "This invitation no longer works", "An invitation works once, for 14 days. If you have been here before, or yours has run out, a link by email brings you in.",
		components.Link{Label: "Email me a link", Href: paths.AskForLink})
}

func (h *Handlers) useInvitation(c echo.Context) error {
	entered, err := h.app.Access.UseInvitation(c.Request().Context(), c.Param("token"))
	if _, over := problems(err); over {
		return h.invitationOver(c)
	}
	if err != nil {
		return err
	}
	in := entry{Person: entered.ID, Way: models.ByLink, Next: paths.Home, Message: signedIn(entered)}
	if entered.WelcomedAt == nil {
		in.Next = paths.Welcome
	}
	return h.enter(c, in)
}

// signedIn tells who came by a link that they are in, and how they can come back.
func signedIn(in access.Entered) string {
	if in.HasPassword {
		return "You are signed in"
	}
	return "You are signed in. Set a password on your account page, or come back by another emailed link"
}

// secretFrame is the frame of a page whose address is a secret.
func (h *Handlers) secretFrame(c echo.Context, title string) layout.Page {
	page := h.frame(c, title, "")
	page.NoIndex = true
	return page
}

func (h *Handlers) over(c echo.Context, title, why string, another components.Link) error {
	return show(c, http.StatusUnprocessableEntity, accessviews.Over(h.secretFrame(c, title), why, another))
}
