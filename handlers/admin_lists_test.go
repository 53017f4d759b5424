package handlers

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"

	"trellis/models"
	"trellis/models/paths"
	"trellis/models/store"
)

func TestTheAdministratorsListsAnswerWhatIsAsked(t *testing.T) {
	s := newSite(t)
	bea, cohort := s.Administrator("Bea Long"), s.Cohort("R1", 1)
	lukasz := s.Learner("Łukasz Ångström")
	mo := s.Manager("Mo Manager", lukasz)
	tess := s.Trainer("Tess Trainer", cohort)
	e := s.Enrolled(lukasz, cohort, models.Placed)
	s.In(func(ctx context.Context, tx *store.Tx) error {
		return tx.Publish(ctx, models.Event{ActorID: &bea.ID, Act: "enrolment.placed", Subject: "enrolments", SubjectID: e.ID, PersonID: &lukasz.ID})
	})
	for _, c := range []struct {
		who    models.Actor
		path   string
		status int
		says   []string
		not    []string
	}{
		{bea, "/admin", 200, []string{"Admin", "4 people with a current post", "Nothing waits.", "Enrolled, Łukasz Ångström: Course R1, Cohort R1-1", "by Bea Long"}, nil},
		{bea, "/admin/people", 200, []string{"4 people", "Łukasz Ångström", "Analyst", "Mo Manager", "Testshire Trust"}, []string{"Showing:"}},
		{bea, "/admin/people?q=lukasz", 200, []string{"1 person", "Showing:", "“lukasz”"}, []string{"Bea Long"}},
		{bea, "/admin/people?organisation=sys&role=trainer", 200, []string{"Tess Trainer", "Testshire System", "1 person"}, []string{"Łukasz"}},
		{bea, "/admin/people?organisation=testshire", 200, []string{"2 organisations called “testshire”"}, nil},
		{bea, "/admin/people?organisation=nowhere", 200, []string{"No organisation is called “nowhere”", "No people match.", "show all people"}, nil},
		{bea, "/admin/people?manager=" + string(mo.ID), 200, []string{"Managed by Mo Manager", "Łukasz"}, []string{"Tess"}},
		{bea, "/admin/people?state=left&profile=analyst", 200, []string{"No people match.", "Has left", "Analyst"}, nil},
		{bea, paths.Person(lukasz.ID), 200, []string{"Łukasz Ångström", "łukasz@example.org", "Course R1", "Enrolled", "Mo Manager, manager", "Make sign-in link for Łukasz Ångström"}, nil},
		{bea, paths.Person(mo.ID), 200, []string{"Manages 1 person", "has not asked to join a course", "Nobody but Mo"}, nil},
		{bea, paths.Person(tess.ID), 200, []string{"Trainer of Course R1, Cohort R1-1"}, nil},
		{bea, paths.Person("none"), 404, nil, nil},
		{bea, "/admin/organisations?q=trust", 200, []string{"Testshire Trust", "Serves Testshire System", "1 organisation"}, []string{"Testland"}},
		{bea, "/admin/organisations?state=closed", 200, []string{"No organisations match.", "Closed"}, nil},
		{bea, paths.Organisation("SYS"), 200, []string{"0 people have a current post here", "4 with what belongs to it", "Testshire Trust", "Serves it"}, nil},
		{bea, paths.Organisation("none"), 404, nil, nil},
		{bea, "/admin/courses", 200, []string{"All courses", "Course R1", "2 units, 4 hours", "1 planned", "21 December 2026"}, nil},
		{bea, "/admin/cohorts?stage=full", 200, []string{"R1-1", "Full", "1 of 1", "1 cohort"}, nil},
		{bea, "/admin/cohorts?stage=open&from=2026-01&to=2026-12", 200, []string{"No cohorts match.", "Open for enrolment", "From January 2026", "Until December 2026"}, nil},
		{bea, "/admin/frameworks", 200, []string{"Test framework", "Published", "1 version"}, nil},
		{bea, paths.Framework("TEST", "1"), 200, []string{"Test framework", "Everything", "Describing data", "Practitioner", "Asks for 4 skills, 3 of them core", "4 people have it"}, nil},
		{bea, paths.Framework("TEST", "2"), 404, nil, nil},
		{bea, "/admin/events?act=enrolment.placed", 200, []string{"1 event", "Enrolled", "Łukasz Ångström", "Enrolment: Course R1, Cohort R1-1"}, nil},
		{bea, "/admin/events?person=" + string(lukasz.ID) + "&from=2026-11-23&to=x", 200, []string{"By or about Łukasz Ångström", "From 23 November 2026"}, []string{"Until"}},
		{bea, "/admin/events?act=no.such", 200, []string{"No events match.", "no.such"}, nil},
		{mo, "/admin", 404, nil, nil},
		{tess, "/admin/cohorts", 404, nil, nil},
		{lukasz, paths.Person(lukasz.ID), 404, nil, nil},
		{models.Actor{}, "/admin/events", 303, nil, nil},
	} {
		t.Run(c.path, func(t *testing.T) { s.get(c.who, c.path).want(c.status).says(c.says...).saysNot(c.not...) })
	}
}

// TestAnAdministratorSeesNothingOfWhatIsPrivate puts a word into each thing that is a person's own, and looks for it.
func TestAnAdministratorSeesNothingOfWhatIsPrivate(t *testing.T) {
	s := newSite(t)
	bea, ada, cohort, round := s.Administrator("Bea"), s.Learner("Ada"), s.Cohort("R1", 3), s.Round("autumn")
	s.Manager("Mo", ada)
	a := s.Sent(ada, round, "TA1", 4, models.MostWeeks)
	s.Confirmed(s.Again(bea), a)
	a.ID, a.Example, a.Level, a.CompetencyID = "", "EXAMPLE-OF-HERS", 4, s.Competencies["CS1"].ID
	entry := models.LogEntry{PersonID: ada.ID, Title: "TITLE-OF-HERS", Reflection: "REFLECTION-OF-HERS", Minutes: 5, LearnedOn: s.Store.Today(), Kind: models.Reading, CreatedAt: s.Store.Now(), ChangedAt: s.Store.Now()}
	s.Keep(&a, &entry, &models.Enrolment{CohortID: cohort.ID, PersonID: ada.ID, State: models.Placed, AppliedAt: s.Store.Now(), ChangedAt: s.Store.Now(), Needs: "NEEDS-OF-HERS"})
	s.In(func(ctx context.Context, tx *store.Tx) error {
		return tx.PublishAll(ctx, []models.Event{
			{ActorID: &ada.ID, Act: "log_entry.added", Subject: "log_entries", SubjectID: entry.ID, PersonID: &ada.ID},
			{ActorID: &ada.ID, Act: "answer.saved", Subject: "answers", SubjectID: a.CompetencyID, PersonID: &ada.ID},
			{ActorID: &bea.ID, Act: "assessment.confirmed", Subject: "assessments", SubjectID: a.ID, PersonID: &ada.ID},
		}, nil)
	})
	own := []string{"EXAMPLE-OF-HERS", "TITLE-OF-HERS", "REFLECTION-OF-HERS", "NEEDS-OF-HERS", "Expert", "Most weeks", "Describing data", "Writing for decision makers"}
	for _, path := range []string{
		paths.Person(ada.ID), "/admin", "/admin/people", "/admin/people?format=csv", "/admin/events", "/admin/events?format=csv", "/admin/events?person=" + string(ada.ID),
	} {
		page := s.get(bea, path).want(http.StatusOK)
		for _, word := range own {
			if strings.Contains(page.Body, word) {
				t.Errorf("%s tells %q", path, word)
			}
		}
	}
	s.get(bea, paths.Person(ada.ID)).says("Administrators do not see skill levels", "Autumn self-assessment", "Sent on 23 November 2026", "Logged learning", "Saved an answer")
}

// TestAFileHoldsTheRowsOfAllPages reads every list page by page, as somebody does who follows the links, and as a file.
func TestAFileHoldsTheRowsOfAllPages(t *testing.T) {
	s := newSite(t)
	bea, course := s.Administrator("Zoë"), s.Course("R1")
	for i := range 60 {
		p := s.Learner(fmt.Sprintf("p%02d Łukasz", i))
		o := models.Organisation{Code: fmt.Sprintf("O%02d", i), Name: fmt.Sprintf("=Trust %d", i%7), Kind: models.Provider}
		s.Keep(&o, &models.FrameworkVersion{FrameworkID: s.Version.FrameworkID, Version: fmt.Sprintf("3.%02d", i), State: models.Draft, CreatedAt: s.Store.Now()})
		c := s.CohortOf(course, fmt.Sprintf("R1-%02d", i), 3, s.Store.Now().AddDate(0, 0, i%9))
		s.Course(fmt.Sprintf("X%02d", i))
		s.In(func(ctx context.Context, tx *store.Tx) error {
			return tx.Publish(ctx, models.Event{ActorID: &p.ID, Act: "cohort.planned", Subject: "cohorts", SubjectID: c.ID})
		})
	}
	for _, l := range []struct {
		path   string
		column string // of the file, which the first cell of a row says
		rows   int
	}{
		{"/admin/people?q=lukasz", "name", 60},
		{"/admin/people?sort=-email&state=in-post", "name", 61},
		{"/admin/organisations?kind=provider&sort=people", "name", 61},
		{"/admin/courses?q=x&sort=-code", "title", 60},
		{"/admin/cohorts?course=R1&sort=start", "code", 60},
		{"/admin/frameworks?state=draft&sort=-framework", "name", 60},
		{"/admin/events?act=cohort.planned&sort=at", "at", 60},
	} {
		t.Run(l.path, func(t *testing.T) {
			var pages []string
			for path := l.path; path != ""; {
				page := s.get(bea, path).want(http.StatusOK)
				for _, cell := range page.find("main table tbody th") {
					text := textOf(cell)
					if l.column == "at" {
						text = cell.FirstChild.Attr[0].Val // of the time element
					}
					pages = append(pages, text)
				}
				path = linkOf(page, "a[rel=next]")
			}
			file := s.get(bea, linkOf(s.get(bea, l.path), ".app-actions a[href*='format=csv']")).want(http.StatusOK)
			rows, err := csv.NewReader(strings.NewReader(file.Body)).ReadAll()
			if err != nil || file.Header.Get("Content-Type") != "text/csv; charset=utf-8" || !strings.HasPrefix(file.Header.Get("Content-Disposition"), "attachment") {
				t.Fatalf("%v %v", file.Header, err)
			}
			at := slices.Index(rows[0], l.column)
			var cells []string
			for _, row := range rows[1:] {
				cells = append(cells, strings.TrimPrefix(row[at], "'")) // what a spreadsheet would run is defused
			}
			if len(cells) != l.rows || len(pages) != l.rows {
				t.Fatalf("%d rows in the file, %d on the pages, want %d", len(cells), len(pages), l.rows)
			}
			for i, cell := range cells {
				if !strings.HasPrefix(pages[i], cell) {
					t.Errorf("row %d: %q on the page, %q in the file", i, pages[i], cell)
				}
			}
		})
	}
}

func TestAListIsSortedAndFilteredByItsLinks(t *testing.T) {
	s := newSite(t)
	bea := s.Administrator("Bea")
	s.Learner("Ada")
	page := s.get(bea, "/admin/people?q=a&sort=-email").want(http.StatusOK)
	for selector, want := range map[string]string{
		`th[aria-sort="descending"] a`:      "/admin/people?q=a&sort=email",
		`th:first-child a[href*="people?"]`: "/admin/people?q=a",
		`.app-chip`:                         "/admin/people?sort=-email",
	} {
		if got := linkOf(page, selector); got != want {
			t.Errorf("%s leads to %q, want %q", selector, got, want)
		}
	}
	if sorted := page.find("th[aria-sort]"); len(sorted) != 1 {
		t.Errorf("%d columns say that they sort", len(sorted))
	}
	first := s.get(bea, "/admin/people")
	if got := linkOf(first, `th[aria-sort="ascending"] a`); got != "/admin/people?sort=-name" {
		t.Errorf("the usual order turns at %q", got)
	}
	chosen := page.find(`select[name="sort"] option[selected]`)
	if len(chosen) != 1 || textOf(chosen[0]) != "Email address, Z to A" {
		t.Error("the form does not keep the order")
	}
	hidden := s.get(bea, "/admin/events?person="+string(bea.ID)+"&act=link.made").find(`form input[type="hidden"][name="person"]`)
	if len(hidden) != 1 {
		t.Error("the form forgets whom it is about")
	}
	for _, strange := range []string{"sort=smell&after=xx", "after=%%%", "after=" + url.QueryEscape(models.Edge{Key: "\u202e", ID: "'"}.String()) + "&sort=joined", "before=AAAA&after=BBBB"} {
		s.get(bea, "/admin/people?"+strings.ReplaceAll(strange, "%%%", "%25%25")).want(http.StatusOK).says("Ada", "Bea")
	}
}

// TestAFileThatCannotBeFinishedIsCutOff lets a list fail before anything was sent, and after.
func TestAFileThatCannotBeFinishedIsCutOff(t *testing.T) {
	s := newSite(t)
	h := &Handlers{app: s.app, sessions: s.sessions}
	e := echo.New()
	e.HTTPErrorHandler = h.fail
	broken := errors.New("the database went away")
	rows := map[string]int{"/early": 1, "/late": 1000}
	for path, n := range rows {
		e.GET(path, func(c echo.Context) error {
			return sendList(c, "rows.csv", []string{"n"}, func(text string) []string { return []string{text} }, func(do func([]string) error) error {
				return errors.Join(do(slices.Repeat([]string{strings.Repeat("x", 20)}, n)), broken)
			})
		})
	}
	server := httptest.NewServer(s.sessions.LoadAndSave(e))
	defer server.Close()
	get := func(path string) (int, http.Header, error) {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server.URL+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		answer, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = answer.Body.Close() }()
		_, err = io.ReadAll(answer.Body)
		return answer.StatusCode, answer.Header, err
	}
	if status, header, err := get("/early"); status != http.StatusInternalServerError || header.Get("Content-Disposition") != "" || err != nil {
		t.Errorf("before anything was sent: %d %v (%v)", status, header, err)
	}
	if status, _, err := get("/late"); status != http.StatusOK || err == nil {
		t.Errorf("half a file was sent with %d, and passes for a whole one (%v)", status, err)
	}
}
