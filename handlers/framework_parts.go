package handlers

import (
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"trellis/app/frameworks"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/frameworkviews"
)

// writing is where editors go on from a form of a draft.
func (h *Handlers) writing(c echo.Context, words string) error {
	return h.redirect(c, paths.WriteFramework(c.Param("code"), c.Param("version")), words)
}

func (h *Handlers) frameworkDomain(c echo.Context) error {
	return h.showFrameworkDomain(c, http.StatusOK, nil, frameworkviews.Form{})
}

func (h *Handlers) showFrameworkDomain(c echo.Context, status int, typed *frameworks.WriteDomain, f frameworkviews.Form) error {
	page, err := h.app.Frameworks.Domain(c.Request().Context(), actor(c), c.Param("code"), c.Param("version"), models.ID(c.Param("domain")))
	if err != nil {
		return err
	}
	in, title := page.In, "Add a domain"
	if page.ID != frameworks.New {
		title = "Domain " + page.In.Name
	}
	if typed != nil {
		in = *typed
	}
	if f.Stale {
		in.Edition = page.In.Edition
	}
	frame := h.frameworkFrame(c, title, page.Framework.Name)
	frame.Failed = status != http.StatusOK
	return show(c, status, frameworkviews.Domain(frame, page, in, f))
}

func (h *Handlers) saveFrameworkDomain(c echo.Context) error {
	var in frameworks.WriteDomain
	err := decode(c, &in)
	if err == nil {
		err = h.app.Frameworks.SaveDomain(c.Request().Context(), actor(c), c.Param("code"), c.Param("version"), models.ID(c.Param("domain")), in)
	}
	if status, f, is := refused(err); is {
		return h.showFrameworkDomain(c, status, &in, f)
	}
	if err != nil {
		return err
	}
	return h.writing(c, "The domain is saved")
}

func (h *Handlers) removeDomainPage(c echo.Context) error {
	return h.askRemoveDomain(c, http.StatusOK, frameworkviews.Form{})
}

func (h *Handlers) askRemoveDomain(c echo.Context, status int, f frameworkviews.Form) error {
	page, err := h.app.Frameworks.Domain(c.Request().Context(), actor(c), c.Param("code"), c.Param("version"), models.ID(c.Param("domain")))
	if err != nil || page.ID == frameworks.New {
		return orNotFound(err)
	}
	at := paths.FrameworkDomain(c.Param("code"), c.Param("version"), page.ID)
	return show(c, status, frameworkviews.Ask(h.frameworkFrame(c, "Remove the domain "+page.In.Name+"?", page.Framework.Name), frameworkviews.Asked{
		Means: "A domain goes once no competency stands in it. It leaves this draft alone.", Button: "Remove the domain", Action: paths.Remove(at), Back: at,
	}, f))
}

func orNotFound(err error) error {
	if err == nil {
		return models.ErrNotFound
	}
	return err
}

func (h *Handlers) removeDomain(c echo.Context) error {
	err := h.app.Frameworks.RemoveDomain(c.Request().Context(), actor(c), c.Param("code"), c.Param("version"), models.ID(c.Param("domain")))
	if status, f, is := refused(err); is {
		return h.askRemoveDomain(c, status, f)
	}
	if err != nil {
		return err
	}
	return h.writing(c, "The domain is removed from this draft")
}

func (h *Handlers) frameworkCompetency(c echo.Context) error {
	return h.showFrameworkCompetency(c, http.StatusOK, nil, frameworkviews.Form{}, frameworkviews.CommentForm{})
}

func (h *Handlers) showFrameworkCompetency(c echo.Context, status int, typed *frameworks.WriteCompetency, f frameworkviews.Form, said frameworkviews.CommentForm) error {
	id := models.ID(c.Param("competency"))
	if said.Back != "" {
		id = said.In.Competency
	}
	page, err := h.app.Frameworks.Competency(c.Request().Context(), actor(c), c.Param("code"), c.Param("version"), id, models.ID(c.QueryParam("domain")))
	if err != nil {
		return err
	}
	in, title := page.In, "Add a competency"
	if page.ID != frameworks.New {
		title = page.In.Name
	}
	if typed != nil {
		in = *typed
		if len(in.Levels) != len(page.In.Levels) { // another scale than that of the form
			in.Levels = page.In.Levels
		}
	}
	if f.Stale {
		in.Edition = page.In.Edition
	}
	said.Back = string(page.ID)
	frame := h.frameworkFrame(c, title, page.Framework.Name)
	frame.Failed = status != http.StatusOK
	return show(c, status, frameworkviews.Competency(frame, page, in, f, said))
}

func (h *Handlers) saveFrameworkCompetency(c echo.Context) error {
	var in frameworks.WriteCompetency
	err := decode(c, &in)
	if err == nil {
		err = h.app.Frameworks.SaveCompetency(c.Request().Context(), actor(c), c.Param("code"), c.Param("version"), models.ID(c.Param("competency")), in)
	}
	if status, f, is := refused(err); is {
		return h.showFrameworkCompetency(c, status, &in, f, frameworkviews.CommentForm{})
	}
	if err != nil {
		return err
	}
	return h.writing(c, "The competency is saved")
}

func (h *Handlers) removeCompetencyPage(c echo.Context) error {
	return h.askRemoveCompetency(c, http.StatusOK, frameworkviews.Form{})
}

func (h *Handlers) askRemoveCompetency(c echo.Context, status int, f frameworkviews.Form) error {
	page, err := h.app.Frameworks.Competency(c.Request().Context(), actor(c), c.Param("code"), c.Param("version"), models.ID(c.Param("competency")), "")
	if err != nil || page.ID == frameworks.New {
		return orNotFound(err)
	}
	at := paths.FrameworkCompetency(c.Param("code"), c.Param("version"), page.ID)
	return show(c, status, frameworkviews.Ask(h.frameworkFrame(c, "Remove "+page.In.Name+"?", page.Framework.Name), frameworkviews.Asked{
		Means: frameworkviews.RemovalMeans(page), Button: "Remove the competency", Action: paths.Remove(at), Back: at,
	}, f))
}

func (h *Handlers) removeCompetency(c echo.Context) error {
	err := h.app.Frameworks.RemoveCompetency(c.Request().Context(), actor(c), c.Param("code"), c.Param("version"), models.ID(c.Param("competency")))
	if status, f, is := refused(err); is {
		return h.askRemoveCompetency(c, status, f)
	}
	if err != nil {
		return err
	}
	return h.writing(c, "The competency is removed from this draft")
}

func (h *Handlers) frameworkProfile(c echo.Context) error {
	return h.showFrameworkProfile(c, http.StatusOK, nil, frameworkviews.Form{})
}

func (h *Handlers) showFrameworkProfile(c echo.Context, status int, typed *frameworks.WriteProfile, f frameworkviews.Form) error {
	page, err := h.app.Frameworks.Profile(c.Request().Context(), actor(c), c.Param("code"), c.Param("version"), models.ID(c.Param("profile")))
	if err != nil {
		return err
	}
	in, title := page.In, "Add a role profile"
	if page.ID != frameworks.New {
		title = page.In.Name
	}
	if typed != nil {
		in = *typed
	}
	if f.Stale {
		in.Edition = page.In.Edition
	}
	frame := h.frameworkFrame(c, title, page.Framework.Name)
	frame.Failed = status != http.StatusOK
	return show(c, status, frameworkviews.Profile(frame, page, in, f))
}

func (h *Handlers) saveFrameworkProfile(c echo.Context) error {
	in := frameworks.WriteProfile{Asks: map[models.ID]string{}, Core: map[models.ID]bool{}}
	err := decode(c, &in)
	for name, values := range c.Request().PostForm { // one field a competency: there may be thousands
		if id, is := strings.CutPrefix(name, frameworks.AskField("")); is {
			in.Asks[models.ID(id)] = values[0]
		} else if id, is := strings.CutPrefix(name, frameworks.CoreField("")); is {
			in.Core[models.ID(id)] = values[0] == "true"
		}
	}
	if err == nil {
		err = h.app.Frameworks.SaveProfile(c.Request().Context(), actor(c), c.Param("code"), c.Param("version"), models.ID(c.Param("profile")), in)
	}
	if status, f, is := refused(err); is {
		return h.showFrameworkProfile(c, status, &in, f)
	}
	if err != nil {
		return err
	}
	return h.writing(c, "The role profile is saved")
}

func (h *Handlers) removeProfilePage(c echo.Context) error {
	return h.askRemoveProfile(c, http.StatusOK, frameworkviews.Form{})
}

func (h *Handlers) askRemoveProfile(c echo.Context, status int, f frameworkviews.Form) error {
	page, err := h.app.Frameworks.Profile(c.Request().Context(), actor(c), c.Param("code"), c.Param("version"), models.ID(c.Param("profile")))
	if err != nil || page.ID == frameworks.New {
		return orNotFound(err)
	}
	at := paths.FrameworkProfile(c.Param("code"), c.Param("version"), page.ID)
	return show(c, status, frameworkviews.Ask(h.frameworkFrame(c, "Remove the role profile "+page.In.Name+"?", page.Framework.Name), frameworkviews.Asked{
		Means: "It leaves this draft alone. People who have it in an earlier version keep it there.", Button: "Remove the role profile", Action: paths.Remove(at), Back: at,
	}, f))
}

func (h *Handlers) removeProfile(c echo.Context) error {
	err := h.app.Frameworks.RemoveProfile(c.Request().Context(), actor(c), c.Param("code"), c.Param("version"), models.ID(c.Param("profile")))
	if status, f, is := refused(err); is {
		return h.askRemoveProfile(c, status, f)
	}
	if err != nil {
		return err
	}
	return h.writing(c, "The role profile is removed from this draft")
}
