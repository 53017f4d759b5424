package handlers

import (
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"trellis/app/people"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/adminviews"
	"trellis/views/components"
	"trellis/views/peopleviews"
)

func (h *Handlers) whoSeesMe(c echo.Context) error {
	page, err := h.app.People.WhoSeesMe(c.Request().Context(), actor(c))
	if err != nil {
		return err
	}
	frame := h.frame(c, "Who can see your skills", "")
	frame.Crumbs = []components.Crumb{{Label: "Home", Href: paths.Home}, {Label: "Your account", Href: paths.Account}}
	return show(c, http.StatusOK, peopleviews.WhoSeesMe(frame, page))
}

func (h *Handlers) correctPage(c echo.Context) error {
	return h.showCorrect(c, http.StatusOK, peopleviews.CorrectForm{})
}

func (h *Handlers) showCorrect(c echo.Context, status int, form peopleviews.CorrectForm) error {
	page, err := h.app.People.CorrectPage(c.Request().Context(), actor(c), models.ID(c.Param("id")))
	if err != nil {
		return err
	}
	frame := h.frame(c, "Who is your manager?", "")
	frame.Failed = form.Problems != nil
	frame.Crumbs = []components.Crumb{{Label: "Your account", Href: paths.Account}, {Label: "Who can see your skills", Href: paths.WhoSeesMe}}
	return show(c, status, peopleviews.Correct(frame, page, form))
}

func (h *Handlers) correct(c echo.Context) error {
	in := people.Correct{Post: models.ID(c.Param("id"))}
	if err := decode(c, &in); err != nil {
		return err
	}
	err := h.app.People.Correct(c.Request().Context(), actor(c), in)
	if invalid, ok := problems(err); ok {
		return h.showCorrect(c, http.StatusUnprocessableEntity, peopleviews.CorrectForm{Correct: in, Problems: invalid})
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.WhoSeesMe, "An administrator looks at what you say. You will get an email")
}

func (h *Handlers) corrections(c echo.Context) error {
	page, err := h.app.People.Corrections(c.Request().Context(), actor(c))
	if err != nil {
		return err
	}
	frame := h.listFrame(c, "Corrections")
	return show(c, http.StatusOK, adminviews.Corrections(frame, page))
}

func (h *Handlers) correction(c echo.Context) error {
	named, err := h.app.People.Correction(c.Request().Context(), actor(c), models.ID(c.Param("id")))
	if err != nil {
		return err
	}
	return h.showCorrection(c, http.StatusOK, named, adminviews.CorrectionForm{DecideCorrection: people.DecideCorrection{Manager: named.ManagerEmail}})
}

func (h *Handlers) showCorrection(c echo.Context, status int, named people.NamedCorrection, form adminviews.CorrectionForm) error {
	frame := h.oneFrame(c, "Who manages "+named.PersonName+"?", components.Crumb{Label: "Corrections", Href: paths.Corrections})
	frame.Failed = form.Problems != nil
	return show(c, status, adminviews.Correction(frame, named, form))
}

func (h *Handlers) decideCorrection(c echo.Context) error {
	ctx, in := c.Request().Context(), people.DecideCorrection{Correction: models.ID(c.Param("id"))}
	if err := decode(c, &in); err != nil {
		return err
	}
	err := h.app.People.DecideCorrection(ctx, actor(c), in)
	invalid, refused := problems(err)
	switch {
	case refused:
		named, err := h.app.People.Correction(ctx, actor(c), in.Correction)
		if err != nil {
			return err
		}
		return h.showCorrection(c, http.StatusUnprocessableEntity, named, adminviews.CorrectionForm{DecideCorrection: in, Problems: invalid})
	case errors.Is(err, models.ErrStale):
		return h.redirect(c, paths.Corrections, "Somebody else has decided this already")
	case err != nil:
		return err
	}
	return h.redirect(c, paths.Corrections, "Decided. The person is told by email")
}
