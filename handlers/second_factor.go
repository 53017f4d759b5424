package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"trellis/app/access"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/peopleviews"
)

// withoutSecondFactor are the addresses that stay open to somebody who has first to set up a second factor: to set it up,
// to leave, and what concerns everybody or belongs to the look of a page.
var withoutSecondFactor = map[string]bool{
	paths.SecondFactor: true, paths.SecondFactorBegin: true, paths.SignOut: true, paths.SignOutAll: true,
	paths.Help: true, paths.Privacy: true, paths.Accessible: true, "/healthz": true, "/readyz": true,
	"/theme.css": true, "/emblem/:file": true,
}

// protected leads somebody of whom a second factor is required, and who has none, to set it up before anything else. What
// they posted is not done.
func (h *Handlers) protected(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if withoutSecondFactor[c.Path()] {
			return next(c)
		}
		must, err := h.app.Access.MustSetUp(c.Request().Context(), actor(c))
		if err != nil {
			return err
		}
		if !must {
			return next(c)
		}
		to := paths.SecondFactor
		if r := c.Request(); r.Method == http.MethodGet || r.Method == http.MethodHead {
			to = paths.SecondFactorThen(r.URL.RequestURI())
		}
		return c.Redirect(http.StatusSeeOther, to)
	}
}

func (h *Handlers) secondFactor(c echo.Context) error {
	return h.showSecondFactor(c, http.StatusOK, peopleviews.SecondFactorForm{Next: ours(c.QueryParam("next"))})
}

// showSecondFactor shows where it stands: what is set up, or what it takes to set it up.
func (h *Handlers) showSecondFactor(c echo.Context, status int, form peopleviews.SecondFactorForm) error {
	state, err := h.app.Access.SecondFactor(c.Request().Context(), actor(c))
	if err != nil {
		return err
	}
	form.SecondFactor = state
	page := h.frame(c, "Second factor", "")
	page.Failed = len(form.Problems) > 0
	if state.Since != nil {
		return show(c, status, peopleviews.SecondFactor(page, form))
	}
	if state.Required {
		page.Viewer.Menu = nil // it leads nowhere yet
	}
	return show(c, status, peopleviews.SetUpSecondFactor(page, form))
}

// beginSecondFactor answers with the secret itself, as it answers a wrong code: a look at an address never shows it.
func (h *Handlers) beginSecondFactor(c echo.Context) error {
	setUp, err := h.app.Access.BeginSecondFactor(c.Request().Context(), actor(c))
	if err != nil {
		return err
	}
	return h.showAuthenticator(c, http.StatusOK, peopleviews.SecondFactorForm{SetUp: setUp})
}

func (h *Handlers) showAuthenticator(c echo.Context, status int, form peopleviews.SecondFactorForm) error {
	form.Next = ours(c.Request().PostFormValue("next"))
	page := h.frame(c, "Add Trellis to your authenticator app", "")
	page.Failed, page.Viewer.Menu = len(form.Problems) > 0, nil
	return show(c, status, peopleviews.AddAuthenticator(page, form))
}

func (h *Handlers) confirmSecondFactor(c echo.Context) error {
	ctx := c.Request().Context()
	codes, err := h.app.Access.ConfirmSecondFactor(ctx, actor(c), h.proof(c))
	if invalid, ok := problems(err); ok {
		setUp, err := h.app.Access.WaitingSecondFactor(ctx, actor(c))
		if err != nil {
			return err
		}
		return h.showAuthenticator(c, http.StatusUnprocessableEntity, peopleviews.SecondFactorForm{SetUp: setUp, Problems: invalid})
	}
	if err != nil {
		return err
	}
	return h.showRecoveryCodes(c, codes, ours(c.Request().PostFormValue("next")))
}

func (h *Handlers) newRecoveryCodes(c echo.Context) error {
	codes, err := h.app.Access.NewRecoveryCodes(c.Request().Context(), actor(c), h.proof(c))
	if invalid, ok := problems(err); ok {
		return h.showSecondFactor(c, http.StatusUnprocessableEntity, peopleviews.SecondFactorForm{Problems: invalid})
	}
	if err != nil {
		return err
	}
	return h.showRecoveryCodes(c, codes, paths.SecondFactor)
}

// showRecoveryCodes answers with the codes themselves and not with a redirect: they are shown this once and kept nowhere.
func (h *Handlers) showRecoveryCodes(c echo.Context, codes []string, next string) error {
	if err := h.sessions.RenewToken(c.Request().Context()); err != nil {
		return err
	}
	return show(c, http.StatusOK, peopleviews.RecoveryCodes(h.frame(c, "Keep your recovery codes", ""), codes, next))
}

func (h *Handlers) turnOffSecondFactor(c echo.Context) error {
	err := h.app.Access.TurnOffSecondFactor(c.Request().Context(), actor(c), h.proof(c))
	if invalid, ok := problems(err); ok {
		if text := invalid["code"]; text != "" { // of the second form of the page
			invalid = models.Invalid{"off": text}
		}
		return h.showSecondFactor(c, http.StatusUnprocessableEntity, peopleviews.SecondFactorForm{Problems: invalid})
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.Account, "Your second factor is off. You are signed out of all other browsers")
}

func (h *Handlers) proof(c echo.Context) access.Proof {
	return access.Proof{Code: c.Request().PostFormValue("code"), Device: h.device(c)}
}

func (h *Handlers) resetSecondFactor(c echo.Context) error {
	person, err := h.app.Access.ResetSecondFactor(c.Request().Context(), actor(c), models.ID(c.Param("id")))
	if err != nil {
		return err
	}
	return h.redirect(c, paths.Person(person.ID), "The second factor of "+person.Name+" is reset. They are signed out everywhere, and told by email")
}
