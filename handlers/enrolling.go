package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"trellis/app/learning"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/learningviews"
	"trellis/views/words"
)

func (h *Handlers) enrolPage(c echo.Context) error {
	return h.showEnrol(c, http.StatusOK, learningviews.EnrolForm{})
}

// showEnrol shows the form for a place; who has one already, or a turn, is led there.
func (h *Handlers) showEnrol(c echo.Context, status int, form learningviews.EnrolForm) error {
	page, err := h.app.Learning.EnrolPage(c.Request().Context(), actor(c), c.Param("code"))
	if err != nil {
		return err
	}
	if page.Mine != nil {
		return c.Redirect(http.StatusSeeOther, paths.Enrolment(page.Mine.ID))
	}
	frame := h.frame(c, "Enrol on "+page.Course.Title, "courses")
	frame.Failed, frame.Back = form.Problems != nil, paths.Cohort(page.Code)
	return show(c, status, learningviews.Enrol(frame, page, form))
}

// sessionEnrolled holds the enrolment that a browser has just asked for, so that its page confirms it once.
const sessionEnrolled = "enrolled"

func (h *Handlers) enrol(c echo.Context) error {
	in := learning.Enrol{Cohort: c.Param("code")}
	if err := decode(c, &in); err != nil {
		return h.refuseEnrol(c, in, err)
	}
	e, err := h.app.Learning.Enrol(c.Request().Context(), actor(c), in)
	if err != nil {
		return h.refuseEnrol(c, in, err)
	}
	h.sessions.Put(c.Request().Context(), sessionEnrolled, string(e.ID))
	return h.redirect(c, paths.Enrolment(e.ID), "")
}

func (h *Handlers) refuseEnrol(c echo.Context, in learning.Enrol, err error) error {
	invalid, ok := problems(err)
	if !ok {
		return err
	}
	return h.showEnrol(c, http.StatusUnprocessableEntity, learningviews.EnrolForm{Enrol: in, Problems: invalid})
}

// answered is what somebody said to a question whether they come.
func answered(c echo.Context, accept, decline func() error) error {
	switch c.FormValue("answer") {
	case "accept":
		return accept()
	case "decline":
		return decline()
	}
	return models.Invalid{"answer": "Choose whether you come"}
}

func (h *Handlers) nominationPage(c echo.Context) error {
	return h.showNomination(c, http.StatusOK, nil)
}

func (h *Handlers) showNomination(c echo.Context, status int, invalid models.Invalid) error {
	token := c.Param("token")
	page, err := h.app.Learning.NominationPage(c.Request().Context(), token)
	if err != nil {
		return err
	}
	frame := h.secretFrame(c, "Do you come to "+page.Course.Title+"?")
	frame.Failed = invalid != nil
	return show(c, status, learningviews.Answer(frame, page, paths.Nomination(token), page.By+" named you for "+page.Course.Title+".", invalid))
}

func (h *Handlers) answerNomination(c echo.Context) error {
	in := learning.AnswerNomination{Token: c.Param("token")}
	err := h.replyToNomination(c, in)
	if invalid, ok := problems(err); ok {
		return h.showNomination(c, http.StatusUnprocessableEntity, invalid)
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.Nomination(in.Token), "")
}

// answerOwnNomination is the same, signed in.
func (h *Handlers) answerOwnNomination(c echo.Context) error {
	in := learning.AnswerNomination{Enrolment: models.ID(c.Param("id"))}
	err := h.replyToNomination(c, in)
	if _, ok := problems(err); ok {
		if _, err := h.app.Learning.Enrolment(c.Request().Context(), actor(c), in.Enrolment); err != nil {
			return err
		}
		return h.redirect(c, paths.Enrolment(in.Enrolment), "Nothing was changed: see where it stands now")
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.Enrolment(in.Enrolment), "Thank you: whoever named you is told")
}

func (h *Handlers) replyToNomination(c echo.Context, in learning.AnswerNomination) error {
	return answered(c,
		func() error {
			_, err := h.app.Learning.AcceptNomination(c.Request().Context(), actor(c), in)
			return err
		},
		func() error {
			_, err := h.app.Learning.DeclineNomination(c.Request().Context(), actor(c), in)
			return err
		})
}

func (h *Handlers) pairPage(c echo.Context) error { return h.showPair(c, http.StatusOK, nil) }

func (h *Handlers) showPair(c echo.Context, status int, invalid models.Invalid) error {
	in := learning.AnswerPair{Token: c.Param("token")}
	page, err := h.app.Learning.PairPage(c.Request().Context(), actor(c), in)
	if err != nil {
		return err
	}
	frame := h.secretFrame(c, "Do you come to "+page.Course.Title+"?")
	frame.Failed = invalid != nil
	return show(c, status, learningviews.Answer(frame, pairAsking(page), paths.Pair(in.Token), pairAsks(page), invalid))
}

func (h *Handlers) answerPair(c echo.Context) error {
	in := learning.AnswerPair{Token: c.Param("token")}
	err := h.replyToPair(c, in)
	if invalid, ok := problems(err); ok {
		return h.showPair(c, http.StatusUnprocessableEntity, invalid)
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.Pair(in.Token), "")
}

func (h *Handlers) nominatePage(c echo.Context) error {
	return h.showNominate(c, http.StatusOK, learningviews.NominateForm{})
}

func (h *Handlers) showNominate(c echo.Context, status int, form learningviews.NominateForm) error {
	page, err := h.app.Learning.NominatePage(c.Request().Context(), actor(c), c.Param("code"))
	if err != nil {
		return err
	}
	frame := h.frame(c, "Name somebody for "+page.Course.Title, "courses")
	frame.Failed, frame.Back = form.Problems != nil, paths.Cohort(page.Code)
	return show(c, status, learningviews.Nominate(frame, page, form))
}

func (h *Handlers) nominate(c echo.Context) error {
	in := learning.Nominate{Cohort: c.Param("code")}
	err := decode(c, &in)
	people := 0
	if err == nil {
		people, err = h.app.Learning.Nominate(c.Request().Context(), actor(c), in)
	}
	if invalid, ok := problems(err); ok {
		return h.showNominate(c, http.StatusUnprocessableEntity, learningviews.NominateForm{Nominate: in, Problems: invalid})
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.Cohort(in.Cohort), words.Count(people, "person is", "people are")+" named, and asked by email whether they come")
}
