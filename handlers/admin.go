package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"trellis/app/people"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/components"
	"trellis/views/peopleviews"
)

func (h *Handlers) people(c echo.Context) error {
	ctx := c.Request().Context()
	find := people.FindPeople{
		Text: c.QueryParam("q"), ManagerUnknown: c.QueryParam("manager") == "unknown",
		After: models.ID(c.QueryParam("after")), Before: models.ID(c.QueryParam("before")),
	}
	if wantsCSV(c) {
		found, err := h.app.People.AllPeople(ctx, actor(c), find)
		if err != nil {
			return err
		}
		return sendCSV(c, "people.csv", peopleTable(found))
	}
	page, err := h.app.People.FindPeople(ctx, actor(c), find)
	if err != nil {
		return err
	}
	return show(c, http.StatusOK, peopleviews.People(h.frame(c, "People", "admin"), page))
}

func peopleTable(found []people.PersonLine) [][]string {
	rows := [][]string{{"name", "email", "organisation", "manager_unknown"}}
	for _, p := range found {
		unknown := "no"
		if p.ManagerUnknown {
			unknown = "yes"
		}
		rows = append(rows, []string{p.Name, p.Email, p.Where(), unknown})
	}
	return rows
}

// makeSignInLink answers with the link itself and not with a redirect: it is shown this once and kept nowhere.
func (h *Handlers) makeSignInLink(c echo.Context) error {
	link, err := h.app.People.MakeLink(c.Request().Context(), actor(c), models.ID(c.Param("id")))
	if err != nil {
		return err
	}
	page := h.frame(c, "Sign-in link", "admin")
	page.Crumbs = []components.Crumb{{Label: "Home", Href: paths.Home}, {Label: "People", Href: paths.People}}
	return show(c, http.StatusOK, peopleviews.Link(page, link, h.app.Config.BaseURL+paths.SignInLink(link.Token)))
}

func (h *Handlers) outbox(c echo.Context) error {
	page, err := h.app.People.Outbox(c.Request().Context(), actor(c), models.ID(c.QueryParam("before")))
	if err != nil {
		return err
	}
	return show(c, http.StatusOK, peopleviews.Outbox(h.frame(c, "Outbox", "admin"), page))
}

func (h *Handlers) message(c echo.Context) error {
	message, err := h.app.People.Message(c.Request().Context(), actor(c), models.ID(c.Param("id")))
	if err != nil {
		return err
	}
	page := h.frame(c, message.Subject, "admin")
	page.Crumbs = []components.Crumb{{Label: "Home", Href: paths.Home}, {Label: "Outbox", Href: paths.Outbox}}
	return show(c, http.StatusOK, peopleviews.Message(page, message))
}
