package handlers

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"trellis/app/exchange"
	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/paths"
)

// keptImport is an import of one person that has been kept.
func keptImport(s *site, by models.Actor) models.Import {
	s.T.Helper()
	of := s.brought(by, "people", "new.csv", "email,name,organisation\nnew@example.org,New,\n")
	s.confirmed(by, of)
	return of
}

// bring sends a file to be imported, and whatever else the form says: names and values in turn.
func (s *site) bring(as models.Actor, kind, name, content string, fields ...string) answer {
	s.T.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for i := 0; i+1 < len(fields); i += 2 {
		if err := form.WriteField(fields[i], fields[i+1]); err != nil {
			s.T.Fatal(err)
		}
	}
	file, err := form.CreateFormFile("file", name)
	if err != nil {
		s.T.Fatal(err)
	}
	if _, err := file.Write([]byte(content)); err != nil {
		s.T.Fatal(err)
	}
	if err := form.Close(); err != nil {
		s.T.Fatal(err)
	}
	r := httptest.NewRequestWithContext(s.T.Context(), http.MethodPost, paths.NewImportOf(kind), &body)
	r.Header.Set("Content-Type", form.FormDataContentType())
	if as.SignedIn() {
		r.AddCookie(s.cookie(as))
	}
	return s.send(r)
}

// brought is an import whose file was taken.
func (s *site) brought(as models.Actor, kind, name, content string, fields ...string) models.Import {
	s.T.Helper()
	to := s.bring(as, kind, name, content, fields...).want(http.StatusSeeOther).Header.Get("Location")
	return s.imported(models.ID(to[strings.LastIndex(to, "/")+1:]))
}

func (s *site) imported(id models.ID) models.Import {
	s.T.Helper()
	found, err := s.Store.Import(s.T.Context(), id)
	if err != nil {
		s.T.Fatal(err)
	}
	return found.Import
}

// confirmed sends the form of the page that shows what the import would do.
func (s *site) confirmed(as models.Actor, of models.Import) answer {
	s.T.Helper()
	form := s.get(as, paths.Import(of.ID)).want(http.StatusOK).filled()
	return s.post(as, paths.ConfirmImport(of.ID), form).want(http.StatusSeeOther)
}

const someNewPeople = "email,name,organisation,job_title,manager_email,started\n" +
	"ada@example.org,Ada Byron,TRU,Lead analyst,mia@example.org,\n" +
	"zoë@example.org,Zoë,TRU,Analyst,ada@example.org,2026-10-01\n"

func TestPeopleAreImportedOnceTheyWereLookedAt(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s := siteOf(w)
		bea, ada := s.Administrator("Bea"), s.Learner("Ada")
		s.Manager("Mia")
		s.get(bea, paths.People).want(http.StatusOK).says("Import people")
		s.get(bea, paths.NewImportOf("people")).want(http.StatusOK).says("Import people", "A table saved as CSV", "Download a sample")
		of := s.brought(bea, "people", "../../autumn.csv", someNewPeople)
		page := s.get(bea, paths.Import(of.ID)).want(http.StatusOK).says("Check what the file changes", "Import 2 people", "autumn.csv", "Zoë").saysNot("../")
		page.says("Added (1)", "Changed (1)")
		s.get(bea, paths.Import(of.ID)+"?show=changed").says("Name: Ada becomes Ada Byron", "Job title: Analyst becomes Lead analyst", "Manager email: mia@example.org, where there was nothing")
		if got := s.Again(ada); got.Name != "Ada" {
			t.Errorf("%q is kept before it is confirmed", got.Name)
		}
		s.confirmed(bea, of)
		s.get(bea, paths.Import(of.ID)).says("People imported", "1 added, 1 changed and 0 left as they were", "Undo this import", "Confirmed by Bea")
		if got := s.Again(ada); got.Name != "Ada Byron" {
			t.Errorf("%q after it is confirmed", got.Name)
		}
		file := s.get(bea, paths.Import(of.ID)+"?format=csv").want(http.StatusOK)
		want := "row,outcome,who,name,what,column,value,what_to_change\n" +
			"2,changed,ada@example.org,Ada Byron,\"Name: Ada becomes Ada Byron; Job title: Analyst becomes Lead analyst; Manager email: mia@example.org, where there was nothing\",,,\n" +
			"3,added,zoë@example.org,Zoë,Organisation: TRU; Job title: Analyst; Manager email: ada@example.org; Started: 2026-10-01,,,\n"
		if file.Body != want {
			t.Errorf("the file is %q", file.Body)
		}
		s.get(bea, paths.Imports).want(http.StatusOK).says("autumn.csv", "Imported", "Bea")
		s.post(bea, paths.UndoImport(of.ID), nil).want(http.StatusSeeOther)
		s.get(bea, paths.Import(of.ID)).says("Import undone")
		if got := s.Again(ada); got.Name != "Ada" {
			t.Errorf("%q after it is undone", got.Name)
		}
		if _, err := s.Store.PersonByEmail(t.Context(), "zoë@example.org"); err == nil {
			t.Error("who was added is still there")
		}
	})
}

func TestAFileThatIsNoTableIsRefusedInWords(t *testing.T) {
	s := newSite(t)
	bea := s.Administrator("Bea")
	for content, says := range map[string]string{
		"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00[Content_Types].xml": "This is a spreadsheet: save it as CSV",
		"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 600):     "save it as CSV",
		"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR":                                "This is a picture",
		"email,name\x00,organisation\n":                                      "This is not text",
		"%PDF-1.7\n":                                                         "This is not text",
		"":                                                                   "Choose a file",
	} {
		s.bring(bea, "people", "people.csv", content).want(http.StatusUnprocessableEntity).says(says, "Import people")
	}
	s.bring(bea, "people", "people.csv", strings.Repeat("x", 33_580_000)).want(http.StatusUnprocessableEntity).says("larger than 32 MB")
	s.bring(bea, "people", "people.csv", strings.Repeat("x", 34<<20)).want(http.StatusRequestEntityTooLarge).says("That is too large", "choose a smaller file")
	s.bring(bea, "nonsense", "people.csv", "x").want(http.StatusNotFound)
	s.bring(s.Learner("Ada"), "people", "people.csv", someNewPeople).want(http.StatusNotFound)
	s.bring(models.Actor{}, "people", "people.csv", someNewPeople).want(http.StatusUnauthorized)
}

func TestAFileIsReadHoweverItIsWritten(t *testing.T) {
	s := newSite(t)
	bea := s.Administrator("Bea")
	plain := "email;name;organisation\nnew@example.org;Łukasz;TRU\n"
	wide := "\xff\xfe"
	for _, r := range plain {
		wide += string([]byte{byte(r), byte(r >> 8)})
	}
	for _, content := range []string{plain, "\xef\xbb\xbf" + plain, wide} {
		of := s.brought(bea, "people", "p.csv", content)
		s.get(bea, paths.Import(of.ID)).want(http.StatusOK).says("Import 1 person", "Łukasz")
	}
	nul := s.brought(bea, "people", "p.csv", "email,name,organisation\n"+strings.Repeat("a@example.org,Ada,\n", 300)+"b@example.org,\x00,\n")
	s.get(bea, paths.Import(nul.ID)).want(http.StatusOK).says("The file cannot be imported", "it has a NUL in it")
}

func TestRefusedRowsAreLeftOutAndComeBackToBePutRight(t *testing.T) {
	s := newSite(t)
	bea := s.Administrator("Bea")
	text := "email,name,organisation,job_title\n" +
		"ok@example.org,Fine,TRU,=cmd|' /C calc'!A0\n" +
		"bad@example.org,=1+1,NONE,\"two\nlines\"\n" +
		"no address,Nobody,TRU,\n"
	of := s.brought(bea, "people", "p.csv", text)
	s.get(bea, paths.Import(of.ID)).want(http.StatusOK).
		says("Import 1 person", "2 problems to put right", "Row 3", "NONE", "No organisation has the code NONE", "Row 5", "no address", "Download these rows")
	file := s.get(bea, paths.Import(of.ID)+"?format=csv&show=refused").want(http.StatusOK)
	rows, err := csv.NewReader(strings.NewReader(file.Body)).ReadAll()
	if err != nil || len(rows) != 3 {
		t.Fatalf("%d rows (%v): %q", len(rows), err, file.Body)
	}
	if rows[0][4] != exchange.WhatToChange || rows[1][1] != "'=1+1" || !strings.Contains(rows[1][4], "no organisation has the code NONE") || rows[2][0] != "no address" {
		t.Errorf("the file is %q", rows)
	}
	if all := s.get(bea, paths.Import(of.ID)+"?format=csv"); strings.Contains(all.Body, ",=") {
		t.Errorf("a formula goes out: %q", all.Body)
	}
	s.confirmed(bea, of)
	if _, err := s.Store.PersonByEmail(t.Context(), "ok@example.org"); err != nil {
		t.Error(err)
	}
	if again := s.brought(bea, "people", "again.csv", strings.ReplaceAll(file.Body, "NONE", "TRU")); again.State != models.ImportChecked {
		t.Errorf("what comes back is %s", again.State)
	}
}

func TestThousandsOfWrongRowsMakeASmallPage(t *testing.T) {
	s := newSite(t)
	bea := s.Administrator("Bea")
	text := "email,name,organisation\n" + strings.Repeat("nobody,Nobody,NONE\n", 1_500)
	of := s.brought(bea, "people", "p.csv", text)
	page := s.get(bea, paths.Import(of.ID)).want(http.StatusOK).says("The file cannot be imported", "1,500 problems", "The first 100 are shown")
	if len(page.Body) > 120_000 {
		t.Errorf("the page has %d bytes", len(page.Body))
	}
	if n := strings.Count(s.get(bea, paths.Import(of.ID)+"?format=csv&show=refused").Body, "\n"); n != 1_501 {
		t.Errorf("the file has %d rows", n)
	}
}

func TestWhoIsNotInTheFileLeavesOnlyOnceSomebodyIsSure(t *testing.T) {
	s := newSite(t)
	bea := s.Administrator("Bea")
	ada, ben := s.Learner("Ada"), s.Learner("Ben")
	text := "email,name,organisation\nbea@example.org,Bea,TRU\nada@example.org,Ada,TRU\n"
	s.bring(bea, "people", "p.csv", text, "leavers", "end", "leave_on", "soon").want(http.StatusUnprocessableEntity).says("Enter the last day")
	of := s.brought(bea, "people", "p.csv", text, "leavers", "end", "leave_on", "2026-11-22")
	s.get(bea, paths.Import(of.ID)).want(http.StatusOK).says("End the posts of 1 person", "Testshire Trust (TRU)", "1 of the 3 people there now have left", "Ben", "Ended: 2026-11-22")
	form := s.get(bea, paths.Import(of.ID)).filled()
	form.Del("sure")
	s.post(bea, paths.ConfirmImport(of.ID), form).want(http.StatusUnprocessableEntity).says("Tick that 1 person's posts are to be ended")
	form.Set("sure", "true")
	s.post(bea, paths.ConfirmImport(of.ID), form).want(http.StatusSeeOther)
	if posts, err := s.Store.AllPosts(t.Context(), ben.ID); err != nil || len(posts) != 1 || posts[0].Ended != "2026-11-22" {
		t.Errorf("Ben's posts are %+v (%v)", posts, err)
	}
	if posts, err := s.Store.AllPosts(t.Context(), ada.ID); err != nil || posts[0].Ended != "" {
		t.Errorf("Ada's posts are %+v (%v)", posts, err)
	}
	wrong := s.brought(bea, "people", "p.csv", text+"ben@example.org,Ben,NONE\n", "leavers", "end", "leave_on", "2026-11-22")
	s.get(bea, paths.Import(wrong.ID)).says("The file cannot be imported", "every row of it must be right")
}

func TestWhatHasChangedSinceItWasLookedAtIsLookedAtAgain(t *testing.T) {
	s := newSite(t)
	bea := s.Administrator("Bea")
	s.Learner("Ada")
	of := s.brought(bea, "people", "p.csv", "email,name,organisation\nada@example.org,Ada Byron,\n")
	seen := s.get(bea, paths.Import(of.ID)).filled()
	keptImportOf(s, bea, "email,name,organisation\nada@example.org,Ada Lovelace,\n")
	s.post(bea, paths.ConfirmImport(of.ID), seen).want(http.StatusSeeOther)
	s.get(bea, paths.Import(of.ID)).says("Something has changed since you looked", "Ada Lovelace becomes Ada Byron")
	s.post(bea, paths.ConfirmImport(of.ID), seen).want(http.StatusConflict) // what was seen is no longer so
	s.confirmed(bea, of)
	if got := s.imported(of.ID); got.State != models.ImportKept {
		t.Errorf("it is %s", got.State)
	}
}

func keptImportOf(s *site, by models.Actor, text string) models.Import {
	s.T.Helper()
	of := s.brought(by, "people", "p.csv", text)
	s.confirmed(by, of)
	return of
}

func TestOrganisationsAreImportedOnTheSameScreens(t *testing.T) {
	s := newSite(t)
	bea := s.Administrator("Bea")
	s.get(bea, paths.NewImportOf("organisations")).want(http.StatusOK).says("Import organisations").saysNot("not in the file")
	of := s.brought(bea, "organisations", "o.csv", "code,name,kind,parent\nNEW,New team,team,TRU\nTRU,Testshire Hospital,provider,\n")
	s.get(bea, paths.Import(of.ID)).says("Import 2 organisations", "Added (1)", "Parent: TRU")
	s.confirmed(bea, of)
	s.get(bea, "/admin/organisations/NEW").want(http.StatusOK)
	s.post(bea, paths.UndoImport(of.ID), nil).want(http.StatusSeeOther)
	s.get(bea, "/admin/organisations/NEW").want(http.StatusNotFound)
	s.get(bea, "/admin/organisations/TRU").says("Testshire Trust")
}

func TestALargeFileIsWorkedOnWhileNobodyWaits(t *testing.T) {
	s := newSite(t)
	bea := s.Administrator("Bea")
	var text strings.Builder
	text.WriteString("email,name,organisation\n")
	for i := range 2_500 {
		fmt.Fprintf(&text, "p%d@example.org,Person %d,TRU\n", i, i)
	}
	of := s.brought(bea, "people", "p.csv", text.String())
	page := s.get(bea, paths.Import(of.ID)).want(http.StatusOK).says("You can leave this page", "Stop the import")
	if !strings.Contains(page.Body, `<noscript><meta http-equiv="refresh"`) || len(page.find("[data-import]")) != 1 {
		t.Error("the page does not ask again")
	}
	s.get(bea, paths.Import(of.ID)+"?format=json").want(http.StatusOK).says(`"running":true`)
	s.work(1)
	s.get(bea, paths.Import(of.ID)).says("Import 2,500 people", "50 of 2,500")
	s.confirmed(bea, of)
	s.get(bea, paths.Import(of.ID)).says("Importing people")
	s.work(2)
	s.get(bea, paths.Import(of.ID)).says("2,500 added")
	s.get(bea, paths.Outbox).says("Your file of people is checked", "Your import of people is done")
	stopped := s.brought(bea, "people", "p.csv", text.String())
	s.post(bea, paths.StopImport(stopped.ID), nil).want(http.StatusSeeOther)
	s.work(1)
	s.get(bea, paths.Import(stopped.ID)).says("Import stopped", "Nothing was imported")
}

// work does what is owed, some rounds of it.
func (s *site) work(rounds int) {
	s.T.Helper()
	for range rounds + 1 {
		if _, err := s.app.Outbox.Once(s.T.Context()); err != nil {
			s.T.Fatal(err)
		}
	}
}
