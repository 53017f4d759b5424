package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"trellis/app/learning"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/teachingviews"
)

func (h *Handlers) cohortSessions(c echo.Context) error {
	return h.showSessions(c, http.StatusOK, nil)
}

func (h *Handlers) showSessions(c echo.Context, status int, invalid models.Invalid) error {
	page, err := h.app.Learning.Sessions(c.Request().Context(), actor(c), c.Param("code"))
	if err != nil {
		return err
	}
	frame := h.cohortFrame(c, page.TaughtCohort, "Sessions")
	frame.Failed = len(invalid) > 0
	return show(c, status, teachingviews.Sessions(frame, page, invalid))
}

func (h *Handlers) newSessionPage(c echo.Context) error {
	return h.showSession(c, http.StatusOK, 0, nil)
}

func (h *Handlers) sessionPage(c echo.Context) error {
	return h.showSession(c, http.StatusOK, numberOf(c), nil)
}

// sessionRefused is a form of a session that was sent and refused.
type sessionRefused struct {
	in      learning.ChangeSession
	invalid models.Invalid
	stale   bool
}

func (h *Handlers) showSession(c echo.Context, status, n int, refused *sessionRefused) error {
	page, err := h.app.Learning.ChangeSessionPage(c.Request().Context(), actor(c), c.Param("code"), n)
	if err != nil {
		return err
	}
	form := teachingviews.SessionForm{ChangeSessionPage: page, In: page.Now}
	if refused != nil {
		form.In, form.Problems, form.Stale = refused.in, refused.invalid, refused.stale
	}
	if form.Stale { // show both, and let the next save win
		form.In.Edition = page.Now.Edition
	}
	frame := h.cohortFrame(c, page.TaughtCohort, "Session")
	frame.Failed = len(form.Problems) > 0
	return show(c, status, teachingviews.Session(frame, form))
}

func (h *Handlers) changeSession(c echo.Context) error {
	var in learning.ChangeSession
	if err := decode(c, &in); err != nil {
		return err
	}
	_, err := h.app.Learning.ChangeSession(c.Request().Context(), actor(c), c.Param("code"), numberOf(c), in)
	return h.sessionAnswer(c, numberOf(c), in, err, "The session is saved")
}

func (h *Handlers) addSession(c echo.Context) error {
	var in learning.ChangeSession
	if err := decode(c, &in); err != nil {
		return err
	}
	_, err := h.app.Learning.AddSession(c.Request().Context(), actor(c), c.Param("code"), in)
	return h.sessionAnswer(c, 0, in, err, "The session is added")
}

func (h *Handlers) sessionAnswer(c echo.Context, n int, in learning.ChangeSession, err error, done string) error {
	status, invalid, stale, err := refusal(err)
	if err != nil {
		return err
	}
	if status != 0 {
		return h.showSession(c, status, n, &sessionRefused{in, invalid, stale})
	}
	return h.redirect(c, paths.CohortSessions(c.Param("code")), done)
}

func (h *Handlers) removeSessionPage(c echo.Context) error {
	page, err := h.app.Learning.ChangeSessionPage(c.Request().Context(), actor(c), c.Param("code"), numberOf(c))
	if err != nil {
		return err
	}
	return show(c, http.StatusOK, teachingviews.RemoveSession(h.cohortFrame(c, page.TaughtCohort, "Remove a session"), teachingviews.SessionForm{ChangeSessionPage: page, In: page.Now}))
}

func (h *Handlers) removeSession(c echo.Context) error {
	var in learning.ChangeSession
	if err := decode(c, &in); err != nil {
		return err
	}
	err := h.app.Learning.RemoveSession(c.Request().Context(), actor(c), c.Param("code"), numberOf(c), in.Edition)
	if invalid, refused := problems(err); refused {
		return h.showSessions(c, http.StatusUnprocessableEntity, invalid)
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.CohortSessions(c.Param("code")), "The session is taken out")
}

func (h *Handlers) substitutes(c echo.Context) error {
	return h.showSubstitutes(c, http.StatusOK, learning.NameSubstitute{}, nil)
}

func (h *Handlers) showSubstitutes(c echo.Context, status int, in learning.NameSubstitute, invalid models.Invalid) error {
	page, err := h.app.Learning.Substitutes(c.Request().Context(), actor(c), c.Param("code"))
	if err != nil {
		return err
	}
	frame := h.cohortFrame(c, page.TaughtCohort, "Substitutes")
	frame.Failed = len(invalid) > 0
	return show(c, status, teachingviews.Substitutes(frame, teachingviews.SubstituteForm{SubstitutesPage: page, In: in, Problems: invalid}))
}

func (h *Handlers) nameSubstitute(c echo.Context) error {
	var in learning.NameSubstitute
	if err := decode(c, &in); err != nil {
		return err
	}
	err := h.app.Learning.NameSubstitute(c.Request().Context(), actor(c), c.Param("code"), in)
	if invalid, refused := problems(err); refused {
		return h.showSubstitutes(c, http.StatusUnprocessableEntity, in, invalid)
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.Substitutes(c.Param("code")), "The substitute is named")
}

func (h *Handlers) endSubstitute(c echo.Context) error {
	code := c.Param("code")
	err := h.app.Learning.EndSubstitute(c.Request().Context(), actor(c), code, models.ID(c.Param("session")), models.ID(c.Param("trainer")))
	if err != nil {
		return err
	}
	return h.redirect(c, paths.Substitutes(code), "The trainer teaches it again")
}
