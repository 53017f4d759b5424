package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"trellis/app/people"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/adminviews"
	"trellis/views/components"
	"trellis/views/reportsviews"
	"trellis/views/teachingviews"
)

func (h *Handlers) newRolePage(c echo.Context) error {
	return h.showRole(c, http.StatusOK, people.GiveRole{From: string(h.app.Learning.Today())}, nil)
}

func (h *Handlers) showRole(c echo.Context, status int, in people.GiveRole, invalid models.Invalid) error {
	page, err := h.app.People.GiveRolePage(c.Request().Context(), actor(c), models.ID(c.Param("id")), in)
	if err != nil {
		return err
	}
	frame := h.personFrame(c, "Give a role", page.Person)
	frame.Failed = len(invalid) > 0
	return show(c, status, adminviews.Role(frame, adminviews.RoleForm{GiveRolePage: page, In: in, Problems: invalid}))
}

func (h *Handlers) giveRole(c echo.Context) error {
	var in people.GiveRole
	if err := decode(c, &in); err != nil {
		return err
	}
	id := models.ID(c.Param("id"))
	err := h.app.People.GiveRole(c.Request().Context(), actor(c), id, in)
	if invalid, refused := problems(err); refused {
		return h.showRole(c, http.StatusUnprocessableEntity, in, invalid)
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.Person(id), "The role is given")
}

// endRole says on the person's page why a role goes on.
func (h *Handlers) endRole(c echo.Context) error {
	ctx, id := c.Request().Context(), models.ID(c.Param("id"))
	err := h.app.People.EndRole(ctx, actor(c), id, models.ID(c.Param("grant")))
	if invalid, refused := problems(err); refused {
		page, err := h.app.People.Person(ctx, actor(c), id)
		if err != nil {
			return err
		}
		page.Problem = invalid["role"]
		frame := h.oneFrame(c, page.Person.Name, components.Crumb{Label: "People", Href: paths.People})
		frame.Failed = true
		return show(c, http.StatusUnprocessableEntity, adminviews.Person(frame, page))
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.Person(id), "The role is ended")
}

func (h *Handlers) trainers(c echo.Context) error {
	return h.showTrainers(c, http.StatusOK, people.NameTrainer{}, nil)
}

func (h *Handlers) showTrainers(c echo.Context, status int, in people.NameTrainer, invalid models.Invalid) error {
	page, err := h.app.People.Trainers(c.Request().Context(), actor(c), c.Param("code"))
	if err != nil {
		return err
	}
	frame := h.frame(c, "Trainers", "teaching")
	frame.Crumbs = []components.Crumb{{Label: "Teaching", Href: paths.Teaching}, {Label: page.Cohort.Name, Href: paths.Teach(page.Cohort.Code)}}
	frame.Failed = len(invalid) > 0
	return show(c, status, teachingviews.Trainers(frame, teachingviews.TrainersForm{TrainersPage: page, In: in, Problems: invalid}))
}

func (h *Handlers) nameTrainer(c echo.Context) error {
	var in people.NameTrainer
	if err := decode(c, &in); err != nil {
		return err
	}
	err := h.app.People.NameTrainer(c.Request().Context(), actor(c), c.Param("code"), in)
	if invalid, refused := problems(err); refused {
		return h.showTrainers(c, http.StatusUnprocessableEntity, in, invalid)
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.Trainers(c.Param("code")), "The trainer is named")
}

func (h *Handlers) endTrainer(c echo.Context) error {
	err := h.app.People.EndTrainer(c.Request().Context(), actor(c), c.Param("code"), models.ID(c.Param("grant")))
	if err != nil {
		return err
	}
	return h.redirect(c, paths.Trainers(c.Param("code")), "They are no longer a trainer")
}

func (h *Handlers) leads(c echo.Context) error {
	return h.showLeads(c, http.StatusOK, people.NameLead{}, nil)
}

func (h *Handlers) showLeads(c echo.Context, status int, in people.NameLead, invalid models.Invalid) error {
	page, err := h.app.People.Leads(c.Request().Context(), actor(c))
	if err != nil {
		return err
	}
	frame, err := h.networkFrame(c, "Leads")
	if err != nil {
		return err
	}
	frame.Wide = false
	frame.Failed = len(invalid) > 0
	return show(c, status, reportsviews.Leads(frame, reportsviews.LeadsForm{LeadsPage: page, In: in, Problems: invalid}))
}

func (h *Handlers) nameLead(c echo.Context) error {
	var in people.NameLead
	if err := decode(c, &in); err != nil {
		return err
	}
	err := h.app.People.NameLead(c.Request().Context(), actor(c), in)
	if invalid, refused := problems(err); refused {
		return h.showLeads(c, http.StatusUnprocessableEntity, in, invalid)
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.NetworkLeads, "The lead is named")
}

func (h *Handlers) endLead(c echo.Context) error {
	if err := h.app.People.EndLead(c.Request().Context(), actor(c), models.ID(c.Param("grant"))); err != nil {
		return err
	}
	return h.redirect(c, paths.NetworkLeads, "They no longer lead")
}
