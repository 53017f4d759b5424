package handlers

import (
	"errors"
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"trellis/app/learning"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/teachingviews"
)

// refusal tells how a change was refused: 422 with what is wrong, 409 when something changed meanwhile, and 0 when it was
// not. Other errors are handed on.
func refusal(err error) (status int, invalid models.Invalid, stale bool, rest error) {
	if errors.Is(err, models.ErrStale) {
		return http.StatusConflict, nil, true, nil
	}
	if invalid, refused := problems(err); refused {
		return http.StatusUnprocessableEntity, invalid, false, nil
	}
	return 0, nil, false, err
}

func (h *Handlers) changeCohortPage(c echo.Context) error {
	page, err := h.app.Learning.ChangeCohortPage(c.Request().Context(), actor(c), c.Param("code"))
	if err != nil {
		return err
	}
	return h.showChange(c, http.StatusOK, teachingviews.ChangeForm{ChangeCohortPage: page, In: page.Now})
}

func (h *Handlers) showChange(c echo.Context, status int, form teachingviews.ChangeForm) error {
	page := h.cohortFrame(c, form.TaughtCohort, "Change")
	page.Failed = len(form.Problems) > 0
	return show(c, status, teachingviews.ChangeCohort(page, form))
}

func (h *Handlers) changeCohort(c echo.Context) error {
	ctx, code := c.Request().Context(), c.Param("code")
	var in learning.ChangeCohort
	if err := decode(c, &in); err != nil {
		return err
	}
	_, err := h.app.Learning.ChangeCohort(ctx, actor(c), code, in)
	status, invalid, stale, err := refusal(err)
	if err != nil {
		return err
	}
	if status == 0 {
		return h.redirect(c, paths.Teach(code), "The cohort is saved")
	}
	page, err := h.app.Learning.ChangeCohortPage(ctx, actor(c), code)
	if err != nil {
		return err
	}
	if stale { // show both, and let the next save win
		in.Edition = page.Now.Edition
	}
	return h.showChange(c, status, teachingviews.ChangeForm{ChangeCohortPage: page, In: in, Problems: invalid, Stale: stale})
}

func (h *Handlers) openCohort(c echo.Context) error {
	cohort, err := h.app.Learning.OpenCohort(c.Request().Context(), actor(c), c.Param("code"))
	if err != nil {
		return err
	}
	return h.redirect(c, paths.Teach(cohort.Code), cohort.Name+" is open. Share its link, so that people can enrol")
}

func (h *Handlers) callOffPage(c echo.Context) error {
	return h.showCallOff(c, http.StatusOK, learning.CallOff{}, nil)
}

func (h *Handlers) showCallOff(c echo.Context, status int, in learning.CallOff, invalid models.Invalid) error {
	page, err := h.app.Learning.CallOffPage(c.Request().Context(), actor(c), c.Param("code"))
	if err != nil {
		return err
	}
	frame := h.cohortFrame(c, page.TaughtCohort, "Call off")
	frame.Failed = len(invalid) > 0
	return show(c, status, teachingviews.CallOff(frame, teachingviews.CallOffForm{CallOffPage: page, In: in, Problems: invalid}))
}

func (h *Handlers) callOff(c echo.Context) error {
	var in learning.CallOff
	if err := decode(c, &in); err != nil {
		return err
	}
	cohort, err := h.app.Learning.CallOff(c.Request().Context(), actor(c), c.Param("code"), in)
	if invalid, refused := problems(err); refused {
		return h.showCallOff(c, http.StatusUnprocessableEntity, in, invalid)
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.Teach(cohort.Code), cohort.Name+" is called off. Everybody is told")
}

func (h *Handlers) schedulePage(c echo.Context) error {
	page, err := h.app.Learning.SchedulePage(c.Request().Context(), actor(c), c.Param("code"))
	if err != nil {
		return err
	}
	return show(c, http.StatusOK, teachingviews.Schedule(h.cohortFrame(c, page.TaughtCohort, "Dates"), teachingviews.ScheduleForm{SchedulePage: page}))
}

func (h *Handlers) schedule(c echo.Context) error {
	ctx, code := c.Request().Context(), c.Param("code")
	var in learning.Schedule
	if err := decode(c, &in); err != nil {
		return err
	}
	_, err := h.app.Learning.Schedule(ctx, actor(c), code, in)
	if invalid, refused := problems(err); refused {
		page, err := h.app.Learning.SchedulePage(ctx, actor(c), code)
		if errors.Is(err, models.ErrNotFound) { // somebody else has set them
			return h.redirect(c, paths.CohortSessions(code), "The dates are set already")
		}
		if err != nil {
			return err
		}
		page.In = in
		frame := h.cohortFrame(c, page.TaughtCohort, "Dates")
		frame.Failed = true
		return show(c, http.StatusUnprocessableEntity, teachingviews.Schedule(frame, teachingviews.ScheduleForm{SchedulePage: page, Problems: invalid}))
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.Teach(code), "The dates are set. Everybody in line is told")
}

// numberOf is the number in an address; -1 for what is none.
func numberOf(c echo.Context) int {
	n, err := strconv.ParseInt(c.Param("n"), 10, 32)
	if err != nil || n < 1 {
		return -1
	}
	return int(n)
}
