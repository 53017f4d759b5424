package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"trellis/app/access"
	"trellis/app/people"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/peopleviews"
)

func (h *Handlers) account(c echo.Context) error {
	return h.showAccount(c, http.StatusOK, h.wrongBefore(c.Request().Context()))
}

func (h *Handlers) showAccount(c echo.Context, status int, invalid models.Invalid) error {
	ctx := c.Request().Context()
	account, err := h.app.People.Account(ctx, actor(c))
	if err != nil {
		return err
	}
	ways, err := h.waysIn(c)
	if err != nil {
		return err
	}
	devices, err := h.app.Access.Devices(ctx, actor(c))
	if err != nil {
		return err
	}
	page := h.frame(c, "Your account", "")
	page.Failed = len(invalid) > 0
	form := peopleviews.PasswordForm{
		NeedsCurrent: account.HasPassword && !h.sessions.GetBool(ctx, sessionByLink), Problems: invalid, Devices: devices, Here: h.device(c),
	}
	return show(c, status, peopleviews.Account(page, account, ways, form))
}

func (h *Handlers) changePassword(c echo.Context) error {
	ctx := c.Request().Context()
	var in access.ChangePassword
	if err := decode(c, &in); err != nil {
		return err
	}
	in.ByLink = h.sessions.GetBool(ctx, sessionByLink)
	in.Device = h.device(c)
	err := h.app.Access.ChangePassword(ctx, actor(c), in)
	if invalid, ok := problems(err); ok {
		return h.showAccount(c, http.StatusUnprocessableEntity, invalid)
	}
	if err != nil {
		return err
	}
	if err := h.sessions.RenewToken(ctx); err != nil {
		return err
	}
	h.sessions.Remove(ctx, sessionByLink)
	return h.redirect(c, paths.Account, "Your password is saved. You are signed out of all other browsers")
}

func (h *Handlers) welcomePage(c echo.Context) error {
	page, err := h.app.People.WelcomePage(c.Request().Context(), actor(c))
	if err != nil {
		return err
	}
	in := people.Welcome{Title: page.Post.Title, Manager: page.Post.ManagerEmail, NoManager: page.Post.ManagerUnknown}
	if page.Post.RoleProfileID != nil {
		in.RoleProfile = *page.Post.RoleProfileID
	}
	return h.showWelcome(c, http.StatusOK, page, peopleviews.WelcomeForm{Welcome: in})
}

func (h *Handlers) showWelcome(c echo.Context, status int, page people.WelcomePage, form peopleviews.WelcomeForm) error {
	frame := h.frame(c, "Your job details", "")
	frame.Failed = len(form.Problems) > 0
	return show(c, status, peopleviews.Welcome(frame, page, form))
}

func (h *Handlers) welcome(c echo.Context) error {
	ctx := c.Request().Context()
	var in people.Welcome
	if err := decode(c, &in); err != nil {
		return err
	}
	done, err := h.app.People.Welcome(ctx, actor(c), in)
	if invalid, ok := problems(err); ok {
		page, err := h.app.People.WelcomePage(ctx, actor(c))
		if err != nil {
			return err
		}
		return h.showWelcome(c, http.StatusUnprocessableEntity, page, peopleviews.WelcomeForm{Welcome: in, Problems: invalid})
	}
	if err != nil {
		return err
	}
	message := "Your job details are saved"
	switch {
	case done.Asked:
		message += ". Your manager stays as shown until an administrator has looked at what you say"
	case done.ManagerMissing:
		message += ". Nobody here has your manager’s email address yet: your network’s administrator is told"
	}
	return h.redirect(c, paths.Home, message)
}
