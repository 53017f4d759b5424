package handlers

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"trellis/models"
	"trellis/models/paths"
)

func TestAUnitGetsAFileThatThoseOnTheCohortDownload(t *testing.T) {
	s := newSite(t)
	course := s.Course("W1")
	s.Keep(&models.Unit{CourseID: course.ID, Kind: models.SelfStudyUnit, Position: 3, Title: "Read this", Minutes: 30})
	cora := s.Grant(s.Learner("Cora"), models.Trainer, models.OneCourse, course.ID)
	edition := func(page answer) string { return attribute(page.find(`input[name="edition"]`)[0], "value") }
	at := paths.WrittenUnitFile("W1", 3)
	s.get(cora, paths.WrittenUnitFile("W1", 1)).want(http.StatusNotFound) // a session has none
	opened := edition(s.get(cora, at).want(http.StatusOK).says("There is no file yet"))
	send := func(name, content, edition string) answer {
		return s.upload(cora, at, url.Values{"edition": {edition}}, [3]string{"file", name, content})
	}
	send("evil.pdf", "<svg onload=alert(1)>", opened).want(http.StatusUnprocessableEntity)
	send("Read me.txt", "Good advice", opened).want(http.StatusSeeOther)
	send("Read me.txt", "Other advice", opened).want(http.StatusConflict).says("Somebody saved this draft")
	page := s.get(cora, at).want(http.StatusOK).says("Read me.txt")
	href := attribute(page.find(`a[href*="/files/"]`)[0], "href")
	if got := s.get(cora, href).want(http.StatusOK); !strings.Contains(got.Body, "Good advice") || !strings.HasPrefix(got.Header.Get("Content-Disposition"), "attachment") {
		t.Errorf("the file is handed out as %q", got.Header)
	}
	s.get(s.Learner("Ada"), href).want(http.StatusNotFound)
	s.get(cora, paths.EditCourse("W1")).want(http.StatusOK).says("Its file: look at it")
}
