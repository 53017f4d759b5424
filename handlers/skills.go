package handlers

import (
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"trellis/app/skills"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/components"
	"trellis/views/layout"
	"trellis/views/skillsviews"
)

// underSkills is the frame of a page below My skills.
func (h *Handlers) underSkills(c echo.Context, title string) layout.Page {
	page := h.frame(c, title, "skills")
	page.Crumbs = []components.Crumb{{Label: "Home", Href: paths.Home}, {Label: "My skills", Href: paths.Skills}}
	return page
}

func (h *Handlers) skills(c echo.Context) error {
	if c.QueryParams().Has("on") {
		return h.skillsAsAt(c)
	}
	mine := h.app.Skills.Mine
	if c.QueryParam("as") == "aim" {
		mine = h.app.Skills.MineAimed
	}
	page, err := mine(c.Request().Context(), actor(c), skills.Shows(c.QueryParam("show")))
	if errors.Is(err, models.ErrNotFound) && c.QueryParam("as") == "aim" {
		return h.redirect(c, paths.Aim, "")
	}
	if err != nil {
		return err
	}
	if wantsCSV(c) {
		return sendCSV(c, "my-skills.csv", page.Table())
	}
	return show(c, http.StatusOK, skillsviews.Mine(h.frame(c, "My skills", "skills"), page))
}

func (h *Handlers) skill(c echo.Context) error {
	page, err := h.app.Skills.One(c.Request().Context(), actor(c), c.Param("slug"))
	if err != nil {
		return err
	}
	return show(c, http.StatusOK, skillsviews.Skill(h.underSkills(c, page.Skill.Name), page))
}

// assessment is the start of a self-assessment. Whoever comes back to the current one goes on where they left it.
func (h *Handlers) assessment(c echo.Context) error {
	page, err := h.app.Skills.Assessment(c.Request().Context(), actor(c), c.Param("round"))
	if err != nil {
		return err
	}
	if c.Param("round") == skills.Current && page.Begun() && page.Open {
		switch {
		case page.Unanswered > 0:
			return h.redirect(c, paths.AssessmentStep(page.Round.Slug, page.Unanswered), "")
		case page.Unsent > 0:
			return h.redirect(c, paths.AssessmentCheck(page.Round.Slug), "")
		}
	}
	title := "Self-assessment"
	if page.HasRound {
		title = skillsviews.RoundTitle(page.Round.Name)
	}
	return show(c, http.StatusOK, skillsviews.Assessment(h.underSkills(c, title), page))
}

func (h *Handlers) assessmentCheck(c echo.Context) error {
	return h.showCheck(c, http.StatusOK, nil)
}

func (h *Handlers) showCheck(c echo.Context, status int, problems models.Invalid) error {
	page, err := h.app.Skills.Check(c.Request().Context(), actor(c), c.Param("round"))
	if err != nil {
		return err
	}
	frame := h.frame(c, "Check your answers", "skills")
	frame.Back, frame.Failed = paths.Assessment(page.Round.Slug), len(problems) > 0
	return show(c, status, skillsviews.Check(frame, page, problems))
}

func (h *Handlers) sendAssessment(c echo.Context) error {
	err := h.app.Skills.Send(c.Request().Context(), actor(c), c.Param("round"))
	if invalid, ok := problems(err); ok {
		return h.showCheck(c, http.StatusUnprocessableEntity, invalid)
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.AssessmentSent(c.Param("round")), "")
}

// assessmentSent says what happens next; before anything is sent it leads to the answers.
func (h *Handlers) assessmentSent(c echo.Context) error {
	page, err := h.app.Skills.Sent(c.Request().Context(), actor(c), c.Param("round"))
	if errors.Is(err, skills.ErrNotSent) {
		return h.redirect(c, paths.AssessmentCheck(c.Param("round")), "")
	}
	if err != nil {
		return err
	}
	return show(c, http.StatusOK, skillsviews.Sent(h.underSkills(c, "Assessment sent"), page))
}
