package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"trellis/models"
	"trellis/models/paths"
	"trellis/views/homeviews"
	"trellis/views/publicviews"
)

// home is the page of the person, or the public front page. Somebody on their first visit is asked who they are first.
func (h *Handlers) home(c echo.Context) error {
	ctx, a := c.Request().Context(), actor(c)
	if !a.SignedIn() {
		openings, err := h.app.Reports.Front(ctx)
		if err != nil {
			return err
		}
		return show(c, http.StatusOK, publicviews.Front(h.frame(c, "Training and skills for analysts", "home"), openings))
	}
	first, err := h.firstDay(c)
	if err != nil {
		return err
	}
	if a.WelcomedAt == nil {
		if first.Shows() {
			return show(c, http.StatusOK, homeviews.FirstDay(h.frame(c, "Home", "home"), first))
		}
		page, err := h.app.People.WelcomePage(ctx, a)
		if err != nil {
			return err
		}
		if page.Ready() {
			return c.Redirect(http.StatusSeeOther, paths.Welcome)
		}
	}
	facts, err := h.homeFacts(c, a)
	if err != nil {
		return err
	}
	facts.FirstDay = first
	frame := h.frame(c, "Home", "home")
	facts.ToConfirm, facts.ToAnswer = frame.Viewer.ToConfirm(), frame.Viewer.ToAnswer()
	return show(c, http.StatusOK, homeviews.Page(frame, homeviews.Compose(facts)))
}

func (h *Handlers) homeFacts(c echo.Context, a models.Actor) (homeviews.Facts, error) {
	ctx := c.Request().Context()
	facts := homeviews.Facts{Actor: a, Now: h.app.Reports.Now()}
	var err error
	if facts.Courses, err = h.app.Learning.MyCourses(ctx, a.ID); err != nil {
		return facts, err
	}
	facts.Next = h.app.Learning.NextSession(facts.Courses)
	if facts.Pairs, err = h.app.Learning.PairsAsked(ctx, a.ID); err != nil {
		return facts, err
	}
	if facts.Asked, err = h.app.Progress.Asked(ctx, a.ID); err != nil {
		return facts, err
	}
	if facts.Standing, err = h.app.Skills.Standing(ctx, a); err != nil {
		return facts, err
	}
	facts.About, err = h.app.Reports.About(ctx, a)
	return facts, err
}
