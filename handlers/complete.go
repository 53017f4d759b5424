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
	"trellis/views/layout"
	"trellis/views/teachingviews"
	"trellis/views/words"
)

func (h *Handlers) completePage(c echo.Context) error {
	page, err := h.app.Records.Complete(c.Request().Context(), actor(c), c.Param("code"))
	if err != nil {
		return err
	}
	n, _ := strconv.Atoi(c.QueryParam("page"))
	form := teachingviews.CompleteForm{CompletePage: page, Show: teachingviews.Shown(c.QueryParam("show")), Page: min(max(n, 1), 1_000_000)}
	if wantsCSV(c) {
		return sendCSV(c, page.Code+"-completion.csv", completionTable(form))
	}
	return h.showComplete(c, http.StatusOK, form)
}

func (h *Handlers) showComplete(c echo.Context, status int, form teachingviews.CompleteForm) error {
	page := h.cohortFrame(c, form.TaughtCohort, "Complete")
	page.Failed = len(form.Problems) > 0
	return show(c, status, teachingviews.Complete(page, form))
}

func (h *Handlers) previewRecords(c echo.Context) error {
	return h.showPreview(c, http.StatusOK, nil)
}

func (h *Handlers) showPreview(c echo.Context, status int, invalid models.Invalid) error {
	page, err := h.app.Records.Preview(c.Request().Context(), actor(c), c.Param("code"))
	if err != nil {
		return err
	}
	frame := h.completeFrame(c, "Preview completion records", page.Cohort)
	frame.Failed = len(invalid) > 0
	return show(c, status, teachingviews.PreviewRecords(frame, teachingviews.PreviewForm{PreviewPage: page, Problems: invalid}))
}

// completeFrame is the frame of a page behind the completion records of a cohort.
func (h *Handlers) completeFrame(c echo.Context, title string, cohort models.Cohort) layout.Page {
	page := h.frame(c, title, "teaching")
	page.Crumbs = []components.Crumb{{Label: "Teaching", Href: paths.Teaching}, {Label: cohort.Name, Href: paths.Teach(cohort.Code)}, {Label: "Complete", Href: paths.Complete(cohort.Code)}}
	return page
}

// issueRecords answers with the page of the cohort where all is done, and else with how far it is.
func (h *Handlers) issueRecords(c echo.Context) error {
	in := records.Issue{Cohort: c.Param("code")}
	if err := decode(c, &in); err != nil {
		return err
	}
	issued, err := h.app.Records.Issue(c.Request().Context(), actor(c), in)
	if invalid, ok := problems(err); ok {
		return h.showPreview(c, http.StatusUnprocessableEntity, invalid)
	}
	switch {
	case err != nil:
		return err
	case issued.Issuance == "":
		return h.redirect(c, paths.Complete(in.Cohort), "These people have their records already, or are being given them")
	case issued.Waiting > 0 || issued.Records == 0:
		return h.redirect(c, paths.Issuance(in.Cohort, issued.Issuance), "")
	}
	return h.redirect(c, paths.Complete(in.Cohort), words.Count(issued.Records, "completion record", "completion records")+" issued")
}

func (h *Handlers) issuancePage(c echo.Context) error {
	found, err := h.app.Records.IssuancePage(c.Request().Context(), actor(c), c.Param("code"), models.ID(c.Param("id")))
	if err != nil {
		return err
	}
	page := teachingviews.IssuanceView{IssuancePage: found}
	switch {
	case wantsCSV(c):
		rows := [][]string{{"name", "state", "record", "problem"}}
		for _, l := range page.Lines {
			rows = append(rows, []string{l.Name, string(l.State), l.Code, l.Problem})
		}
		return sendCSV(c, page.Code+"-issued.csv", rows)
	case c.QueryParam("format") == "json":
		i := page.Issuance
		return c.JSON(http.StatusOK, map[string]any{"running": i.FinishedAt == nil, "done": i.Done(), "of": i.All(), "says": page.Says()})
	}
	frame := h.completeFrame(c, "Issue completion records", page.Cohort)
	if page.Issuance.FinishedAt == nil {
		frame.Refresh = 3
	}
	return show(c, http.StatusOK, teachingviews.Issuance(frame, page))
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
	page := h.completeFrame(c, "Withdraw record "+form.Record.Code, form.Cohort)
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

// completionTable has a row for each person whom the filter leaves.
func completionTable(form teachingviews.CompleteForm) [][]string {
	rows := [][]string{{"name", "organisation", "sessions_attended", "sessions_held", "minutes", "share_percent", "standing", "missing", "record", "decided"}}
	for _, p := range form.Shown() {
		standing, record, decided := "not yet", "", ""
		switch {
		case p.Record != nil:
			standing, record = "issued", p.Record.Code
		case p.Issuing:
			standing = "being issued"
		case p.Ready():
			standing = "ready"
		case p.Nearly():
			standing = "nearly"
		}
		if d := p.Standing.Decision; d != nil {
			decided = d.Reason
		}
		rows = append(rows, []string{
			p.Name, p.Organisation, strconv.Itoa(p.Standing.Attended), strconv.Itoa(p.Standing.Held), strconv.Itoa(p.Standing.Minutes),
			strconv.Itoa(p.Standing.Share), standing, strings.Join(p.Standing.Missing, "; "), record, decided,
		})
	}
	return rows
}
