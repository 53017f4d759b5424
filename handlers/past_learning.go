package handlers

import (
	"bytes"
	"encoding/base64"
	"net/http"

	"github.com/labstack/echo/v4"

	"trellis/app/exchange"
	"trellis/app/files"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/components"
	"trellis/views/evaluationviews"
)

const (
	largestPastLearning = 2 << 20 // bytes of a file of past learning
	tooLargePastFile    = "Choose a file of 2 MB or less, or ask for the command line"
)

func (h *Handlers) pastLearning(c echo.Context) error {
	ctx, a, text := c.Request().Context(), actor(c), c.QueryParam("q")
	if wantsCSV(c) {
		return sendList(c, "past-learning.csv", evaluationviews.PastHead(), evaluationviews.PastCells, func(do func([]models.PastCompletion) error) error {
			return h.app.Records.EachWaiting(ctx, a, text, do)
		})
	}
	page, err := h.app.Records.PastLearning(ctx, a, text, pageAt(c))
	if err != nil {
		return err
	}
	return show(c, http.StatusOK, evaluationviews.PastLearning(h.listFrame(c, "Past learning"), page))
}

func (h *Handlers) newPastLearning(c echo.Context) error {
	return h.showNewPastLearning(c, http.StatusOK, evaluationviews.PastLearningFile{})
}

func (h *Handlers) showNewPastLearning(c echo.Context, status int, file evaluationviews.PastLearningFile) error {
	frame := h.oneFrame(c, "Import past learning", components.Crumb{Label: "Past learning", Href: paths.PastLearning})
	frame.Failed = file.Problem != ""
	return show(c, status, evaluationviews.NewPastLearning(frame, file))
}

// bringPastLearning checks a file and shows what it would do, or keeps one that was checked, which the page brings again.
func (h *Handlers) bringPastLearning(c echo.Context) error {
	if c.FormValue("content") != "" {
		return h.keepPastLearning(c)
	}
	file := evaluationviews.PastLearningFile{}
	name, content, err := uploaded(c, "file", largestPastLearning, tooLargePastFile)
	if invalid, ok := problems(err); ok {
		file.Problem = invalid["file"]
	} else if err != nil {
		return err
	} else if len(content) == 0 {
		file.Problem = "Choose a CSV file"
	}
	if file.Problem != "" {
		return h.showNewPastLearning(c, http.StatusUnprocessableEntity, file)
	}
	file.Name, file.Content = name, base64.StdEncoding.EncodeToString(content)
	report, err := h.importCompletions(c, name, content, true)
	if err != nil {
		return err
	}
	status := http.StatusOK
	if file.Report = &report; report.IsRefused() {
		status = http.StatusUnprocessableEntity
	}
	return h.showNewPastLearning(c, status, file)
}

func (h *Handlers) keepPastLearning(c echo.Context) error {
	content, err := base64.StdEncoding.DecodeString(c.FormValue("content"))
	if err != nil || len(content) > largestPastLearning {
		return h.showNewPastLearning(c, http.StatusUnprocessableEntity, evaluationviews.PastLearningFile{Problem: "Choose the file again"})
	}
	file := evaluationviews.PastLearningFile{Name: c.FormValue("name"), Content: c.FormValue("content")}
	report, err := h.importCompletions(c, file.Name, content, false)
	if err != nil {
		return err
	}
	if report.IsRefused() {
		file.Report = &report
		return h.showNewPastLearning(c, http.StatusUnprocessableEntity, file)
	}
	return h.redirect(c, paths.PastLearning, evaluationviews.KeptLines(report.Added))
}

func (h *Handlers) importCompletions(c echo.Context, name string, content []byte, dryRun bool) (exchange.Report, error) {
	by := actor(c)
	return h.app.Exchange.ImportCompletions(c.Request().Context(), exchange.ImportCompletions{
		File: exchange.File{Name: files.Name(name), Content: bytes.NewReader(content)}, By: &by, DryRun: dryRun,
	})
}

func (h *Handlers) pastCompletion(c echo.Context) error {
	return h.showPastCompletion(c, http.StatusOK, c.QueryParam("q"), nil)
}

func (h *Handlers) showPastCompletion(c echo.Context, status int, text string, problems models.Invalid) error {
	page, err := h.app.Records.Past(c.Request().Context(), actor(c), models.ID(c.Param("id")), text)
	if err != nil {
		return err
	}
	frame := h.oneFrame(c, page.CourseTitle, components.Crumb{Label: "Past learning", Href: paths.PastLearning})
	frame.Failed = problems != nil
	return show(c, status, evaluationviews.PastCompletion(frame, evaluationviews.PastForm{PastPage: page, Problems: problems}))
}

func (h *Handlers) matchPast(c echo.Context) error {
	form := c.Request().PostForm
	err := h.app.Records.MatchPast(c.Request().Context(), actor(c), models.ID(c.Param("id")), models.ID(form.Get("person")))
	return h.afterPast(c, err, form.Get("q"), "It is theirs now, and stands in their transcript")
}

func (h *Handlers) dropPast(c echo.Context) error {
	err := h.app.Records.DropPast(c.Request().Context(), actor(c), models.ID(c.Param("id")))
	return h.afterPast(c, err, "", "Put away. You can put it back below")
}

func (h *Handlers) putBackPast(c echo.Context) error {
	err := h.app.Records.PutBackPast(c.Request().Context(), actor(c), models.ID(c.Param("id")))
	return h.afterPast(c, err, "", "It waits again until somebody says whose it is")
}

// afterPast goes back to the list, or shows the line with what was wrong.
func (h *Handlers) afterPast(c echo.Context, err error, text, said string) error {
	if invalid, ok := problems(err); ok {
		return h.showPastCompletion(c, http.StatusUnprocessableEntity, text, invalid)
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.PastLearning, said)
}
