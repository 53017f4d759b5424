package handlers

import (
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"

	"trellis/models"
	"trellis/models/paths"
)

// keepsFramework sends on the form of a page that shows a difference.
func (s *site) keepsFramework(as models.Actor, shown answer, more ...string) answer {
	s.T.Helper()
	form := url.Values{}
	for _, input := range shown.find("form[action='" + paths.NewFrameworkKeep + "'] input") {
		form.Set(attribute(input, "name"), attribute(input, "value"))
	}
	for i := 0; i+1 < len(more); i += 2 {
		form.Set(more[i], more[i+1])
	}
	return s.upload(as, paths.NewFrameworkKeep, form)
}

func starterFile(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("../app/demo/starter/frameworks.json")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestADifferenceIsShownBeforeAnythingIsKept(t *testing.T) {
	s := newSite(t)
	bea := s.Administrator("Bea")
	text := starterFile(t)
	sent := func(text string) answer {
		return s.upload(bea, paths.NewFramework, nil, [3]string{"file", "framework.json", text})
	}
	before := len(s.Events())
	first := sent(text).want(http.StatusOK).says("is new here", "Skill ")
	if len(s.Events()) != before {
		t.Error("something was kept before anybody said so")
	}
	at := s.keepsFramework(bea, first).want(http.StatusSeeOther).Header.Get("Location")
	sent(text).want(http.StatusOK).says("the file says the same").saysNot("Keep as draft")

	// The draft differs: the page says how, and keeps exactly that.
	other := strings.Replace(text, `"name": "`, `"name": "New `, 1)
	renamed := sent(strings.Replace(text, "Not yet", "Not at all yet", 1)).want(http.StatusOK).says("Changed", "Not at all yet", "here as a draft")
	stale := sent(other).want(http.StatusOK)
	s.keepsFramework(bea, renamed).want(http.StatusSeeOther).goesTo(at)
	s.keepsFramework(bea, stale).want(http.StatusConflict).says("This changed since you looked at it")
	s.keepsFramework(bea, renamed, "files", "nonsense").want(http.StatusUnprocessableEntity).says("choose it again")
	s.keepsFramework(s.Learner("Ada"), renamed).want(http.StatusNotFound)

	// What is published never changes: the file becomes a new version.
	s.post(bea, at+"/publish", nil).want(http.StatusSeeOther)
	frozen := sent(text).want(http.StatusOK).says("never changes", "Number of the new version", "Keep as a draft of a new version")
	s.keepsFramework(bea, frozen, "version", "").want(http.StatusUnprocessableEntity).says("Give the new version a number")
	next := s.keepsFramework(bea, frozen).want(http.StatusSeeOther).Header.Get("Location")
	if next == at {
		t.Errorf("it took the place of %s", at)
	}
	s.get(bea, next).want(http.StatusOK).says("draft")
	s.keepsFramework(bea, frozen).want(http.StatusUnprocessableEntity).says("already")
}

func TestAFrameworkGoesOutAsAFileOfEachFormat(t *testing.T) {
	s := newSite(t)
	bea := s.Administrator("Bea")
	text := starterFile(t)
	shown := s.upload(bea, paths.NewFramework, nil, [3]string{"file", "framework.json", text})
	at := s.keepsFramework(bea, shown).want(http.StatusSeeOther).Header.Get("Location")
	links := s.get(bea, at).want(http.StatusOK).find("#maincontent a[href*='/file?format=']")
	if len(links) != 5 {
		t.Fatalf("%d files are offered", len(links))
	}
	for _, link := range links {
		file := s.get(bea, attribute(link, "href")).want(http.StatusOK)
		if !strings.HasPrefix(file.Header.Get("Content-Disposition"), "attachment; filename=") || len(file.Body) < 1000 {
			t.Errorf("%s: %v, %d bytes", attribute(link, "href"), file.Header, len(file.Body))
		}
	}
	s.get(bea, at+"/file?format=sfia").want(http.StatusNotFound)
	s.get(s.Learner("Ada"), at+"/file?format=case").want(http.StatusNotFound)
	barred := s.upload(bea, paths.NewFramework, nil, [3]string{"file", "framework.json", strings.Replace(text, `"licence":`, `"export": false, "licence":`, 1)})
	s.keepsFramework(bea, barred).want(http.StatusSeeOther)
	s.get(bea, at).want(http.StatusOK).says("does not let it be handed out")
	s.get(bea, at+"/file?format=xlsx").want(http.StatusUnprocessableEntity).says("does not let it be handed out")
}
