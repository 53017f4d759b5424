package handlers

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"trellis/app/learning"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/components"
	"trellis/views/layout"
	"trellis/views/teachingviews"
)

func (h *Handlers) waitingList(c echo.Context) error {
	return h.showWaitingList(c, http.StatusOK, "", nil)
}

func (h *Handlers) showWaitingList(c echo.Context, status int, hours string, invalid models.Invalid) error {
	page, err := h.app.Learning.WaitingList(c.Request().Context(), actor(c), c.Param("code"))
	if err != nil {
		return err
	}
	if wantsCSV(c) {
		return sendCSV(c, page.Code+"-waiting-list.csv", waitingListTable(page))
	}
	if invalid == nil {
		hours = strconv.Itoa(page.OfferHours)
	}
	frame := h.cohortFrame(c, page.TaughtCohort, "Waiting list")
	frame.Failed = invalid != nil
	return show(c, status, teachingviews.WaitingList(frame, page, hours, invalid))
}

func waitingListTable(page learning.WaitingListPage) [][]string {
	rows := [][]string{{"position", "name", "organisation", "system", "comes_with", "state", "asked_at", "priority", "priority_reason", "reply_by"}}
	for _, group := range [][]learning.InLine{page.Offers, page.Line, page.Asked} {
		for _, line := range group {
			position, reply := "", ""
			if line.Position > 0 {
				position = strconv.Itoa(line.Position)
			}
			if line.OfferExpires != nil {
				reply = moment(*line.OfferExpires)
			}
			rows = append(rows, []string{
				position, line.Name, line.Organisation, line.System, strings.Join(line.With, "; "), string(line.State), moment(line.AppliedAt),
				strconv.Itoa(line.Priority), line.Why.Reason, reply,
			})
		}
	}
	return rows
}

func (h *Handlers) offerNext(c echo.Context) error {
	in := learning.OfferByHand{Cohort: c.Param("code")}
	err := decode(c, &in)
	var party models.Party
	if err == nil {
		party, err = h.app.Learning.OfferByHand(c.Request().Context(), actor(c), in)
	}
	if invalid, refused := problems(err); refused {
		return h.showWaitingList(c, http.StatusUnprocessableEntity, in.Hours, invalid)
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.WaitingList(in.Cohort), offeredWords(party))
}

func offeredWords(party models.Party) string {
	if len(party) > 1 {
		return "Places are offered to the " + strconv.Itoa(len(party)) + " who come together"
	}
	return "The place is offered"
}

// lineForm shows a form about somebody on the waiting list.
func (h *Handlers) lineForm(c echo.Context, status int, title string, f teachingviews.LineForm, face func(layout.Page, teachingviews.LineForm) templ.Component) error {
	page, err := h.app.Learning.LineMember(c.Request().Context(), actor(c), c.Param("code"), models.ID(c.Param("enrolment")))
	if err != nil {
		return err
	}
	f.LineMember = page
	if f.Problems == nil {
		f.Priority, f.Hours = strconv.Itoa(page.Who.Priority), strconv.Itoa(page.OfferHours)
	}
	frame := h.cohortFrame(c, page.TaughtCohort, title+", "+page.Who.Name)
	frame.Failed = f.Problems != nil
	frame.Crumbs = append(frame.Crumbs, components.Crumb{Label: "Waiting list", Href: paths.WaitingList(page.Code)})
	return show(c, status, face(frame, f))
}

func (h *Handlers) priorityPage(c echo.Context) error {
	return h.lineForm(c, http.StatusOK, "Change priority", teachingviews.LineForm{}, teachingviews.ChangePriority)
}

func (h *Handlers) prioritise(c echo.Context) error {
	in := learning.Prioritise{Cohort: c.Param("code"), Enrolment: models.ID(c.Param("enrolment"))}
	err := decode(c, &in)
	if err == nil {
		_, err = h.app.Learning.Prioritise(c.Request().Context(), actor(c), in)
	}
	if invalid, refused := problems(err); refused {
		return h.lineForm(c, http.StatusUnprocessableEntity, "Change priority",
			teachingviews.LineForm{Priority: in.Priority, Reason: in.Reason, Problems: invalid}, teachingviews.ChangePriority)
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.WaitingList(in.Cohort), "The priority is changed. The new order counts from the next place that becomes free")
}

func (h *Handlers) offerToPage(c echo.Context) error {
	return h.lineForm(c, http.StatusOK, "Offer a place", teachingviews.LineForm{}, teachingviews.OfferTo)
}

func (h *Handlers) offerTo(c echo.Context) error {
	in := learning.OfferByHand{Cohort: c.Param("code"), Enrolment: models.ID(c.Param("enrolment"))}
	err := decode(c, &in)
	var party models.Party
	if err == nil {
		party, err = h.app.Learning.OfferByHand(c.Request().Context(), actor(c), in)
	}
	if invalid, refused := problems(err); refused {
		return h.lineForm(c, http.StatusUnprocessableEntity, "Offer a place",
			teachingviews.LineForm{Hours: in.Hours, Reason: in.Reason, Problems: invalid}, teachingviews.OfferTo)
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.WaitingList(in.Cohort), offeredWords(party))
}

func (h *Handlers) takeBackPage(c echo.Context) error {
	return h.lineForm(c, http.StatusOK, "Take the offer back", teachingviews.LineForm{}, teachingviews.TakeBack)
}

func (h *Handlers) takeBack(c echo.Context) error {
	in := learning.TakeBack{Cohort: c.Param("code"), Enrolment: models.ID(c.Param("enrolment"))}
	err := decode(c, &in)
	if err == nil {
		_, err = h.app.Learning.TakeBack(c.Request().Context(), actor(c), in)
	}
	if invalid, refused := problems(err); refused {
		return h.lineForm(c, http.StatusUnprocessableEntity, "Take the offer back",
			teachingviews.LineForm{Reason: in.Reason, Problems: invalid}, teachingviews.TakeBack)
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.WaitingList(in.Cohort), "The offer is taken back. The place goes to the next in line")
}
