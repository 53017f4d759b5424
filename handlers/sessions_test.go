package handlers

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"trellis/app/files"
	"trellis/models"
	"trellis/models/paths"
)

// upload sends a file to the first session of R1-1, as a browser does.
func (c *cast) upload(as models.Actor, name string, content []byte) answer {
	c.T.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	part, err := form.CreateFormFile("file", name)
	if err == nil {
		_, err = part.Write(content)
	}
	if err == nil {
		err = form.Close()
	}
	if err != nil {
		c.T.Fatal(err)
	}
	r := httptest.NewRequestWithContext(c.T.Context(), http.MethodPost, paths.Materials("R1-1", 1), &body)
	r.Header.Set("Content-Type", form.FormDataContentType())
	if as.SignedIn() {
		r.AddCookie(c.cookie(as))
	}
	return c.send(r)
}

func TestAFileOfASessionIsOnlyEverADownload(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	tess, ada, session := c.actors["tess"], c.actors["ada"], models.ID(c.ids["session"])
	for name, who := range map[string]int{"tom": http.StatusNotFound, "theo": http.StatusNotFound, "ada": http.StatusNotFound, "signed out": http.StatusUnauthorized} {
		if got := c.upload(c.actors[name], "a.txt", []byte("hello")); got.Status != who {
			t.Errorf("%s: %d", name, got.Status)
		}
	}
	c.upload(tess, "slides.pdf", []byte("<html><script>alert(1)</script>")).want(http.StatusUnprocessableEntity).says("Choose a PDF")
	if got := c.upload(tess, "a.txt", bytes.Repeat([]byte("a"), files.Largest+100)); got.Status != http.StatusUnprocessableEntity {
		t.Errorf("a little too large: %d", got.Status)
	}
	if got := c.upload(tess, "a.txt", bytes.Repeat([]byte("a"), files.Largest+1<<20)); got.Status != http.StatusRequestEntityTooLarge {
		t.Errorf("much too large: %d", got.Status)
	}
	c.upload(tess, "../../Übersicht\r\nX: y.txt", []byte("<script>alert(1)</script>")).want(http.StatusSeeOther)
	page, err := c.app.Learning.Materials(t.Context(), tess, "R1-1", 1)
	if err != nil {
		t.Fatal(err)
	}
	address := paths.SessionFile(session, page.Materials[len(page.Materials)-1].ID)
	got := c.get(ada, address).want(http.StatusOK)
	for header, want := range map[string]string{"Content-Type": "text/plain", "Content-Disposition": "attachment;", "X-Content-Type-Options": "nosniff", "Cache-Control": "private", "Content-Security-Policy": "sandbox"} {
		if !strings.Contains(got.Header.Get(header), want) {
			t.Errorf("%s is %q", header, got.Header.Get(header))
		}
	}
	if disposition := got.Header.Get("Content-Disposition"); strings.ContainsAny(disposition, "\r\n/") || !strings.Contains(disposition, "filename*=utf-8''%C3%9Cbersicht") {
		t.Errorf("it is named %q", disposition)
	}
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	r.AddCookie(c.cookie(ada))
	r.Header.Set("If-None-Match", got.Header.Get("ETag"))
	if again := c.send(r); again.Status != http.StatusNotModified || again.Body != "" {
		t.Errorf("asked again: %d", again.Status)
	}
	c.get(c.actors["ben"], address).want(http.StatusNotFound)
}

func TestThePageOfASessionStandsBesideItsCalendarFile(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	session := models.ID(c.ids["session"])
	for name, want := range map[string]int{"ada": http.StatusOK, "tess": http.StatusOK, "bea": http.StatusOK, "ben": http.StatusNotFound, "mia": http.StatusNotFound, "tom": http.StatusNotFound, "signed out": http.StatusSeeOther} {
		if got := c.get(c.actors[name], paths.Session(session)); got.Status != want {
			t.Errorf("%s: %d", name, got.Status)
		}
	}
	c.get(c.actors["ada"], paths.Session(session)).says("Slides", "Who was expected", "Ada").saysNot("Change materials")
	c.get(c.actors["tess"], paths.Session(session)).says("Change materials")
	if got := c.get(c.actors["ben"], paths.SessionCalendar(session)).want(http.StatusOK); !strings.HasPrefix(got.Body, "BEGIN:VCALENDAR") {
		t.Errorf("the calendar file says %.100s", got.Body)
	}
}

func TestALinkToSendApologiesIsAPageWithAButton(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	address := paths.Apologies("apologies-token")
	before := len(c.Events())
	c.get(models.Actor{}, address).want(http.StatusOK).says("Send apologies", "Course A5").saysNot("Ada")
	if len(c.Events()) != before {
		t.Error("a look changed something")
	}
	c.post(models.Actor{}, address, url.Values{"reason": {"Ill"}}).goesTo(address)
	c.get(models.Actor{}, address).says("Your apologies are sent", "I can come after all").saysNot("Ill")
	c.post(models.Actor{}, address, url.Values{"answer": {"come"}}).goesTo(address)
	c.get(models.Actor{}, address).says("Send apologies")
	c.get(models.Actor{}, paths.Apologies("none")).want(http.StatusNotFound)
}
