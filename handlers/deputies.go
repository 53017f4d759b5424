package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"trellis/app/people"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/adminviews"
	"trellis/views/teamviews"
)

func (h *Handlers) deputies(c echo.Context) error {
	return h.showDeputies(c, http.StatusOK, people.NameDeputy{}, nil)
}

func (h *Handlers) showDeputies(c echo.Context, status int, in people.NameDeputy, invalid models.Invalid) error {
	page, err := h.app.People.Deputies(c.Request().Context(), actor(c))
	if err != nil {
		return err
	}
	frame := h.frame(c, "Deputies", "team")
	frame.Failed = len(invalid) > 0
	form := teamviews.DeputiesForm{DeputiesPage: page, In: in, Waiting: frame.Viewer.ToConfirm(), Problems: invalid}
	return show(c, status, teamviews.Deputies(frame, form))
}

func (h *Handlers) nameDeputy(c echo.Context) error {
	var in people.NameDeputy
	if err := decode(c, &in); err != nil {
		return err
	}
	err := h.app.People.NameDeputy(c.Request().Context(), actor(c), in)
	if invalid, refused := problems(err); refused {
		return h.showDeputies(c, http.StatusUnprocessableEntity, in, invalid)
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.TeamDeputies, "The deputy is named")
}

func (h *Handlers) endDeputy(c echo.Context) error {
	ended, err := h.app.People.EndDelegation(c.Request().Context(), actor(c), models.ID(c.Param("delegation")))
	if err != nil {
		return err
	}
	if ended.ManagerID == actor(c).ID {
		return h.redirect(c, paths.TeamDeputies, "They no longer act for you")
	}
	return h.redirect(c, paths.Home, "You no longer act for them") // who has no people any more has no such page
}

func (h *Handlers) newDeputyPage(c echo.Context) error {
	return h.showDeputyOf(c, http.StatusOK, people.NameDeputy{Kind: models.Deputy, From: string(h.app.Learning.Today())}, nil)
}

func (h *Handlers) showDeputyOf(c echo.Context, status int, in people.NameDeputy, invalid models.Invalid) error {
	page, err := h.app.People.Person(c.Request().Context(), actor(c), models.ID(c.Param("id")))
	if err != nil {
		return err
	}
	frame := h.personFrame(c, "Name who acts for "+page.Person.Name, page.Person)
	frame.Failed = len(invalid) > 0
	return show(c, status, adminviews.Deputy(frame, adminviews.DeputyForm{Manager: page.Person, In: in, Today: page.Today, Problems: invalid}))
}

func (h *Handlers) nameDeputyOf(c echo.Context) error {
	var in people.NameDeputy
	if err := decode(c, &in); err != nil {
		return err
	}
	id := models.ID(c.Param("id"))
	err := h.app.People.NameDeputyOf(c.Request().Context(), actor(c), id, in)
	if invalid, refused := problems(err); refused {
		return h.showDeputyOf(c, http.StatusUnprocessableEntity, in, invalid)
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.Person(id), "They act for them from that day on")
}

func (h *Handlers) endDeputyOf(c echo.Context) error {
	if _, err := h.app.People.EndDelegation(c.Request().Context(), actor(c), models.ID(c.Param("delegation"))); err != nil {
		return err
	}
	return h.redirect(c, paths.Person(models.ID(c.Param("id"))), "That is ended")
}
