package handlers

import (
	"errors"
	"net/http"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"trellis/app/skills"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/skillsviews"
	"trellis/views/words"
)

func (h *Handlers) assessmentStep(c echo.Context) error {
	return h.showStep(c, http.StatusOK, nil, nil)
}

// stepPage reads the step at the address, or that of the competency that a refused answer is about.
func (h *Handlers) stepPage(c echo.Context, refused *skills.SaveAnswer) (skills.StepPage, error) {
	n, err := strconv.Atoi(c.Param("n"))
	if err != nil {
		return skills.StepPage{}, models.ErrNotFound
	}
	skill := models.ID("")
	if refused != nil {
		skill = refused.Skill
	}
	return h.app.Skills.Step(c.Request().Context(), actor(c), c.Param("round"), n, skill)
}

// showStep asks for one skill: as it was saved, or with a refused answer and its problems.
func (h *Handlers) showStep(c echo.Context, status int, refused *skills.SaveAnswer, problems models.Invalid) error {
	page, err := h.stepPage(c, refused)
	if err != nil {
		return err
	}
	if refused != nil {
		seen := refused.Seen
		if status == http.StatusConflict { // show both, and let the next save win
			page.Now, seen = page.Item.Answer, page.Input.Seen
		}
		page.Input = *refused
		page.Input.Seen = seen
	}
	frame := h.frame(c, page.Item.Name+", skill "+strconv.Itoa(page.Item.N)+" of "+strconv.Itoa(page.Of), "skills")
	frame.Back, frame.Failed = skillsviews.StepBack(page), len(problems) > 0 || page.Now != nil
	return show(c, status, skillsviews.Step(frame, page, problems))
}

// saveAnswer keeps an answer: for a person who presses the button, and for the script of the page, which asks for JSON.
func (h *Handlers) saveAnswer(c echo.Context) error {
	var in skills.SaveAnswer
	n, err := strconv.Atoi(c.Param("n"))
	if err != nil {
		return models.ErrNotFound
	}
	if err := decode(c, &in); err != nil {
		return err
	}
	saved, err := h.app.Skills.Save(c.Request().Context(), actor(c), c.Param("round"), n, in)
	if strings.Contains(c.Request().Header.Get(echo.HeaderAccept), echo.MIMEApplicationJSON) {
		return answeredQuietly(c, saved, err)
	}
	if invalid, ok := problems(err); ok {
		return h.showStep(c, http.StatusUnprocessableEntity, &in, invalid)
	}
	if errors.Is(err, models.ErrStale) {
		return h.showStep(c, http.StatusConflict, &in, nil)
	}
	if err != nil {
		return err
	}
	switch in.Then {
	case skills.LaterThen:
		return h.redirect(c, paths.Skills, "Your answer is saved. Carry on whenever you like")
	case skills.EvidenceThen:
		return h.redirect(c, paths.NewEvidence(saved.Slug)+"?then="+paths.AssessmentStep(c.Param("round"), saved.N), "Your answer is saved")
	}
	return h.goOn(c, saved)
}

// goOn leads to what is asked next.
func (h *Handlers) goOn(c echo.Context, saved skills.Saved) error {
	round := c.Param("round")
	switch {
	case saved.Chance:
		return h.redirect(c, paths.AssessmentChance(round, saved.N), "")
	case saved.Domain != "":
		return h.redirect(c, paths.AssessmentInterest(round, saved.Domain), "")
	case saved.Next > 0:
		return h.redirect(c, paths.AssessmentStep(round, saved.Next), "")
	}
	return h.redirect(c, paths.AssessmentCheck(round), "")
}

// answeredQuietly tells the script what was kept, or why not.
func answeredQuietly(c echo.Context, saved skills.Saved, err error) error {
	invalid, refused := problems(err)
	switch {
	case err == nil:
		return c.JSON(http.StatusOK, map[string]string{"seen": saved.Stamp, "at": words.Clock(saved.At)})
	case refused:
		for _, field := range []string{"example", "level", "use", "chance", "barrier", "round"} {
			if invalid[field] != "" {
				return c.JSON(http.StatusUnprocessableEntity, map[string]string{"problem": invalid[field]})
			}
		}
		return c.JSON(http.StatusUnprocessableEntity, map[string]string{"problem": "look at the form"})
	case errors.Is(err, models.ErrStale):
		return c.JSON(http.StatusConflict, map[string]string{"problem": "you answered in another window. Press “Save and continue” to see both"})
	}
	return c.JSON(statusOf(err), map[string]string{"problem": "it cannot be saved now"})
}

// assessmentHeld tells the script whether a level asks for the chance to use the skill.
func (h *Handlers) assessmentHeld(c echo.Context) error {
	n, err := strconv.Atoi(c.Param("n"))
	if err != nil {
		return models.ErrNotFound
	}
	level, err := strconv.Atoi(c.QueryParam("level"))
	if err != nil {
		level = -1 << 30 // below any scale
	}
	held, err := h.app.Skills.Holds(c.Request().Context(), actor(c), c.Param("round"), n, level)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, map[string]bool{"held": held})
}

func (h *Handlers) assessmentChance(c echo.Context) error {
	return h.showChance(c, http.StatusOK, nil, nil)
}

func (h *Handlers) showChance(c echo.Context, status int, refused *skills.SaveAnswer, problems models.Invalid) error {
	page, err := h.stepPage(c, refused)
	if err != nil {
		return err
	}
	if page.Item.Answer == nil || !page.Item.AsksChance() {
		return h.redirect(c, paths.AssessmentStep(c.Param("round"), page.Item.N), "")
	}
	if refused != nil {
		page.Input = *refused
	}
	frame := h.frame(c, page.Item.Name+": what stood in the way", "skills")
	frame.Back, frame.Failed = paths.AssessmentStep(page.Round.Slug, page.Item.N), len(problems) > 0
	return show(c, status, skillsviews.Chance(frame, page, problems))
}

func (h *Handlers) saveChance(c echo.Context) error {
	var in skills.SaveAnswer
	n, err := strconv.Atoi(c.Param("n"))
	if err != nil {
		return models.ErrNotFound
	}
	if err := decode(c, &in); err != nil {
		return err
	}
	saved, err := h.app.Skills.SaveChance(c.Request().Context(), actor(c), c.Param("round"), n, in)
	if invalid, ok := problems(err); ok {
		return h.showChance(c, http.StatusUnprocessableEntity, &in, invalid)
	}
	if err != nil {
		return err
	}
	return h.goOn(c, saved)
}

func (h *Handlers) assessmentInterest(c echo.Context) error {
	return h.showInterest(c, http.StatusOK, nil)
}

func (h *Handlers) showInterest(c echo.Context, status int, problems models.Invalid) error {
	page, err := h.app.Skills.Interest(c.Request().Context(), actor(c), c.Param("round"), models.ID(c.Param("domain")))
	if err != nil {
		return err
	}
	frame := h.frame(c, page.Domain.Name+": how much you would like to do", "skills")
	frame.Back, frame.Failed = paths.Assessment(page.Round.Slug), len(problems) > 0
	return show(c, status, skillsviews.Interest(frame, page, problems))
}

func (h *Handlers) sayInterest(c echo.Context) error {
	var in struct {
		Interest string `form:"interest"`
	}
	if err := decode(c, &in); err != nil {
		return err
	}
	next, err := h.app.Skills.SayInterest(c.Request().Context(), actor(c), c.Param("round"), models.ID(c.Param("domain")), models.Wish(in.Interest))
	if invalid, ok := problems(err); ok {
		return h.showInterest(c, http.StatusUnprocessableEntity, invalid)
	}
	if err != nil {
		return err
	}
	return h.goOn(c, skills.Saved{Next: next})
}
