package handlers

import (
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"trellis/app/courses"
	"trellis/app/files"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/components"
	"trellis/views/teachingviews"
)

func (h *Handlers) unitFilePage(c echo.Context) error {
	return h.showUnitFile(c, http.StatusOK, teachingviews.UnitFileForm{})
}

func (h *Handlers) showUnitFile(c echo.Context, status int, form teachingviews.UnitFileForm) error {
	page, err := h.app.Courses.UnitFile(c.Request().Context(), actor(c), c.Param("code"), numberOf(c))
	if err != nil {
		return err
	}
	form.UnitFilePage = page
	frame := h.courseFrame(c, "The file of "+page.Unit.Title, page.Course)
	frame.Crumbs = append(frame.Crumbs, components.Crumb{Label: "Write it", Href: paths.EditCourse(page.Course.Code)})
	frame.Failed = status != http.StatusOK
	return show(c, status, teachingviews.UnitFile(frame, form))
}

func (h *Handlers) keepUnitFile(c echo.Context) error {
	in := courses.KeepUnitFile{Course: c.Param("code"), Number: numberOf(c)}
	if _, err := h.app.Courses.UnitFile(c.Request().Context(), actor(c), in.Course, in.Number); err != nil {
		return err
	}
	err := decode(c, &in)
	if err == nil {
		in.FileName, in.Content, err = uploaded(c, "file", files.Largest, tooLargeForASession)
	}
	if err == nil {
		err = h.app.Courses.KeepUnitFile(c.Request().Context(), actor(c), in)
	}
	if invalid, ok := problems(err); ok {
		return h.showUnitFile(c, http.StatusUnprocessableEntity, teachingviews.UnitFileForm{Problems: invalid})
	}
	if errors.Is(err, models.ErrStale) {
		return h.showUnitFile(c, http.StatusConflict, teachingviews.UnitFileForm{Stale: true})
	}
	if err != nil {
		return err
	}
	said := "The file is in the draft. Cohorts that begin with the next version have it"
	if in.Remove {
		said = "The file is taken out of the draft"
	}
	return h.redirect(c, paths.EditCourse(in.Course)+"#units", said)
}

// writtenFile hands a file of a course to those who write it.
func (h *Handlers) writtenFile(c echo.Context) error {
	file, err := h.app.Courses.WrittenFile(c.Request().Context(), actor(c), c.Param("code"), models.ID(c.Param("file")))
	if err != nil {
		return err
	}
	return sendFile(c, file)
}

// unitFile hands the file of a unit to somebody on a cohort of its course.
func (h *Handlers) unitFile(c echo.Context) error {
	file, err := h.app.Progress.UnitFile(c.Request().Context(), actor(c), models.ID(c.Param("id")), models.ID(c.Param("unit")))
	if err != nil {
		return err
	}
	c.Response().Header().Set(echo.HeaderCacheControl, "private, no-store")
	return sendFile(c, file)
}
