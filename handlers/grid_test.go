package handlers

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"trellis/app/attendance"
	"trellis/models"
	"trellis/models/paths"
)

// grid is a form of the grid as a browser sends it: versions by session, and of each cell what was shown and what is typed.
func grid(versions map[int]int, cells ...string) url.Values {
	form := url.Values{}
	for n, version := range versions {
		form.Set("version["+strconv.Itoa(n)+"]", strconv.Itoa(version))
	}
	for _, cell := range cells { // key=was>typed, with a note after |
		key, rest, _ := strings.Cut(cell, "=")
		was, typed, _ := strings.Cut(rest, ">")
		typed, note, _ := strings.Cut(typed, "|")
		form.Set("was["+key+"]", was)
		form.Set("cell["+key+"]", typed)
		form.Set("note["+key+"]", note)
	}
	return form
}

// typed is what a cell of the page holds.
func (a answer) typed(n int, e models.Enrolment) string {
	for _, node := range a.find("#" + attendance.CellField(attendance.CellKey(n, e.ID))) {
		for _, attribute := range node.Attr {
			if attribute.Key == "value" {
				return attribute.Val
			}
		}
	}
	return "no field"
}

func TestATrainerFillsTheGridAndTakesItBack(t *testing.T) {
	s := newSite(t)
	c, ada, ben, _ := s.class()
	tess, path := s.Trainer("Tess", c), paths.Grid(c.Code)
	page := s.get(tess, path).want(http.StatusOK).says("Everybody, every session", "3 not marked", "need 2 of 2")
	if page.typed(1, ada) != "" || page.typed(2, ada) != "no field" {
		t.Error("want a field at the session that has begun, and none at the one to come")
	}
	form := grid(map[int]int{1: 0}, "1-"+string(ada.ID)+"=>P45|Came late", "1-"+string(ben.ID)+"=>m")
	s.post(tess, path, form).want(http.StatusSeeOther).goesTo(path)
	page = s.get(tess, path).want(http.StatusOK).says("Last saved", "Tess, session 1: 2 marks", "1 not marked", "At risk")
	if page.typed(1, ada) != "p45" || page.typed(1, ben) != "m" {
		t.Errorf("the grid holds %q and %q", page.typed(1, ada), page.typed(1, ben))
	}
	file := s.get(tess, path+"?format=csv").want(http.StatusOK)
	if !strings.Contains(file.Body, "Ada,Testshire Trust,part 45,,0,1,45,yes,Session 1: Came late\n") {
		t.Errorf("file %q", file.Body)
	}
	one := s.get(tess, paths.SessionRegister(c.Code, 1)).want(http.StatusOK).says("Last saved")
	if one.chosen(ada) != "part" || len(one.find(`#`+attendance.NoteField(ada.ID)+`[value="Came late"]`)) != 1 {
		t.Error("the register of the session has another mark, or no note")
	}
	saves, err := s.Store.SavesOn(t.Context(), c.ID, 5)
	if err != nil || len(saves) != 1 {
		t.Fatalf("%d saves (%v)", len(saves), err)
	}
	undo := paths.UndoSave(c.Code, saves[0].ID)
	if got := one.find(`form[action="` + undo + `?session=1"]`); len(got) != 1 {
		t.Fatal("the register of the session does not lead back to itself")
	}
	s.post(tess, undo+"?session=1", nil).want(http.StatusSeeOther).goesTo(paths.SessionRegister(c.Code, 1))
	s.post(tess, undo, nil).want(http.StatusSeeOther).goesTo(path)
	s.post(tess, undo, nil).want(http.StatusSeeOther)
	s.post(tess, undo+"?session=//evil.example", nil).want(http.StatusSeeOther).goesTo(path)
	page = s.get(tess, path).says("3 not marked", "Undone by Tess").saysNot("Last saved")
	if page.typed(1, ada) != "" {
		t.Error("the mark is still there")
	}
	if got := strings.Join(s.Events(), " "); got != "register.saved register.undone" {
		t.Errorf("events %s", got)
	}
	s.post(tess, paths.UndoSave(c.Code, "none"), nil).want(http.StatusNotFound)
	s.post(s.Learner("Lea"), undo, nil).want(http.StatusNotFound)
	s.get(s.Learner("Lou"), path).want(http.StatusNotFound)
}

func TestTwoTrainersFillTheGridAtOnce(t *testing.T) {
	s := newSite(t)
	c, ada, ben, cem := s.class()
	tess, tom, path := s.Trainer("Tess", c), s.Trainer("Tom", c), paths.Grid(c.Code)
	a, b, m := "1-"+string(ada.ID), "1-"+string(ben.ID), "1-"+string(cem.ID)
	s.post(tom, path, grid(map[int]int{1: 0}, a+"=>a", b+"=>", m+"=>")).want(http.StatusSeeOther)
	s.post(tess, path, grid(map[int]int{1: 0}, a+"=>", b+"=>m", m+"=>")).want(http.StatusSeeOther)
	page := s.get(tess, path)
	if page.typed(1, ada) != "a" || page.typed(1, ben) != "m" {
		t.Error("what does not meet did not go together")
	}
	stale := s.post(tess, path, grid(map[int]int{1: 0}, a+"=>e|Ill", b+"=>", m+"=>p")).want(http.StatusConflict)
	stale.says("Someone marked the same people after you opened this page", "Apologies: Ill", "Attended (Tom)")
	if stale.typed(1, ada) != "e" || stale.typed(1, ben) != "m" || stale.typed(1, cem) != "p" || len(stale.find(`input[name="version[1]"][value="2"]`)) != 1 {
		t.Error("want mine where I chose, theirs elsewhere, and the new version")
	}
	if kept := s.get(tom, path); kept.typed(1, ada) != "a" || kept.typed(1, cem) != "" {
		t.Error("a refused grid was kept")
	}
	s.post(tess, path, grid(map[int]int{1: 2}, a+"=attended>e|Ill", b+"=missed>m", m+"=>p")).want(http.StatusSeeOther)
	if kept := s.get(tom, path); kept.typed(1, ada) != "e" || kept.typed(1, cem) != "p" {
		t.Error("the second try was not kept")
	}
}

func TestARefusedGridKeepsWhatWasTyped(t *testing.T) {
	s := newSite(t)
	c, ada, ben, cem := s.class()
	tess, path := s.Trainer("Tess", c), paths.Grid(c.Code)
	page := s.post(tess, path, grid(map[int]int{1: 0}, "1-"+string(ada.ID)+"=>a", "1-"+string(ben.ID)+"=>p999", "1-"+string(cem.ID)+"=>e|943 476 5919")).want(http.StatusUnprocessableEntity)
	page.says("There is a problem", "Ben, session 1: Enter minutes from 1 to 120", "This is not an NHS number")
	if page.typed(1, ada) != "a" || page.typed(1, ben) != "p999" || !strings.Contains(page.Body, "<title>Error: ") {
		t.Error("what was typed is not kept")
	}
	s.post(tess, path, grid(map[int]int{1: 0, 2: 0}, "2-"+string(ada.ID)+"=>a")).want(http.StatusUnprocessableEntity)
	if len(s.Events()) != 0 {
		t.Errorf("events %v", s.Events())
	}
}

func TestASignInSheetNamesEverybodyOnTheRegister(t *testing.T) {
	s := newSite(t)
	c, _, _, _ := s.class()
	tess := s.Trainer("Tess", c)
	s.get(tess, paths.SignInSheet(c.Code, 2)).want(http.StatusOK).says("Ada", "Ben", "Cem", "Testshire Trust", "Signature", "Not on the list")
	s.get(tess, paths.SignInSheet(c.Code, 9)).want(http.StatusNotFound)
	s.get(tess, paths.Register(c.Code)+"/print").want(http.StatusOK)
}

func TestPeopleCheckInWithTheCodeThatIsShown(t *testing.T) {
	s := newSite(t)
	c, ada, ben, _ := s.class()
	tess, adas, bens := s.Trainer("Tess", c), s.who(ada), s.who(ben)
	path := paths.OpenCheckIn(c.Code, 1)
	s.post(tess, paths.OpenCheckIn(c.Code, 2), nil).want(http.StatusUnprocessableEntity).says("Check-in opens half an hour before")
	if closed := s.get(tess, path).want(http.StatusOK).says("Check-in is closed", "Open check-in"); len(closed.find(`form[action="`+path+`"]`)) != 1 {
		t.Error("the button leads to no check-in of this session")
	}
	s.Clock.Advance(-50 * time.Minute) // to ten minutes after the start
	s.post(tess, path, nil).want(http.StatusSeeOther).goesTo(path)
	page := s.get(tess, path).want(http.StatusOK).says("trellis.test/check-in", "0 of 3 here")
	code := strings.ReplaceAll(textOf(page.find(`[data-check-in-code] [aria-hidden]`)[0]), " ", "")
	if len(page.find("svg[role=img]")) != 1 || !strings.Contains(page.Body, `http-equiv="refresh"`) {
		t.Error("the page has no code for a camera, or does not ask again by itself")
	}
	if len(page.find(`form[action="`+paths.CloseCheckIn(c.Code, 1)+`"]`)) != 1 || len(page.find(`a[href="`+paths.SessionRegister(c.Code, 1)+`"]`)) != 1 {
		t.Error("the page does not lead to the end of the check-in, or back to the register")
	}
	if form := s.get(adas, paths.CheckInWith(code)).want(http.StatusOK); len(form.find(`#code[value="`+code+`"]`)) != 1 {
		t.Error("the code of the address is not filled in")
	}
	s.get(stranger, paths.CheckInWith(code)).want(http.StatusSeeOther)
	s.post(adas, paths.CheckIn, url.Values{"code": {strings.ToLower(code[:3] + " " + code[3:])}}).want(http.StatusSeeOther).goesTo(paths.Session(s.sessionOf(c, 1)))
	s.post(adas, paths.CheckIn, url.Values{"code": {code}}).want(http.StatusSeeOther)
	s.get(tess, path).says("1 of 3 here")
	if kept := s.get(tess, paths.Grid(c.Code)); kept.typed(1, ada) != "a" {
		t.Error("who checked in is not marked")
	}
	s.post(s.Learner("Lea"), paths.CheckIn, url.Values{"code": {code}}).want(http.StatusUnprocessableEntity).says("That code does not work")
	s.Clock.Advance(10 * time.Minute)
	s.post(bens, paths.CheckIn, url.Values{"code": {code}}).want(http.StatusUnprocessableEntity)
	s.post(bens, paths.CheckIn, url.Values{"code": {"1"}}).want(http.StatusUnprocessableEntity).says("Enter the 6 letters and numbers")
	page = s.get(tess, path)
	code = strings.ReplaceAll(textOf(page.find(`[data-check-in-code] [aria-hidden]`)[0]), " ", "")
	s.post(bens, paths.CheckIn, url.Values{"code": {code}}).want(http.StatusSeeOther)
	if kept := s.get(tess, paths.Grid(c.Code)); kept.typed(1, ben) != "p100" {
		t.Errorf("who is late is marked %q, want part with the minutes that are left", kept.typed(1, ben))
	}
	for range 9 { // and the old code
		s.post(bens, paths.CheckIn, url.Values{"code": {"AAAAAA"}}).want(http.StatusUnprocessableEntity)
	}
	s.post(bens, paths.CheckIn, url.Values{"code": {code}}).want(http.StatusTooManyRequests)
	s.post(tess, path+"/close", nil).want(http.StatusSeeOther)
	s.get(tess, path).says("Check-in is closed")
}

// who is the person whose enrolment it is.
func (s *site) who(e models.Enrolment) models.Actor {
	return s.Again(models.Actor{Person: models.Person{ID: e.PersonID}})
}

func (s *site) sessionOf(c models.Cohort, n int) models.ID {
	s.T.Helper()
	session, err := s.Store.SessionNumbered(s.T.Context(), c.ID, n)
	if err != nil {
		s.T.Fatal(err)
	}
	return session.ID
}
