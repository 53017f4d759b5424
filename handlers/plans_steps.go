package handlers

import (
	"context"

	"github.com/labstack/echo/v4"

	"trellis/app/plans"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/planviews"
)

// seen is what somebody presses on a thing that they have seen as it was.
type seen struct {
	Revision int `form:"revision"`
}

// moveAction drops an action, or takes it up again.
func (h *Handlers) moveAction(c echo.Context, move func(context.Context, models.Actor, models.ID, models.ID, int) error, said string) error {
	var in seen
	err := decode(c, &in)
	person, _ := planOwner(c)
	if err == nil {
		err = move(c.Request().Context(), actor(c), person, models.ID(c.Param("action")), in.Revision)
	}
	return h.planned(c, planviews.Plan{}, err, said)
}

func (h *Handlers) answerMentoring(c echo.Context) error {
	var in struct {
		Says models.Consent `form:"says"`
	}
	if err := decode(c, &in); err != nil {
		return err
	}
	if err := h.app.Plans.AnswerMentoring(c.Request().Context(), actor(c), models.ID(c.Param("action")), in.Says); err != nil {
		return err
	}
	said := "You have agreed. Get in touch with them"
	if in.Says == models.ConsentDeclined {
		said = "You have declined, and are not named any more"
	}
	return h.redirect(c, paths.Plan, said)
}

func (h *Handlers) offerHelp(c echo.Context) error {
	var in struct {
		Offer plans.Offer `form:"offer"`
	}
	if err := decode(c, &in); err != nil {
		return err
	}
	if err := h.app.Plans.OfferHelp(c.Request().Context(), actor(c), in.Offer); err != nil {
		return err
	}
	said := "You are not shown to anybody any more"
	if in.Offer == plans.OffersHelp {
		said = "Colleagues who look for help can find you"
	}
	return h.redirect(c, paths.Plan, said)
}
