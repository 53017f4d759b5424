package exchange_test

import (
	"testing"

	"trellis/app/exchange"
	"trellis/models/modeltest"
)

func TestTheGovernmentFrameworkGoesOutAsItCameIn(t *testing.T) {
	s := modeltest.SQLite(t, &modeltest.Clock{})
	files := []exchange.File{file("skills.csv", testFile(t, "skills.csv")), file("roles.csv", testFile(t, "roles.csv"))}
	report, err := (&exchange.Service{Store: s}).ImportFramework(t.Context(), exchange.ImportFramework{Files: files})
	if err != nil || report.IsRefused() {
		t.Fatal(err, report)
	}
	was := kept(t, s, "GDD", "1").ByCode()
	out, warnings := written(t, s, exchange.ExportFramework{Code: "GDD", Format: exchange.GDD})
	back, report := readFramework(t, bytesFile("gdd.zip", []byte(out)))
	accepted(t, report)
	t.Logf("warned of %q", warnings)
	if len(back.Competencies) != len(was.Competencies) || len(back.Descriptors) != len(was.Descriptors) {
		t.Errorf("%d skills and %d texts, from %d and %d", len(back.Competencies), len(back.Descriptors), len(was.Competencies), len(was.Descriptors))
	}
	asked := map[string]int{}
	for _, q := range was.Requirements {
		asked[string(q.RoleProfileID+" "+q.CompetencyID)] = q.Level
	}
	if len(back.Requirements) != len(was.Requirements) {
		t.Errorf("%d requirements from %d", len(back.Requirements), len(was.Requirements))
	}
	for _, q := range back.Requirements {
		if asked[string(q.RoleProfileID+" "+q.CompetencyID)] != q.Level {
			t.Errorf("%+v", q)
		}
	}
}

func TestTheWholeGovernmentFrameworkComesBack(t *testing.T) {
	skills, roles := realFile(t, "frameworks/gdd-skills.csv"), realFile(t, "frameworks/gdd-roles.csv")
	s := modeltest.SQLite(t, &modeltest.Clock{})
	report, err := (&exchange.Service{Store: s}).ImportFramework(t.Context(), exchange.ImportFramework{Files: []exchange.File{file("s.csv", skills), file("r.csv", roles)}})
	if err != nil || report.IsRefused() {
		t.Fatal(err, report)
	}
	was := kept(t, s, "GDD", "1").ByCode()
	for _, format := range []exchange.FrameworkFormat{exchange.Ours, exchange.XLSX, exchange.CASE} {
		out, _ := written(t, s, exchange.ExportFramework{Code: "GDD", Format: format})
		if report := importing(t, s, out, exchange.ImportFramework{}); report.Unchanged != len(was.Competencies)+len(was.Profiles) || report.IsRefused() {
			t.Errorf("%s: %d unchanged, refused %v", format, report.Unchanged, report.Refused)
		}
	}
	out, _ := written(t, s, exchange.ExportFramework{Code: "GDD", Format: exchange.GDD})
	back, report := readFramework(t, bytesFile("gdd.zip", []byte(out)))
	accepted(t, report)
	t.Logf("%d skills, %d texts, %d role levels, %d requirements; back come %d, %d, %d, %d", len(was.Competencies), len(was.Descriptors), len(was.Profiles), len(was.Requirements),
		len(back.Competencies), len(back.Descriptors), len(back.Profiles), len(back.Requirements))
	if len(back.Competencies) != 188 || len(back.Descriptors) != len(was.Descriptors) || len(back.Requirements) != len(was.Requirements) {
		t.Errorf("something is lost")
	}
}
