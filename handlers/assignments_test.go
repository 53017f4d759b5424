package handlers

import (
	"archive/zip"
	"bytes"
	"mime"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"trellis/app/files"
	"trellis/models"
	"trellis/models/paths"
)

// sent is a file as a browser sends it.
type sent struct {
	name    string
	content []byte
}

// handIn sends a form with files.
func (s *site) handIn(as models.Actor, path string, form url.Values, list ...sent) answer {
	s.T.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for name, values := range form {
		for _, v := range values {
			_ = w.WriteField(name, v)
		}
	}
	for _, f := range list {
		part, err := w.CreateFormFile("file", f.name)
		if err == nil {
			_, err = part.Write(f.content)
		}
		if err != nil {
			s.T.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		s.T.Fatal(err)
	}
	r := httptest.NewRequestWithContext(s.T.Context(), http.MethodPost, path, &body)
	r.Header.Set("Content-Type", w.FormDataContentType())
	r.AddCookie(s.cookie(as))
	return s.send(r)
}

// essay gives Ben, who is on the cohort that Tess teaches, an assignment.
func essay(t *testing.T) (c *cast, at string, unit models.ID) {
	c = newCast(t)
	cohort, err := c.Store.CohortByCode(t.Context(), "R1-1")
	if err != nil {
		t.Fatal(err)
	}
	e := c.Enrolled(c.actors["sue"], cohort, models.Placed)
	return c, paths.Assignment(e.ID, models.ID(c.ids["assignment"])), models.ID(c.ids["assignment"])
}

func formOf(attempt, version int, says string) url.Values {
	return url.Values{"attempt": {strconv.Itoa(attempt)}, "version": {strconv.Itoa(version)}, "says": {says}, "url": {""}}
}

func TestWorkIsHandedInAndAnswered(t *testing.T) {
	c, at, _ := essay(t)
	sue, tess := c.actors["sue"], c.actors["tess"]
	c.get(sue, at).want(http.StatusOK).says("Describe your own data", "Use three sentences", "Nothing saved yet")
	c.handIn(sue, at+"/draft", formOf(1, 0, "A first draft"), sent{"Übersicht 数据.csv", []byte("a,b\n1,2\n")}).want(http.StatusSeeOther).goesTo(at)
	c.get(sue, at).says("A first draft", "Übersicht 数据.csv", "Draft saved")
	c.post(sue, at+"/draft", formOf(1, 0, "Another window")).want(http.StatusConflict).says("changed in another window", "A first draft", "Another window")
	c.post(sue, at, url.Values{"attempt": {"1"}, "version": {"1"}, "says": {""}, "url": {"http://example.org"}}).want(http.StatusUnprocessableEntity).says("begins with https://")
	c.post(sue, at, formOf(1, 1, "My work")).want(http.StatusSeeOther)
	c.post(sue, at, formOf(1, 1, "My work")).want(http.StatusSeeOther) // pressed twice
	c.get(sue, at).says("Waits for feedback", "Take it back").saysNot("Save as a draft")

	page, err := c.app.Progress.Work(t.Context(), tess, "")
	if err != nil || len(page.Waiting) != 2 {
		t.Fatalf("%v (%v)", page.Waiting, err)
	}
	work := page.Waiting[1]
	c.get(tess, paths.Work).want(http.StatusOK).says("2 pieces of work wait", "Sue")
	c.get(tess, paths.Work+"?format=csv").want(http.StatusOK)
	c.get(c.actors["bea"], paths.Work).want(http.StatusNotFound)
	look := paths.Submission(work.ID)
	c.get(tess, look).want(http.StatusOK).says("My work", "Übersicht 数据.csv", "It is optional, and does not count").saysNot("It counts towards")
	c.post(tess, look, url.Values{"version": {strconv.Itoa(work.Version)}, "answer": {"not_yet"}}).want(http.StatusUnprocessableEntity).says("Say what is missing")
	c.post(tess, look, url.Values{"version": {strconv.Itoa(work.Version)}, "answer": {"not_yet"}, "says": {"Say where they come from"}}).want(http.StatusSeeOther)
	c.post(tess, look, url.Values{"version": {strconv.Itoa(work.Version)}, "answer": {"passed"}, "says": {"Fine"}}).want(http.StatusConflict).says("This changed since you opened it", "Fine")
	c.get(sue, at).says("Not yet", "Say where they come from", "Attempt 2", "My work")
	c.post(sue, at, formOf(2, 0, "My work, from SUS")).want(http.StatusSeeOther)
	c.get(sue, at).says("Earlier attempts", "My work, from SUS")
	page, err = c.app.Progress.Work(t.Context(), tess, "")
	if err != nil || len(page.Waiting) != 2 {
		t.Fatalf("%v (%v)", page.Waiting, err)
	}
	second := page.Waiting[1]
	c.post(sue, at+"/take-back", url.Values{"version": {strconv.Itoa(second.Version)}}).want(http.StatusSeeOther)
	c.post(tess, paths.Submission(second.ID), url.Values{"version": {strconv.Itoa(second.Version)}, "answer": {"passed"}, "says": {"Typed"}}).want(http.StatusConflict).says("took this back", "Typed").saysNot("from SUS")
	c.get(tess, paths.Submission(second.ID)).want(http.StatusNotFound)
	c.post(sue, at, formOf(2, second.Version+1, "My work, from SUS")).want(http.StatusSeeOther)
	again, err := c.Store.Submission(t.Context(), second.ID)
	if err != nil {
		t.Fatal(err)
	}
	c.post(tess, paths.Submission(second.ID), url.Values{"version": {strconv.Itoa(again.Version)}, "answer": {"passed"}}).want(http.StatusSeeOther)
	c.get(sue, at).says("Passed").saysNot("Hand in")
}

func TestWhatIsHandedInIsADownloadForFewEyes(t *testing.T) {
	c, at, _ := essay(t)
	sue := c.actors["sue"]
	const name = "Übersicht 数据 \"x\".csv"
	c.handIn(sue, at, formOf(1, 0, "Work"), sent{name, []byte("a,b\n1,2\n")}).want(http.StatusSeeOther)
	page, err := c.app.Progress.Work(t.Context(), c.actors["tess"], "")
	if err != nil {
		t.Fatal(err)
	}
	id := page.Waiting[len(page.Waiting)-1].ID
	list, err := c.Store.HandedInFiles(t.Context(), []models.ID{id})
	if err != nil || len(list) != 1 {
		t.Fatalf("%v (%v)", list, err)
	}
	file := paths.SubmittedFile(id, list[0].FileID)
	for _, who := range []string{"sue", "tess"} {
		got := c.get(c.actors[who], file).want(http.StatusOK)
		_, disposition, err := mime.ParseMediaType(got.Header.Get("Content-Disposition"))
		if err != nil || !strings.HasPrefix(got.Header.Get("Content-Disposition"), "attachment") || disposition["filename"] != list[0].Name || got.Body != "a,b\n1,2\n" {
			t.Errorf("%s gets %q: %q (%v)", who, got.Header, got.Body, err)
		}
		if h := got.Header; h.Get("X-Content-Type-Options") != "nosniff" || !strings.Contains(h.Get("Content-Security-Policy"), "sandbox") || h.Get("Cache-Control") != "private, no-store" {
			t.Errorf("the headers are %v", h)
		}
	}
	for _, who := range []string{"ada", "bea", "mia", "stan"} {
		c.get(c.actors[who], file).want(http.StatusNotFound)
	}
}

func TestWhatIsNoWorkIsRefused(t *testing.T) {
	c, at, _ := essay(t)
	sue := c.actors["sue"]
	pdf := []byte("%PDF-1.7\n")
	var bomb bytes.Buffer
	w := zip.NewWriter(&bomb)
	if _, err := w.CreateRaw(&zip.FileHeader{Name: "zeros", Method: zip.Deflate, UncompressedSize64: 1 << 40}); err != nil || w.Close() != nil {
		t.Fatal(err)
	}
	for name, list := range map[string][]sent{
		"a picture that runs":    {{"x.svg", []byte("<svg onload='alert(1)'/>")}},
		"a page":                 {{"x.html", []byte("<script>alert(1)</script>")}},
		"a program":              {{"report.pdf", []byte("MZ\x90\x00\x03")}},
		"a page as a picture":    {{"x.png", []byte("<html>")}},
		"a program and a PDF":    {{"report.exe", append(pdf, "MZ"...)}},
		"an archive that bursts": {{"data.zip", bomb.Bytes()}},
		"too many":               {{"1.pdf", pdf}, {"2.pdf", pdf}, {"3.pdf", pdf}, {"4.pdf", pdf}, {"5.pdf", pdf}, {"6.pdf", pdf}},
		"one too large":          {{"x.txt", bytes.Repeat([]byte("a"), files.Largest+1)}},
		"a patient":              {{"x.csv", []byte("number\n943 476 5919\n")}},
	} {
		t.Run(name, func(t *testing.T) {
			c.handIn(sue, at, formOf(1, 0, "Work"), list...).want(http.StatusUnprocessableEntity).says("There is a problem", "Work")
		})
	}
	huge := bytes.Repeat([]byte("a"), 15<<20)
	c.handIn(sue, at, formOf(1, 0, "Work"), sent{"1.txt", huge}, sent{"2.txt", huge}, sent{"3.txt", huge}).want(http.StatusRequestEntityTooLarge)
	if list, err := c.app.Progress.Shelf.Lying(t.Context()); err != nil || len(list) != 0 {
		t.Errorf("%v lie on the shelf (%v)", list, err)
	}
}

// TestADraftIsKeptQuietly asks as the script of the page does.
func TestADraftIsKeptQuietly(t *testing.T) {
	c, at, _ := essay(t)
	ask := func(form url.Values) answer {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, at+"/draft", strings.NewReader(form.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Accept", "application/json")
		r.AddCookie(c.cookie(c.actors["sue"]))
		return c.send(r)
	}
	for _, try := range []struct {
		form   url.Values
		status int
		says   string
	}{
		{formOf(1, 0, "One"), http.StatusOK, `"version":1`},
		{formOf(1, 1, "Two"), http.StatusOK, `"version":2`},
		{formOf(1, 1, "Three"), http.StatusConflict, "another window"},
		{formOf(1, 2, "943 476 5919"), http.StatusUnprocessableEntity, "NHS number"},
		{formOf(1, 2, strings.Repeat("x", 20_001)), http.StatusUnprocessableEntity, "20,000"},
	} {
		if got := ask(try.form); got.Status != try.status || !strings.Contains(got.Body, try.says) {
			t.Errorf("%v: %d %s", try.form.Get("version"), got.Status, got.Body)
		}
	}
	c.get(c.actors["sue"], at).says("Two").saysNot("Three")
}
