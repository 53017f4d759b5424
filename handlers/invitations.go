package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"trellis/models"
	"trellis/models/paths"
	"trellis/views/accessviews"
	"trellis/views/words"
)

func (h *Handlers) invite(c echo.Context) error {
	person, err := h.app.Access.Invite(c.Request().Context(), actor(c), models.ID(c.Param("id")))
	if err != nil {
		return err
	}
	return h.redirect(c, paths.Person(person.ID), "An invitation is on its way to "+person.Email)
}

// inviteAllPage says whom it would be, before anybody is invited.
func (h *Handlers) inviteAllPage(c echo.Context) error {
	n, err := h.app.Access.Uninvited(c.Request().Context(), actor(c))
	if err != nil {
		return err
	}
	page := h.listFrame(c, "Invite people who have not been here yet")
	return show(c, http.StatusOK, accessviews.InviteAll(page, n))
}

func (h *Handlers) inviteAll(c echo.Context) error {
	invited, err := h.app.Access.InviteAll(c.Request().Context(), actor(c))
	if err != nil {
		return err
	}
	return h.redirect(c, paths.People+"?state="+string(models.NotWelcomed), words.Count(invited, "invitation is", "invitations are")+" on the way")
}
