package handlers

import (
	"errors"
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"trellis/app/attendance"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/teachingviews"
)

// register leads to the register of the session that is due, or last was.
func (h *Handlers) register(c echo.Context) error {
	n, err := h.app.Attendance.DueSession(c.Request().Context(), actor(c), c.Param("code"))
	if err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, paths.SessionRegister(c.Param("code"), n))
}

func (h *Handlers) sessionRegister(c echo.Context) error {
	page, err := h.registerPage(c)
	if err != nil {
		return err
	}
	if wantsCSV(c) {
		return sendCSV(c, page.Code+"-register.csv", registerTable(page))
	}
	return h.showRegister(c, http.StatusOK, teachingviews.RegisterForm{RegisterPage: page})
}

func (h *Handlers) registerPage(c echo.Context) (attendance.RegisterPage, error) {
	n, err := strconv.Atoi(c.Param("n"))
	if err != nil {
		return attendance.RegisterPage{}, models.ErrNotFound
	}
	return h.app.Attendance.Register(c.Request().Context(), actor(c), c.Param("code"), n)
}

func (h *Handlers) showRegister(c echo.Context, status int, form teachingviews.RegisterForm) error {
	page := h.cohortFrame(c, form.TaughtCohort, "Register of session "+strconv.Itoa(form.Session.Number))
	page.Wide, page.Failed = true, status != http.StatusOK
	return show(c, status, teachingviews.Register(page, form))
}

// saveRegister keeps a register. When another trainer has saved it meanwhile it answers 409, and shows both.
func (h *Handlers) saveRegister(c echo.Context) error {
	page, err := h.registerPage(c)
	if err != nil {
		return err
	}
	in := attendance.SaveRegister{Cohort: page.Code, Session: page.Session.Number}
	if err := decode(c, &in); err != nil {
		return err
	}
	saved, err := h.app.Attendance.SaveRegister(c.Request().Context(), actor(c), in)
	if invalid, ok := problems(err); ok {
		return h.showRegister(c, http.StatusUnprocessableEntity, teachingviews.RegisterForm{RegisterPage: page.Keeping(in, invalid), Problems: invalid})
	}
	if errors.Is(err, models.ErrStale) {
		if page, err = h.registerPage(c); err != nil { // as it is now
			return err
		}
		return h.showRegister(c, http.StatusConflict, teachingviews.RegisterForm{RegisterPage: page.Against(in)})
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.SessionRegister(in.Cohort, in.Session), teachingviews.SavedWords(saved))
}

// registerTable has a row for each person, and a column for each session.
func registerTable(page attendance.RegisterPage) [][]string {
	head := []string{"name", "organisation"}
	for _, s := range page.Sessions {
		head = append(head, "session_"+strconv.Itoa(s.Number)+"_"+string(models.DateOf(s.Starts)))
	}
	rows := [][]string{append(head, "sessions_attended", "sessions_marked", "minutes", "at_risk")}
	for _, l := range page.Lines {
		row := []string{l.Name, l.Organisation}
		for _, s := range page.Sessions {
			row = append(row, models.EntryOf(l.Marks[s.ID]).Text())
		}
		risk := "no"
		if l.AtRisk {
			risk = "yes"
		}
		rows = append(rows, append(row, strconv.Itoa(l.Standing.Attended), strconv.Itoa(l.Standing.Marked), strconv.Itoa(l.Standing.Minutes), risk))
	}
	return rows
}
