package exchange_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"trellis/app/exchange"
	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/store"
)

func bundleOf(t testing.TB, s *store.Store) string {
	t.Helper()
	var out bytes.Buffer
	if err := (&exchange.Service{Store: s}).ExportBundle(t.Context(), &out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func bundle(t testing.TB, s *store.Store, text string) exchange.Report {
	t.Helper()
	report, err := (&exchange.Service{Store: s}).ImportBundle(t.Context(), exchange.ImportBundle{File: file("bundle.json", text)})
	if err != nil {
		t.Fatal(err)
	}
	return report
}

// resealed is an edited bundle with the digest that its parts have now.
func resealed(t testing.TB, text string) string {
	t.Helper()
	var file map[string]json.RawMessage
	if err := json.Unmarshal([]byte(text), &file); err != nil {
		t.Fatal(err)
	}
	var compact bytes.Buffer
	if err := json.Compact(&compact, file["parts"]); err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(compact.Bytes())
	return strings.Replace(text, string(file["digest"]), `"sha256:`+hex.EncodeToString(sum[:])+`"`, 1)
}

// filledBakery has two versions of one framework and one of another, and courses that build on all of them.
func filledBakery(t *testing.T, s *store.Store) {
	t.Helper()
	service, framework := bakery(t, s), testFile(t, "framework.json")
	importing(t, s, strings.Replace(framework, "Waits.", "Waits well.", 1), exchange.ImportFramework{Version: "1.1"})
	importing(t, s, framework, exchange.ImportFramework{Version: "2.0", Draft: true})
	importing(t, s, testFile(t, "moodle.csv"), exchange.ImportFramework{})
	text := strings.NewReplacer(
		`"raises": []`, `"raises": [{"competency": "BR-2", "to_level": 2, "framework": "OVENS"}]`,
		`{"competency": "BR1", "to_level": 1}`, `{"competency": "BR1", "to_level": 1, "framework_version": "1.0"}`,
	).Replace(testFile(t, "programme.json"))
	accepted(t, courses(t, service, text))
}

func TestABundleGivesAnEmptyInstallationTheSameProgramme(t *testing.T) {
	modeltest.EachEmpty(t, func(t *testing.T, s *store.Store) {
		filledBakery(t, s)
		out := bundleOf(t, s)
		if strings.Contains(out, `"2.0"`) {
			t.Error("it holds a draft")
		}
		counts(t, bundle(t, s, out), 0, 0, 5+5+5+3, 0)

		other := modeltest.SQLite(t, &modeltest.Clock{})
		report := bundle(t, other, out)
		counts(t, report, 5+5+5+3, 0, 0, 0)
		if report.Kind != "bundle" || report.Subject != "3 versions of frameworks, 2 courses, 1 programme" || len(report.Warnings) > 0 {
			t.Errorf("the report is %+v", report)
		}
		if again := bundleOf(t, other); again != out {
			t.Errorf("it became\n%s\nof\n%s", again, out)
		}
		counts(t, bundle(t, other, out), 0, 0, 5+5+5+3, 0)
		if got := acts(t, other); !slices.Equal(got, []string{"framework.imported", "framework.imported", "framework.imported", "courses.imported"}) {
			t.Errorf("events %q", got)
		}
	})
}

func TestABundleIsKeptWholeOrNotAtAll(t *testing.T) {
	modeltest.EachEmpty(t, func(t *testing.T, s *store.Store) {
		source := modeltest.SQLite(t, &modeltest.Clock{})
		filledBakery(t, source)
		out := bundleOf(t, source)
		importing(t, s, strings.Replace(testFile(t, "framework.json"), "Proving", "Resting", 1), exchange.ImportFramework{Version: "1.1"})
		report := bundle(t, s, out)
		counts(t, report, 0, 0, 0, 1)
		if !refusedWith(report, "1.1", "changed: competency BR2") || report.Refused[0].Line == 0 {
			t.Errorf("refused %+v", report.Refused)
		}
		if _, err := s.VersionNamed(t.Context(), "BAKE", "1.0"); err == nil {
			t.Error("the version before the refused one is kept")
		}
		wrong := resealed(t, strings.Replace(out, `"competency": "BR-2"`, `"competency": "BR-9"`, 1))
		empty := modeltest.SQLite(t, &modeltest.Clock{})
		if report := bundle(t, empty, wrong); !refusedWith(report, "BR-9", "no competency of OVENS 1 has the code") || report.Added > 0 {
			t.Errorf("refused %+v", report)
		}
		if is, err := empty.IsEmpty(t.Context()); !is || err != nil {
			t.Errorf("something is kept (%v)", err)
		}
	})
}

func TestABundleAddsToWhatIsThere(t *testing.T) {
	s := modeltest.SQLite(t, &modeltest.Clock{})
	source := modeltest.SQLite(t, &modeltest.Clock{})
	filledBakery(t, source)
	importing(t, s, testFile(t, "framework.json"), exchange.ImportFramework{Draft: true})
	report, err := (&exchange.Service{Store: s}).ImportBundle(t.Context(), exchange.ImportBundle{File: file("b", bundleOf(t, source)), DryRun: true})
	if err != nil {
		t.Fatal(err)
	}
	counts(t, report, 5+5+3, 0, 5, 0)
	if !warned(report.Warnings, "BAKE: Version 1.0 was a draft, and is published by this") {
		t.Errorf("warned of %q", report.Warnings)
	}
	if v := kept(t, s, "BAKE", "1.0").Version; v.State != models.Draft {
		t.Errorf("a dry run left %+v", v)
	}
}

func TestABundleThatIsNotWholeIsRefused(t *testing.T) {
	source := modeltest.SQLite(t, &modeltest.Clock{})
	filledBakery(t, source)
	whole := bundleOf(t, source)
	var compact bytes.Buffer
	if err := json.Compact(&compact, []byte(whole)); err != nil {
		t.Fatal(err)
	}
	s := modeltest.SQLite(t, &modeltest.Clock{})
	counts(t, bundle(t, s, compact.String()), 18, 0, 0, 0) // blanks are not part of it
	for name, c := range map[string]struct{ text, value, says string }{
		"an edited word":     {strings.Replace(whole, "First loaf", "Last loaf", 1), "", "the file was edited or is not whole"},
		"an edited digest":   {strings.Replace(whole, `"sha256:`, `"sha256:0`, 1), "", "the file was edited or is not whole"},
		"no digest":          {strings.Replace(whole, `"digest"`, `"digits"`, 1), "", "digest is missing"},
		"no parts":           {strings.Replace(whole, `"parts"`, `"part"`, 1), "", "parts is missing"},
		"another schema":     {strings.Replace(whole, "trellis-bundle/1", "trellis-bundle/2", 1), "", `want the schema "trellis-bundle/1"`},
		"half of it":         {whole[:len(whole)/2], "", "not JSON"},
		"a framework alone":  {testFile(t, "framework.json"), "competency-framework/1", `want the schema "trellis-bundle/1" (trellis import framework takes this)`},
		"courses alone":      {testFile(t, "programme.json"), "programme-starter/1", `want the schema "trellis-bundle/1" (trellis import courses takes this)`},
		"no schema":          {`{"digest": ""}`, "", `schema is missing: want "trellis-bundle/1"`},
		"a draft":            {resealed(t, strings.Replace(whole, `"status": "published"`, `"status": "draft"`, 1)), "draft", "published or retired"},
		"a version twice":    {resealed(t, strings.Replace(whole, `"version": "1.1"`, `"version": "1.0"`, 1)), "BAKE, version 1.0", "twice"},
		"another framework":  {resealed(t, strings.Replace(whole, "competency-framework/1", "competency-framework/2", 1)), "", `want the schema "competency-framework/1"`},
		"other courses":      {resealed(t, strings.Replace(whole, "programme-starter/1", "programme-starter/2", 1)), "", `want the schema "programme-starter/1"`},
		"a broken framework": {resealed(t, strings.Replace(whole, `"BR1": 1`, `"BR1": 9`, 1)), "9", "from 0 to 2"},
	} {
		t.Run(name, func(t *testing.T) {
			report := bundle(t, s, c.text)
			if !slices.ContainsFunc(report.Refused, func(p exchange.Problem) bool {
				return strings.Contains(p.Problem, c.says) && (c.value == "" || p.Value == c.value) && p.Line > 0
			}) {
				t.Errorf("refused %+v, want %q: %s", report.Refused, c.value, c.says)
			}
		})
	}
}

func TestWhatABundleHasBesidesIsWarnedOf(t *testing.T) {
	source := modeltest.SQLite(t, &modeltest.Clock{})
	importing(t, source, testFile(t, "framework.json"), exchange.ImportFramework{})
	text := resealed(t, strings.Replace(bundleOf(t, source), `"parts": {`, `"parts": {"templates": [],`, 1))
	report := bundle(t, modeltest.SQLite(t, &modeltest.Clock{}), text)
	counts(t, report, 5, 0, 0, 0)
	if len(report.Warnings) != 1 || !warned(report.Warnings, `"templates" is not part of the format`) {
		t.Errorf("warned of %q", report.Warnings)
	}
}

func TestARetiredVersionStaysSo(t *testing.T) {
	source := modeltest.SQLite(t, &modeltest.Clock{})
	importing(t, source, testFile(t, "framework.json"), exchange.ImportFramework{})
	text := resealed(t, strings.Replace(bundleOf(t, source), `"status": "published"`, `"status": "retired"`, 1))
	s := modeltest.SQLite(t, &modeltest.Clock{})
	counts(t, bundle(t, s, text), 5, 0, 0, 0)
	if v := kept(t, s, "BAKE", "1.0").Version; v.State != models.Retired || v.PublishedAt == nil {
		t.Errorf("the version is %+v", v)
	}
	counts(t, bundle(t, s, text), 0, 0, 5, 0)
	if bundleOf(t, s) != text {
		t.Error("it became another bundle")
	}
}
