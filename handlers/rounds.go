package handlers

import (
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"trellis/app/policy"
	"trellis/app/skills"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/components"
	"trellis/views/layout"
	"trellis/views/roundviews"
)

// roundRoutes are the addresses of rounds of assessment, and of when somebody is away.
func (h *Handlers) roundRoutes() []Route {
	return []Route{
		{get, "/admin/rounds", policy.KeepRounds, h.rounds},
		{get, "/admin/rounds/new", policy.KeepRounds, h.round},
		{post, "/admin/rounds/new", policy.KeepRounds, h.saveRound},
		{get, "/admin/rounds/:slug", policy.KeepRounds, h.round},
		{post, "/admin/rounds/:slug", policy.KeepRounds, h.saveRound},
		{get, "/account/leave", policy.UseAccount, h.leave},
		{post, "/account/leave", policy.UseAccount, h.sayLeave},
		{post, "/account/leave/:id/end", policy.UseAccount, h.endLeave},
	}
}

// roundFrame stands in Admin for administrators, and in Network for those who lead it.
func (h *Handlers) roundFrame(c echo.Context, title string, crumbs ...components.Crumb) layout.Page {
	page := h.frame(c, title, "admin")
	page.Crumbs = []components.Crumb{{Label: "Admin", Href: paths.Admin}}
	if !page.Viewer.Opens("admin") {
		page.Section, page.Crumbs = "network", []components.Crumb{{Label: "Network", Href: paths.NetworkSkills}}
	}
	page.Crumbs = append(page.Crumbs, crumbs...)
	return page
}

func (h *Handlers) rounds(c echo.Context) error {
	page, err := h.app.Skills.Rounds(c.Request().Context(), actor(c))
	if err != nil {
		return err
	}
	if wantsCSV(c) {
		return sendCSV(c, "rounds.csv", page.Table())
	}
	frame := h.roundFrame(c, "Rounds of assessment")
	frame.Wide = true
	return show(c, http.StatusOK, roundviews.Rounds(frame, page))
}

func (h *Handlers) round(c echo.Context) error {
	page, err := h.app.Skills.Round(c.Request().Context(), actor(c), c.Param("slug"))
	if err != nil {
		return err
	}
	return h.showRound(c, http.StatusOK, roundviews.RoundForm{RoundPage: page, In: skills.WriteOfRound(page.Round)})
}

func (h *Handlers) showRound(c echo.Context, status int, form roundviews.RoundForm) error {
	title := "Add a round"
	if form.Round.ID.Known() {
		title = form.Round.Name
	}
	frame := h.roundFrame(c, title, components.Crumb{Label: "Rounds", Href: paths.Rounds})
	frame.Failed = len(form.Problems) > 0
	return show(c, status, roundviews.Round(frame, form))
}

func (h *Handlers) saveRound(c echo.Context) error {
	ctx, slug := c.Request().Context(), c.Param("slug")
	var in skills.WriteRound
	var round models.Round
	err := decode(c, &in)
	switch {
	case err != nil:
	case slug == "":
		round, err = h.app.Skills.AddRound(ctx, actor(c), in)
	default:
		round, err = h.app.Skills.ChangeRound(ctx, actor(c), slug, in)
	}
	invalid, refused := problems(err)
	stale := errors.Is(err, models.ErrStale)
	if !refused && !stale {
		if err != nil {
			return err
		}
		return h.redirect(c, paths.Rounds, round.Name+" is saved")
	}
	page, err := h.app.Skills.Round(ctx, actor(c), slug)
	if err != nil {
		return err
	}
	form := roundviews.RoundForm{RoundPage: page, In: in, Problems: invalid, Stale: stale}
	if stale { // show both, and let the next save win
		form.In.Revision = page.Round.Revision
		return h.showRound(c, http.StatusConflict, form)
	}
	return h.showRound(c, http.StatusUnprocessableEntity, form)
}

func (h *Handlers) leave(c echo.Context) error {
	return h.showLeave(c, http.StatusOK, roundviews.LeaveForm{})
}

func (h *Handlers) showLeave(c echo.Context, status int, form roundviews.LeaveForm) (err error) {
	if form.LeavePage, err = h.app.Skills.Leave(c.Request().Context(), actor(c)); err != nil {
		return err
	}
	return show(c, status, roundviews.Leave(h.accountFrame(c, "When you are away", form.Problems), form))
}

func (h *Handlers) sayLeave(c echo.Context) error {
	var in skills.SayLeave
	if err := decode(c, &in); err != nil {
		return err
	}
	err := h.app.Skills.SayLeave(c.Request().Context(), actor(c), in)
	if invalid, refused := problems(err); refused {
		return h.showLeave(c, http.StatusUnprocessableEntity, roundviews.LeaveForm{In: in, Problems: invalid})
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.OwnLeave, "Saved. Reminders wait until you are back")
}

func (h *Handlers) endLeave(c echo.Context) error {
	if err := h.app.Skills.EndLeave(c.Request().Context(), actor(c), models.ID(c.Param("id"))); err != nil {
		return err
	}
	return h.redirect(c, paths.OwnLeave, "Removed. Reminders reach you again")
}
