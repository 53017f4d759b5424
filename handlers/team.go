package handlers

import (
	"errors"
	"log/slog"
	"net/http"

	"github.com/labstack/echo/v4"

	"trellis/app/skills"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/components"
	"trellis/views/layout"
	"trellis/views/teamviews"
	"trellis/views/words"
)

// underTeam is the frame of a page below a page of My team.
func (h *Handlers) underTeam(c echo.Context, title, label, href string) layout.Page {
	page := h.frame(c, title, "team")
	page.Crumbs = []components.Crumb{{Label: "Home", Href: paths.Home}, {Label: label, Href: href}}
	return page
}

func (h *Handlers) teamSkills(c echo.Context) error {
	filter := skills.TeamFilter{Role: c.QueryParam("role"), Area: c.QueryParam("area"), Order: c.QueryParam("order"), Areas: c.QueryParam("areas"), Of: models.ID(c.QueryParam("of"))}
	page, err := h.app.Skills.Team(c.Request().Context(), actor(c), filter)
	if err != nil {
		return err
	}
	if wantsCSV(c) {
		return sendCSV(c, "team-skills.csv", page.Table())
	}
	frame := h.frame(c, "Team skills", "team")
	frame.Wide = true
	return show(c, http.StatusOK, teamviews.Team(frame, page))
}

func (h *Handlers) teamSkill(c echo.Context) error {
	page, err := h.app.Skills.TeamSkill(c.Request().Context(), actor(c), c.Param("slug"))
	if err != nil {
		return err
	}
	if wantsCSV(c) {
		return sendCSV(c, page.Skill.Slug+".csv", page.Table())
	}
	return show(c, http.StatusOK, teamviews.TeamSkill(h.underTeam(c, page.Skill.Name+", team", "Team skills", paths.TeamSkills), page))
}

func (h *Handlers) teamPeople(c echo.Context) error {
	page, err := h.app.Skills.TeamPeople(c.Request().Context(), actor(c), models.ID(c.QueryParam("of")))
	if err != nil {
		return err
	}
	if wantsCSV(c) {
		return sendCSV(c, "team-people.csv", page.Table())
	}
	return show(c, http.StatusOK, teamviews.People(h.frame(c, "People in your team", "team"), page))
}

func (h *Handlers) teamPerson(c echo.Context) error {
	if c.QueryParams().Has("on") {
		return h.teamPersonAsAt(c)
	}
	page, err := h.app.Skills.TeamPerson(c.Request().Context(), actor(c), models.ID(c.Param("id")))
	if err != nil {
		return err
	}
	return show(c, http.StatusOK, teamviews.Person(h.underTeam(c, page.Person.Name, "People", paths.TeamPeople), page))
}

func (h *Handlers) confirmQueue(c echo.Context) error {
	queue, err := h.app.Skills.Queue(c.Request().Context(), actor(c))
	if err != nil {
		return err
	}
	return show(c, http.StatusOK, teamviews.Queue(h.frame(c, "To confirm", "team"), queue))
}

func (h *Handlers) confirmPage(c echo.Context) error {
	return h.showConfirm(c, http.StatusOK, skills.ConfirmAnswers{}, nil)
}

// showConfirm asks the manager: as it stands, with refused answers and their problems, or, when it has changed since it
// was opened, as it stands now.
func (h *Handlers) showConfirm(c echo.Context, status int, in skills.ConfirmAnswers, problems models.Invalid) error {
	page, err := h.app.Skills.ToConfirm(c.Request().Context(), actor(c), models.ID(c.Param("id")))
	if err != nil {
		return err
	}
	page.Input = in
	frame := h.underTeam(c, teamviews.ConfirmTitle(page.Person.Name), "To confirm", paths.TeamConfirm)
	frame.Failed = len(problems) > 0
	return show(c, status, teamviews.Confirm(frame, page, problems, status == http.StatusConflict))
}

func (h *Handlers) confirm(c echo.Context) error {
	var in skills.ConfirmAnswers
	if err := decode(c, &in); err != nil {
		return err
	}
	answered, err := h.app.Skills.Confirm(c.Request().Context(), actor(c), models.ID(c.Param("id")), in)
	if invalid, ok := problems(err); ok {
		return h.showConfirm(c, http.StatusUnprocessableEntity, in, invalid)
	}
	return h.confirmed(c, in, answered, err)
}

func (h *Handlers) confirmAgreed(c echo.Context) error {
	var in skills.ConfirmAgreed
	if err := decode(c, &in); err != nil {
		return err
	}
	answered, err := h.app.Skills.ConfirmAgreed(c.Request().Context(), actor(c), models.ID(c.Param("id")), in)
	return h.confirmed(c, skills.ConfirmAnswers{}, answered, err)
}

// confirmed goes on to the queue, or shows what has changed meanwhile.
func (h *Handlers) confirmed(c echo.Context, in skills.ConfirmAnswers, answered int, err error) error {
	switch {
	case errors.Is(err, models.ErrStale):
		return h.showConfirm(c, http.StatusConflict, in, nil)
	case err != nil:
		return err
	}
	return h.redirect(c, paths.TeamConfirm, words.Count(answered, "assessment", "assessments")+" answered")
}

// toConfirm counts the assessments that wait for the actor's answer. A menu without the number is better than no page.
func (h *Handlers) toConfirm(c echo.Context, a models.Actor) int {
	n, err := h.app.Skills.CountToConfirm(c.Request().Context(), a)
	if err != nil {
		slog.ErrorContext(c.Request().Context(), "count what waits to be confirmed", "error", err)
	}
	return n
}

// toAnswer counts who waits for the actor's answer to join a course; a failure to count fails no page.
func (h *Handlers) toAnswer(c echo.Context, a models.Actor) int {
	n, err := h.app.Learning.CountTeamEnrolments(c.Request().Context(), a)
	if err != nil {
		slog.ErrorContext(c.Request().Context(), "count who waits to join a course", "error", err)
	}
	return n
}
