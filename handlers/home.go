package handlers

import (
	"errors"
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
	if a.WelcomedAt == nil {
		return c.Redirect(http.StatusSeeOther, paths.Welcome)
	}
	facts, err := h.homeFacts(c, a)
	if err != nil {
		return err
	}
	frame := h.frame(c, "Home", "home")
	facts.ToConfirm = frame.Viewer.Waiting("team")
	return show(c, http.StatusOK, homeviews.Page(frame, homeviews.Compose(facts)))
}

func (h *Handlers) homeFacts(c echo.Context, a models.Actor) (homeviews.Facts, error) {
	ctx := c.Request().Context()
	facts := homeviews.Facts{Actor: a, Now: h.app.Reports.Now()}
	next, err := h.app.Learning.NextSession(ctx, a.ID)
	if err == nil {
		facts.Next = &next
	}
	if err != nil && !errors.Is(err, models.ErrNotFound) {
		return facts, err
	}
	if facts.Courses, err = h.app.Learning.MyCourses(ctx, a.ID); err != nil {
		return facts, err
	}
	if facts.Standing, err = h.app.Skills.Standing(ctx, a); err != nil {
		return facts, err
	}
	facts.About, err = h.app.Reports.About(ctx, a)
	return facts, err
}

func (h *Handlers) help(c echo.Context) error {
	return show(c, http.StatusOK, publicviews.Help(h.frame(c, "Help and contact", "")))
}

func (h *Handlers) privacy(c echo.Context) error {
	return show(c, http.StatusOK, publicviews.Privacy(h.frame(c, "How we use your information", "")))
}

func (h *Handlers) accessibility(c echo.Context) error {
	return show(c, http.StatusOK, publicviews.Accessibility(h.frame(c, "Accessibility statement", "")))
}
