package handlers

import (
	"net/http"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"trellis/app/records"
	"trellis/handlers/web"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/recordsviews"
)

const badCode = "Enter a record number like AB-2C3D-4E5F: 10 letters and digits, without 0, O, 1, I or L"

// verifyPage asks for a record's number, and goes on to its answer.
func (h *Handlers) verifyPage(c echo.Context) error {
	noIndex(c)
	page := h.frame(c, "Check a completion record", "")
	page.NoIndex = true
	if !c.QueryParams().Has("code") {
		return show(c, http.StatusOK, recordsviews.Verify(page, recordsviews.Asked{}))
	}
	entered := c.QueryParam("code")
	code, ok := models.ParseRecordCode(entered)
	if !ok {
		page.Failed = true
		return show(c, http.StatusUnprocessableEntity, recordsviews.Verify(page, recordsviews.Asked{Code: entered, Problem: badCode}))
	}
	return c.Redirect(http.StatusSeeOther, paths.VerifyRecord(code))
}

// verify answers what a record's number stands for: with a page, for programs when the address ends with .json, or with the badge
// in one of its forms.
func (h *Handlers) verify(c echo.Context) error {
	noIndex(c)
	if code, form, is := badgeForm(c.Param("code")); is {
		return h.publicBadge(c, code, form)
	}
	code, program := strings.CutSuffix(c.Param("code"), ".json")
	if canonical, ok := models.ParseRecordCode(code); ok {
		code = canonical
	}
	check, err := h.app.Records.Check(c.Request().Context(), code, web.From(c.RealIP()))
	if err != nil {
		return err
	}
	status := http.StatusOK
	if check.State == models.RecordNotFound {
		status = http.StatusNotFound
	}
	if program {
		return c.JSON(status, checkFor(check))
	}
	if check.Record.HasPublicBadge() { // for verifiers that are given the address of the page
		c.Response().Header().Set("Link", "<"+paths.VerifyRecordFile(check.Record.Code, asProved)+`>; rel="alternate"; type="`+typeProved+`"`)
	}
	page := h.frame(c, recordsviews.VerdictTitle(check)+": "+code, "")
	page.NoIndex = true
	return show(c, status, recordsviews.Verdict(page, check))
}

func noIndex(c echo.Context) { c.Response().Header().Set("X-Robots-Tag", "noindex") }

// checked is the answer for programs. What is not known, or not shared, is null.
type checked struct {
	Code       string  `json:"code"`
	Status     string  `json:"status"`
	Course     string  `json:"course"`
	IssuedOn   string  `json:"issued_on"`
	ValidUntil *string `json:"valid_until"`
	Successor  *string `json:"successor"`
	Name       *string `json:"name"`
	CheckedAt  string  `json:"checked_at"`
}

func checkFor(c records.Check) any {
	if c.State == models.RecordNotFound {
		return map[string]string{"status": string(c.State)}
	}
	return checked{
		Code: c.Record.Code, Status: string(c.State), Course: c.Record.CourseTitle,
		IssuedOn: string(models.DateOf(c.Record.IssuedAt)), ValidUntil: orNull(string(c.Record.ValidUntil)),
		Successor: orNull(c.Successor), Name: orNull(c.Record.PersonName), CheckedAt: c.CheckedAt.Format(time.RFC3339),
	}
}

func orNull(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}
