package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"trellis/app/access"
	"trellis/app/policy"
	"trellis/handlers/web"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/accessviews"
	"trellis/views/components"
	"trellis/views/layout"
)

func (h *Handlers) signUpPage(c echo.Context) error {
	return h.showSignUp(c, http.StatusOK, accessviews.SignUpForm{})
}

func (h *Handlers) showSignUp(c echo.Context, status int, form accessviews.SignUpForm) error {
	page, err := h.app.Access.SignUpPage(c.Request().Context())
	if err != nil {
		return err
	}
	frame := h.frame(c, "Ask to join", "")
	frame.Failed = len(form.Problems) > 0
	return show(c, status, accessviews.SignUp(frame, page, form))
}

func (h *Handlers) signUp(c echo.Context) error {
	in := access.SignUp{From: web.From(c.RealIP())}
	if err := decode(c, &in); err != nil {
		return err
	}
	err := h.app.Access.SignUp(c.Request().Context(), in)
	if invalid, ok := problems(err); ok {
		return h.showSignUp(c, http.StatusUnprocessableEntity, accessviews.SignUpForm{SignUp: in, Problems: invalid})
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.SignIn, "We have sent an email to the address. Open the link in it within 24 hours, to show that the address is yours")
}

func (h *Handlers) confirmSignUpPage(c echo.Context) error {
	row, err := h.app.Access.LookAtSignUp(c.Request().Context(), c.Param("token"))
	if _, over := problems(err); over {
		return h.signUpOver(c)
	}
	if err != nil {
		return err
	}
	return show(c, http.StatusOK, accessviews.ConfirmSignUp(h.secretFrame(c, "Confirm your email address"), row, c.Param("token")))
}

func (h *Handlers) signUpOver(c echo.Context) error {
	return h.over(c, "This link no longer works", "It works once, for 24 hours. If you have pressed the button, you need not do anything: you get an email.",
		components.Link{Label: "Ask to join again", Href: paths.SignUp})
}

func (h *Handlers) confirmSignUp(c echo.Context) error {
	err := h.app.Access.ConfirmSignUp(c.Request().Context(), c.Param("token"))
	if _, over := problems(err); over {
		return h.signUpOver(c)
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.SignIn, "Thank you: the address is yours. Somebody now says whether you work there, and you get an email")
}

// decidingFrame stands around what a lead finds in Network and an administrator in Admin.
func (h *Handlers) decidingFrame(c echo.Context, title string) layout.Page {
	if policy.May(actor(c), policy.SeeWork) {
		page := h.frame(c, title, "admin")
		page.Crumbs = []components.Crumb{{Label: "Admin", Href: paths.Admin}}
		return page
	}
	page := h.frame(c, title, "network")
	page.Crumbs = []components.Crumb{{Label: "Network", Href: paths.NetworkSkills}}
	return page
}

func (h *Handlers) signUps(c echo.Context) error {
	list, err := h.app.Access.SignUps(c.Request().Context(), actor(c))
	if err != nil {
		return err
	}
	page := h.decidingFrame(c, "Who asks to join")
	if page.Section == "admin" { // it is beside the other lists there, and not below them
		page.Wide, page.Crumbs = true, nil
	}
	return show(c, http.StatusOK, accessviews.SignUps(page, list))
}

func (h *Handlers) decideSignUpPage(c echo.Context) error {
	return h.showDecideSignUp(c, http.StatusOK, accessviews.DecideForm{})
}

func (h *Handlers) showDecideSignUp(c echo.Context, status int, form accessviews.DecideForm) error {
	row, err := h.app.Access.SignUpOf(c.Request().Context(), actor(c), models.ID(c.Param("id")))
	if err != nil {
		return err
	}
	page := h.decidingFrame(c, row.Name)
	page.Crumbs = append(page.Crumbs, components.Crumb{Label: "Who asks to join", Href: paths.SignUps})
	page.Failed = len(form.Problems) > 0
	return show(c, status, accessviews.DecideSignUp(page, row, form))
}

func (h *Handlers) approveSignUp(c echo.Context) error {
	person, err := h.app.Access.Approve(c.Request().Context(), actor(c), models.ID(c.Param("id")))
	if err != nil {
		return err
	}
	return h.redirect(c, paths.SignUps, person.Name+" is let in, and gets an invitation by email")
}

func (h *Handlers) refuseSignUp(c echo.Context) error {
	var in access.RefuseSignUp
	if err := decode(c, &in); err != nil {
		return err
	}
	err := h.app.Access.RefuseSignUp(c.Request().Context(), actor(c), models.ID(c.Param("id")), in)
	if invalid, ok := problems(err); ok {
		return h.showDecideSignUp(c, http.StatusUnprocessableEntity, accessviews.DecideForm{Reason: in.Reason, Problems: invalid})
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.SignUps, "They are not let in, and get an email that says why")
}

// asking is the way to who asks to join, for those who decide it, where anybody may ask.
func (h *Handlers) asking(c echo.Context) ([]components.SubItem, error) {
	if !policy.May(actor(c), policy.LetIn) {
		return nil, nil
	}
	waiting, err := h.app.Access.CountSignUps(c.Request().Context(), actor(c))
	if err != nil || waiting == 0 && !h.app.Access.SignUpOpen() {
		return nil, err
	}
	return []components.SubItem{{Label: "Who asks to join", Href: paths.SignUps, Count: waiting}}, nil
}
