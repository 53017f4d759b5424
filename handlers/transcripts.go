package handlers

import (
	"errors"
	"net/http"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"trellis/app/records"
	"trellis/handlers/web"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/components"
	"trellis/views/pdf"
	"trellis/views/recordsviews"
	"trellis/views/words"
)

func (h *Handlers) transcript(c echo.Context) error {
	if wantsCSV(c) {
		t, err := h.app.Records.Transcript(c.Request().Context(), actor(c))
		if err != nil {
			return err
		}
		return sendCSV(c, "transcript.csv", transcriptTable(t))
	}
	return h.showTranscript(c, http.StatusOK, recordsviews.TranscriptForm{ShareTranscript: records.ShareTranscript{Days: "30"}})
}

func (h *Handlers) showTranscript(c echo.Context, status int, form recordsviews.TranscriptForm) error {
	page, err := h.app.Records.TranscriptPage(c.Request().Context(), actor(c))
	if err != nil {
		return err
	}
	frame := h.frame(c, "Your transcript", "learning")
	frame.Failed = len(form.Problems) > 0
	frame.Crumbs = []components.Crumb{{Label: "Home", Href: paths.Home}, {Label: "My learning", Href: paths.Learning}}
	return show(c, status, recordsviews.Transcript(frame, page, form))
}

// shareTranscript answers with the address itself and not with a redirect: it is shown this once and kept nowhere.
func (h *Handlers) shareTranscript(c echo.Context) error {
	var in records.ShareTranscript
	err := decode(c, &in)
	var address string
	var link models.TranscriptLink
	if err == nil {
		address, link, err = h.app.Records.ShareTranscript(c.Request().Context(), actor(c), in)
	}
	if invalid, ok := problems(err); ok {
		return h.showTranscript(c, http.StatusUnprocessableEntity, recordsviews.TranscriptForm{ShareTranscript: in, Problems: invalid})
	}
	if err != nil {
		return err
	}
	c.Response().Header().Set(echo.HeaderCacheControl, "no-store")
	until := words.Date(models.DateOf(link.ExpiresAt).AddDays(-1))
	return show(c, http.StatusOK, recordsviews.NewLink(h.secretFrame(c, "Your link"), link.Label, address, until))
}

func (h *Handlers) endTranscriptLink(c echo.Context) error {
	if err := h.app.Records.EndTranscriptLink(c.Request().Context(), actor(c), models.ID(c.Param("id"))); err != nil {
		return err
	}
	return h.redirect(c, paths.Transcript, "The link shows nothing any more")
}

// sharedTranscript shows a transcript to whoever has a link to it, as a page, or as a file when the address ends with .pdf. A
// link that is over says so, as far as one can know.
func (h *Handlers) sharedTranscript(c echo.Context) error {
	noIndex(c)
	header := c.Response().Header()
	header.Set(echo.HeaderCacheControl, "no-store")
	header.Set("Referrer-Policy", "no-referrer")
	token, file := strings.CutSuffix(c.Param("token"), ".pdf")
	shown, err := h.app.Records.SharedTranscript(c.Request().Context(), actor(c), token, web.From(c.RealIP()))
	if errors.Is(err, models.ErrNotFound) {
		return show(c, http.StatusNotFound, recordsviews.LinkOver(h.secretFrame(c, "This link does not show a transcript")))
	}
	if err != nil {
		return err
	}
	if file {
		return h.sendTranscript(c, shown.Transcript)
	}
	return show(c, http.StatusOK, recordsviews.Shared(h.secretFrame(c, "Learning transcript"), shown, paths.SharedTranscript(token+".pdf")))
}

func (h *Handlers) transcriptPDF(c echo.Context) error {
	t, err := h.app.Records.Transcript(c.Request().Context(), actor(c))
	if err != nil {
		return err
	}
	return h.sendTranscript(c, t)
}

func (h *Handlers) sendTranscript(c echo.Context, t records.Transcript) error {
	brand, err := h.brand(c)
	if err != nil {
		return err
	}
	file, err := pdf.Transcript(t, brand)
	if err != nil {
		return err
	}
	c.Response().Header().Set(echo.HeaderContentDisposition, `attachment; filename="transcript.pdf"`)
	return c.Blob(http.StatusOK, "application/pdf", file)
}

// transcriptTable is a transcript as a table: a line for each record, course, piece of past learning, and sum of a year.
func transcriptTable(t records.Transcript) [][]string {
	rows := [][]string{{"kind", "title", "provider", "from", "until", "minutes", "state", "valid_until", "number", "note"}}
	for _, r := range t.Records {
		rows = append(rows, []string{"completion record", r.CourseTitle, r.ProviderName, string(r.StartedOn), string(r.CompletedOn), strconv.Itoa(r.Minutes), string(r.State), string(r.ValidUntil), r.Code, recordsviews.RecordNote(r)})
	}
	for _, taken := range t.Taken {
		rows = append(rows, []string{"course attended", taken.CourseTitle, t.Network, string(models.DateOf(taken.Starts)), string(models.DateOf(taken.Ends)), strconv.Itoa(taken.Minutes), string(taken.State), "", "", recordsviews.Taken(taken)})
	}
	for _, p := range t.Past {
		minutes := ""
		if p.Minutes != nil {
			minutes = strconv.Itoa(*p.Minutes)
		}
		rows = append(rows, []string{"before this system", p.CourseTitle, p.Provider, "", string(p.CompletedOn), minutes, "not checked", string(p.ValidUntil), p.Reference, recordsviews.Source(p)})
	}
	for _, y := range t.Years {
		from, until := string(y.First), string(y.First.AddMonths(12).AddDays(-1))
		rows = append(rows, []string{"year: sessions", y.Title(), t.Network, from, until, strconv.Itoa(y.Courses), "", "", "", ""})
		for _, k := range y.Logged {
			rows = append(rows, []string{"year: " + string(k.Kind), y.Title(), "", from, until, strconv.Itoa(k.Minutes), "", "", "", words.Count(k.Entries, "entry", "entries")})
		}
	}
	return rows
}
