package handlers

import (
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"trellis/app/progress"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/components"
	"trellis/views/layout"
	"trellis/views/progressviews"
)

func (h *Handlers) path(c echo.Context) error {
	page, err := h.app.Progress.Path(c.Request().Context(), actor(c), models.ID(c.Param("id")))
	if err != nil {
		return err
	}
	if wantsCSV(c) {
		return sendCSV(c, "path.csv", progressviews.PathTable(page))
	}
	return show(c, http.StatusOK, progressviews.Path(h.pathFrame(c, "Your path, "+page.Course.Title), page))
}

// pathFrame is the frame of a page about one's own learning.
func (h *Handlers) pathFrame(c echo.Context, title string, more ...components.Crumb) layout.Page {
	page := h.frame(c, title, "learning")
	page.Crumbs = append([]components.Crumb{{Label: "Home", Href: paths.Home}, {Label: "My learning", Href: paths.Learning}}, more...)
	return page
}

func (h *Handlers) selfStudy(c echo.Context) error { return h.showSelfStudy(c, http.StatusOK, nil) }

// showSelfStudy shows a unit; form is what was typed, nil for what is kept.
func (h *Handlers) showSelfStudy(c echo.Context, status int, form *progressviews.SelfStudyForm) error {
	page, err := h.app.Progress.SelfStudy(c.Request().Context(), actor(c), models.ID(c.Param("id")), models.ID(c.Param("unit")))
	if err != nil {
		return err
	}
	is := progressviews.SelfStudyOf(page)
	switch {
	case form == nil:
		form = &is
	case form.Stale && form.On == "": // nothing was typed
		is.Stale, form = true, &is
	case form.Stale:
		form.Version = is.Version // the next save wins
	}
	frame := h.pathFrame(c, page.Unit.Title, components.Crumb{Label: page.Course.Title, Href: paths.Path(page.Enrolment.ID)})
	frame.Failed = form.Problems != nil
	return show(c, status, progressviews.SelfStudy(frame, page, *form))
}

func (h *Handlers) doSelfStudy(c echo.Context) error {
	in := progress.DoSelfStudy{Enrolment: models.ID(c.Param("id")), Unit: models.ID(c.Param("unit"))}
	err := decode(c, &in)
	if err == nil {
		err = h.app.Progress.DoSelfStudy(c.Request().Context(), actor(c), in)
	}
	invalid, refused := problems(err)
	stale := errors.Is(err, models.ErrStale)
	if !refused && !stale {
		if err != nil {
			return err
		}
		return h.redirect(c, paths.Path(in.Enrolment), "Done. It is in your learning log too")
	}
	posted := c.Request().PostForm
	form := progressviews.SelfStudyForm{
		Minutes: posted.Get("minutes"), On: posted.Get("on"), Reflection: posted.Get("reflection"), Version: posted.Get("version"), Problems: invalid, Stale: stale,
	}
	if invalid["minutes"] != "" {
		form.Problems["minutes"] = "Enter how many minutes it took, from 1 to 1440"
	}
	if stale {
		return h.showSelfStudy(c, http.StatusConflict, &form)
	}
	return h.showSelfStudy(c, http.StatusUnprocessableEntity, &form)
}

// takeBackSelfStudy takes back that a unit is done. When it was changed meanwhile it answers 409, and shows how it stands.
func (h *Handlers) takeBackSelfStudy(c echo.Context) error {
	in := progress.TakeBackSelfStudy{Enrolment: models.ID(c.Param("id")), Unit: models.ID(c.Param("unit"))}
	err := decode(c, &in)
	if err == nil {
		err = h.app.Progress.TakeBackSelfStudy(c.Request().Context(), actor(c), in)
	}
	if errors.Is(err, models.ErrStale) {
		return h.showSelfStudy(c, http.StatusConflict, &progressviews.SelfStudyForm{Stale: true})
	}
	if invalid, ok := problems(err); ok {
		return h.showSelfStudy(c, http.StatusUnprocessableEntity, &progressviews.SelfStudyForm{Problems: invalid})
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.Unit(in.Enrolment, in.Unit), "Taken back. It is no longer in your learning log")
}
