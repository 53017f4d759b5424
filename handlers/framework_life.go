package handlers

import (
	"errors"
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"trellis/app/frameworks"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/frameworkviews"
)

func (h *Handlers) frameworkComments(c echo.Context) error {
	return h.showFrameworkComments(c, http.StatusOK, frameworkviews.CommentForm{})
}

func (h *Handlers) showFrameworkComments(c echo.Context, status int, said frameworkviews.CommentForm) error {
	page, err := h.app.Frameworks.Comments(c.Request().Context(), actor(c), c.Param("code"), c.Param("version"))
	if err != nil {
		return err
	}
	if wantsCSV(c) {
		return sendCSV(c, "comments.csv", page.Table())
	}
	frame := h.frameworkFrame(c, "Comments on "+page.Framework.Name, page.Framework.Name)
	frame.Failed = status != http.StatusOK
	return show(c, status, frameworkviews.Comments(frame, page, said))
}

func (h *Handlers) addFrameworkComment(c echo.Context) error {
	var in frameworks.AddComment
	err := decode(c, &in)
	if err == nil {
		err = h.app.Frameworks.Comment(c.Request().Context(), actor(c), c.Param("code"), c.Param("version"), in)
	}
	back := models.ID(c.Request().PostForm.Get("back"))
	if invalid, ok := problems(err); ok {
		form := frameworkviews.CommentForm{In: in, Problems: invalid}
		if back.Known() {
			form.Back, form.In.Competency = string(back), back
			return h.showFrameworkCompetency(c, http.StatusUnprocessableEntity, nil, frameworkviews.Form{}, form)
		}
		return h.showFrameworkComments(c, http.StatusUnprocessableEntity, form)
	}
	if err != nil {
		return err
	}
	at := paths.FrameworkComments(c.Param("code"), c.Param("version"))
	if back.Known() {
		at = paths.FrameworkCompetency(c.Param("code"), c.Param("version"), back) + "#comments"
	}
	return h.redirect(c, at, "Said. The other editors are told")
}

func (h *Handlers) settleComment(c echo.Context) error {
	return h.settle(c, true, "The comment is settled")
}

func (h *Handlers) openComment(c echo.Context) error {
	return h.settle(c, false, "The comment is open again")
}

func (h *Handlers) settle(c echo.Context, settled bool, words string) error {
	err := h.app.Frameworks.Settle(c.Request().Context(), actor(c), c.Param("code"), c.Param("version"), models.ID(c.Param("comment")), settled)
	if err != nil {
		return err
	}
	return h.redirect(c, paths.FrameworkComments(c.Param("code"), c.Param("version")), words)
}

func (h *Handlers) frameworkReviews(c echo.Context) error {
	return h.showFrameworkReviews(c, http.StatusOK, frameworks.AskReview{}, frameworkviews.Form{})
}

func (h *Handlers) showFrameworkReviews(c echo.Context, status int, in frameworks.AskReview, f frameworkviews.Form) error {
	page, err := h.app.Frameworks.Reviews(c.Request().Context(), actor(c), c.Param("code"), c.Param("version"))
	if err != nil {
		return err
	}
	if wantsCSV(c) {
		return sendCSV(c, "reviews.csv", page.Table())
	}
	frame := h.frameworkFrame(c, "Reviews of "+page.Framework.Name, page.Framework.Name)
	frame.Failed = status != http.StatusOK
	return show(c, status, frameworkviews.Reviews(frame, page, in, f))
}

func (h *Handlers) askReview(c echo.Context) error {
	var in frameworks.AskReview
	err := decode(c, &in)
	if err == nil {
		err = h.app.Frameworks.AskReview(c.Request().Context(), actor(c), c.Param("code"), c.Param("version"), in)
	}
	if status, f, is := refused(err); is {
		return h.showFrameworkReviews(c, status, in, f)
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.FrameworkReviews(c.Param("code"), c.Param("version")), "Asked. They get a letter with the way to the draft")
}

func (h *Handlers) takeReviewBack(c echo.Context) error {
	err := h.app.Frameworks.TakeReviewBack(c.Request().Context(), actor(c), c.Param("code"), c.Param("version"), models.ID(c.Param("review")))
	if status, f, is := refused(err); is {
		return h.showFrameworkReviews(c, status, frameworks.AskReview{}, f)
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.FrameworkReviews(c.Param("code"), c.Param("version")), "They are not asked any more")
}

func (h *Handlers) compareFramework(c echo.Context) error {
	page, err := h.app.Frameworks.Compare(c.Request().Context(), actor(c), frameworks.Compare{
		Code: c.Param("code"), Later: c.Param("version"), Earlier: c.QueryParam("with"), Kind: models.SuccessionKind(c.QueryParam("kind")),
	})
	if err != nil {
		return err
	}
	if wantsCSV(c) {
		return sendList(c, "compared.csv", frameworkviews.CompareHead(), frameworkviews.CompareCells, func(do func([]models.Became) error) error {
			if page.Kind != "" {
				return do(page.Shown)
			}
			return do(page.Changes)
		})
	}
	title := "Version " + page.Later.Version.Version
	if page.Earlier.Version.ID.Known() {
		title += " beside version " + page.Earlier.Version.Version
	}
	return show(c, http.StatusOK, frameworkviews.Compare(h.frameworkFrame(c, title, page.Later.Framework.Name), page))
}

func (h *Handlers) successionPage(c echo.Context) error {
	return h.showSuccession(c, http.StatusOK, nil, frameworkviews.Form{})
}

func (h *Handlers) showSuccession(c echo.Context, status int, typed *frameworks.WriteSuccession, f frameworkviews.Form) error {
	page, err := h.app.Frameworks.Succession(c.Request().Context(), actor(c), c.Param("code"), c.Param("version"), models.ID(c.Param("from")))
	if err != nil {
		return err
	}
	in := page.In
	if typed != nil {
		in = *typed
	}
	if f.Stale {
		in.Edition = page.In.Edition
	}
	frame := h.frameworkFrame(c, "What became of "+page.From.Name+"?", page.Later.Framework.Name)
	frame.Failed = status != http.StatusOK
	return show(c, status, frameworkviews.Succession(frame, page, in, f))
}

func (h *Handlers) saySuccession(c echo.Context) error {
	var in frameworks.WriteSuccession
	err := decode(c, &in)
	if err == nil {
		err = h.app.Frameworks.SaySuccession(c.Request().Context(), actor(c), c.Param("code"), c.Param("version"), models.ID(c.Param("from")), in)
	}
	if status, f, is := refused(err); is {
		return h.showSuccession(c, status, &in, f)
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.CompareFramework(c.Param("code"), c.Param("version"), ""), "Saved")
}

func (h *Handlers) publishFrameworkPage(c echo.Context) error {
	return h.showPublishFramework(c, http.StatusOK, frameworkviews.Form{})
}

func (h *Handlers) showPublishFramework(c echo.Context, status int, f frameworkviews.Form) error {
	page, err := h.app.Frameworks.PublishPage(c.Request().Context(), actor(c), c.Param("code"), c.Param("version"))
	if err != nil {
		return err
	}
	frame := h.frameworkFrame(c, "Publish "+page.Framework.Name, page.Framework.Name)
	frame.Failed = status != http.StatusOK
	return show(c, status, frameworkviews.Publish(frame, page, f))
}

func (h *Handlers) publishFramework(c echo.Context) error {
	code, version := c.Param("code"), c.Param("version")
	revision, _ := strconv.Atoi(c.Request().PostForm.Get("revision")) // none is 0: a file, taken as it is
	err := h.app.Frameworks.Publish(c.Request().Context(), actor(c), code, version, revision)
	if errors.Is(err, models.ErrStale) {
		return h.showPublishFramework(c, http.StatusConflict, frameworkviews.Form{Problems: models.Invalid{"publish": "Somebody changed the draft since you looked at it. Look at it again, then publish it"}})
	}
	if status, f, is := refused(err); is {
		return h.showPublishFramework(c, status, f)
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.Framework(code, version), "Published. It holds from now on")
}

func (h *Handlers) retireFrameworkPage(c echo.Context) error {
	return h.showRetireFramework(c, http.StatusOK, frameworks.Retire{}, frameworkviews.Form{})
}

func (h *Handlers) showRetireFramework(c echo.Context, status int, in frameworks.Retire, f frameworkviews.Form) error {
	page, err := h.app.Frameworks.RetirePage(c.Request().Context(), actor(c), c.Param("code"), c.Param("version"))
	if err != nil {
		return err
	}
	frame := h.frameworkFrame(c, "The end of "+page.Framework.Name, page.Framework.Name)
	frame.Failed = status != http.StatusOK
	return show(c, status, frameworkviews.Retire(frame, page, in, f))
}

func (h *Handlers) retireFramework(c echo.Context) error {
	var in frameworks.Retire
	err := decode(c, &in)
	if err == nil {
		err = h.app.Frameworks.Retire(c.Request().Context(), actor(c), c.Param("code"), c.Param("version"), in)
	}
	if status, f, is := refused(err); is {
		return h.showRetireFramework(c, status, in, f)
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.RetireFramework(c.Param("code"), c.Param("version")), "Announced. Everybody whose role is of it is told, and so are their managers")
}

func (h *Handlers) keepFrameworkOn(c echo.Context) error {
	err := h.app.Frameworks.KeepOn(c.Request().Context(), actor(c), c.Param("code"), c.Param("version"))
	if status, f, is := refused(err); is {
		return h.showRetireFramework(c, status, frameworks.Retire{}, f)
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.RetireFramework(c.Param("code"), c.Param("version")), "Called off. It goes on as before")
}
