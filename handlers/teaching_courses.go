package handlers

import (
	"errors"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"trellis/app/courses"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/components"
	"trellis/views/layout"
	"trellis/views/learningviews"
	"trellis/views/teachingviews"
)

func (h *Handlers) writtenCourses(c echo.Context) error {
	page, err := h.app.Courses.List(c.Request().Context(), actor(c))
	if err != nil {
		return err
	}
	return show(c, http.StatusOK, teachingviews.WrittenCourses(h.frame(c, "Courses you write", "teaching"), page))
}

func (h *Handlers) newCoursePage(c echo.Context) error {
	return h.showNewCourse(c, http.StatusOK, courses.AddCourse{}, nil)
}

func (h *Handlers) showNewCourse(c echo.Context, status int, in courses.AddCourse, invalid models.Invalid) error {
	if err := courses.MayAdd(actor(c)); err != nil {
		return err
	}
	page := h.courseFrame(c, "Add a course", models.Course{})
	page.Failed = len(invalid) > 0
	return show(c, status, teachingviews.NewCourse(page, in, invalid))
}

// courseFrame is the frame of a page on which a course is written; the zero Course is one that is not there yet.
func (h *Handlers) courseFrame(c echo.Context, title string, of models.Course) layout.Page {
	page := h.frame(c, title, "teaching")
	page.Crumbs = []components.Crumb{{Label: "Courses you write", Href: paths.TeachingCourses}}
	if of.ID.Known() {
		page.Crumbs = append(page.Crumbs, components.Crumb{Label: of.Title, Href: paths.TeachCourse(of.Code)})
	}
	return page
}

func (h *Handlers) addCourse(c echo.Context) error {
	var in courses.AddCourse
	if err := decode(c, &in); err != nil {
		return err
	}
	course, err := h.app.Courses.AddCourse(c.Request().Context(), actor(c), in)
	if invalid, ok := problems(err); ok {
		return h.showNewCourse(c, http.StatusUnprocessableEntity, in, invalid)
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.EditCourse(course.Code), "The draft is begun. Only those who write courses see it")
}

func (h *Handlers) writtenCourse(c echo.Context) error {
	page, err := h.app.Courses.Overview(c.Request().Context(), actor(c), c.Param("code"))
	if err != nil {
		return err
	}
	frame := h.courseFrame(c, page.Title, models.Course{})
	return show(c, http.StatusOK, teachingviews.WrittenCourse(frame, page))
}

func (h *Handlers) editCourse(c echo.Context) error {
	page, err := h.app.Courses.Form(c.Request().Context(), actor(c), c.Param("code"))
	if err != nil {
		return err
	}
	return h.showCourseForm(c, http.StatusOK, teachingviews.CourseEdit{FormPage: page, In: courses.Write(page.Now)})
}

func (h *Handlers) showCourseForm(c echo.Context, status int, edit teachingviews.CourseEdit) error {
	page := h.courseFrame(c, "Write "+edit.Course.Title, edit.Course)
	page.Failed = len(edit.Problems) > 0
	return show(c, status, teachingviews.EditCourse(page, edit))
}

// saveCourse keeps the draft with whatever button was used: each of them saves, and then leads on.
func (h *Handlers) saveCourse(c echo.Context) error {
	ctx, code := c.Request().Context(), c.Param("code")
	var in courses.WriteCourse
	err := decode(c, &in)
	if err == nil {
		err = h.app.Courses.SaveDraft(ctx, actor(c), code, in)
	}
	invalid, refused := problems(err)
	stale := errors.Is(err, models.ErrStale)
	if !refused && !stale {
		if err != nil {
			return err
		}
		return h.afterSaving(c, code, in.Do)
	}
	page, err := h.app.Courses.Form(ctx, actor(c), code)
	if err != nil {
		return err
	}
	edit := teachingviews.CourseEdit{FormPage: page, In: in, Problems: invalid, Stale: stale}
	if stale { // show both, and let the next save win
		edit.In.Edition = page.Now.Edition()
		return h.showCourseForm(c, http.StatusConflict, edit)
	}
	return h.showCourseForm(c, http.StatusUnprocessableEntity, edit)
}

func (h *Handlers) afterSaving(c echo.Context, code, do string) error {
	switch {
	case do == "preview":
		return h.redirect(c, paths.PreviewCourse(code), "")
	case do == "publish":
		return h.redirect(c, paths.PublishCourse(code), "")
	case strings.Contains(do, "-"): // a unit was added, moved or removed
		return h.redirect(c, paths.EditCourse(code)+"#units", "")
	}
	return h.redirect(c, paths.EditCourse(code), "The draft is saved")
}

// previewCourse is the draft as learners will see it; what is taught now where there is none.
func (h *Handlers) previewCourse(c echo.Context) error {
	ctx := c.Request().Context()
	course, draft, err := h.app.Courses.Preview(ctx, actor(c), c.Param("code"))
	if errors.Is(err, models.ErrNotFound) && course.ID.Known() {
		return c.Redirect(http.StatusSeeOther, paths.Course(course.Slug))
	}
	if err != nil {
		return err
	}
	page, err := h.app.Learning.Course(ctx, actor(c), draft.Slug)
	if err != nil {
		return err
	}
	page.Preview = paths.TeachCourse(course.Code)
	return show(c, http.StatusOK, learningviews.Course(h.courseFrame(c, "Preview of "+draft.Title, course), page))
}

func (h *Handlers) publishCoursePage(c echo.Context) error {
	return h.showPublish(c, http.StatusOK, nil)
}

func (h *Handlers) showPublish(c echo.Context, status int, invalid models.Invalid) error {
	page, err := h.app.Courses.PublishPage(c.Request().Context(), actor(c), c.Param("code"))
	if err != nil {
		return err
	}
	if invalid != nil {
		page.Problems = invalid
	}
	frame := h.courseFrame(c, "Publish "+page.Now.Course.Title, page.Course)
	frame.Failed = len(page.Problems) > 0
	return show(c, status, teachingviews.PublishCourse(frame, page))
}

func (h *Handlers) publishCourse(c echo.Context) error {
	course, err := h.app.Courses.Publish(c.Request().Context(), actor(c), c.Param("code"), c.Request().PostForm.Get("edition"))
	if invalid, ok := problems(err); ok {
		return h.showPublish(c, http.StatusUnprocessableEntity, invalid)
	}
	if errors.Is(err, models.ErrStale) {
		return h.showPublish(c, http.StatusConflict, models.Invalid{"publish": "Somebody changed the draft since you looked at it. Look at it again, then publish it"})
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.TeachCourse(course.Code), course.Title+" is published")
}

func (h *Handlers) dropCoursePage(c echo.Context) error {
	page, err := h.app.Courses.Form(c.Request().Context(), actor(c), c.Param("code"))
	if err == nil && !page.Drafted {
		err = models.ErrNotFound
	}
	if err != nil {
		return err
	}
	return show(c, http.StatusOK, teachingviews.DropDraft(h.courseFrame(c, "Drop the draft of "+page.Course.Title, page.Course), page))
}

func (h *Handlers) dropCourse(c echo.Context) error {
	course, err := h.app.Courses.DropDraft(c.Request().Context(), actor(c), c.Param("code"))
	if err != nil {
		return err
	}
	if course.State == models.CourseDraft {
		return h.redirect(c, paths.TeachingCourses, "The draft of "+course.Title+" is dropped")
	}
	return h.redirect(c, paths.TeachCourse(course.Code), "The draft is dropped. What is taught stays as it is")
}
