package handlers

import (
	"errors"
	"log/slog"
	"net/http"

	"github.com/labstack/echo/v4"

	"trellis/app/progress"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/components"
	"trellis/views/teachingviews"
	"trellis/views/workviews"
)

// work is the queue of what was handed in.
func (h *Handlers) work(c echo.Context) error {
	read := h.app.Progress.Work
	if wantsCSV(c) {
		read = h.app.Progress.AllWork
	}
	page, err := read(c.Request().Context(), actor(c), c.QueryParam("cohort"))
	if err != nil {
		return err
	}
	if wantsCSV(c) {
		rows := [][]string{workviews.WorkHead()}
		for _, w := range page.Waiting {
			rows = append(rows, workviews.WorkCells(w, moment(*w.SubmittedAt)))
		}
		return sendCSV(c, "work.csv", rows)
	}
	frame := h.frame(c, "Work handed in", "teaching")
	return show(c, http.StatusOK, workviews.Work(frame, page, teachingviews.Nav(frame, teachingviews.WorkPage)))
}

// toLookAt counts what waits for feedback from the actor; a failure to count fails no page.
func (h *Handlers) toLookAt(c echo.Context, a models.Actor) int {
	n, err := h.app.Progress.CountWork(c.Request().Context(), a)
	if err != nil {
		slog.ErrorContext(c.Request().Context(), "count what was handed in", "error", err)
	}
	return n
}

func (h *Handlers) submission(c echo.Context) error {
	return h.showSubmission(c, http.StatusOK, workviews.FeedbackForm{})
}

func (h *Handlers) showSubmission(c echo.Context, status int, form workviews.FeedbackForm) error {
	page, err := h.app.Progress.Submission(c.Request().Context(), actor(c), models.ID(c.Param("id")))
	if err != nil {
		return err
	}
	form.SubmissionPage = page
	frame := h.frame(c, page.Person.Name+", "+page.Unit.Title, "teaching")
	frame.Crumbs = []components.Crumb{{Label: "Teaching", Href: paths.Teaching}, {Label: "Work handed in", Href: paths.Work}}
	frame.Failed = status != http.StatusOK
	return show(c, status, workviews.Submission(frame, form))
}

// giveFeedback keeps feedback, and goes on to what waits next. When the work has changed meanwhile it answers 409, and says how.
func (h *Handlers) giveFeedback(c echo.Context) error {
	ctx, in := c.Request().Context(), progress.GiveFeedback{Submission: models.ID(c.Param("id"))}
	err := decode(c, &in)
	if err == nil {
		err = h.app.Progress.GiveFeedback(ctx, actor(c), in)
	}
	if invalid, ok := problems(err); ok {
		return h.showSubmission(c, http.StatusUnprocessableEntity, workviews.FeedbackForm{Typed: &in, Problems: invalid})
	}
	if errors.Is(err, models.ErrStale) {
		err = h.showSubmission(c, http.StatusConflict, workviews.FeedbackForm{Typed: &in, Stale: true})
		if errors.Is(err, models.ErrNotFound) { // a draft again, which nobody else sees
			frame := h.frame(c, "The person took this back", "teaching")
			frame.Failed = true
			return show(c, http.StatusConflict, workviews.TakenBack(frame, in))
		}
		return err
	}
	if err != nil {
		return err
	}
	page, err := h.app.Progress.Work(ctx, actor(c), "")
	if err != nil {
		return err
	}
	return h.redirect(c, afterFeedback(page), "Feedback saved. The person gets a letter")
}

// afterFeedback is what waits next, or the queue where nothing does.
func afterFeedback(page progress.WorkPage) string {
	if len(page.Waiting) == 0 {
		return paths.Work
	}
	return paths.Submission(page.Waiting[0].ID)
}
