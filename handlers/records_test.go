package handlers

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/url"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"trellis/models"
	"trellis/models/paths"
)

// completed gives somebody a completion record of a course of its own, with the number.
func (s *site) completed(a models.Actor, code string, change func(*models.CompletionRecord)) models.CompletionRecord {
	s.T.Helper()
	cohort := s.Cohort("C"+code, 5)
	e := s.Enrolled(a, cohort, models.Completed)
	r := models.CompletionRecord{
		Code: code, EnrolmentID: e.ID, PersonID: a.ID, CourseID: cohort.CourseID, CohortID: cohort.ID,
		PersonName: a.Name, OrganisationName: "Testshire Trust", ProviderName: "Testland analysts' network", CourseTitle: "Data quality",
		CourseVersion: 1, CohortName: "Autumn", Minutes: 240, SessionsAttended: 2, SessionsHeld: 2, Rule: "Attend 2 sessions and 75% of the time",
		CompletedOn: "2026-11-20", IssuedAt: s.Store.Now(), IssuedByID: a.ID, IssuedBy: "Tom Trainer", Shared: true,
	}
	if change != nil {
		change(&r)
	}
	s.Keep(&r)
	s.Keep(&models.RecordOutcome{CompletionRecordID: r.ID, Position: 1, CompetencyCode: "TA1", CompetencyName: "Describing data", Level: 3, LevelLabel: "Practitioner"})
	return r
}

func TestACheckHasFiveAnswers(t *testing.T) {
	s := newSite(t)
	ada := s.Learner("Ada Lovelace")
	now := s.Store.Now()
	s.completed(ada, "AB-2222-2222", nil)
	s.completed(ada, "AB-3333-3333", func(r *models.CompletionRecord) { r.ValidUntil = "2026-11-22" })
	s.completed(ada, "AB-4444-4444", func(r *models.CompletionRecord) { r.RevokedAt, r.RevokedReason = &now, "Named the wrong person" })
	successor := s.completed(ada, "AB-5555-5555", nil)
	s.completed(ada, "AB-6666-6666", func(r *models.CompletionRecord) { r.SupersededAt, r.SuccessorID = &now, &successor.ID })
	for code, want := range map[string][]string{
		"AB-2222-2222": {"This record is genuine", "Checked on 23 November 2026 at 9am", "No end date", "Testland analysts' network", "Attended 2 of 2 sessions (4 hours)", "Describing data: Practitioner", "What this page tells you"},
		"AB-3333-3333": {"This record has expired", "It was valid until 22 November 2026"},
		"AB-4444-4444": {"This record was withdrawn", "It was withdrawn on 23 November 2026"},
		"AB-6666-6666": {"This record was replaced", "AB-5555-5555"},
	} {
		a := s.get(stranger, paths.VerifyRecord(code)).want(http.StatusOK).says(append(want, "Ada Lovelace", "Data quality", code)...).
			saysNot("Testshire Trust", "wrong person", "ada@example.org", "Tom Trainer")
		if a.Header.Get("X-Robots-Tag") != "noindex" || len(a.find("meta[name=robots][content=noindex]")) != 1 {
			t.Error("search engines may keep the page")
		}
	}
	s.get(stranger, paths.VerifyRecord("AB-7777-7777")).want(http.StatusNotFound).says("We cannot find this record", "Check 0 and O, 1 and I")
	s.get(stranger, paths.VerifyRecord("anything")).want(http.StatusNotFound).says("We cannot find this record")
	s.get(stranger, paths.VerifyRecord("ab22222222")).want(http.StatusOK).says("This record is genuine")
}

func TestANumberIsEnteredAsPeopleTypeIt(t *testing.T) {
	s := newSite(t)
	s.get(stranger, "/verify").want(http.StatusOK).says("Check a completion record")
	s.get(stranger, "/verify?code=+ab+2222+2222").want(http.StatusSeeOther).goesTo("/verify/AB-2222-2222")
	for _, wrong := range []string{"", "AB-0000-0000", "AB-222"} {
		a := s.get(stranger, "/verify?code="+wrong).want(http.StatusUnprocessableEntity).says("Enter a record number like AB-2C3D-4E5F")
		if !strings.Contains(a.Body, `value="`+wrong+`"`) {
			t.Errorf("%q is not kept", wrong)
		}
	}
}

func TestAProgramChecksARecord(t *testing.T) {
	s := newSite(t)
	ada, now := s.Learner("Ada"), s.Store.Now()
	successor := s.completed(ada, "AB-5555-5555", func(r *models.CompletionRecord) { r.Shared, r.ValidUntil = false, "2028-01-31" })
	s.completed(ada, "AB-6666-6666", func(r *models.CompletionRecord) { r.SupersededAt, r.SuccessorID = &now, &successor.ID })
	for code, want := range map[string]map[string]any{
		"AB-5555-5555": {"code": "AB-5555-5555", "status": "genuine", "course": "Data quality", "issued_on": "2026-11-23", "valid_until": "2028-01-31", "successor": nil, "name": nil, "checked_at": "2026-11-23T09:00:00Z"},
		"AB-6666-6666": {"code": "AB-6666-6666", "status": "superseded", "course": "Data quality", "issued_on": "2026-11-23", "valid_until": nil, "successor": "AB-5555-5555", "name": "Ada", "checked_at": "2026-11-23T09:00:00Z"},
	} {
		a := s.get(stranger, paths.VerifyRecord(code)+".json").want(http.StatusOK)
		var got map[string]any
		if err := json.Unmarshal([]byte(a.Body), &got); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	}
	a := s.get(stranger, "/verify/AB-7777-7777.json").want(http.StatusNotFound)
	if strings.TrimSpace(a.Body) != `{"status":"not found"}` {
		t.Errorf("got %s", a.Body)
	}
}

func TestNumbersCannotBeGuessedThrough(t *testing.T) {
	s := newSite(t)
	for range 60 {
		s.get(stranger, "/verify/AB-7777-7777.json").want(http.StatusNotFound)
	}
	s.get(stranger, "/verify/AB-7777-7777").want(http.StatusTooManyRequests)
	s.Clock.Advance(time.Minute)
	s.get(stranger, "/verify/AB-7777-7777").want(http.StatusNotFound)
}

func TestHoldersSeeTheirOwnRecordsOnly(t *testing.T) {
	s := newSite(t)
	ada, cohort := s.Learner("Ada"), s.Cohort("R1", 5)
	s.get(ada, paths.Records).want(http.StatusOK).says("Your first record appears when you finish a course")
	r := s.completed(ada, "AB-2222-2222", nil)
	s.get(ada, paths.Records).want(http.StatusOK).says("Data quality", "20 November 2026", "Genuine", "AB-2222-2222")
	a := s.get(ada, paths.Record(r.Code)).want(http.StatusOK).says("Certificate of completion", "Ada", "Describing data Practitioner", "Shows completion, not competence",
		"Attend 2 sessions and 75% of the time", "http://trellis.test/verify/AB-2222-2222")
	if len(a.find("svg.app-certificate__qr path")) != 1 {
		t.Error("there is no code to scan")
	}
	for _, other := range []models.Actor{s.Learner("Ben"), s.Manager("Mo", ada), s.Trainer("Tom", cohort), s.Administrator("Bea")} {
		s.get(other, paths.Record(r.Code)).want(http.StatusNotFound)
		s.get(other, paths.RecordPDF(r.Code)).want(http.StatusNotFound)
		s.post(other, paths.ShareRecord(r.Code), url.Values{"shared": {"false"}}).want(http.StatusNotFound)
	}
	s.post(stranger, paths.ShareRecord(r.Code), nil).want(http.StatusUnauthorized)
	file := s.get(ada, paths.Records+"?format=csv").want(http.StatusOK)
	if !strings.Contains(file.Body, "AB-2222-2222,Data quality,2026-11-20,Testland analysts' network,genuine,,yes\n") {
		t.Errorf("the file is %q", file.Body)
	}
}

func TestAHolderStopsSharingTheirName(t *testing.T) {
	s := newSite(t)
	ada := s.Learner("Ada Lovelace")
	r := s.completed(ada, "AB-2222-2222", nil)
	for range 2 { // asking twice changes nothing more
		s.post(ada, paths.ShareRecord(r.Code), url.Values{"shared": {"false"}, "back": {"list"}}).want(http.StatusSeeOther).goesTo("/records")
	}
	s.get(stranger, paths.VerifyRecord(r.Code)).want(http.StatusOK).says("Name not shared").saysNot("Ada Lovelace")
	s.post(ada, paths.ShareRecord(r.Code), url.Values{"shared": {"true"}}).want(http.StatusSeeOther).goesTo(paths.Record(r.Code))
	s.get(stranger, paths.VerifyRecord(r.Code)).says("Ada Lovelace")
	if got := strings.Join(s.Events(), " "); got != "record.unshared record.shared" {
		t.Errorf("events %s", got)
	}
}

func TestARecordWithdrawnSaysWhyToItsHolder(t *testing.T) {
	s := newSite(t)
	ada, now := s.Learner("Ada"), s.Store.Now()
	r := s.completed(ada, "AB-4444-4444", func(r *models.CompletionRecord) { r.RevokedAt, r.RevokedReason = &now, "Named the wrong person" })
	s.get(ada, paths.Record(r.Code)).want(http.StatusOK).says("This record was withdrawn", "Reason: Named the wrong person", "ask Tom Trainer")
}

func TestARecordIsAFileToPrint(t *testing.T) {
	s := newSite(t)
	ada := s.Learner("Łukasz Ångström Nguyễn")
	r := s.completed(ada, "AB-2222-2222", nil)
	a := s.get(ada, paths.RecordPDF(r.Code)).want(http.StatusOK)
	if a.Header.Get("Content-Type") != "application/pdf" || !strings.HasPrefix(a.Body, "%PDF-") {
		t.Fatal("it is no PDF")
	}
	again := s.get(ada, paths.RecordPDF(r.Code))
	if a.Body != again.Body {
		t.Error("the same record makes another file")
	}
	program, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Log("pdftotext is not installed: the words are not read")
		return
	}
	read := exec.CommandContext(t.Context(), program, "-layout", "-", "-")
	read.Stdin = bytes.NewReader([]byte(a.Body))
	text, err := read.Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"Łukasz Ångström Nguyễn", "Data quality", "AB-2222-2222", "Shows completion, not competence."} {
		if !strings.Contains(string(text), want) {
			t.Errorf("the file does not say %q; it says %s", want, text)
		}
	}
}
