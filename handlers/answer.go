package handlers

import (
	"bytes"
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"strconv"

	"github.com/a-h/templ"
	"github.com/go-playground/form/v4"
	"github.com/labstack/echo/v4"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/errorviews"
	"trellis/views/layout"
)

// frame is what stands around a page: its title, the menu with the section the page is in, and a message of success
// that the last request left.
func (h *Handlers) frame(c echo.Context, title, section string) layout.Page {
	ctx := c.Request().Context()
	a := actor(c)
	page := layout.Page{Title: title, Section: section, Settings: h.settings(c), Viewer: layout.Viewer{Name: a.Name, Demo: h.app.Config.Demo}}
	if a.SignedIn() {
		page.Viewer.Menu = h.menu(c, a)
		page.Flash = h.sessions.PopString(ctx, sessionFlash)
	}
	return page
}

// menu is what the actor may open, always in the same order.
func (h *Handlers) menu(c echo.Context, a models.Actor) []layout.MenuItem {
	items := []struct {
		act  policy.Act
		item layout.MenuItem
	}{
		{policy.UseAccount, layout.MenuItem{Key: "home", Label: "Home", Href: paths.Home}},
		{policy.SeeCourses, layout.MenuItem{Key: "courses", Label: "Courses", Href: paths.Courses}},
		{policy.AssessSelf, layout.MenuItem{Key: "skills", Label: "My skills", Href: paths.Skills}},
		{policy.SeeOwn, layout.MenuItem{Key: "learning", Label: "My learning", Href: paths.Learning}},
		{policy.SeeTeam, layout.MenuItem{Key: "team", Label: "My team", Href: paths.TeamSkills}},
		{policy.Teach, layout.MenuItem{Key: "teaching", Label: "Teaching", Href: paths.Teaching}},
		{policy.SeeNetwork, layout.MenuItem{Key: "network", Label: "Network", Href: paths.NetworkSkills}},
		{policy.SeeWork, layout.MenuItem{Key: "admin", Label: "Admin", Href: paths.Admin}},
		{policy.SeeFrameworks, layout.MenuItem{Key: "frameworks", Label: "Frameworks", Href: paths.Frameworks}},
	}
	var menu []layout.MenuItem
	for _, i := range items {
		if i.act == policy.Teach && !policy.May(a, policy.Teach) { // who writes courses and teaches none has those alone
			i.act, i.item.Href = policy.WriteCourses, paths.TeachingCourses
		}
		if !policy.May(a, i.act) || i.act == policy.SeeFrameworks && policy.May(a, policy.SeeWork) { // who runs the network has them under Admin
			continue
		}
		if i.act == policy.SeeTeam {
			i.item.Answers = h.toAnswer(c, a)
			i.item.Count, i.item.CountLabel = h.toConfirm(c, a)+i.item.Answers, "waiting for you"
		}
		if i.act == policy.Teach && policy.May(a, policy.SeeWorkHandedIn) {
			i.item.HandedIn = true
			i.item.Count, i.item.CountLabel = h.toLookAt(c, a), "waiting for feedback"
		}
		menu = append(menu, i.item)
	}
	return menu
}

// show answers with a page. It is written to a buffer first, so that a page that fails half-way is not sent.
func show(c echo.Context, status int, page templ.Component) error {
	var body bytes.Buffer
	if err := page.Render(c.Request().Context(), &body); err != nil {
		return err
	}
	return c.HTMLBlob(status, body.Bytes())
}

// redirect answers a write: go on to the path, and say there what changed.
func (h *Handlers) redirect(c echo.Context, path, message string) error {
	if message != "" {
		h.sessions.Put(c.Request().Context(), sessionFlash, message)
	}
	return c.Redirect(http.StatusSeeOther, path)
}

// decode reads the posted form into an input by its form tags; the query is not looked at. What has the wrong shape is
// a problem at its field.
func decode(c echo.Context, in any) error {
	return decodeFrom(c.Request().PostForm, in) // read by readable
}

// decodeFrom is decode of values that are not posted: of a query that says what a page is to show.
func decodeFrom(values url.Values, in any) error {
	decoder := form.NewDecoder()
	decoder.SetMode(form.ModeExplicit)
	decoder.SetMaxArraySize(200)
	err := decoder.Decode(in, values)
	var failures form.DecodeErrors
	if !errors.As(err, &failures) {
		return err
	}
	problems := models.Invalid{}
	for field := range failures {
		problems[field] = "Enter this as a number, a date or one of the choices shown"
	}
	return problems
}

// fail answers what went wrong: a page that says what, and never the error's own text. An answer that has begun and cannot
// be finished is cut off.
func (h *Handlers) fail(err error, c echo.Context) {
	if c.Response().Committed {
		if c.Request().Context().Err() == nil { // somebody who goes away meanwhile is no fault
			slog.ErrorContext(c.Request().Context(), "answer cut off", "method", c.Request().Method, "path", c.Path(), "error", err)
		}
		panic(http.ErrAbortHandler)
	}
	status := statusOf(err)
	if status == http.StatusInternalServerError {
		slog.ErrorContext(c.Request().Context(), "request failed", "method", c.Request().Method, "path", c.Path(), "error", err)
	}
	var throttled models.Throttled
	if errors.As(err, &throttled) {
		c.Response().Header().Set(echo.HeaderRetryAfter, strconv.Itoa(int(throttled.Wait.Seconds())))
	}
	page := errorviews.Problem(h.frame(c, errorviews.Title(status), ""), status, throttled.Wait)
	if err := show(c, status, page); err != nil {
		slog.ErrorContext(c.Request().Context(), "error page failed", "error", err)
	}
}

func statusOf(err error) int {
	var web *echo.HTTPError
	var tooLarge *http.MaxBytesError
	var invalid models.Invalid
	switch {
	case errors.Is(err, models.ErrNotFound), errors.Is(err, models.ErrForbidden):
		return http.StatusNotFound
	case errors.Is(err, models.ErrStale):
		return http.StatusConflict
	case errors.Is(err, models.ErrThrottled):
		return http.StatusTooManyRequests
	case errors.As(err, &tooLarge):
		return http.StatusRequestEntityTooLarge
	case errors.As(err, &web):
		return web.Code
	case errors.As(err, &invalid): // what no field of a form can show
		return http.StatusUnprocessableEntity
	}
	return http.StatusInternalServerError
}

// problems are what is wrong with an input; ok is false when the error is of another kind.
func problems(err error) (models.Invalid, bool) {
	var invalid models.Invalid
	ok := errors.As(err, &invalid)
	return invalid, ok
}
