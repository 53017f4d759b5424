package records_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"trellis/app/records"
	"trellis/models"
	"trellis/models/modeltest"
)

// employers are two employers, one that was merged into the first, and somebody who leads each.
type employers struct {
	*modeltest.World
	service           *records.Service
	old, other        models.Organisation
	cohort            models.Cohort
	lead, otherLead   models.Actor
	networkLead, root models.Actor
	issued            int
}

func newEmployers(w *modeltest.World) *employers {
	e := &employers{World: w, service: &records.Service{Store: w.Store}}
	e.old = models.Organisation{Code: "OLD", Name: "Old Trust", Kind: models.Provider, Closed: w.Store.Today(), SuccessorID: &w.Trust.ID}
	e.other = models.Organisation{Code: "OTH", Name: "Other Trust", Kind: models.Provider}
	w.Keep(&e.old, &e.other)
	e.cohort = w.CohortOf(w.Course("R1"), "R1-1", 30, w.Store.Now().AddDate(0, -2, 0))
	e.lead = w.Grant(w.Learner("Lea"), models.Lead, models.OneOrganisation, w.Trust.ID)
	e.otherLead = w.Grant(w.Learner("Lou"), models.Lead, models.OneOrganisation, e.other.ID)
	e.networkLead = w.Grant(w.Learner("Nell"), models.Lead, models.WholeNetwork, "")
	e.root = w.Administrator("Root")
	return e
}

// completed is a record of somebody who came from the organisation.
func (e *employers) completed(a models.Actor, from models.Organisation, on models.Date) models.CompletionRecord {
	e.T.Helper()
	enrolment := e.Enrolled(a, e.CohortOf(models.Course{ID: e.cohort.CourseID}, fmt.Sprintf("X-%d", e.issued), 30, e.Store.Now().AddDate(0, -2, 0)), models.Completed)
	e.issued++
	r := models.CompletionRecord{
		Code: fmt.Sprintf("AA-AAAA-%04d", e.issued), EnrolmentID: enrolment.ID, PersonID: a.ID, CohortID: enrolment.CohortID, CourseID: e.cohort.CourseID, PersonName: a.Name,
		CourseTitle: "Course R1", CourseVersion: 1, CohortName: "Cohort", ProviderName: "Network", Minutes: 90, CompletedOn: on, IssuedAt: e.Store.Now(), IssuedByID: e.root.ID, IssuedBy: "Root", OrganisationID: &from.ID,
	}
	e.Keep(&r)
	return r
}

func (e *employers) rows(who models.Actor, code string, period records.Period) []string {
	e.T.Helper()
	rows, err := e.service.ExportCompletions(e.T.Context(), who, code, period)
	if err != nil {
		e.T.Fatal(err)
	}
	var lines []string
	for _, row := range rows[1:] {
		lines = append(lines, strings.Join(row, "|"))
	}
	return lines
}

// TestAnEmployerGetsItsOwnAlone compares what is handed out with a plain recomputation, while people move and employers merge.
func TestAnEmployerGetsItsOwnAlone(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		e := newEmployers(w)
		ada, ben, cem := w.Learner("Ada Lovelace"), w.Learner("Ben"), w.Learner("Cem")
		today := w.Store.Today()
		w.Keep(&models.Post{PersonID: ada.ID, OrganisationID: e.other.ID, Title: "Also there", StaffNumber: "OTHER-1", Started: today.AddMonths(-1)})
		modeltest.Plant(t, w.Store, "UPDATE posts SET staff_number = 'TRU-1' WHERE id = '"+string(ada.Posts[0].ID)+"'",
			"UPDATE posts SET ended = '"+string(today.AddDays(-1))+"' WHERE person_id = '"+string(ben.ID)+"'")
		mine := []models.CompletionRecord{e.completed(ada, w.Trust, today.AddDays(-10)), e.completed(ben, e.old, today.AddDays(-5)), e.completed(cem, w.Trust, today)}
		e.completed(ada, e.other, today.AddDays(-3))
		gone := e.completed(cem, w.Trust, today.AddDays(-4))
		modeltest.Plant(t, w.Store, "UPDATE completion_records SET revoked_at = '2026-11-20 00:00:00' WHERE id = '"+string(gone.ID)+"'")
		w.Keep(&models.Hold{PersonID: cem.ID, Reason: "A question", PlacedAt: w.Store.Now()})

		got := e.rows(e.lead, "TRU", records.Period{})
		day := func(i int) string { return string(mine[i].CompletedOn) }
		want := []string{
			"TRU-1|Ada Lovelace|ada@example.org|R1|Course R1|" + day(0) + "|Completed||AA-AAAA-0001",
			"|Ben||R1|Course R1|" + day(1) + "|Completed||AA-AAAA-0002",
			"|||R1|Course R1|" + day(2) + "|Completed||",
		}
		if !slices.Equal(got, want) {
			t.Errorf("the trust gets\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
		if got := e.rows(e.otherLead, "OTH", records.Period{}); len(got) != 1 || !strings.Contains(got[0], "OTHER-1") || strings.Contains(got[0], "TRU-1") {
			t.Errorf("the other gets %v", got)
		}
		// Whole days, both counted.
		for _, c := range []struct {
			from, until models.Date
			rows        int
		}{{mine[0].CompletedOn, mine[0].CompletedOn, 1}, {mine[0].CompletedOn.AddDays(1), mine[1].CompletedOn, 1}, {mine[0].CompletedOn, today, 3}, {today.AddDays(1), today.AddDays(9), 0}} {
			if got := e.rows(e.networkLead, "TRU", records.Period{From: c.from, Until: c.until}); len(got) != c.rows {
				t.Errorf("%s to %s: %d rows, want %d", c.from, c.until, len(got), c.rows)
			}
		}
		// Moves take nothing along that was completed before.
		modeltest.Plant(t, w.Store, "UPDATE posts SET organisation_id = '"+string(e.other.ID)+"' WHERE person_id = '"+string(ada.ID)+"'")
		if got := e.rows(e.root, "OTH", records.Period{}); len(got) != 1 {
			t.Errorf("after a move the other gets %v", got)
		}
		if got := e.rows(e.root, "TRU", records.Period{}); len(got) != 3 || strings.Contains(got[0], "example.org") || strings.Contains(got[0], "TRU-1") {
			t.Errorf("after a move the trust gets %v", got)
		}
		if n := modeltest.Count(t, modeltest.SQL(t, w.Store), "SELECT count(*) FROM completion_exports"); n != 8 {
			t.Errorf("%d exports are written down, want 8", n)
		}
	})
}

func TestTheLeadOfAnotherOrganisationGetsNothing(t *testing.T) {
	w := modeltest.New(t)
	e := newEmployers(w)
	for name, who := range map[string]models.Actor{"another lead": e.otherLead, "a learner": w.Learner("Ada")} {
		_, err := e.service.ExportCompletions(t.Context(), who, "TRU", records.Period{})
		_, looked := e.service.EmployerPage(t.Context(), who, "TRU", records.Period{})
		kept := e.service.KeepColumns(t.Context(), who, records.KeepColumns{Code: "TRU", DateFormat: "2006-01-02", Mapping: models.UsualMapping()})
		for _, err := range []error{err, looked, kept} {
			if !errors.Is(err, models.ErrForbidden) {
				t.Errorf("%s gets %v", name, err)
			}
		}
	}
	if list, err := e.service.Employers(t.Context(), e.lead); err != nil || len(list) != 1 || list[0].Code != "TRU" {
		t.Errorf("the lead of the trust chooses among %+v (%v)", list, err)
	}
}

func TestColumnsAreThoseThatTheEmployerAsksForAndAStaleSaveIsRefused(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		e := newEmployers(w)
		r := e.completed(w.Learner("Ada King Lovelace"), w.Trust, w.Store.Today())
		w.Keep(&models.RecordOutcome{CompletionRecordID: r.ID, Position: 1, CompetencyCode: "TA1", CompetencyName: "Describing data", Level: 2, LevelLabel: "Working"},
			&models.RecordOutcome{CompletionRecordID: r.ID, Position: 2, CompetencyCode: "TA2", CompetencyName: "Inference", Level: 1, LevelLabel: "Awareness"})
		mapping := models.Mapping{PerCompetence: true, Columns: []models.MappedColumn{
			{Field: "surname", Title: "Last"}, {Field: "forename", Title: "First"}, {Title: "Source", Says: "TRELLIS"}, {Field: "competence", Title: "Competence"}, {Field: "level", Title: "Level"}, {Field: "completed", Title: "Date"},
		}}
		in := records.KeepColumns{Code: "TRU", DateFormat: "02/01/2006", Mapping: mapping}
		if err := e.service.KeepColumns(t.Context(), e.lead, in); err != nil {
			t.Fatal(err)
		}
		if err := e.service.KeepColumns(t.Context(), e.root, in); !errors.Is(err, models.ErrStale) {
			t.Errorf("a second beginning: %v", err)
		}
		want := []string{"Lovelace|Ada King|TRELLIS|Describing data|Working|23/11/2026", "Lovelace|Ada King|TRELLIS|Inference|Awareness|23/11/2026"}
		if got := e.rows(e.lead, "TRU", records.Period{}); !slices.Equal(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
		in.Version, in.Mapping.PerCompetence = 1, false
		if err := e.service.KeepColumns(t.Context(), e.lead, in); err != nil {
			t.Fatal(err)
		}
		if got := e.rows(e.lead, "TRU", records.Period{}); !slices.Equal(got, []string{"Lovelace|Ada King|TRELLIS|Describing data; Inference|Working; Awareness|23/11/2026"}) {
			t.Errorf("got %q", got)
		}
		if err := e.service.KeepColumns(t.Context(), e.lead, in); !errors.Is(err, models.ErrStale) {
			t.Errorf("over a later version: %v", err)
		}
		var invalid models.Invalid
		in.Version, in.Mapping.Columns = 2, []models.MappedColumn{{Field: "password", Title: "A"}, {Field: "course", Title: "A"}}
		if err := e.service.KeepColumns(t.Context(), e.lead, in); !errors.As(err, &invalid) || len(invalid) != 2 {
			t.Errorf("what is no field, and a name twice: %v", err)
		}
	})
}

// TestPastLearningFindsItsPeople lets a line wait until its address is somebody's, and be given, put away and put back by hand.
func TestPastLearningFindsItsPeople(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		service, root := &records.Service{Store: w.Store}, w.Administrator("Root")
		line := func(email string) models.PastCompletion {
			p := models.PastCompletion{Email: email, EmailKey: email, CourseTitle: "Charts", CompletedOn: "2020-01-02", FileName: "past.csv", AddedAt: w.Store.Now()}
			w.Keep(&p)
			return p
		}
		ada, dropped, hand := line("ada@example.org"), line("drop@example.org"), line("hand@example.org")
		if err := service.DropPast(t.Context(), root, dropped.ID); err != nil {
			t.Fatal(err)
		}
		if err := service.MatchByAddress(t.Context()); err != nil {
			t.Fatal(err)
		}
		whose := func(p models.PastCompletion) *models.ID {
			kept, err := w.Store.Past(t.Context(), p.ID)
			if err != nil {
				t.Fatal(err)
			}
			return kept.PersonID
		}
		if whose(ada) != nil {
			t.Error("a line of nobody is somebody's")
		}
		person, drop := w.Learner("Ada"), w.Learner("Drop")
		if err := errors.Join(service.MatchByAddress(t.Context()), service.MatchPast(t.Context(), root, hand.ID, drop.ID)); err != nil {
			t.Fatal(err)
		}
		if got := whose(ada); got == nil || *got != person.ID {
			t.Errorf("Ada's line is of %v", got)
		}
		if whose(dropped) != nil {
			t.Error("what was put away was given to somebody")
		}
		if got := whose(hand); got == nil || *got != drop.ID {
			t.Errorf("the line given by hand is of %v", got)
		}
		var invalid models.Invalid
		if err := service.PutBackPast(t.Context(), root, ada.ID); !errors.As(err, &invalid) {
			t.Errorf("to take back what is theirs by its address: %v", err)
		}
		if err := errors.Join(service.PutBackPast(t.Context(), root, hand.ID), service.PutBackPast(t.Context(), root, dropped.ID)); err != nil {
			t.Fatal(err)
		}
		page, err := service.PastLearning(t.Context(), root, "hand", models.PageAt{})
		if err != nil || len(page.Waiting.Rows) != 1 || page.PastCounts.Waiting != 2 || page.Matched != 1 {
			t.Errorf("waiting: %+v (%v)", page, err)
		}
		if _, err := service.PastLearning(t.Context(), person, "", models.PageAt{}); !errors.Is(err, models.ErrForbidden) {
			t.Errorf("a learner gets %v", err)
		}
	})
}

// TestPastLearningIsReadPageByPage: no line is on two pages, and none is on no page.
func TestPastLearningIsReadPageByPage(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		service, root := &records.Service{Store: w.Store}, w.Administrator("Root")
		for i := range 2*models.PageSize + 7 {
			email := fmt.Sprintf("p%d@elsewhere.org", i/2) // two lines of each address
			w.Keep(&models.PastCompletion{Email: email, EmailKey: email, Name: "P", CourseTitle: "Charts", CompletedOn: models.Date("2020-01-02").AddDays(i % 2), FileName: "f.csv", AddedAt: w.Store.Now()})
		}
		seen, at, pages := map[models.ID]bool{}, models.PageAt{}, 0
		for more := true; more; pages++ {
			page, err := service.PastLearning(t.Context(), root, "", at)
			if err != nil {
				t.Fatal(err)
			}
			for _, line := range page.Waiting.Rows {
				if seen[line.ID] {
					t.Errorf("%s is on two pages", line.Email)
				}
				seen[line.ID] = true
			}
			at, more = models.PageAt{After: page.Waiting.Next}, page.Waiting.Next.Known()
		}
		file := 0
		err := service.EachWaiting(t.Context(), root, "", func(some []models.PastCompletion) error { file += len(some); return nil })
		if want := 2*models.PageSize + 7; len(seen) != want || file != want || pages != 3 || err != nil {
			t.Errorf("%d lines on %d pages, %d in the file (%v); want %d on 3", len(seen), pages, file, err, want)
		}
	})
}
