package handlers

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"trellis/app/records"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/components"
	"trellis/views/teachingviews"
	"trellis/views/words"
)

func (h *Handlers) completePage(c echo.Context) error {
	page, err := h.app.Records.Complete(c.Request().Context(), actor(c), c.Param("code"))
	if err != nil {
		return err
	}
	if wantsCSV(c) {
		return sendCSV(c, page.Code+"-completion.csv", completionTable(page))
	}
	return h.showComplete(c, http.StatusOK, teachingviews.CompleteForm{CompletePage: page})
}

func (h *Handlers) showComplete(c echo.Context, status int, form teachingviews.CompleteForm) error {
	page := h.cohortFrame(c, form.TaughtCohort, "Complete")
	page.Failed = len(form.Problems) > 0
	return show(c, status, teachingviews.Complete(page, form))
}

func (h *Handlers) issueRecords(c echo.Context) error {
	in := records.Issue{Cohort: c.Param("code")}
	if err := decode(c, &in); err != nil {
		return err
	}
	issued, err := h.app.Records.Issue(c.Request().Context(), actor(c), in)
	if invalid, ok := problems(err); ok {
		page, err := h.app.Records.Complete(c.Request().Context(), actor(c), in.Cohort)
		if err != nil {
			return err
		}
		return h.showComplete(c, http.StatusUnprocessableEntity, teachingviews.CompleteForm{CompletePage: page, Problems: invalid})
	}
	if err != nil {
		return err
	}
	said := words.Count(issued, "completion record", "completion records") + " issued"
	if issued == 0 {
		said = "These people have their records already"
	}
	return h.redirect(c, paths.Complete(in.Cohort), said)
}

func (h *Handlers) passUnits(c echo.Context) error {
	in := records.PassUnits{Cohort: c.Param("code")}
	if err := decode(c, &in); err != nil {
		return err
	}
	if _, err := h.app.Records.PassUnits(c.Request().Context(), actor(c), in); err != nil {
		return err
	}
	return h.redirect(c, paths.Complete(in.Cohort), "Accepted work saved")
}

func (h *Handlers) revokePage(c echo.Context) error {
	return h.showRevoke(c, http.StatusOK, teachingviews.RevokeForm{})
}

func (h *Handlers) showRevoke(c echo.Context, status int, form teachingviews.RevokeForm) error {
	var err error
	if form.RevokePage, err = h.recordOfCohort(c); err != nil {
		return err
	}
	page := h.frame(c, "Withdraw record "+form.Record.Code, "teaching")
	page.Crumbs = []components.Crumb{{Label: "Teaching", Href: paths.Teaching}, {Label: form.Cohort.Name, Href: paths.Teach(form.Cohort.Code)}, {Label: "Complete", Href: paths.Complete(form.Cohort.Code)}}
	page.Failed = len(form.Problems) > 0
	return show(c, status, teachingviews.Revoke(page, form))
}

// recordOfCohort is the record that the address names. Under the address of another cohort there is none.
func (h *Handlers) recordOfCohort(c echo.Context) (records.RevokePage, error) {
	page, err := h.app.Records.RevokePage(c.Request().Context(), actor(c), c.Param("record"))
	if err == nil && page.Cohort.Code != c.Param("code") {
		return records.RevokePage{}, models.ErrNotFound
	}
	return page, err
}

func (h *Handlers) revokeRecord(c echo.Context) error {
	if _, err := h.recordOfCohort(c); err != nil {
		return err
	}
	in := records.Revoke{Record: c.Param("record")}
	if err := decode(c, &in); err != nil {
		return err
	}
	record, err := h.app.Records.Revoke(c.Request().Context(), actor(c), in)
	if invalid, ok := problems(err); ok {
		return h.showRevoke(c, http.StatusUnprocessableEntity, teachingviews.RevokeForm{Reason: in.Reason, Problems: invalid})
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.Complete(c.Param("code")), "The record of "+record.PersonName+" is withdrawn")
}

// completionTable has a row for each person on the register.
func completionTable(page records.CompletePage) [][]string {
	rows := [][]string{{"name", "organisation", "sessions_attended", "sessions_held", "minutes", "share_percent", "standing", "missing", "record"}}
	for _, p := range page.Candidates {
		standing, record := "not yet", ""
		switch {
		case p.Record != nil:
			standing, record = "issued", p.Record.Code
		case p.Standing.Qualifies():
			standing = "ready"
		case p.Standing.Nearly():
			standing = "nearly"
		}
		rows = append(rows, []string{
			p.Name, p.Organisation, strconv.Itoa(p.Standing.Attended), strconv.Itoa(p.Standing.Held), strconv.Itoa(p.Standing.Minutes),
			strconv.Itoa(p.Standing.Share), standing, strings.Join(p.Standing.Missing, "; "), record,
		})
	}
	return rows
}
