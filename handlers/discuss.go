package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"trellis/app/skills"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/skillsviews"
)

func (h *Handlers) talk(c echo.Context) error {
	return h.showTalk(c, http.StatusOK, skills.Say{}, nil)
}

// showTalk shows an assessment with what is said about it: as it stands, or with a refused remark and its problems.
func (h *Handlers) showTalk(c echo.Context, status int, in skills.Say, problems models.Invalid) error {
	page, err := h.app.Skills.Talk(c.Request().Context(), actor(c), models.ID(c.Param("assessment")))
	if err != nil {
		return err
	}
	page.Input = in
	frame := h.underSkills(c, skillsviews.TalkTitle(page))
	switch {
	case !page.Own && page.Sees:
		frame = h.underTeam(c, skillsviews.TalkTitle(page), page.Person.Name, paths.TeamPerson(page.Person.ID))
	case !page.Own:
		frame.Crumbs[1].Label, frame.Crumbs[1].Href = "Asking others", paths.Requests
	}
	frame.Failed = len(problems) > 0
	return show(c, status, skillsviews.Talk(frame, page, problems))
}

func (h *Handlers) say(c echo.Context) error {
	var in skills.Say
	if err := decode(c, &in); err != nil {
		return err
	}
	id := models.ID(c.Param("assessment"))
	err := h.app.Skills.Say(c.Request().Context(), actor(c), id, in)
	if invalid, ok := problems(err); ok {
		return h.showTalk(c, http.StatusUnprocessableEntity, in, invalid)
	}
	if err != nil {
		return err
	}
	said := "Sent. They get a message"
	if in.WantsEvidence {
		said = "Sent. They see it on their home page until they answer"
	}
	return h.redirect(c, paths.Talk(id), said)
}
