package exchange_test

import (
	"slices"
	"strings"
	"testing"

	"trellis/app/exchange"
	"trellis/models"
	"trellis/models/modeltest"
)

func bringPast(t *testing.T, w *modeltest.World, text string, dryRun bool) exchange.Report {
	t.Helper()
	service := &exchange.Service{Store: w.Store}
	report, err := service.ImportCompletions(t.Context(), exchange.ImportCompletions{File: exchange.File{Name: "completions.csv", Content: strings.NewReader(text)}, DryRun: dryRun})
	if err != nil {
		t.Fatal(err)
	}
	return report
}

func TestPastLearningIsImportedOnceAndWhatIsOfNobodyIsKept(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		ada := w.Learner("Ada")
		w.Keep(&models.FormerEmail{EmailKey: "ada@old.example.org", PersonID: ada.ID, LeftAt: w.Store.Now()})
		const file = "course,shoe size,completed_on,email,hours,valid_until,reference\n" +
			"Charts,37,23/11/2020,ADA@example.org,1.5,,A-1\n" +
			"Maps,38,01/02/2021,ada@old.example.org,,2030-01-01,\n" +
			"Maps,38,01/02/2021,ada@old.example.org,,2030-01-01,\n" +
			"Charts,39,05/05/2020,gone@example.org,,,\n"
		if report := bringPast(t, w, file, true); report.Added != 3 || !report.DryRun || len(report.Refused) > 0 {
			t.Errorf("tried: %+v", report)
		}
		report := bringPast(t, w, file, false)
		if report.Added != 3 || report.Unchanged != 0 || !slices.ContainsFunc(report.Warnings, func(s string) bool { return strings.Contains(s, "shoe size") }) ||
			!slices.ContainsFunc(report.Warnings, func(s string) bool { return strings.Contains(s, "1 line is of nobody we know") }) {
			t.Errorf("imported: %+v", report)
		}
		if report := bringPast(t, w, file, false); report.Added != 0 || report.Unchanged != 3 {
			t.Errorf("again: %+v", report)
		}
		db := modeltest.SQL(t, w.Store)
		for query, want := range map[string]int{
			"SELECT count(*) FROM past_completions WHERE person_id = '" + string(ada.ID) + "'":                  2,
			"SELECT count(*) FROM past_completions WHERE person_id IS NULL":                                     1,
			"SELECT count(*) FROM past_completions WHERE minutes = 90 AND reference = 'A-1'":                    1,
			"SELECT count(*) FROM past_completions WHERE completed_on = '2021-02-01'":                           1,
			"SELECT count(*) FROM events WHERE act = 'past_learning.imported' AND subject = 'past_completions'": 1,
		} {
			if n := modeltest.Count(t, db, query); n != want {
				t.Errorf("%s: %d, want %d", query, n, want)
			}
		}
	})
}

func TestPastLearningThatIsWrongIsRefusedWhole(t *testing.T) {
	w := modeltest.New(t)
	for name, c := range map[string]struct{ file, says string }{
		"a column missing":        {"email,course\na@example.org,X\n", "columns are missing: completed_on"},
		"no address":              {"email,course,completed_on\nnobody,X,2020-01-02\n", "not one email address"},
		"no course":               {"email,course,completed_on\na@example.org,,2020-01-02\n", "want the title of the course"},
		"no day":                  {"email,course,completed_on\na@example.org,X,\n", "this cell is empty: want the day"},
		"days nobody can read":    {"email,course,completed_on\na@example.org,X,3/4/2020\n", "nobody can tell whether the day or the month"},
		"months first":            {"email,course,completed_on\na@example.org,X,3/4/2020\na@example.org,Y,4/23/2020\n", "a month comes first"},
		"no day of the calendar":  {"email,course,completed_on\na@example.org,X,31/2/2020\n", "this is not a date"},
		"both hours and minutes":  {"email,course,completed_on,hours,minutes\na@example.org,X,2020-01-02,1,60\n", "want one of the two"},
		"hours that are no hours": {"email,course,completed_on,hours\na@example.org,X,2020-01-02,NaN\n", "not a number of hours"},
		"over before it began":    {"email,course,completed_on,valid_until\na@example.org,X,2020-01-02,2019-01-02\n", "after the day until which it is valid"},
	} {
		report := bringPast(t, w, c.file+"good@example.org", false)
		report2 := bringPast(t, w, c.file, false)
		if !report2.IsRefused() || !strings.Contains(report2.Refused[0].Problem, c.says) || name != "a column missing" && report2.Refused[0].Line < 2 {
			t.Errorf("%s: %+v", name, report2.Refused)
		}
		if !report.IsRefused() {
			t.Errorf("%s, and a torn line, is taken", name)
		}
	}
	if n := modeltest.Count(t, modeltest.SQL(t, w.Store), "SELECT count(*) FROM past_completions"); n != 0 {
		t.Errorf("%d lines are kept of files that were refused", n)
	}
}

func FuzzPastLearning(f *testing.F) {
	f.Add("email,course,completed_on\na@example.org,X,23/11/2020\n")
	f.Add("completed_on;email;course;hours\n2020-01-02;a@example.org;X;1.5\n")
	f.Fuzz(func(t *testing.T, text string) {
		report, lines, err := exchange.ReadPastLearning(text)
		if err != nil || report.IsRefused() {
			return
		}
		for _, l := range lines {
			if l.Email == "" || l.CourseTitle == "" || l.CompletedOn == "" || l.Minutes != nil && *l.Minutes < 0 {
				t.Errorf("%q is taken as %+v", text, l)
			}
			if _, err := models.ParseDate(string(l.CompletedOn)); err != nil {
				t.Error(err)
			}
		}
	})
}
