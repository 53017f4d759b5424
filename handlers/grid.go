package handlers

import (
	"errors"
	"net/http"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"trellis/app/attendance"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/teachingviews"
)

func (h *Handlers) registerGrid(c echo.Context) error {
	page, err := h.app.Attendance.Grid(c.Request().Context(), actor(c), c.Param("code"))
	if err != nil {
		return err
	}
	if wantsCSV(c) {
		return sendCSV(c, page.Code+"-register.csv", gridTable(page))
	}
	return h.showGrid(c, http.StatusOK, teachingviews.GridForm{GridPage: page})
}

func (h *Handlers) showGrid(c echo.Context, status int, form teachingviews.GridForm) error {
	page := h.cohortFrame(c, form.TaughtCohort, "Register of all sessions")
	page.Wide, page.Failed = true, status != http.StatusOK
	return show(c, status, teachingviews.Grid(page, form))
}

// saveGrid keeps the registers of all sessions. When another trainer has marked the same cells otherwise it answers 409, and
// shows both.
func (h *Handlers) saveGrid(c echo.Context) error {
	in := attendance.SaveGrid{Cohort: c.Param("code")}
	if err := decode(c, &in); err != nil {
		return err
	}
	saved, err := h.app.Attendance.SaveGrid(c.Request().Context(), actor(c), in)
	invalid, refused := problems(err)
	if !refused && !errors.Is(err, models.ErrStale) {
		if err != nil {
			return err
		}
		return h.redirect(c, paths.Grid(in.Cohort), teachingviews.SavedGridWords(saved))
	}
	page, err := h.app.Attendance.Grid(c.Request().Context(), actor(c), in.Cohort) // as it is now
	if err != nil {
		return err
	}
	if refused {
		return h.showGrid(c, http.StatusUnprocessableEntity, teachingviews.GridForm{GridPage: page.Keeping(in, invalid), Problems: invalid})
	}
	return h.showGrid(c, http.StatusConflict, teachingviews.GridForm{GridPage: page.Against(in)})
}

// undoSave puts back what a save of a register had changed, and leads back to the register from which it was undone.
func (h *Handlers) undoSave(c echo.Context) error {
	in := attendance.UndoSave{Cohort: c.Param("code"), Save: models.ID(c.Param("save"))}
	undone, err := h.app.Attendance.UndoSave(c.Request().Context(), actor(c), in)
	if err != nil {
		return err
	}
	back := paths.Grid(in.Cohort)
	if n, err := strconv.Atoi(c.QueryParam("session")); err == nil && n > 0 {
		back = paths.SessionRegister(in.Cohort, n)
	}
	return h.redirect(c, back, teachingviews.UndoneWords(undone))
}

// signInSheet is the sheet for the session that the query names; for the one that is due where it names none.
func (h *Handlers) signInSheet(c echo.Context) error {
	ctx, code := c.Request().Context(), c.Param("code")
	n, err := strconv.Atoi(c.QueryParam("session"))
	if c.QueryParam("session") == "" {
		n, err = h.app.Attendance.DueSession(ctx, actor(c), code)
	} else if err != nil {
		return models.ErrNotFound
	}
	if err != nil {
		return err
	}
	page, err := h.app.Attendance.Register(ctx, actor(c), code, n)
	if err != nil {
		return err
	}
	return show(c, http.StatusOK, teachingviews.SignInSheet(h.cohortFrame(c, page.TaughtCohort, "Sign-in sheet of session "+strconv.Itoa(n)), page))
}

// gridTable has a row for each person, a column for each session, and the notes in the last.
func gridTable(page attendance.GridPage) [][]string {
	head := []string{"name", "organisation"}
	for _, s := range page.Sessions {
		head = append(head, "session_"+strconv.Itoa(s.Number)+"_"+string(models.DateOf(s.Starts)))
	}
	rows := [][]string{append(head, "sessions_attended", "sessions_marked", "minutes", "at_risk", "notes")}
	for _, l := range page.Lines {
		row, notes := []string{l.Name, l.Organisation}, []string(nil)
		for _, cell := range l.Cells {
			row = append(row, cell.Saved.Text())
			if cell.Saved.Note != "" {
				notes = append(notes, "Session "+strconv.Itoa(cell.Session.Number)+": "+cell.Saved.Note)
			}
		}
		risk := "no"
		if l.AtRisk {
			risk = "yes"
		}
		rows = append(rows, append(row, strconv.Itoa(l.Standing.Attended), strconv.Itoa(l.Standing.Marked), strconv.Itoa(l.Standing.Minutes), risk, strings.Join(notes, "; ")))
	}
	return rows
}
