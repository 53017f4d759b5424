package handlers

import (
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"trellis/app/needs"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/components"
	"trellis/views/layout"
	"trellis/views/needsviews"
	"trellis/views/words"
)

// needs shows the groups whose needs the actor keeps; where there is one alone, its page.
func (h *Handlers) needs(c echo.Context) error {
	page, err := h.app.Needs.Overview(c.Request().Context(), actor(c))
	if err != nil {
		return err
	}
	if wantsCSV(c) {
		return sendCSV(c, "team-needs.csv", needsviews.OverviewTable(page))
	}
	if len(page.Groups) == 1 {
		return c.Redirect(http.StatusSeeOther, paths.NeedsOf(page.Groups[0].ID))
	}
	return show(c, http.StatusOK, needsviews.Overview(h.frame(c, "Team needs", "team"), page))
}

func (h *Handlers) needsOf(c echo.Context) error {
	view := needs.Show{Of: groupOf(c), Beside: models.ID(c.QueryParam("beside"))}
	for _, id := range c.QueryParams()["without"] {
		view.Without = append(view.Without, models.ID(id))
	}
	page, err := h.app.Needs.Page(c.Request().Context(), actor(c), view)
	if err != nil {
		return err
	}
	if wantsCSV(c) {
		return sendCSV(c, "team-needs.csv", page.Table())
	}
	frame := h.frame(c, "Needs of "+page.Name, "team")
	frame.Wide = true
	return show(c, http.StatusOK, needsviews.Needs(frame, page))
}

func groupOf(c echo.Context) models.ID { return models.ID(c.Param("of")) }

// underNeeds is the frame of a page below the needs of a group.
func (h *Handlers) underNeeds(c echo.Context, title string, group needs.Group) layout.Page {
	page := h.underTeam(c, title, "Team needs", paths.TeamNeeds)
	page.Crumbs = append(page.Crumbs, components.Crumb{Label: group.Name, Href: paths.NeedsOf(group.ID)})
	return page
}

func (h *Handlers) newNeedPage(c echo.Context) error {
	return h.showNewNeed(c, http.StatusOK, needs.Keep{People: 1}, nil)
}

func (h *Handlers) showNewNeed(c echo.Context, status int, in needs.Keep, invalid models.Invalid) error {
	form, err := h.app.Needs.NewForm(c.Request().Context(), actor(c), groupOf(c))
	if err != nil {
		return err
	}
	frame := h.underNeeds(c, "Add a need", form.Group)
	frame.Failed = len(invalid) > 0
	return show(c, status, needsviews.New(frame, form, in, invalid))
}

func (h *Handlers) addNeed(c echo.Context) error {
	var in needs.Keep
	err := decode(c, &in)
	if err == nil {
		err = h.app.Needs.Add(c.Request().Context(), actor(c), groupOf(c), in)
	}
	if invalid, refused := problems(err); refused {
		return h.showNewNeed(c, http.StatusUnprocessableEntity, in, invalid)
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.NeedsOf(groupOf(c)), "The need is added")
}

func (h *Handlers) changeNeedPage(c echo.Context) error {
	return h.showChangeNeed(c, http.StatusOK, nil, nil)
}

// showChangeNeed shows a need as it stands, or what was typed; after a save that came late, both.
func (h *Handlers) showChangeNeed(c echo.Context, status int, typed *needs.Keep, invalid models.Invalid) error {
	form, err := h.app.Needs.ChangeForm(c.Request().Context(), actor(c), groupOf(c), models.ID(c.Param("need")))
	if err != nil {
		return err
	}
	in := needs.Keep{Level: form.Need.Level, People: form.Need.People, Revision: form.Need.Revision}
	if typed != nil {
		in.Level, in.People = typed.Level, typed.People
	}
	frame := h.underNeeds(c, "Change a need", form.Group)
	frame.Failed = len(invalid) > 0
	return show(c, status, needsviews.Change(frame, form, in, invalid, status == http.StatusConflict))
}

func (h *Handlers) changeNeed(c echo.Context) error {
	var in needs.Keep
	err := decode(c, &in)
	if err == nil {
		err = h.app.Needs.Change(c.Request().Context(), actor(c), groupOf(c), models.ID(c.Param("need")), in)
	}
	if invalid, refused := problems(err); refused {
		return h.showChangeNeed(c, http.StatusUnprocessableEntity, &in, invalid)
	}
	switch {
	case errors.Is(err, models.ErrStale):
		return h.showChangeNeed(c, http.StatusConflict, &in, nil)
	case err != nil:
		return err
	}
	return h.redirect(c, paths.NeedsOf(groupOf(c)), "The need is changed")
}

func (h *Handlers) removeNeed(c echo.Context) error {
	if err := h.app.Needs.Remove(c.Request().Context(), actor(c), groupOf(c), models.ID(c.Param("need"))); err != nil {
		return err
	}
	return h.redirect(c, paths.NeedsOf(groupOf(c)), "The need is removed")
}

func (h *Handlers) needMixPage(c echo.Context) error {
	return h.showMix(c, http.StatusOK, c.QueryParam("from"), nil)
}

// showMix offers mixes, and says what the one that is looked at would add.
func (h *Handlers) showMix(c echo.Context, status int, from string, invalid models.Invalid) error {
	page, err := h.app.Needs.MixPage(c.Request().Context(), actor(c), groupOf(c), from)
	if err != nil {
		return err
	}
	frame := h.underNeeds(c, "Take over a mix", page.Group)
	frame.Failed = len(invalid) > 0
	return show(c, status, needsviews.Mix(frame, page, invalid, status == http.StatusConflict))
}

func (h *Handlers) takeMix(c echo.Context) error {
	var in struct {
		From string `form:"from"`
		Seen int    `form:"seen"`
	}
	var added int
	err := decode(c, &in)
	if err == nil {
		added, err = h.app.Needs.TakeMix(c.Request().Context(), actor(c), groupOf(c), in.From, in.Seen)
	}
	if invalid, refused := problems(err); refused {
		return h.showMix(c, http.StatusUnprocessableEntity, in.From, invalid)
	}
	switch {
	case errors.Is(err, models.ErrStale):
		return h.showMix(c, http.StatusConflict, in.From, nil)
	case err != nil:
		return err
	}
	return h.redirect(c, paths.NeedsOf(groupOf(c)), words.Count(added, "need", "needs")+" added")
}

func (h *Handlers) undoMix(c echo.Context) error {
	removed, err := h.app.Needs.Undo(c.Request().Context(), actor(c), groupOf(c), models.ID(c.Request().PostForm.Get("mix")))
	if err != nil {
		return err
	}
	return h.redirect(c, paths.NeedsOf(groupOf(c)), words.Count(removed, "need", "needs")+" taken away again")
}

// networkNeeds shows how units cover what they need, without names.
func (h *Handlers) networkNeeds(c echo.Context) error {
	page, err := h.app.Needs.Units(c.Request().Context(), actor(c))
	if err != nil {
		return err
	}
	if wantsCSV(c) {
		return sendCSV(c, "needs-of-teams.csv", page.Table())
	}
	frame, err := h.networkFrame(c, "Needs of teams")
	if err != nil {
		return err
	}
	return show(c, http.StatusOK, needsviews.Units(frame, page))
}
