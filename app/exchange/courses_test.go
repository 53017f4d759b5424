package exchange_test

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"trellis/app/exchange"
	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/store"
)

// bakery is a store with the framework of the bakers.
func bakery(t *testing.T, s *store.Store) *exchange.Service {
	t.Helper()
	accepted(t, importing(t, s, testFile(t, "framework.json"), exchange.ImportFramework{}))
	return &exchange.Service{Store: s}
}

func courses(t testing.TB, s *exchange.Service, text string) exchange.Report {
	t.Helper()
	report, err := s.ImportCourses(t.Context(), exchange.ImportCourses{File: file("programme.json", text)})
	if err != nil {
		t.Fatal(err)
	}
	return report
}

func exportedCourses(t testing.TB, s *exchange.Service) string {
	t.Helper()
	var out bytes.Buffer
	if err := s.ExportCourses(t.Context(), &out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func courseContent(t testing.TB, s *exchange.Service) store.Content {
	t.Helper()
	c, err := s.Store.CourseContent(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// warned tells whether one of the warnings has the words.
func warned(warnings []string, words string) bool {
	return slices.ContainsFunc(warnings, func(w string) bool { return strings.Contains(w, words) })
}

// refusedWith tells whether something was refused with the value and the words.
func refusedWith(r exchange.Report, value, words string) bool {
	return slices.ContainsFunc(r.Refused, func(p exchange.Problem) bool { return p.Value == value && strings.Contains(p.Problem, words) })
}

func TestCoursesComeInToALivingNetwork(t *testing.T) {
	modeltest.EachEmpty(t, func(t *testing.T, s *store.Store) {
		service, text := bakery(t, s), testFile(t, "programme.json")
		report := courses(t, service, text)
		counts(t, report, 3, 0, 0, 0)
		if report.Kind != "courses" || report.Subject != "2 courses, 1 programme" {
			t.Errorf("the report is %+v", report)
		}
		for _, want := range []string{"1 community is left out", "7 organisations are left out: trellis import organisations programme.json takes them"} {
			if !warned(report.Warnings, want) {
				t.Errorf("no warning %q among %q", want, report.Warnings)
			}
		}
		before := courseContent(t, service)
		if len(before.Courses) != 2 || before.Courses[0].Version != 1 || before.Courses[0].Slug != "first-loaf" || len(before.Units) != 4 ||
			len(before.Outcomes) != 1 || len(before.Prerequisites) != 3 || len(before.InProgrammes) != 2 {
			t.Errorf("kept %+v", before)
		}
		if want := kept(t, s, "BAKE", "1.0").Competencies[0].ID; before.Outcomes[0].CompetencyID != want {
			t.Errorf("the outcome is of %s, want %s", before.Outcomes[0].CompetencyID, want)
		}
		counts(t, courses(t, service, text), 0, 0, 3, 0)
		if got := acts(t, s); !slices.Equal(got, []string{"framework.imported", "courses.imported"}) {
			t.Errorf("events %q", got)
		}
	})
}

func TestAChangedCourseRaisesItsVersionAndKeepsItsAddress(t *testing.T) {
	modeltest.EachEmpty(t, func(t *testing.T, s *store.Store) {
		service, text := bakery(t, s), testFile(t, "programme.json")
		courses(t, service, text)
		before := courseContent(t, service)
		text = strings.NewReplacer(`"First loaf"`, `"The first loaf"`, `"Oven", "minutes": 60`, `"The oven", "minutes": 60}, {"title": "Eating", "minutes": 10`,
			`"to_level": 1`, `"to_level": 2`, `"courses": ["B2", "B1"]`, `"courses": ["B1"]`).Replace(text)
		counts(t, courses(t, service, text), 0, 2, 1, 0)
		after := courseContent(t, service)
		if c := after.Courses[0]; c.ID != before.Courses[0].ID || c.Version != 2 || c.Slug != "first-loaf" || c.Title != "The first loaf" || c.TitleKey != "the first loaf" {
			t.Errorf("the course became %+v", c)
		}
		if after.Courses[1].Version != 1 || after.Outcomes[0].Level != 2 || len(after.InProgrammes) != 1 {
			t.Errorf("it became %+v", after)
		}
		var titles []string
		for _, u := range after.Units {
			titles = append(titles, u.Title)
		}
		if !slices.Equal(titles, []string{"Dough", "The oven", "Eating", "A loaf, shown", "Again"}) {
			t.Errorf("units %q", titles)
		}
		for i, j := range map[int]int{0: 0, 1: 1, 2: 3, 3: 4} {
			if before.Units[i].ID != after.Units[j].ID {
				t.Errorf("%q lost its id to %q", before.Units[i].Title, after.Units[j].Title)
			}
		}
		counts(t, courses(t, service, strings.Replace(text, `"title": "Second loaf"`, `"version": 7, "slug": "other", "title": "Third loaf"`, 1)), 0, 1, 2, 0)
		if c := courseContent(t, service).Courses[1]; c.Version != 7 || c.Slug != "second-loaf" {
			t.Errorf("the version that the file says is higher: %+v", c)
		}
	})
}

func TestADryRunOfCoursesKeepsNothing(t *testing.T) {
	service := bakery(t, modeltest.SQLite(t, &modeltest.Clock{}))
	report, err := service.ImportCourses(t.Context(), exchange.ImportCourses{File: file("programme.json", testFile(t, "programme.json")), DryRun: true})
	if err != nil {
		t.Fatal(err)
	}
	counts(t, report, 3, 0, 0, 0)
	if c := courseContent(t, service); len(c.Courses)+len(c.Programmes) > 0 || !report.DryRun {
		t.Errorf("something is kept: %+v", c)
	}
}

func TestTwoImportsOfCoursesAtOnceKeepThemOnce(t *testing.T) {
	modeltest.EachEmpty(t, func(t *testing.T, s *store.Store) {
		service, text := bakery(t, s), testFile(t, "programme.json")
		several := func(text string) (added, changed, unchanged int) {
			var wait sync.WaitGroup
			reports := make([]exchange.Report, 4)
			for i := range reports {
				wait.Go(func() { reports[i] = courses(t, service, text) })
			}
			wait.Wait()
			for _, r := range reports {
				accepted(t, r)
				added, changed, unchanged = added+r.Added, changed+r.Changed, unchanged+r.Unchanged
			}
			return added, changed, unchanged
		}
		if added, changed, unchanged := several(text); added != 3 || changed != 0 || unchanged != 9 {
			t.Errorf("added %d, changed %d, unchanged %d", added, changed, unchanged)
		}
		if added, changed, unchanged := several(strings.Replace(text, "First loaf", "Last loaf", 1)); added != 0 || changed != 1 || unchanged != 11 {
			t.Errorf("added %d, changed %d, unchanged %d", added, changed, unchanged)
		}
		if c := courseContent(t, service).Courses[0]; c.Version != 2 {
			t.Errorf("the course is %+v", c)
		}
	})
}

func TestReferencesMeanTheNewestPublishedVersionUnlessTheFileSaysMore(t *testing.T) {
	service := bakery(t, modeltest.SQLite(t, &modeltest.Clock{}))
	text, framework := testFile(t, "programme.json"), testFile(t, "framework.json")
	courses(t, service, text)
	importing(t, service.Store, framework, exchange.ImportFramework{Version: "1.1"})
	importing(t, service.Store, framework, exchange.ImportFramework{Version: "2.0", Draft: true})
	importing(t, service.Store, strings.Replace(framework, `"BAKE"`, `"BREW"`, 1), exchange.ImportFramework{})
	of := func(framework, version string) models.ID {
		return kept(t, service.Store, framework, version).Competencies[0].ID
	}

	counts(t, courses(t, service, strings.Replace(text, `"BAKE"`, `"BAKE", "framework_version": "1.0"`, 1)), 0, 0, 3, 0)
	counts(t, courses(t, service, exportedCourses(t, service)), 0, 0, 3, 0)
	counts(t, courses(t, service, text), 0, 3, 0, 0) // B1 and B2 and the programme move to 1.1
	if got := courseContent(t, service).Outcomes[0].CompetencyID; got != of("BAKE", "1.1") {
		t.Errorf("the outcome is of %s", got)
	}
	text = strings.Replace(text, `{"competency": "BR1", "to_level": 1}`, `{"competency": "BR1", "to_level": 1, "framework": "BREW"}`, 1)
	counts(t, courses(t, service, text), 0, 1, 2, 0)
	if got := courseContent(t, service).Outcomes[0].CompetencyID; got != of("BREW", "1.0") {
		t.Errorf("the outcome is of %s", got)
	}
	if out := exportedCourses(t, service); !strings.Contains(out, `"framework": "BREW",`) || !strings.Contains(out, `"framework_version": "1.1"`) {
		t.Errorf("exported %s", out)
	}
	counts(t, courses(t, service, exportedCourses(t, service)), 0, 0, 3, 0)
	for old, c := range map[string]struct{ fresh, value, says string }{
		`"framework": "BAKE",`: {`"framework": "BAKE", "framework_version": "2.0",`, "2.0", "want 1.1 or 1.0, or import it first"},
		`"framework": "BREW"}`: {`"framework": "BRIE"}`, "BRIE", "want BREW or BAKE, or import it first"},
		`"role": "owner"`:      {`"role": "owner", "framework_version": "3"`, "3", "want 1.1 or 1.0"},
	} {
		if !strings.Contains(text, old) {
			t.Fatalf("the file has no %s", old)
		}
		if report := courses(t, service, strings.Replace(text, old, c.fresh, 1)); !refusedWith(report, c.value, c.says) {
			t.Errorf("%s: refused %+v", c.fresh, report.Refused)
		}
	}
	report := courses(t, service, strings.Replace(text, `  "framework": "BAKE",`, ``, 1))
	if !refusedWith(report, "", "framework is missing: want the code of the framework that this is of, here or at the top of the file") {
		t.Errorf("without a framework: %+v", report.Refused)
	}
}

func TestCoursesOfAFrameworkThatIsNotThereAreRefused(t *testing.T) {
	service := &exchange.Service{Store: modeltest.SQLite(t, &modeltest.Clock{})}
	report := courses(t, service, testFile(t, "programme.json"))
	if len(report.Refused) != 1 || !refusedWith(report, "BAKE", "no framework is published here: import it first (trellis import framework FILE)") {
		t.Errorf("refused %+v", report.Refused)
	}
	if p := report.Refused[0]; p.Line != 3 || p.Column != 16 {
		t.Errorf("refused at %d:%d", p.Line, p.Column)
	}
}

func TestWhatIsWrongWithCoursesIsSaid(t *testing.T) {
	service := bakery(t, modeltest.SQLite(t, &modeltest.Clock{}))
	courses(t, service, testFile(t, "programme.json"))
	for name, c := range map[string]struct{ old, fresh, value, says string }{
		"a code in another case":    {`{"code": "B1", "title"`, `{"code": "b1", "title"`, "b1", "the network has a course with the code B1"},
		"units and sessions":        {`"total_minutes": 180`, `"units": [], "total_minutes": 180`, "", "want one of the two"},
		"another kind of unit":      {`"sessions": [{"number": 1, "title": "Again", "minutes": 30}]`, `"units": [{"kind": "feast", "title": "Eating"}]`, "feast", "want session, self_study"},
		"an address with a capital": {`"title": "First loaf"`, `"slug": "Loaf", "title": "First loaf"`, "Loaf", "small letters"},
		"a version of nothing":      {`"title": "First loaf"`, `"version": 0, "title": "First loaf"`, "0", "from 1 to"},
		"validity of a century":     {`"title": "First loaf"`, `"valid_months": 1201, "title": "First loaf"`, "1201", "from 0 to 1200"},
		"more sessions than units":  {`"sessions": [{"number": 1, "title": "Again", "minutes": 30}]`, `"units": []`, "1", "from 0 to 0"},
		"a programme of nothing":    {`"courses": ["B2", "B1"]`, `"courses": []`, "", "courses is missing"},
		"not JSON":                  {`"pathways"`, `pathways`, "p", "not JSON"},
	} {
		t.Run(name, func(t *testing.T) {
			text := testFile(t, "programme.json")
			if !strings.Contains(text, c.old) {
				t.Fatalf("the file has no %q", c.old)
			}
			report := courses(t, service, strings.Replace(text, c.old, c.fresh, 1))
			if !refusedWith(report, c.value, c.says) || report.Refused[0].Line == 0 || report.Added+report.Changed+report.Unchanged > 0 {
				t.Errorf("refused %+v, want %q: %s", report, c.value, c.says)
			}
		})
	}
}

func TestCoursesMayNameThoseOfTheNetwork(t *testing.T) {
	service := bakery(t, modeltest.SQLite(t, &modeltest.Clock{}))
	courses(t, service, testFile(t, "programme.json"))
	report := courses(t, service, `{"schema": "programme-starter/1", "courses": [
		{"code": "B3", "title": "First loaf", "capacity": 3, "total_minutes": 90, "valid_months": 24,
		 "units": [{"kind": "self_study", "title": "Read", "minutes": 60}, {"kind": "session", "title": "Talk", "minutes": 30}, {"kind": "evaluation", "title": "Say", "required": true}],
		 "prerequisites": [{"type": "course", "code": "B1"}], "completion": {"minimum_sessions": 0, "minimum_minutes_share": 0}}],
		"pathways": [{"code": "P2", "title": "All", "courses": ["B1", "B3"]}]}`)
	counts(t, report, 2, 0, 0, 0)
	c := courseContent(t, service)
	if c.Courses[2].Slug != "first-loaf-2" || c.Courses[2].ValidMonths != 24 || *c.Prerequisites[3].OtherID != c.Courses[0].ID || len(c.InProgrammes) != 4 {
		t.Errorf("kept %+v", c)
	}
	counts(t, courses(t, service, exportedCourses(t, service)), 0, 0, 5, 0)
}

func TestCoursesOutOfTheWorldComeBackUnchanged(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		course := w.Course("R1")
		w.In(func(ctx context.Context, tx *store.Tx) error {
			return tx.Add(ctx, &models.Prerequisite{CourseID: course.ID, Alternative: 3, CompetencyID: new(w.Competencies["TA2"].ID), Level: 1})
		})
		service := &exchange.Service{Store: w.Store}
		counts(t, courses(t, service, exportedCourses(t, service)), 0, 0, 1, 0)
	})
}

// withoutCourses forgets courses and programmes and leaves the frameworks, which take longest to import.
func withoutCourses(t *testing.T, s *store.Store) {
	t.Helper()
	modeltest.Plant(t, s, "DELETE FROM programme_courses", "DELETE FROM programmes", "DELETE FROM prerequisites",
		"DELETE FROM outcomes", "DELETE FROM units", "DELETE FROM courses")
}

func TestAnyCoursesComeBackUnchanged(t *testing.T) {
	s, empty := modeltest.SQLite(t, &modeltest.Clock{}), modeltest.SQLite(t, &modeltest.Clock{})
	text := testFile(t, "framework.json")
	for _, s := range []*store.Store{s, empty} {
		importing(t, s, text, exchange.ImportFramework{})
		importing(t, s, text, exchange.ImportFramework{Version: "1.1"})
		importing(t, s, strings.Replace(text, `"BAKE"`, `"BREW"`, 1), exchange.ImportFramework{})
	}
	editions, err := s.Editions(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(rt *rapid.T) {
		withoutCourses(t, s)
		withoutCourses(t, empty)
		c := aContent(rt, editions)
		if err := s.InTx(t.Context(), func(tx *store.Tx) error { return tx.KeepCourses(t.Context(), c, nil) }); err != nil {
			t.Fatal(err)
		}
		service := &exchange.Service{Store: s}
		out := exportedCourses(t, service)
		if report := courses(t, service, out); report.Unchanged != len(c.Courses)+len(c.Programmes) || report.IsRefused() {
			rt.Fatalf("%+v, of\n%s", report, out)
		}
		service = &exchange.Service{Store: empty}
		if report := courses(t, service, out); report.Added != len(c.Courses)+len(c.Programmes) {
			rt.Fatalf("%+v, of\n%s", report, out)
		}
		if again := exportedCourses(t, service); again != out {
			rt.Fatalf("it became\n%s\nof\n%s", again, out)
		}
	})
}
