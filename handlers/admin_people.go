package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"trellis/app/people"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/adminviews"
	"trellis/views/components"
)

func (h *Handlers) people(c echo.Context) error {
	ctx, a := c.Request().Context(), actor(c)
	find := people.FindPeople{
		Text: c.QueryParam("q"), Organisation: c.QueryParam("organisation"), Profile: c.QueryParam("profile"), Role: models.Role(c.QueryParam("role")),
		State: models.PersonState(c.QueryParam("state")), Manager: models.ID(c.QueryParam("manager")), At: pageAt(c),
	}
	if wantsCSV(c) {
		return sendList(c, "people.csv", adminviews.PeopleHead(), adminviews.PeopleCells, func(do func([]people.PersonLine) error) error {
			return h.app.People.EachPerson(ctx, a, find, do)
		})
	}
	page, err := h.app.People.FindPeople(ctx, a, find)
	if err != nil {
		return err
	}
	return show(c, http.StatusOK, adminviews.People(h.listFrame(c, "People"), page))
}

func (h *Handlers) person(c echo.Context) error {
	page, err := h.app.People.Person(c.Request().Context(), actor(c), models.ID(c.Param("id")))
	if err != nil {
		return err
	}
	frame := h.oneFrame(c, page.Person.Name, components.Crumb{Label: "People", Href: paths.People})
	return show(c, http.StatusOK, adminviews.Person(frame, page))
}

// makeSignInLink answers with the link itself and not with a redirect: it is shown this once and kept nowhere.
func (h *Handlers) makeSignInLink(c echo.Context) error {
	link, err := h.app.Access.MakeLink(c.Request().Context(), actor(c), models.ID(c.Param("id")))
	if err != nil {
		return err
	}
	page := h.oneFrame(c, "Sign-in link", components.Crumb{Label: "People", Href: paths.People})
	page.Crumbs = append(page.Crumbs, components.Crumb{Label: link.Person.Name, Href: paths.Person(link.Person.ID)})
	return show(c, http.StatusOK, adminviews.Link(page, link, h.app.Config.BaseURL+paths.SignInLink(link.Token)))
}

func (h *Handlers) organisations(c echo.Context) error {
	ctx, a := c.Request().Context(), actor(c)
	find := people.FindOrganisations{
		Text: c.QueryParam("q"), Kind: models.OrganisationKind(c.QueryParam("kind")), State: models.OrganisationState(c.QueryParam("state")), At: pageAt(c),
	}
	if wantsCSV(c) {
		return sendList(c, "organisations.csv", adminviews.OrganisationsHead(), adminviews.OrganisationCells, func(do func([]people.OrganisationLine) error) error {
			return h.app.People.EachOrganisation(ctx, a, find, do)
		})
	}
	page, err := h.app.People.FindOrganisations(ctx, a, find)
	if err != nil {
		return err
	}
	return show(c, http.StatusOK, adminviews.Organisations(h.listFrame(c, "Organisations"), page))
}

func (h *Handlers) organisation(c echo.Context) error {
	page, err := h.app.People.Organisation(c.Request().Context(), actor(c), c.Param("code"))
	if err != nil {
		return err
	}
	frame := h.oneFrame(c, page.Name, components.Crumb{Label: "Organisations", Href: paths.Organisations})
	if page.Moving() != nil {
		frame.Refresh = refreshMove
	}
	return show(c, http.StatusOK, adminviews.Organisation(frame, page))
}
