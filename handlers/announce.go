package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"trellis/app/learning"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/teachingviews"
	"trellis/views/words"
)

func (h *Handlers) announcePage(c echo.Context) error {
	page, err := h.app.Learning.AnnouncePage(c.Request().Context(), actor(c), c.Param("code"))
	if err != nil {
		return err
	}
	return h.showAnnounce(c, http.StatusOK, teachingviews.AnnounceForm{AnnouncePage: page, In: learning.Announce{Audience: learning.ToPlaced}})
}

func (h *Handlers) showAnnounce(c echo.Context, status int, form teachingviews.AnnounceForm) error {
	page := h.cohortFrame(c, form.TaughtCohort, "Message")
	page.Failed = len(form.Problems) > 0
	return show(c, status, teachingviews.Announce(page, form))
}

// announce shows a message as it would go out, and sends it once that was seen.
func (h *Handlers) announce(c echo.Context) error {
	ctx := c.Request().Context()
	in := learning.Announce{Cohort: c.Param("code")}
	if err := decode(c, &in); err != nil {
		return err
	}
	page, checked, err := h.app.Learning.CheckAnnouncement(ctx, actor(c), in)
	if invalid, ok := problems(err); ok {
		return h.showAnnounce(c, http.StatusUnprocessableEntity, teachingviews.AnnounceForm{AnnouncePage: page, In: checked, Problems: invalid})
	}
	if err != nil {
		return err
	}
	if !in.Confirmed {
		again := c.FormValue("change") != ""
		return h.showAnnounce(c, http.StatusOK, teachingviews.AnnounceForm{AnnouncePage: page, In: checked, Preview: !again})
	}
	sent, err := h.app.Learning.Announce(ctx, actor(c), checked)
	if invalid, ok := problems(err); ok {
		return h.showAnnounce(c, http.StatusUnprocessableEntity, teachingviews.AnnounceForm{AnnouncePage: page, In: checked, Problems: invalid})
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.Announce(in.Cohort), "Your message is on its way to "+words.Count(sent, "person", "people"))
}

func (h *Handlers) inviteDemandPage(c echo.Context) error {
	return h.showInviteDemand(c, http.StatusOK, learning.InviteDemand{}, nil)
}

func (h *Handlers) showInviteDemand(c echo.Context, status int, in learning.InviteDemand, invalid models.Invalid) error {
	page, err := h.app.Learning.DemandPage(c.Request().Context(), actor(c), c.Param("code"))
	if err != nil {
		return err
	}
	frame := h.cohortFrame(c, page.TaughtCohort, "Invite people")
	frame.Failed = len(invalid) > 0
	return show(c, status, teachingviews.InviteDemand(frame, teachingviews.DemandForm{DemandPage: page, In: in, Problems: invalid}))
}

func (h *Handlers) inviteDemand(c echo.Context) error {
	in := learning.InviteDemand{Cohort: c.Param("code")}
	if err := decode(c, &in); err != nil {
		return err
	}
	err := h.app.Learning.InviteDemand(c.Request().Context(), actor(c), in)
	if invalid, ok := problems(err); ok {
		return h.showInviteDemand(c, http.StatusUnprocessableEntity, in, invalid)
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.Announce(in.Cohort), "The invitations are on their way")
}

func (h *Handlers) movePersonPage(c echo.Context) error {
	return h.showMovePerson(c, http.StatusOK, learning.MovePerson{}, nil)
}

func (h *Handlers) showMovePerson(c echo.Context, status int, in learning.MovePerson, invalid models.Invalid) error {
	page, err := h.app.Learning.MovePage(c.Request().Context(), actor(c), c.Param("code"), models.ID(c.Param("enrolment")))
	if err != nil {
		return err
	}
	frame := h.cohortFrame(c, page.TaughtCohort, "Move "+page.Person.Name)
	frame.Failed = len(invalid) > 0
	return show(c, status, teachingviews.Move(frame, teachingviews.KeptForm{KeptPersonPage: page, To: in.To, Problems: invalid}))
}

func (h *Handlers) movePerson(c echo.Context) error {
	in := learning.MovePerson{Cohort: c.Param("code"), Enrolment: models.ID(c.Param("enrolment"))}
	if err := decode(c, &in); err != nil {
		return err
	}
	to, err := h.app.Learning.MovePerson(c.Request().Context(), actor(c), in)
	if invalid, ok := problems(err); ok {
		return h.showMovePerson(c, http.StatusUnprocessableEntity, in, invalid)
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.CohortPeople(in.Cohort), "Moved to "+to.Name)
}

func (h *Handlers) removePersonPage(c echo.Context) error {
	return h.showRemovePerson(c, http.StatusOK, learning.RemovePerson{}, nil)
}

func (h *Handlers) showRemovePerson(c echo.Context, status int, in learning.RemovePerson, invalid models.Invalid) error {
	page, err := h.app.Learning.RemovePage(c.Request().Context(), actor(c), c.Param("code"), models.ID(c.Param("enrolment")))
	if err != nil {
		return err
	}
	frame := h.cohortFrame(c, page.TaughtCohort, "Take "+page.Person.Name+" off")
	frame.Failed = len(invalid) > 0
	return show(c, status, teachingviews.Remove(frame, teachingviews.KeptForm{KeptPersonPage: page, Reason: in.Reason, Problems: invalid}))
}

func (h *Handlers) removePerson(c echo.Context) error {
	in := learning.RemovePerson{Cohort: c.Param("code"), Enrolment: models.ID(c.Param("enrolment"))}
	if err := decode(c, &in); err != nil {
		return err
	}
	_, err := h.app.Learning.RemovePerson(c.Request().Context(), actor(c), in)
	if invalid, ok := problems(err); ok {
		return h.showRemovePerson(c, http.StatusUnprocessableEntity, in, invalid)
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.CohortPeople(in.Cohort), "Taken off the cohort. They get a letter with your reason")
}
