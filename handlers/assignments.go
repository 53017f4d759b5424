package handlers

import (
	"errors"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"trellis/app/files"
	"trellis/app/progress"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/components"
	"trellis/views/words"
	"trellis/views/workviews"
)

func (h *Handlers) assignment(c echo.Context) error {
	return h.showAssignment(c, http.StatusOK, workviews.AssignmentForm{})
}

func (h *Handlers) showAssignment(c echo.Context, status int, form workviews.AssignmentForm) error {
	page, err := h.app.Progress.Assignment(c.Request().Context(), actor(c), models.ID(c.Param("id")), models.ID(c.Param("unit")))
	if err != nil {
		return err
	}
	form.AssignmentPage = page
	frame := h.frame(c, page.Unit.Title+", "+page.Course.Title, "learning")
	frame.Crumbs = []components.Crumb{{Label: "Home", Href: paths.Home}, {Label: "My learning", Href: paths.Learning}, {Label: page.Course.Title, Href: paths.Enrolment(page.Enrolment.ID)}}
	frame.Failed = status != http.StatusOK
	return show(c, status, workviews.Assignment(frame, form))
}

func (h *Handlers) submitAssignment(c echo.Context) error {
	in, err := handedIn(c)
	if err == nil {
		_, err = h.app.Progress.Submit(c.Request().Context(), actor(c), in)
	}
	return h.handedInAnswer(c, in, err, "Handed in. The trainers of your cohort see it now")
}

// saveAssignmentDraft keeps a draft: for a person who presses the button, and for the script of the page, which asks for JSON.
func (h *Handlers) saveAssignmentDraft(c echo.Context) error {
	in, err := handedIn(c)
	var kept models.Submission
	if err == nil {
		kept, err = h.app.Progress.SaveDraft(c.Request().Context(), actor(c), in)
	}
	if strings.Contains(c.Request().Header.Get(echo.HeaderAccept), echo.MIMEApplicationJSON) {
		return savedQuietly(c, kept, err)
	}
	return h.handedInAnswer(c, in, err, "Draft saved. Only you see it until you hand it in")
}

// savedQuietly tells the script what was kept, or why not.
func savedQuietly(c echo.Context, kept models.Submission, err error) error {
	invalid, refused := problems(err)
	switch {
	case err == nil:
		return c.JSON(http.StatusOK, map[string]any{"version": kept.Version, "attempt": kept.Attempt, "at": words.Clock(kept.SavedAt)})
	case refused:
		for _, field := range []string{"says", "url", "file"} {
			if invalid[field] != "" {
				return c.JSON(http.StatusUnprocessableEntity, map[string]string{"problem": invalid[field]})
			}
		}
		return c.JSON(http.StatusUnprocessableEntity, map[string]string{"problem": "look at the form"})
	case errors.Is(err, models.ErrStale):
		return c.JSON(http.StatusConflict, map[string]string{"problem": "it was changed in another window. Press “Save as a draft” to see both"})
	}
	return c.JSON(statusOf(err), map[string]string{"problem": "it cannot be saved now"})
}

func (h *Handlers) handedInAnswer(c echo.Context, in progress.HandIn, err error, said string) error {
	if invalid, ok := problems(err); ok {
		return h.showAssignment(c, http.StatusUnprocessableEntity, workviews.AssignmentForm{Typed: &in, Problems: invalid})
	}
	if errors.Is(err, models.ErrStale) {
		return h.showAssignment(c, http.StatusConflict, workviews.AssignmentForm{Typed: &in, Stale: true})
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.Assignment(in.Enrolment, in.Unit), said)
}

// handedIn reads the form with its files.
func handedIn(c echo.Context) (progress.HandIn, error) {
	in := progress.HandIn{Enrolment: models.ID(c.Param("id")), Unit: models.ID(c.Param("unit"))}
	if err := decode(c, &in); err != nil {
		return in, err
	}
	if c.Request().MultipartForm == nil {
		return in, nil
	}
	sent := c.Request().MultipartForm.File["file"]
	if len(sent) > models.MostHandedInFiles {
		return in, models.Invalid{"file": "Choose at most 5 files in all, or put them into one ZIP file"}
	}
	for _, header := range sent {
		if header.Filename == "" && header.Size == 0 { // the field was left empty
			continue
		}
		if header.Size > files.Largest {
			return in, models.Invalid{"file": files.Name(header.Filename) + ": Choose a file of 20 MB or less, or put it elsewhere and add its address"}
		}
		content, err := contentOf(header)
		if err != nil {
			return in, err
		}
		in.Files = append(in.Files, progress.Upload{Name: header.Filename, Content: content})
	}
	return in, nil
}

func (h *Handlers) takeWorkBack(c echo.Context) error {
	in := progress.TakeBack{Enrolment: models.ID(c.Param("id")), Unit: models.ID(c.Param("unit"))}
	err := decode(c, &in)
	if err == nil {
		err = h.app.Progress.TakeBack(c.Request().Context(), actor(c), in)
	}
	if invalid, ok := problems(err); ok {
		return h.showAssignment(c, http.StatusUnprocessableEntity, workviews.AssignmentForm{Problems: invalid})
	}
	if errors.Is(err, models.ErrStale) {
		return h.showAssignment(c, http.StatusConflict, workviews.AssignmentForm{Problems: models.Invalid{"back": "It was not taken back: somebody answered it, or you changed it in another window. This is how it stands now"}})
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.Assignment(in.Enrolment, in.Unit), "You took it back. It is a draft again, which only you see")
}

// submittedFile hands out a file that was handed in. No browser keeps it of itself: others may use the same computer.
func (h *Handlers) submittedFile(c echo.Context) error {
	file, err := h.app.Progress.SubmittedFile(c.Request().Context(), actor(c), models.ID(c.Param("id")), models.ID(c.Param("file")))
	if err != nil {
		return err
	}
	c.Response().Header().Set(echo.HeaderCacheControl, "private, no-store")
	return sendFile(c, file)
}
