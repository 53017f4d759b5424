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

func (h *Handlers) newPersonPage(c echo.Context) error {
	return h.showNewPerson(c, http.StatusOK, people.AddPerson{Post: people.KeepPost{Started: string(h.app.Learning.Today())}}, nil)
}

func (h *Handlers) showNewPerson(c echo.Context, status int, in people.AddPerson, invalid models.Invalid) error {
	page, err := h.app.People.NewPersonPage(c.Request().Context(), actor(c), in)
	if err != nil {
		return err
	}
	frame := h.oneFrame(c, "Add a person", components.Crumb{Label: "People", Href: paths.People})
	frame.Failed = len(invalid) > 0
	form := adminviews.PostForm{PostPage: page, In: in.Post, Newcomer: in.Newcomer, Problems: invalid}
	return show(c, status, adminviews.Post(frame, form))
}

func (h *Handlers) addPerson(c echo.Context) error {
	var in people.AddPerson
	if err := errors.Join(decode(c, &in.Newcomer), decode(c, &in.Post)); err != nil {
		return err
	}
	person, err := h.app.People.AddPerson(c.Request().Context(), actor(c), in)
	if invalid, ok := problems(err); ok {
		return h.showNewPerson(c, http.StatusUnprocessableEntity, in, invalid)
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.Person(person.ID), person.Name+" is added. Make a sign-in link to let them in")
}

// personFrame is the frame of a page below somebody's own.
func (h *Handlers) personFrame(c echo.Context, title string, person models.Person) layout.Page {
	frame := h.oneFrame(c, title, components.Crumb{Label: "People", Href: paths.People})
	frame.Crumbs = append(frame.Crumbs, components.Crumb{Label: person.Name, Href: paths.Person(person.ID)})
	return frame
}

func (h *Handlers) newPostPage(c echo.Context) error {
	return h.showPost(c, http.StatusOK, people.KeepPost{Started: string(h.app.Learning.Today())}, nil)
}

func (h *Handlers) postPage(c echo.Context) error {
	page, err := h.post(c, people.KeepPost{})
	if err != nil {
		return err
	}
	return h.showPost(c, http.StatusOK, adminviews.KeptPost(page.Post), nil)
}

// post is what the form needs: of the post that the address names, or of a new one.
func (h *Handlers) post(c echo.Context, in people.KeepPost) (people.PostPage, error) {
	return h.app.People.PostPage(c.Request().Context(), actor(c), models.ID(c.Param("id")), models.ID(c.Param("post")), in)
}

func (h *Handlers) showPost(c echo.Context, status int, in people.KeepPost, invalid models.Invalid) error {
	page, err := h.post(c, in)
	if err != nil {
		return err
	}
	form := adminviews.PostForm{PostPage: page, In: in, Problems: invalid, Stale: status == http.StatusConflict}
	title := "Add a post"
	if page.Post.ID.Known() {
		title = "Change a post"
	}
	if form.Stale { // show both, and let the next save win
		form.In.Edition = page.Post.Edition()
	}
	frame := h.personFrame(c, title, page.Person)
	frame.Failed = len(invalid) > 0
	return show(c, status, adminviews.Post(frame, form))
}

func (h *Handlers) addPost(c echo.Context) error {
	var in people.KeepPost
	if err := decode(c, &in); err != nil {
		return err
	}
	err := h.app.People.AddPost(c.Request().Context(), actor(c), models.ID(c.Param("id")), in)
	return h.postKept(c, in, err, "The post is added")
}

func (h *Handlers) changePost(c echo.Context) error {
	var in people.KeepPost
	if err := decode(c, &in); err != nil {
		return err
	}
	err := h.app.People.ChangePost(c.Request().Context(), actor(c), models.ID(c.Param("id")), models.ID(c.Param("post")), in)
	return h.postKept(c, in, err, "The post is changed")
}

// postKept goes back to the person, or shows the form again with what is wrong or has changed.
func (h *Handlers) postKept(c echo.Context, in people.KeepPost, err error, message string) error {
	invalid, refused := problems(err)
	switch {
	case refused:
		return h.showPost(c, http.StatusUnprocessableEntity, in, invalid)
	case errors.Is(err, models.ErrStale):
		return h.showPost(c, http.StatusConflict, in, nil)
	case err != nil:
		return err
	}
	return h.redirect(c, paths.Person(models.ID(c.Param("id"))), message)
}

func (h *Handlers) endPostPage(c echo.Context) error {
	return h.showEndPost(c, http.StatusOK, string(h.app.Learning.Today()), nil)
}

func (h *Handlers) showEndPost(c echo.Context, status int, on string, invalid models.Invalid) error {
	page, err := h.post(c, people.KeepPost{})
	if err != nil {
		return err
	}
	frame := h.personFrame(c, "End a post", page.Person)
	frame.Failed = len(invalid) > 0
	form := adminviews.EndPostForm{PostForm: adminviews.PostForm{PostPage: page, Problems: invalid, Stale: status == http.StatusConflict}, On: on}
	return show(c, status, adminviews.EndPost(frame, form))
}

func (h *Handlers) endPost(c echo.Context) error {
	var in people.EndPost
	if err := decode(c, &in); err != nil {
		return err
	}
	err := h.app.People.EndPost(c.Request().Context(), actor(c), models.ID(c.Param("id")), models.ID(c.Param("post")), in)
	invalid, refused := problems(err)
	switch {
	case refused:
		return h.showEndPost(c, http.StatusUnprocessableEntity, in.On, invalid)
	case errors.Is(err, models.ErrStale):
		return h.showEndPost(c, http.StatusConflict, in.On, nil)
	case err != nil:
		return err
	}
	return h.redirect(c, paths.Person(models.ID(c.Param("id"))), "The post ends on that day")
}
