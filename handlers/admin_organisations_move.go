package handlers

import (
	"errors"
	"net/http"
	"net/url"

	"github.com/labstack/echo/v4"

	"trellis/app/people"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/adminviews"
	"trellis/views/words"
)

// refreshMove is after how many seconds a page asks again how far a move is.
const refreshMove = 5

// mergeOrganisationPage asks into which organisation one merges; once the address says it, the page says what that does.
func (h *Handlers) mergeOrganisationPage(c echo.Context) error {
	in := people.MergeOrganisation{To: c.QueryParam("to"), Day: c.QueryParam("day")}
	if !c.QueryParams().Has("to") {
		return h.showMerge(c, http.StatusOK, in, nil)
	}
	return h.previewMerge(c, http.StatusOK, in)
}

func (h *Handlers) previewMerge(c echo.Context, status int, in people.MergeOrganisation) error {
	preview, err := h.app.People.PreviewMerge(c.Request().Context(), actor(c), c.Param("code"), in)
	if invalid, ok := problems(err); ok {
		return h.showMerge(c, http.StatusUnprocessableEntity, in, invalid)
	}
	if err != nil {
		return err
	}
	frame := h.organisationFrame(c, "Merge "+preview.From.Name+" into "+preview.To.Name, preview.From, nil)
	return show(c, status, adminviews.PreviewMove(frame, adminviews.MoveCheck{
		MovePreview: preview, Action: paths.MergeOrganisation(preview.From.Code), Fields: url.Values{"to": {in.To}, "day": {in.Day}}, Stale: status == http.StatusConflict,
	}))
}

func (h *Handlers) showMerge(c echo.Context, status int, in people.MergeOrganisation, invalid models.Invalid) error {
	form, err := h.app.People.MergeForm(c.Request().Context(), actor(c), c.Param("code"))
	if err != nil {
		return err
	}
	frame := h.organisationFrame(c, "Merge "+form.From.Name, form.From, invalid)
	return show(c, status, adminviews.MergeOrganisation(frame, adminviews.MergeEdit{MergeForm: form, In: in, Problems: invalid}))
}

func (h *Handlers) mergeOrganisation(c echo.Context) error {
	var in people.MergeOrganisation
	if err := decode(c, &in); err != nil {
		return err
	}
	move, err := h.app.People.MergeOrganisation(c.Request().Context(), actor(c), c.Param("code"), in)
	if invalid, ok := problems(err); ok {
		return h.showMerge(c, http.StatusUnprocessableEntity, in, invalid)
	}
	if errors.Is(err, models.ErrStale) {
		return h.previewMerge(c, http.StatusConflict, in)
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.Organisation(c.Param("code")), moved(move, "The merger is done"))
}

// moved says how far a move that was just confirmed is.
func moved(move models.Move, done string) string {
	if move.State == models.Moving {
		return words.Count(move.Amount, "post is", "posts are") + " being moved"
	}
	return done
}

// movePeoplePage asks who moves and where to; once the address says it, the page says what that does.
func (h *Handlers) movePeoplePage(c echo.Context) error {
	var in people.MovePeople
	if err := decodeFrom(c.QueryParams(), &in); err != nil {
		return h.failMove(c, in, err)
	}
	if !c.QueryParams().Has("to") {
		return h.showMove(c, http.StatusOK, in, nil)
	}
	return h.previewMove(c, http.StatusOK, in, c.QueryParams())
}

func (h *Handlers) failMove(c echo.Context, in people.MovePeople, err error) error {
	if invalid, ok := problems(err); ok {
		return h.showMove(c, http.StatusUnprocessableEntity, in, invalid)
	}
	return err
}

func (h *Handlers) previewMove(c echo.Context, status int, in people.MovePeople, fields url.Values) error {
	preview, err := h.app.People.PreviewMove(c.Request().Context(), actor(c), c.Param("code"), in)
	if err != nil {
		return h.failMove(c, in, err)
	}
	frame := h.organisationFrame(c, "Move people of "+preview.From.Name, preview.From, nil)
	return show(c, status, adminviews.PreviewMove(frame, adminviews.MoveCheck{
		MovePreview: preview, Action: paths.MovePeople(preview.From.Code), Fields: fields, Stale: status == http.StatusConflict,
	}))
}

func (h *Handlers) showMove(c echo.Context, status int, in people.MovePeople, invalid models.Invalid) error {
	form, err := h.app.People.MoveForm(c.Request().Context(), actor(c), c.Param("code"), in, pageAt(c))
	if err != nil {
		return err
	}
	frame := h.organisationFrame(c, "Move people of "+form.From.Name, form.From, invalid)
	return show(c, status, adminviews.MovePeople(frame, adminviews.MoveEdit{MoveForm: form, In: in, Problems: invalid}))
}

func (h *Handlers) movePeople(c echo.Context) error {
	var in people.MovePeople
	if err := decode(c, &in); err != nil {
		return h.failMove(c, in, err)
	}
	move, err := h.app.People.MovePeople(c.Request().Context(), actor(c), c.Param("code"), in)
	if errors.Is(err, models.ErrStale) {
		return h.previewMove(c, http.StatusConflict, in, c.Request().PostForm)
	}
	if err != nil {
		return h.failMove(c, in, err)
	}
	return h.redirect(c, paths.Organisation(c.Param("code")), moved(move, words.Count(move.Moved, "post is", "posts are")+" moved"))
}
