package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"trellis/app/learning"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/components"
	"trellis/views/evaluationviews"
	"trellis/views/learningviews"
)

func (h *Handlers) courses(c echo.Context) error {
	find := learning.FindCourses{
		Text: c.QueryParam("q"), Skill: c.QueryParam("skill"), Level: c.QueryParam("level"), How: c.QueryParam("how"),
		Dates: c.QueryParam("dates"), At: pageAt(c),
	}
	if wantsCSV(c) {
		return sendList(c, "courses.csv", learningviews.CourseHead(), learningviews.CourseCells, func(do func([]learning.CourseRow) error) error {
			return h.app.Learning.EachCourse(c.Request().Context(), actor(c), find, do)
		})
	}
	page, err := h.app.Learning.Courses(c.Request().Context(), actor(c), find)
	if err != nil {
		return err
	}
	return show(c, http.StatusOK, learningviews.Courses(h.frame(c, "Courses", "courses"), page))
}

func (h *Handlers) course(c echo.Context) error {
	page, err := h.app.Learning.Course(c.Request().Context(), actor(c), c.Param("slug"))
	if err != nil {
		return err
	}
	frame := h.frame(c, page.Title, "courses")
	frame.Crumbs = []components.Crumb{{Label: "Home", Href: paths.Home}, {Label: "Courses", Href: paths.Courses}}
	results, err := h.app.Progress.Results(c.Request().Context(), page.Course)
	if err != nil {
		return err
	}
	return show(c, http.StatusOK, evaluationviews.Course(frame, page, results))
}

func (h *Handlers) courseInterest(c echo.Context) error {
	course, err := h.app.Learning.Interest(c.Request().Context(), actor(c), c.Param("slug"))
	if err != nil {
		return err
	}
	return h.redirect(c, paths.Course(course.Slug), "We will tell you about new dates of "+course.Title)
}

func (h *Handlers) cohort(c echo.Context) error {
	page, err := h.app.Learning.Cohort(c.Request().Context(), actor(c), c.Param("code"))
	if err != nil {
		return err
	}
	frame := h.frame(c, page.Course.Title+", "+page.Name, "courses")
	frame.Crumbs = []components.Crumb{{Label: "Home", Href: paths.Home}, {Label: "Courses", Href: paths.Courses}, {Label: page.Course.Title, Href: paths.Course(page.Course.Slug)}}
	return show(c, http.StatusOK, learningviews.Cohort(frame, page))
}

func (h *Handlers) enrolment(c echo.Context) error {
	page, err := h.app.Learning.Enrolment(c.Request().Context(), actor(c), models.ID(c.Param("id")))
	if err != nil {
		return err
	}
	fresh := false
	if ctx := c.Request().Context(); h.sessions.Exists(ctx, sessionEnrolled) {
		fresh = h.sessions.PopString(ctx, sessionEnrolled) == string(page.Enrolment.ID) && !page.Over()
	}
	frame := h.frame(c, "Your enrolment on "+page.Course.Title, "learning")
	frame.Crumbs = []components.Crumb{{Label: "Home", Href: paths.Home}, {Label: "My learning", Href: paths.Learning}}
	return show(c, http.StatusOK, learningviews.Enrolment(frame, page, fresh))
}

func (h *Handlers) withdrawPage(c echo.Context) error {
	return h.showWithdraw(c, http.StatusOK, learningviews.WithdrawForm{})
}

func (h *Handlers) showWithdraw(c echo.Context, status int, form learningviews.WithdrawForm) error {
	page, err := h.app.Learning.Enrolment(c.Request().Context(), actor(c), models.ID(c.Param("id")))
	if err != nil {
		return err
	}
	frame := h.frame(c, "Cancel your enrolment on "+page.Course.Title, "learning")
	frame.Failed, frame.Back = form.Problems != nil, paths.Enrolment(page.Enrolment.ID)
	return show(c, status, learningviews.Withdraw(frame, page, form))
}

func (h *Handlers) withdraw(c echo.Context) error {
	in := learning.Withdraw{Enrolment: models.ID(c.Param("id"))}
	err := decode(c, &in)
	if err == nil {
		_, err = h.app.Learning.Withdraw(c.Request().Context(), actor(c), in)
	}
	if invalid, ok := problems(err); ok {
		return h.showWithdraw(c, http.StatusUnprocessableEntity, learningviews.WithdrawForm{Reason: in.Reason, Problems: invalid})
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.Enrolment(in.Enrolment), "You cancelled. Thank you for telling us")
}

func (h *Handlers) offerPage(c echo.Context) error { return h.showOffer(c, http.StatusOK, nil) }

func (h *Handlers) showOffer(c echo.Context, status int, invalid models.Invalid) error {
	page, err := h.app.Learning.OfferPage(c.Request().Context(), c.Param("token"))
	if err != nil {
		return err
	}
	frame := h.frame(c, "Place on "+page.Course.Title, "")
	frame.Failed, frame.NoIndex = invalid != nil, true
	return show(c, status, learningviews.Offer(frame, page, invalid))
}

// answerOffer takes or turns down a place for whoever has the link. Only the person themselves, signed in, is led on to
// their enrolment: the link tells nobody else whose it is.
func (h *Handlers) answerOffer(c echo.Context) error {
	ctx, a, token := c.Request().Context(), actor(c), c.Param("token")
	var e models.Enrolment
	var err error
	said := ""
	switch c.FormValue("answer") {
	case "accept":
		e, err = h.app.Learning.AcceptOffer(ctx, a, token)
		if said = "The place is yours"; e.State == models.Offered {
			said = "You took the place. It is yours once the other of the pair has taken theirs"
		}
	case "decline":
		e, err = h.app.Learning.DeclineOffer(ctx, a, token)
		said = "You turned the place down. It goes to the next in line"
	default:
		err = models.Invalid{"answer": "Choose whether to take the place"}
	}
	if invalid, ok := problems(err); ok {
		return h.showOffer(c, http.StatusUnprocessableEntity, invalid)
	}
	if err != nil {
		return err
	}
	if a.ID == e.PersonID {
		return h.redirect(c, paths.Enrolment(e.ID), said)
	}
	return h.redirect(c, paths.Offer(token), "")
}
