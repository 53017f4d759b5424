package handlers

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"trellis/app/attendance/report"
	"trellis/models/paths"
)

// sent is the form of the page on which files are looked at, as a browser would send it back.
func (a answer) sent() url.Values {
	a.t.Helper()
	form := a.filled()
	for _, menu := range a.find("main form[method=post] select") {
		name := attributeOf(menu.Attr, "name")
		form.Set(name, "")
		for option := range menu.Descendants() {
			if option.Data == "option" && hasAttribute(option, "selected") {
				form.Set(name, attributeOf(option.Attr, "value"))
			}
		}
	}
	return form
}

func hasAttribute(n *html.Node, name string) bool {
	for _, a := range n.Attr {
		if a.Key == name {
			return true
		}
	}
	return false
}

func TestATrainerFillsARegisterFromFiles(t *testing.T) {
	s := newSite(t)
	c, ada, ben, cem := s.class()
	tess, other := s.Trainer("Tess", c), s.Trainer("Una", s.CohortOf(s.Course("SQL1"), "SQL", 5, s.Store.Now()))
	s.get(tess, paths.AttendanceFiles(c.Code)).want(http.StatusOK).says("Fill registers from files", "Nothing is kept in a register until")
	s.get(tess, paths.LookAtFiles(c.Code)).want(http.StatusSeeOther).goesTo(paths.AttendanceFiles(c.Code))
	file := [3]string{"file", "who <came>.csv", "Name;Email;Minutes\nAda;ada@example.org;110\nBen B;b@home.example;30\nStranger;s@example.org;90\n"}
	s.upload(other, paths.AttendanceFiles(c.Code), nil, file).want(http.StatusNotFound)
	s.upload(tess, paths.AttendanceFiles(c.Code), nil, [3]string{"file", "x.csv", "colour,shape\nred,round\n"}).want(http.StatusUnprocessableEntity).says("x.csv: The columns are not known", "Choose a Teams attendance report")
	s.upload(tess, paths.AttendanceFiles(c.Code), nil).want(http.StatusUnprocessableEntity).says("Choose one file or several")
	s.upload(tess, paths.AttendanceFiles(c.Code), nil, [3]string{"file", "x.csv", strings.Repeat("a", report.Largest+1)}).want(http.StatusUnprocessableEntity).says("larger than 10 MB")
	patient := [3]string{"file", "p.csv", "Name,Minutes\nAda 943 476 5919,30\n"}
	s.upload(tess, paths.AttendanceFiles(c.Code), nil, patient).want(http.StatusUnprocessableEntity).says("This is not an NHS number")
	s.upload(tess, paths.AttendanceFiles(c.Code), nil, file, [3]string{"file", "again.csv", file[2]}).want(http.StatusSeeOther).goesTo(paths.LookAtFiles(c.Code))
	page := s.get(tess, paths.LookAtFiles(c.Code)).want(http.StatusOK).says(
		"Who is this?", "who <came>.csv", "110 of 120 minutes, 91%", "Not in the file", "Ben B", "Nobody on the cohort has this name or address", "Mark the 2 people without a mark who are not in the file as missed").saysNot("again.csv")
	s.get(tess, paths.AttendanceFiles(c.Code)).want(http.StatusOK).says("Waiting to be looked at", "Uploaded by Tess")
	s.get(tess, paths.LookAtFiles(c.Code)+"?format=csv").want(http.StatusOK).says("Stranger", "ada@example.org")
	s.get(other, paths.LookAtFiles(c.Code)).want(http.StatusNotFound)

	form := page.sent()
	for name := range form {
		if strings.HasPrefix(name, "who[") && len(page.find(`label[for="who-`+strings.Trim(name[4:], "]")+`"]`)) == 1 {
			if label := page.find(`label[for="who-` + strings.Trim(name[4:], "]") + `"]`)[0]; strings.Contains(textOf(label), "Ben") {
				form.Set(name, string(ben.ID))
			}
		}
	}
	page = s.post(tess, paths.LookAtFiles(c.Code), form).want(http.StatusUnprocessableEntity).says("Your answers change the marks below", "30 of 120 minutes, 25%", "As you say: Ben B")
	form = page.sent()
	s.post(tess, paths.LookAtFiles(c.Code), form).want(http.StatusSeeOther).goesTo(paths.SessionRegister(c.Code, 1))
	register := s.get(tess, paths.SessionRegister(c.Code, 1)).want(http.StatusOK)
	if register.chosen(ada) != "attended" || register.chosen(ben) != "part" || register.chosen(cem) != "missed" {
		t.Errorf("%s, %s, %s", register.chosen(ada), register.chosen(ben), register.chosen(cem))
	}
	s.post(tess, paths.LookAtFiles(c.Code), form).want(http.StatusSeeOther).goesTo(paths.AttendanceFiles(c.Code))
	s.get(tess, paths.AttendanceFiles(c.Code)).want(http.StatusOK).says("Kept before").saysNot("Waiting to be looked at")
}

func TestAFileIsPutAside(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	tess := c.actors["tess"]
	drop := strings.NewReplacer(":code", "R1-1", ":file", c.ids["attendance file"]).Replace("/teaching/cohorts/:code/attendance/:file/drop")
	c.post(tess, drop, nil).want(http.StatusSeeOther).goesTo(paths.AttendanceFiles("R1-1"))
	c.post(tess, drop, nil).want(http.StatusNotFound)
	c.get(tess, paths.LookAtFiles("R1-1")).want(http.StatusSeeOther)
}
