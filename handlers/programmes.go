package handlers

import (
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"trellis/app/courses"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/components"
	"trellis/views/learningviews"
	"trellis/views/teachingviews"
)

func (h *Handlers) programmes(c echo.Context) error {
	page, err := h.app.Courses.Programmes(c.Request().Context(), actor(c))
	if err != nil {
		return err
	}
	frame := h.frame(c, "Programmes", "courses")
	frame.Crumbs = []components.Crumb{{Label: "Courses", Href: paths.Courses}}
	return show(c, http.StatusOK, learningviews.Programmes(frame, page))
}

func (h *Handlers) programme(c echo.Context) error {
	page, err := h.app.Courses.Programme(c.Request().Context(), actor(c), c.Param("code"))
	if err != nil {
		return err
	}
	frame := h.frame(c, page.Title, "courses")
	frame.Crumbs = []components.Crumb{{Label: "Courses", Href: paths.Courses}, {Label: "Programmes", Href: paths.Programmes}}
	return show(c, http.StatusOK, learningviews.Programme(frame, page))
}

func (h *Handlers) writtenProgrammes(c echo.Context) error {
	page, err := h.app.Courses.Programmes(c.Request().Context(), actor(c))
	if err != nil {
		return err
	}
	return show(c, http.StatusOK, teachingviews.WrittenProgrammes(h.frame(c, "Programmes", "teaching"), page))
}

// programmeForm is the form of the programme that the address names, or of a new one.
func (h *Handlers) programmeForm(c echo.Context) error {
	form, err := h.app.Courses.ProgrammeForm(c.Request().Context(), actor(c), c.Param("code"))
	if err != nil {
		return err
	}
	return h.showProgrammeForm(c, http.StatusOK, teachingviews.ProgrammeEdit{ProgrammeForm: form, In: courses.WriteOf(form.Now)})
}

func (h *Handlers) showProgrammeForm(c echo.Context, status int, edit teachingviews.ProgrammeEdit) error {
	title := "Add a programme"
	if edit.Now.Programme.ID.Known() {
		title = "Change " + edit.Now.Programme.Title
	}
	frame := h.frame(c, title, "teaching")
	frame.Crumbs = []components.Crumb{{Label: "Programmes", Href: paths.TeachingProgrammes}}
	frame.Failed = len(edit.Problems) > 0
	return show(c, status, teachingviews.EditProgramme(frame, edit))
}

func (h *Handlers) saveProgramme(c echo.Context) error {
	ctx, code := c.Request().Context(), c.Param("code")
	var in courses.WriteProgramme
	var p models.Programme
	err := decode(c, &in)
	switch {
	case err != nil:
	case code == "":
		p, err = h.app.Courses.AddProgramme(ctx, actor(c), in)
	default:
		p, err = h.app.Courses.ChangeProgramme(ctx, actor(c), code, in)
	}
	invalid, refused := problems(err)
	stale := errors.Is(err, models.ErrStale)
	if !refused && !stale {
		if err != nil {
			return err
		}
		return h.redirect(c, paths.EditProgramme(p.Code), p.Title+" is saved")
	}
	form, err := h.app.Courses.ProgrammeForm(ctx, actor(c), code)
	if err != nil {
		return err
	}
	edit := teachingviews.ProgrammeEdit{ProgrammeForm: form, In: in, Problems: invalid, Stale: stale}
	if stale { // show both, and let the next save win
		edit.In.Edition = form.Now.Edition()
		return h.showProgrammeForm(c, http.StatusConflict, edit)
	}
	return h.showProgrammeForm(c, http.StatusUnprocessableEntity, edit)
}
