package handlers

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"trellis/models"
	"trellis/models/paths"
	"trellis/models/store"
)

// unzipped are the files of an answer.
func (a answer) unzipped() map[string]string {
	a.t.Helper()
	archive, err := zip.NewReader(bytes.NewReader([]byte(a.Body)), int64(len(a.Body)))
	if err != nil {
		a.t.Fatal(err)
	}
	files := map[string]string{}
	for _, f := range archive.File {
		r, err := f.Open()
		if err != nil {
			a.t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			a.t.Fatal(err)
		}
		files[f.Name] = string(text)
	}
	return files
}

func TestPeopleTakeEverythingAboutThemWithThem(t *testing.T) {
	s := newSite(t)
	ada := s.Learner("Ada")
	mia := s.Manager("Mia", ada)
	s.Keep(&models.Password{PersonID: ada.ID, Hash: "argon-secret", ChangedAt: s.Store.Now()}, &models.Look{ViewerID: mia.ID, PersonID: ada.ID, Day: s.Store.Today()})
	assessed := s.Assessed(ada, "TA1", 2, models.MostWeeks)
	s.Keep(&models.File{Name: "report.txt", Type: "text/plain", Size: 9, Data: []byte("my report"), ByID: ada.ID, AddedAt: s.Store.Now()})
	s.Keep(&models.File{Name: "another.txt", Type: "text/plain", Size: 9, Data: []byte("of others"), ByID: mia.ID, AddedAt: s.Store.Now()})
	s.In(func(ctx context.Context, tx *store.Tx) error {
		return tx.AddConfirmations(ctx, []models.Confirmation{{AssessmentID: assessed.ID, ByID: mia.ID, Agrees: true, Comment: "Ada and Ben <b>disagree</b>", CreatedAt: tx.Now()}})
	})
	s.get(ada, paths.AccountData).want(http.StatusOK).says("Download everything about you", "Assessments of your skills", "Who looked at your skills")
	got := s.get(ada, paths.AccountDataFile).want(http.StatusOK)
	if got.Header.Get("Content-Type") != "application/zip" || !strings.HasPrefix(got.Header.Get("Content-Disposition"), "attachment") {
		t.Errorf("it is sent as %v", got.Header)
	}
	files := got.unzipped()
	if files["files/1-report.txt"] != "my report" || len(files) != 3 {
		t.Errorf("what was handed in is not in it, or more is: %v", slices.Sorted(maps.Keys(files)))
	}
	var file everythingFile
	if err := json.Unmarshal([]byte(files["everything.json"]), &file); err != nil {
		t.Fatal(err)
	}
	rows := map[string]int{}
	for _, h := range file.Held {
		rows[h.Title] += len(h.Rows)
		if h.From == "" || h.Title == "" {
			t.Errorf("%s does not say what it is and where it came from", h.Table)
		}
	}
	for title, want := range map[string]int{"You": 1, "Your posts": 2, "Your password": 1, "Assessments of your skills": 1, "What your manager answered": 1, "Who looked at your skills": 1, "Where you stand": 1} {
		if rows[title] != want {
			t.Errorf("%s: %d rows, want %d", title, rows[title], want)
		}
	}
	page := files["everything.html"]
	for _, text := range []string{`http-equiv="Content-Security-Policy" content="default-src 'none'; style-src`, "Everything about Ada", "Describing data", "Mia", "&lt;b&gt;disagree"} {
		if !strings.Contains(page, text) {
			t.Errorf("the readable file does not say %q", text)
		}
	}
	for name, content := range files {
		if strings.Contains(content, "argon-secret") || strings.Contains(content, "<script") || strings.Contains(content, "http://") {
			t.Errorf("%s holds a secret, a script or an address of somebody else", name)
		}
	}
	if slices.Contains(s.Events(), "data.exported") {
		t.Error("people's own download is nobody's business")
	}
}

func TestAnAdministratorLeavesOutWhatOthersWrote(t *testing.T) {
	s := newSite(t)
	ada, adam := s.Learner("Ada"), s.Administrator("Adam")
	mia := s.Manager("Mia", ada)
	for code, comment := range map[string]string{"TA1": "Ben helped her", "TA2": "Well done"} {
		assessed := s.Assessed(ada, code, 2, models.MostWeeks)
		s.In(func(ctx context.Context, tx *store.Tx) error {
			return tx.AddConfirmations(ctx, []models.Confirmation{{AssessmentID: assessed.ID, ByID: mia.ID, Agrees: true, Comment: comment, CreatedAt: tx.Now()}})
		})
	}
	page := s.get(adam, paths.PersonData(ada.ID)).want(http.StatusOK).says("“Ben helped her”", "“Well done”", "by Mia")
	var leave string
	for _, box := range page.find("input[type=checkbox]") {
		for _, label := range page.find("label") {
			if attribute(label, "for") == attribute(box, "id") && strings.Contains(textOf(label), "Ben helped her") {
				leave = attribute(box, "value")
			}
		}
	}
	file := s.post(adam, paths.PersonDataFile(ada.ID), url.Values{"leave_out": {leave}}).want(http.StatusOK).unzipped()["everything.json"]
	if strings.Contains(file, "Ben helped her") || !strings.Contains(file, "Well done") || !strings.Contains(file, "left out") {
		t.Error("what was ticked is in the file, or what was not is missing")
	}
	if !slices.Contains(s.Events(), "data.exported") {
		t.Error("no event says that it was handed out")
	}
	s.get(mia, paths.PersonData(ada.ID)).want(http.StatusNotFound)
}

func TestWhatIsToldOfAPersonTakesAsManyQuestionsHoweverMuchThereIs(t *testing.T) {
	s := newSite(t)
	ada := s.Learner("Ada")
	mia := s.Manager("Mia", ada)
	asked := 0
	if err := s.Store.Watch(func() { asked++ }); err != nil {
		t.Fatal(err)
	}
	ask := func() int {
		t.Helper()
		before := asked
		if _, err := s.Store.Everything(t.Context(), ada.ID); err != nil {
			t.Fatal(err)
		}
		return asked - before
	}
	course := s.Course("MANY")
	s.Confirmed(mia, s.Assessed(ada, "TA1", 2, ""))
	few := ask()
	for range 30 {
		s.Confirmed(mia, s.Assessed(ada, "TA2", 2, ""))
		s.Enrolled(ada, s.CohortOf(course, "X"+string(store.NewID())[20:], 3, s.Store.Now()), models.Withdrawn)
	}
	if many := ask(); many > few+2 { // courses and cohorts have names of their own
		t.Errorf("%d questions, and %d when there is more", few, many)
	}
}

func TestAPersonIsErasedInTwoSteps(t *testing.T) {
	s := newSite(t)
	ada, adam, ben := s.Learner("Ada Lovelace"), s.Administrator("Adam"), s.Learner("Ben")
	record := recordOf(s, ada, s.Enrolled(ada, s.Cohort("R1", 3), models.Completed), "GK-7M4T-X2RB")
	record.Shared = true
	s.Keep(&record)
	s.get(models.Actor{}, paths.VerifyRecord(record.Code)).want(http.StatusOK).says("Ada Lovelace")
	s.get(adam, paths.Person(ada.ID)).want(http.StatusOK).says("Erase Ada", "Place a hold")
	s.get(adam, paths.ErasePerson(ada.ID)).want(http.StatusOK).says("Is forgotten", "Stays, without a name", "1 post ends", "Continue")
	s.get(adam, paths.EraseForGood(ada.ID)).want(http.StatusOK).says("Type the person’s name")
	s.post(adam, paths.EraseForGood(ada.ID), url.Values{"name": {"Ada"}}).want(http.StatusUnprocessableEntity).says("Enter the person’s whole name")
	s.post(ben, paths.EraseForGood(ada.ID), url.Values{"name": {"Ada Lovelace"}}).want(http.StatusNotFound)

	s.post(adam, paths.PersonHold(ada.ID), url.Values{"reason": {""}}).want(http.StatusUnprocessableEntity).says("Enter why nothing may be forgotten")
	s.post(adam, paths.PersonHold(ada.ID), url.Values{"reason": {"A dispute"}}).want(http.StatusSeeOther)
	s.get(adam, paths.Person(ada.ID)).says("On hold")
	s.get(ada, paths.AccountData).says("placed a hold").saysNot("A dispute")
	s.get(adam, paths.ErasePerson(ada.ID)).says("There is a hold").saysNot("Continue")
	s.post(adam, paths.EraseForGood(ada.ID), url.Values{"name": {"Ada Lovelace"}}).want(http.StatusUnprocessableEntity)
	s.post(adam, paths.LiftHold(ada.ID), nil).want(http.StatusSeeOther)

	s.post(adam, paths.EraseForGood(ada.ID), url.Values{"name": {"ada  lovelace"}}).want(http.StatusSeeOther).goesTo(paths.Person(ada.ID))
	s.get(adam, paths.Person(ada.ID)).want(http.StatusOK).says(models.ErasedPerson, "Erased on").saysNot("Lovelace", "Place a hold")
	s.get(adam, paths.People+"?q=lovelace").says("No people match")
	s.get(adam, paths.People+"?q=erased").says("No people match")
	s.get(models.Actor{}, paths.VerifyRecord(record.Code)).want(http.StatusOK).says(models.NameErased, "genuine").saysNot("Lovelace")
	s.post(adam, paths.PersonLink(ada.ID), nil).want(http.StatusNotFound)
	s.get(adam, paths.Events+"?act=person.erased").says(models.ErasedPerson)
}

func TestRulesOfRetentionAreReadAcceptedAndStopped(t *testing.T) {
	s := newSite(t)
	adam := s.Administrator("Adam")
	s.get(adam, paths.Retention).want(http.StatusOK).says("Imported files", "30 days", "Completion records", "6 years", "Waits to be accepted")
	s.get(adam, paths.RetentionRule(models.KeepMail)).want(http.StatusOK).says("Nothing today", "What stays", "Accept this rule")
	s.get(adam, paths.RetentionRule("events")).want(http.StatusNotFound)
	s.post(adam, paths.RetentionRule(models.KeepMail), url.Values{"days": {"soon"}}).want(http.StatusUnprocessableEntity).says("whole number")
	s.post(adam, paths.RetentionRule(models.KeepMail), url.Values{"days": {"3"}}).want(http.StatusUnprocessableEntity).says("at least 7 days")
	s.post(adam, paths.RetentionRule(models.KeepMail), url.Values{"days": {"90"}}).want(http.StatusSeeOther)
	s.post(adam, paths.AcceptRetention(models.KeepMail), url.Values{"days": {"180"}}).want(http.StatusSeeOther)
	s.get(adam, paths.RetentionRule(models.KeepMail)).says("Accept this rule", "90 days")
	s.post(adam, paths.AcceptRetention(models.KeepMail), url.Values{"days": {"90"}}).want(http.StatusSeeOther)
	s.get(adam, paths.RetentionRule(models.KeepMail)).says("Accepted on", "by Adam", "Stop this rule")
	s.post(adam, paths.StopRetention(models.KeepMail), nil).want(http.StatusSeeOther)
	s.get(adam, paths.RetentionRule(models.KeepMail)).says("Accept this rule")
}

func TestEventsAreFoundByWhoAndAboutWhom(t *testing.T) {
	s := newSite(t)
	ada, adam, ben := s.Learner("Ada"), s.Administrator("Adam"), s.Learner("Ben")
	s.post(adam, paths.PersonHold(ada.ID), url.Values{"reason": {"A dispute"}}).want(http.StatusSeeOther)
	s.post(adam, paths.PersonHold(ben.ID), url.Values{"reason": {"A dispute"}}).want(http.StatusSeeOther)
	s.get(adam, paths.Events+"?by=adam@example.org&about=ADA@example.org").want(http.StatusOK).says("Placed a hold", "Done by adam@example.org", "1 event", "None is sealed yet")
	s.get(adam, paths.Events+"?by=ada@example.org").says("No events match")
	s.get(adam, paths.Events+"?about=nobody@example.org").says("No events match")
	file := s.get(adam, paths.Events+"?about=ben@example.org&format=csv").want(http.StatusOK).Body
	if !strings.Contains(file, string(ben.ID)) || strings.Contains(file, string(ada.ID)) {
		t.Errorf("the file is %s", file)
	}
}
