package handlers

import (
	"errors"
	"maps"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"trellis/app/input"
	"trellis/app/learning"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/components"
	"trellis/views/layout"
	"trellis/views/learningviews"
)

func (h *Handlers) learning(c echo.Context) error {
	ctx, a := c.Request().Context(), actor(c)
	if wantsCSV(c) {
		return sendList(c, "learning-log.csv", learningviews.LogHead(), learningviews.LogCells, func(do func([]learning.LoggedEntry) error) error {
			return h.app.Learning.EachLogEntry(ctx, a, do)
		})
	}
	page, err := h.app.Learning.Learning(ctx, a, pageAt(c))
	if err != nil {
		return err
	}
	return show(c, http.StatusOK, learningviews.Learning(h.frame(c, "My learning", "learning"), page))
}

func (h *Handlers) newLogEntryPage(c echo.Context) error {
	return h.showNewLogEntry(c, http.StatusOK, learningviews.LogForm{On: h.app.Learning.Today()})
}

func (h *Handlers) showNewLogEntry(c echo.Context, status int, form learningviews.LogForm) error {
	page, err := h.app.Learning.NewLogEntryPage(c.Request().Context())
	if err != nil {
		return err
	}
	return show(c, status, learningviews.LogEntry(h.logFrame(c, "Log learning", form), page, form, paths.NewLogEntry))
}

func (h *Handlers) logFrame(c echo.Context, title string, form learningviews.LogForm) layout.Page {
	frame := h.frame(c, title, "learning")
	frame.Failed = form.Problems != nil
	frame.Crumbs = []components.Crumb{{Label: "Home", Href: paths.Home}, {Label: "My learning", Href: paths.Learning}}
	return frame
}

func (h *Handlers) addLogEntry(c echo.Context) error {
	in, err := logLearning(c)
	if err == nil {
		_, err = h.app.Learning.AddLogEntry(c.Request().Context(), actor(c), in)
	}
	if invalid, ok := problems(err); ok {
		return h.showNewLogEntry(c, http.StatusUnprocessableEntity, typed(c, invalid))
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.Learning, "Learning logged")
}

func (h *Handlers) logEntryPage(c echo.Context) error {
	page, err := h.app.Learning.LogEntryPage(c.Request().Context(), actor(c), models.ID(c.Param("id")))
	if err != nil {
		return err
	}
	if e := page.Entry; e.UnitID != nil && e.EnrolmentID != nil {
		return c.Redirect(http.StatusSeeOther, paths.Unit(*e.EnrolmentID, *e.UnitID))
	}
	form := learningviews.Of(page)
	return show(c, http.StatusOK, learningviews.LogEntry(h.logFrame(c, "Change a log entry", form), page, form, paths.LogEntry(page.Entry.ID)))
}

func (h *Handlers) changeLogEntry(c echo.Context) error {
	id := models.ID(c.Param("id"))
	in, err := logLearning(c)
	if err == nil {
		err = h.app.Learning.ChangeLogEntry(c.Request().Context(), actor(c), id, in)
	}
	invalid, refused := problems(err)
	if !refused && !errors.Is(err, models.ErrStale) {
		if err != nil {
			return err
		}
		return h.redirect(c, paths.Learning, "Log entry changed")
	}
	page, notMine := h.app.Learning.LogEntryPage(c.Request().Context(), actor(c), id)
	if notMine != nil {
		return notMine
	}
	form, status := typed(c, invalid), http.StatusUnprocessableEntity
	if !refused { // somebody changed it: show both, and let the next save win
		form.Now, form.Version, status = &page.Entry, learningviews.Of(page).Version, http.StatusConflict
	}
	return show(c, status, learningviews.LogEntry(h.logFrame(c, "Change a log entry", form), page, form, paths.LogEntry(id)))
}

// logLearning reads the posted form. Minutes that are no whole number are a problem in the words of that field, beside
// the problems of the others.
func logLearning(c echo.Context) (learning.LogLearning, error) {
	var in learning.LogLearning
	err := decode(c, &in)
	if invalid, ok := problems(err); ok {
		if others, more := problems(input.Check(in)); more {
			maps.Copy(invalid, others)
		}
		if invalid["minutes"] != "" {
			invalid["minutes"] = "Enter how many minutes it took, from 1 to 1440"
		}
	}
	return in, err
}

// typed is the form as it was typed, whatever its shape.
func typed(c echo.Context, invalid models.Invalid) learningviews.LogForm {
	value := c.Request().PostForm.Get
	form := learningviews.LogForm{
		Title: value("title"), Minutes: value("minutes"), On: value("on"), Kind: value("kind"), Reflection: value("reflection"),
		Version: value("version"), Problems: invalid,
	}
	for _, name := range c.Request().PostForm["competency"] {
		if name != "" {
			form.Competency = append(form.Competency, name)
		}
	}
	return form
}

func (h *Handlers) sessionCalendar(c echo.Context) error {
	id, found := strings.CutSuffix(c.Param("file"), ".ics")
	if !found {
		return models.ErrNotFound
	}
	file, err := h.app.Calendar.Session(c.Request().Context(), actor(c), models.ID(id))
	if err != nil {
		return err
	}
	return sendCalendar(c, "session", file)
}

func (h *Handlers) cohortCalendar(c echo.Context) error {
	file, err := h.app.Calendar.Cohort(c.Request().Context(), actor(c), c.Param("code"))
	if err != nil {
		return err
	}
	return sendCalendar(c, "sessions", file)
}

func sendCalendar(c echo.Context, name, file string) error {
	c.Response().Header().Set(echo.HeaderContentDisposition, `attachment; filename="`+name+`.ics"`)
	return c.Blob(http.StatusOK, "text/calendar; charset=utf-8", []byte(file))
}
