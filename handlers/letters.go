package handlers

import (
	"errors"
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"trellis/app/learning"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/calendarviews"
	"trellis/views/components"
	"trellis/views/mail"
)

func (h *Handlers) letters(c echo.Context) error {
	written, err := h.app.Learning.WrittenLetters(c.Request().Context(), actor(c))
	if err != nil {
		return err
	}
	return show(c, http.StatusOK, calendarviews.Letters(h.listFrame(c, "What letters say"), mail.Kinds(), written))
}

// letterKind is the kind of letter that the address names.
func letterKind(c echo.Context) (mail.Kind, error) {
	kinds := mail.Kinds()
	at := slices.IndexFunc(kinds, func(k mail.Kind) bool { return paths.Letter(k.Kind) == paths.Letter(c.Param("kind")) })
	if at < 0 {
		return mail.Kind{}, models.ErrNotFound
	}
	return kinds[at], nil
}

func (h *Handlers) letter(c echo.Context) error {
	kind, err := letterKind(c)
	if err != nil {
		return err
	}
	written, err := h.app.Learning.WrittenLetters(c.Request().Context(), actor(c))
	if err != nil {
		return err
	}
	return h.showLetter(c, http.StatusOK, calendarviews.LetterOf(kind, written[kind.Kind]))
}

func (h *Handlers) showLetter(c echo.Context, status int, form calendarviews.LetterForm) error {
	page := h.oneFrame(c, form.Kind.Title, components.Crumb{Label: "What letters say", Href: paths.Letters})
	page.Failed = len(form.Problems) > 0
	return show(c, status, calendarviews.Letter(page, form))
}

func (h *Handlers) writeLetter(c echo.Context) error {
	ctx := c.Request().Context()
	kind, err := letterKind(c)
	if err != nil {
		return err
	}
	in := learning.WriteLetter{}
	if err := decode(c, &in); err != nil {
		return err
	}
	in.Kind, in.Names = kind.Kind, kind.Names
	form := calendarviews.LetterForm{Kind: kind, In: in, Written: in.Version > 0}
	if c.Request().PostForm.Has("preview") { // looks, and keeps nothing
		err = in.Check()
		form.In = in
	} else {
		err = h.app.Learning.WriteLetter(ctx, actor(c), in)
	}
	if invalid, ok := problems(err); ok {
		form.Problems = invalid
		return h.showLetter(c, http.StatusUnprocessableEntity, form)
	}
	if errors.Is(err, models.ErrStale) { // show both, and let the next save win
		written, err := h.app.Learning.WrittenLetters(ctx, actor(c))
		if err != nil {
			return err
		}
		now := calendarviews.LetterOf(kind, written[kind.Kind])
		form.Now, form.In.Version, form.Written = &now.In, now.In.Version, now.Written
		return h.showLetter(c, http.StatusConflict, form)
	}
	if err != nil {
		return err
	}
	if c.Request().PostForm.Has("preview") {
		return h.showLetter(c, http.StatusOK, form)
	}
	return h.redirect(c, paths.Letter(kind.Kind), "Letters say this from now on")
}

func (h *Handlers) restoreLetter(c echo.Context) error {
	kind, err := letterKind(c)
	if err != nil {
		return err
	}
	if err := h.app.Learning.RestoreLetter(c.Request().Context(), actor(c), kind.Kind); err != nil {
		return err
	}
	return h.redirect(c, paths.Letter(kind.Kind), "This letter has the product’s own words again")
}

// tryAgain lets a job that failed run now.
func (h *Handlers) tryAgain(c echo.Context) error {
	if err := h.app.People.TryAgain(c.Request().Context(), actor(c), models.ID(c.Param("id"))); err != nil {
		return err
	}
	return h.redirect(c, paths.Outbox, "It is tried again now")
}
