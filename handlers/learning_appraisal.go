package handlers

import (
	"errors"
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"trellis/app/learning"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/components"
	"trellis/views/learningviews"
	"trellis/views/progressviews"
)

func (h *Handlers) learningLog(c echo.Context) error {
	ctx, a := c.Request().Context(), actor(c)
	find := learning.FindLog{Year: c.QueryParam("year"), Kind: models.LearningKind(c.QueryParam("kind")), Skill: c.QueryParam("skill"), At: pageAt(c)}
	if wantsCSV(c) {
		return sendList(c, "learning-log.csv", learningviews.LogHead(), learningviews.LogCells, func(do func([]learning.LoggedEntry) error) error {
			return h.app.Learning.EachLogEntryIn(ctx, a, find, do)
		})
	}
	page, err := h.app.Learning.Log(ctx, a, find)
	if err != nil {
		return err
	}
	return show(c, http.StatusOK, learningviews.Log(h.pathFrame(c, "Your learning log"), page))
}

func (h *Handlers) appraisal(c echo.Context) error {
	in := learning.ForAppraisal{From: c.QueryParam("from"), Until: c.QueryParam("to"), Without: c.QueryParams()["without"]}
	page, err := h.app.Learning.Appraisal(c.Request().Context(), actor(c), in)
	if err != nil {
		return err
	}
	if wantsCSV(c) {
		return sendCSV(c, "appraisal.csv", learningviews.AppraisalTable(page))
	}
	return show(c, http.StatusOK, learningviews.Appraisal(h.pathFrame(c, "For an appraisal", components.Crumb{Label: "Your learning log", Href: paths.Log}), page))
}

func (h *Handlers) removeLogEntryPage(c echo.Context) error {
	return h.showRemoveLogEntry(c, http.StatusOK, false, nil)
}

func (h *Handlers) showRemoveLogEntry(c echo.Context, status int, stale bool, invalid models.Invalid) error {
	page, err := h.app.Learning.LogEntryPage(c.Request().Context(), actor(c), models.ID(c.Param("id")))
	if err != nil {
		return err
	}
	frame := h.pathFrame(c, "Remove a log entry", components.Crumb{Label: "Your learning log", Href: paths.Log})
	frame.Failed = invalid != nil
	return show(c, status, learningviews.RemoveEntry(frame, page, stale, invalid))
}

// removeLogEntry removes an entry. When it was changed meanwhile it answers 409, and shows what it holds now.
func (h *Handlers) removeLogEntry(c echo.Context) error {
	seen, err := strconv.Atoi(c.Request().PostForm.Get("version"))
	if err != nil {
		return h.showRemoveLogEntry(c, http.StatusUnprocessableEntity, false, models.Invalid{"version": "Look at the entry once more before you remove it"})
	}
	err = h.app.Learning.RemoveLogEntry(c.Request().Context(), actor(c), models.ID(c.Param("id")), seen)
	if invalid, ok := problems(err); ok {
		return h.showRemoveLogEntry(c, http.StatusUnprocessableEntity, false, invalid)
	}
	if errors.Is(err, models.ErrStale) {
		return h.showRemoveLogEntry(c, http.StatusConflict, true, nil)
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.Log, "The entry is removed")
}

func (h *Handlers) cohortProgress(c echo.Context) error {
	page, err := h.app.Progress.CohortProgress(c.Request().Context(), actor(c), c.Param("code"))
	if err != nil {
		return err
	}
	if wantsCSV(c) {
		return sendCSV(c, page.Code+"-progress.csv", progressviews.ProgressTable(page))
	}
	frame := h.cohortFrame(c, page.TaughtCohort, "Progress")
	frame.Wide = true
	return show(c, http.StatusOK, progressviews.CohortProgress(frame, page))
}
