package exchange_test

import (
	"slices"
	"strings"
	"testing"

	"trellis/app/exchange"
	"trellis/models/modeltest"
	"trellis/models/store"
)

func TestTheOrganisationsOfAFileOfCoursesComeIn(t *testing.T) {
	modeltest.EachEmpty(t, func(t *testing.T, s *store.Store) {
		text := testFile(t, "programme.json")
		report := importOrganisations(t, s, text)
		counts(t, report, 7, 0, 0, 0)
		if len(report.Warnings) != 1 || !warned(report.Warnings, "2 courses are left out: trellis import courses organisations.csv takes them") {
			t.Errorf("warned of %q", report.Warnings)
		}
		want := []string{"C1 part_of R0", "S1 part_of C1", "S1 part_of R0", "S2 part_of C1", "S2 part_of R0", "T1 serves S1", "T2 serves S1", "T2 serves S2"}
		if got := linked(t, s); !slices.Equal(slices.Sorted(slices.Values(got)), want) {
			t.Errorf("links %q, want %q", got, want)
		}
		counts(t, importOrganisations(t, s, text), 0, 0, 7, 0)
		counts(t, importOrganisations(t, s, exported(t, s, "organisations")), 0, 0, 7, 0)
		counts(t, importOrganisations(t, s, strings.Replace(text, "Upland Hospitals NHS", "Upper Hospitals NHS", 1)), 0, 1, 6, 0)
		if c := courseContent(t, &exchange.Service{Store: s}); len(c.Courses) > 0 {
			t.Errorf("courses came in: %+v", c.Courses)
		}
	})
}

func TestWhatIsWrongWithTheOrganisationsOfAFileOfCoursesIsSaid(t *testing.T) {
	s := modeltest.SQLite(t, &modeltest.Clock{})
	importOrganisations(t, s, "code,name,kind\nt1,Trust,provider\n")
	text := testFile(t, "programme.json")
	report := importOrganisations(t, s, text)
	if len(report.Refused) != 1 || report.Refused[0].Line != 26 || !refusedWith(report, "T1", "there is an organisation t1") {
		t.Errorf("refused %+v", report.Refused)
	}
	report = importOrganisations(t, s, strings.Replace(text, `"Ambulance trust"`, `"Circus"`, 1))
	if len(report.Refused) != 1 || !refusedWith(report, "Circus", "there is no such kind of organisation") {
		t.Errorf("refused %+v", report.Refused)
	}
}
