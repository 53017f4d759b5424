package handlers

import (
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"trellis/app/attendance"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/learningviews"
	"trellis/views/teachingviews"
)

// openCheckInPage shows the code of a session's check-in, or how to open it. Without script it asks again when the code changes.
func (h *Handlers) openCheckInPage(c echo.Context) error {
	return h.showCheckIn(c, http.StatusOK, "")
}

func (h *Handlers) showCheckIn(c echo.Context, status int, problem string) error {
	n, err := sessionNumber(c)
	if err != nil {
		return err
	}
	page, err := h.app.Attendance.CheckInPage(c.Request().Context(), actor(c), c.Param("code"), n)
	if err != nil {
		return err
	}
	frame := h.cohortFrame(c, page.TaughtCohort, "Check-in of session "+strconv.Itoa(n))
	frame.Refresh, frame.Failed, frame.Wide = teachingviews.CheckInSeconds(page), status != http.StatusOK, true
	return show(c, status, teachingviews.CheckIn(frame, page, problem))
}

func (h *Handlers) openCheckIn(c echo.Context) error {
	n, err := sessionNumber(c)
	if err != nil {
		return err
	}
	err = h.app.Attendance.OpenCheckIn(c.Request().Context(), actor(c), c.Param("code"), n)
	if invalid, ok := problems(err); ok {
		return h.showCheckIn(c, http.StatusUnprocessableEntity, invalid["session"])
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.OpenCheckIn(c.Param("code"), n), "")
}

func (h *Handlers) closeCheckIn(c echo.Context) error {
	n, err := sessionNumber(c)
	if err != nil {
		return err
	}
	if err := h.app.Attendance.CloseCheckIn(c.Request().Context(), actor(c), c.Param("code"), n); err != nil {
		return err
	}
	return h.redirect(c, paths.SessionRegister(c.Param("code"), n), "Check-in is closed")
}

func sessionNumber(c echo.Context) (int, error) {
	n, err := strconv.ParseInt(c.Param("n"), 10, 32)
	if err != nil {
		return 0, models.ErrNotFound
	}
	return int(n), nil
}

// checkInPage asks for the code that is shown at a session. Whoever comes by a camera has it filled in, and presses the button.
func (h *Handlers) checkInPage(c echo.Context) error {
	code, _ := models.ParseCheckInCode(c.QueryParam("code"))
	return h.askForCode(c, http.StatusOK, code, nil)
}

func (h *Handlers) askForCode(c echo.Context, status int, code string, invalid models.Invalid) error {
	page := h.frame(c, "Check in to your session", "learning")
	page.Failed = invalid != nil
	return show(c, status, learningviews.CheckIn(page, code, invalid))
}

func (h *Handlers) checkIn(c echo.Context) error {
	var in attendance.CheckInByCode
	if err := decode(c, &in); err != nil {
		return err
	}
	done, err := h.app.Attendance.CheckIn(c.Request().Context(), actor(c), in)
	if invalid, ok := problems(err); ok {
		return h.askForCode(c, http.StatusUnprocessableEntity, in.Code, invalid)
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.Session(done.Session.ID), learningviews.CheckedInWords(done))
}
