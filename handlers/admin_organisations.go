package handlers

import (
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"trellis/app/people"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/adminviews"
	"trellis/views/components"
	"trellis/views/layout"
)

func (h *Handlers) newOrganisation(c echo.Context) error {
	form, err := h.app.People.NewOrganisation(c.Request().Context(), actor(c))
	if err != nil {
		return err
	}
	return h.showOrganisationForm(c, http.StatusOK, adminviews.OrganisationEdit{OrganisationForm: form})
}

func (h *Handlers) addOrganisation(c echo.Context) error {
	ctx := c.Request().Context()
	var in people.KeepOrganisation
	if err := decode(c, &in); err != nil {
		return err
	}
	o, err := h.app.People.AddOrganisation(ctx, actor(c), in)
	if invalid, ok := problems(err); ok {
		form, err := h.app.People.NewOrganisation(ctx, actor(c))
		if err != nil {
			return err
		}
		return h.showOrganisationForm(c, http.StatusUnprocessableEntity, adminviews.OrganisationEdit{OrganisationForm: form, In: in, Problems: invalid})
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.Organisation(o.Code), o.Name+" is added")
}

func (h *Handlers) editOrganisation(c echo.Context) error {
	form, err := h.app.People.OrganisationForm(c.Request().Context(), actor(c), c.Param("code"))
	if err != nil {
		return err
	}
	return h.showOrganisationForm(c, http.StatusOK, adminviews.OrganisationEdit{OrganisationForm: form, In: form.Keep()})
}

func (h *Handlers) changeOrganisation(c echo.Context) error {
	ctx, code := c.Request().Context(), c.Param("code")
	var in people.KeepOrganisation
	if err := decode(c, &in); err != nil {
		return err
	}
	o, err := h.app.People.ChangeOrganisation(ctx, actor(c), code, in)
	invalid, refused := problems(err)
	stale := errors.Is(err, models.ErrStale)
	if !refused && !stale {
		if err != nil {
			return err
		}
		return h.redirect(c, paths.Organisation(o.Code), o.Name+" is saved")
	}
	form, err := h.app.People.OrganisationForm(ctx, actor(c), code)
	if err != nil {
		return err
	}
	in.Code = code
	edit := adminviews.OrganisationEdit{OrganisationForm: form, In: in, Problems: invalid, Stale: stale}
	if stale { // show both, and let the next save win
		edit.In.Edition = form.Now.Edition()
		return h.showOrganisationForm(c, http.StatusConflict, edit)
	}
	return h.showOrganisationForm(c, http.StatusUnprocessableEntity, edit)
}

func (h *Handlers) showOrganisationForm(c echo.Context, status int, edit adminviews.OrganisationEdit) error {
	title := "Add an organisation"
	if edit.Now.ID.Known() {
		title = "Change " + edit.Now.Name
	}
	return show(c, status, adminviews.EditOrganisation(h.organisationFrame(c, title, edit.Now, edit.Problems), edit))
}

// organisationFrame is the frame of a form about an organisation; the zero Organisation is one that is not there yet.
func (h *Handlers) organisationFrame(c echo.Context, title string, o models.Organisation, invalid models.Invalid) layout.Page {
	page := h.oneFrame(c, title, components.Crumb{Label: "Organisations", Href: paths.Organisations})
	if o.ID.Known() {
		page.Crumbs = append(page.Crumbs, components.Crumb{Label: o.Name, Href: paths.Organisation(o.Code)})
	}
	page.Failed = len(invalid) > 0
	return page
}

func (h *Handlers) newOrganisationLink(c echo.Context) error {
	return h.showLinkForm(c, http.StatusOK, people.LinkOrganisation{Started: string(h.app.Learning.Today())}, nil)
}

func (h *Handlers) showLinkForm(c echo.Context, status int, in people.LinkOrganisation, invalid models.Invalid) error {
	form, err := h.app.People.LinkForm(c.Request().Context(), actor(c), c.Param("code"))
	if err != nil {
		return err
	}
	frame := h.organisationFrame(c, "Link "+form.From.Name, form.From, invalid)
	return show(c, status, adminviews.LinkOrganisation(frame, adminviews.LinkEdit{LinkForm: form, In: in, Problems: invalid}))
}

func (h *Handlers) linkOrganisation(c echo.Context) error {
	var in people.LinkOrganisation
	if err := decode(c, &in); err != nil {
		return err
	}
	err := h.app.People.LinkOrganisation(c.Request().Context(), actor(c), c.Param("code"), in)
	if invalid, ok := problems(err); ok {
		return h.showLinkForm(c, http.StatusUnprocessableEntity, in, invalid)
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.Organisation(c.Param("code")), "The link is added")
}

func (h *Handlers) organisationLink(c echo.Context) error { return h.showLink(c, http.StatusOK, nil) }

func (h *Handlers) showLink(c echo.Context, status int, invalid models.Invalid) error {
	page, err := h.app.People.LinkPage(c.Request().Context(), actor(c), c.Param("code"), models.ID(c.Param("id")))
	if err != nil {
		return err
	}
	frame := h.organisationFrame(c, "End a link", page.From, invalid)
	return show(c, status, adminviews.EndLink(frame, page, c.Request().PostForm.Get("on"), invalid))
}

func (h *Handlers) endOrganisationLink(c echo.Context) error {
	err := h.app.People.EndLink(c.Request().Context(), actor(c), c.Param("code"), models.ID(c.Param("id")), c.Request().PostForm.Get("on"))
	if invalid, ok := problems(err); ok {
		return h.showLink(c, http.StatusUnprocessableEntity, invalid)
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.Organisation(c.Param("code")), "The link is ended")
}
