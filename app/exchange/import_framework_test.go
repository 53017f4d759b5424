package exchange_test

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"trellis/app/exchange"
	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/store"
)

// importing imports a text as a framework in our format.
func importing(t *testing.T, s *store.Store, text string, in exchange.ImportFramework) exchange.Report {
	t.Helper()
	in.Files = []exchange.File{file("framework.json", text)}
	report, err := (&exchange.Service{Store: s}).ImportFramework(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

func counts(t *testing.T, r exchange.Report, added, changed, unchanged, refused int) {
	t.Helper()
	if r.Added != added || r.Changed != changed || r.Unchanged != unchanged || len(r.Refused) != refused {
		t.Errorf("added %d, changed %d, unchanged %d, refused %+v; want %d, %d, %d, %d", r.Added, r.Changed, r.Unchanged, r.Refused, added, changed, unchanged, refused)
	}
}

func kept(t *testing.T, s *store.Store, code, version string) store.FrameworkContent {
	t.Helper()
	v, err := s.VersionNamed(t.Context(), code, version)
	if err != nil {
		t.Fatal(err)
	}
	c, err := s.FrameworkContent(t.Context(), v.ID)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func acts(t *testing.T, s *store.Store) []string {
	t.Helper()
	events, err := s.Events(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var acts []string
	for _, e := range events {
		acts = append(acts, e.Act)
	}
	return acts
}

func TestASecondImportOfTheSameFrameworkChangesNothing(t *testing.T) {
	modeltest.EachEmpty(t, func(t *testing.T, s *store.Store) {
		text := testFile(t, "framework.json")
		counts(t, importing(t, s, text, exchange.ImportFramework{}), 5, 0, 0, 0)
		before := kept(t, s, "BAKE", "1.0")
		if before.Version.State != models.Published || before.Version.PublishedAt == nil {
			t.Errorf("the version is %+v", before.Version)
		}
		counts(t, importing(t, s, text, exchange.ImportFramework{}), 0, 0, 5, 0)
		counts(t, importing(t, s, text, exchange.ImportFramework{Draft: true}), 0, 0, 5, 0)
		if after := kept(t, s, "BAKE", "1.0"); !slices.Equal(after.Competencies, before.Competencies) || !slices.Equal(after.Requirements, before.Requirements) {
			t.Errorf("%+v became %+v", before, after)
		}
		if got := acts(t, s); !slices.Equal(got, []string{"framework.imported"}) {
			t.Errorf("events %q", got)
		}
	})
}

func TestADryRunSaysTheSameAndKeepsNothing(t *testing.T) {
	modeltest.EachEmpty(t, func(t *testing.T, s *store.Store) {
		report := importing(t, s, testFile(t, "framework.json"), exchange.ImportFramework{DryRun: true})
		counts(t, report, 5, 0, 0, 0)
		if empty, err := s.IsEmpty(t.Context()); !empty || err != nil || !report.DryRun || len(acts(t, s)) > 0 {
			t.Errorf("something is kept (%v)", err)
		}
	})
}

func TestAPublishedVersionNeverChanges(t *testing.T) {
	modeltest.EachEmpty(t, func(t *testing.T, s *store.Store) {
		text := testFile(t, "framework.json")
		importing(t, s, text, exchange.ImportFramework{})
		for _, change := range [][2]string{{"Waits.", "Waits well."}, {`"BR1": 1`, `"BR1": 2`}, {`"label": "Helps"`, `"label": "Aids"`}} {
			report := importing(t, s, strings.Replace(text, change[0], change[1], 1), exchange.ImportFramework{})
			counts(t, report, 0, 0, 0, 1)
			if p := report.Refused[0]; p.Line != 6 || p.Value != "1.0" || !strings.Contains(p.Problem, "raise the version") {
				t.Errorf("refused with %+v", p)
			}
		}
		changed := strings.Replace(text, "Waits.", "Waits well.", 1)
		counts(t, importing(t, s, changed, exchange.ImportFramework{Version: "1.1"}), 5, 0, 0, 0)
		if old, fresh := kept(t, s, "BAKE", "1.0"), kept(t, s, "BAKE", "1.1"); old.Descriptors[2].Text != "Waits." ||
			fresh.Descriptors[2].Text != "Waits well." || old.Framework.ID != fresh.Framework.ID {
			t.Errorf("versions of one framework: %+v and %+v", old, fresh)
		}
	})
}

func TestADraftIsReplacedAndThenPublished(t *testing.T) {
	modeltest.EachEmpty(t, func(t *testing.T, s *store.Store) {
		text := testFile(t, "framework.json")
		counts(t, importing(t, s, text, exchange.ImportFramework{Draft: true}), 5, 0, 0, 0)
		before := kept(t, s, "BAKE", "1.0")
		// BR2 is reworded, CA1 is gone and CA2 is new; the apprentice asks for CA2 now.
		changed := strings.NewReplacer("Waits.", "Waits well.", "CA1", "CA2", `"Proving"`, `"Kneading"`).Replace(text)
		report := importing(t, s, changed, exchange.ImportFramework{Draft: true})
		counts(t, report, 1, 2, 2, 0)
		after := kept(t, s, "BAKE", "1.0")
		if len(after.Competencies) != 3 || after.Competencies[1].ID != before.Competencies[1].ID || after.Competencies[2].Code != "CA2" {
			t.Errorf("the draft became %+v", after.Competencies)
		}
		if after.Version.State != models.Draft {
			t.Errorf("the draft is %s", after.Version.State)
		}
		counts(t, importing(t, s, changed, exchange.ImportFramework{}), 0, 0, 5, 0)
		if v := kept(t, s, "BAKE", "1.0").Version; v.State != models.Published || v.PublishedAt == nil {
			t.Errorf("the version is %+v", v)
		}
		if got := acts(t, s); !slices.Equal(got, []string{"framework.imported", "framework.imported", "framework.published"}) {
			t.Errorf("events %q", got)
		}
	})
}

func TestPartsOfPartsAreKeptMovedAndDropped(t *testing.T) {
	modeltest.EachEmpty(t, func(t *testing.T, s *store.Store) {
		text := testFile(t, "framework.json")
		under := func(parents map[string]string) string {
			changed := text
			for code, parent := range parents {
				changed = strings.Replace(changed, `{"code": "`+code+`", "name"`, `{"code": "`+code+`", "parent": "`+parent+`", "name"`, 1)
			}
			return changed
		}
		draft := exchange.ImportFramework{Draft: true}
		parents := func() (list []string) {
			for _, k := range kept(t, s, "BAKE", "1.0").ByCode().Competencies {
				if k.ParentID != nil {
					list = append(list, k.Code+" in "+string(*k.ParentID))
				}
			}
			return list
		}
		counts(t, importing(t, s, under(map[string]string{"BR2": "BR1"}), draft), 5, 0, 0, 0)
		if got := parents(); !slices.Equal(got, []string{"BR2 in BR1"}) {
			t.Errorf("got %q", got)
		}
		counts(t, importing(t, s, under(map[string]string{"BR2": "BR1"}), draft), 0, 0, 5, 0)
		counts(t, importing(t, s, under(map[string]string{"BR1": "BR2"}), draft), 0, 2, 3, 0)
		if got := parents(); !slices.Equal(got, []string{"BR1 in BR2"}) {
			t.Errorf("turned around: %q", got)
		}
		out, _ := written(t, s, exchange.ExportFramework{Code: "BAKE", Format: exchange.Ours})
		counts(t, importing(t, s, out, draft), 0, 0, 5, 0)
		counts(t, importing(t, s, strings.ReplaceAll(text, "BR2", "BR3"), draft), 1, 2, 2, 0) // BR2 is gone, which the owner asked
		if got := parents(); len(got) > 0 {
			t.Errorf("got %q", got)
		}
	})
}

func TestADraftThatPeopleAreAskedForIsCountedAnew(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		text := testFile(t, "framework.json")
		importing(t, w.Store, text, exchange.ImportFramework{Draft: true})
		profile := kept(t, w.Store, "BAKE", "1.0").Profiles[0]
		w.Post(w.Person("Ada"), &profile, nil)
		changed := strings.NewReplacer(`"BR1": 1, "BR2": 0`, `"BR2": 1`, `"core": ["BR1"]`, `"core": []`, `"BR1"`, `"BR9"`).Replace(text)
		report := importing(t, w.Store, changed, exchange.ImportFramework{Draft: true})
		accepted(t, report)
		tallies, err := w.Store.Tallies(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		standing, err := w.Store.Standing(t.Context(), w.Store.Today())
		if err != nil || len(tallies) != 2 || len(standing) != 2 {
			t.Errorf("tallies %+v, want %+v (%v)", tallies, standing, err)
		}
	})
}

func TestADraftKeepsWhatPeopleReferTo(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		text := testFile(t, "framework.json")
		importing(t, w.Store, text, exchange.ImportFramework{Draft: true})
		profile := kept(t, w.Store, "BAKE", "1.0").Profiles[1]
		w.Post(w.Person("Ada"), &profile, nil)
		report := importing(t, w.Store, strings.Replace(text, `"code": "owner"`, `"code": "master"`, 1), exchange.ImportFramework{Draft: true})
		counts(t, report, 0, 0, 0, 1)
		if p := report.Refused[0]; p.Value != "role profile owner" {
			t.Errorf("refused with %+v", p)
		}
		if c := kept(t, w.Store, "BAKE", "1.0"); len(c.Descriptors) != 3 || c.Profiles[1].Code != "owner" {
			t.Errorf("a refused import left %+v", c)
		}
	})
}

func TestTwoImportsAtOnceKeepOneFramework(t *testing.T) {
	modeltest.EachEmpty(t, func(t *testing.T, s *store.Store) {
		text := testFile(t, "framework.json")
		var wait sync.WaitGroup
		reports := make([]exchange.Report, 4)
		for i := range reports {
			wait.Go(func() { reports[i] = importing(t, s, text, exchange.ImportFramework{}) })
		}
		wait.Wait()
		added, unchanged := 0, 0
		for _, r := range reports {
			added, unchanged = added+r.Added, unchanged+r.Unchanged
		}
		if added != 5 || unchanged != 15 {
			t.Errorf("added %d, unchanged %d", added, unchanged)
		}
	})
}

func TestARefusalIsWrittenAsProgramsReadIt(t *testing.T) {
	s := modeltest.SQLite(t, &modeltest.Clock{})
	text := strings.Replace(testFile(t, "framework.json"), `"BR1": 1`, `"BR1": 9`, 1)
	written, err := json.Marshal(importing(t, s, text, exchange.ImportFramework{}))
	want := `{"kind":"framework","file":"framework.json","added":0,"changed":0,"unchanged":0,"refused":[{"file":"framework.json","line":42,` +
		`"column":32,"value":"9","problem":"BR1: want a whole number from 0 to 2"},{"file":"framework.json","line":42,"column":65,"value":"BR1",` +
		`"problem":"a core competency must be among the requirements, at a level above 0"}],"warnings":[],"dry_run":false,"subject":""}`
	if err != nil || string(written) != want {
		t.Errorf("got\n%s, want\n%s (%v)", written, want, err)
	}
}

// The real files are Crown copyright and stay outside the repository.
func TestTheGovernmentFrameworkItselfIsImported(t *testing.T) {
	folder := "../../../shared/data/frameworks/" // beside the repository
	if _, err := os.Stat(folder); err != nil {
		folder = "../" + folder
	}
	if _, err := os.Stat(folder); err != nil {
		t.Skip("the government's files are not here: ", err)
	}
	files := func() []exchange.File {
		var list []exchange.File
		for _, name := range []string{"gdd-roles.csv", "gdd-skills.csv"} {
			f, err := os.Open(folder + name)
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = f.Close() })
			list = append(list, exchange.File{Name: name, Content: f})
		}
		return list
	}
	modeltest.EachEmpty(t, func(t *testing.T, s *store.Store) {
		service := &exchange.Service{Store: s}
		report, err := service.ImportFramework(t.Context(), exchange.ImportFramework{Files: files()})
		if err != nil {
			t.Fatal(err)
		}
		counts(t, report, 188+205, 0, 0, 0)
		t.Logf("%s; warnings:\n%s", report.Subject, strings.Join(report.Warnings, "\n"))
		c := kept(t, s, "GDD", "1")
		retired := 0
		for _, p := range c.Profiles {
			if p.Retired {
				retired++
			}
		}
		if len(c.Competencies) != 188 || len(c.Profiles) != 205 || retired != 4 || len(c.Descriptors) != 188*4-88 || len(c.Requirements) != 1825-28-16 {
			t.Errorf("%d competencies, %d role profiles (%d retired), %d descriptors, %d requirements",
				len(c.Competencies), len(c.Profiles), retired, len(c.Descriptors), len(c.Requirements))
		}
		report, err = service.ImportFramework(t.Context(), exchange.ImportFramework{Files: files()})
		if err != nil {
			t.Fatal(err)
		}
		counts(t, report, 0, 0, 188+205, 0)
		out, _ := written(t, s, exchange.ExportFramework{Code: "GDD", Format: exchange.Ours})
		counts(t, importing(t, s, out, exchange.ImportFramework{}), 0, 0, 188+205, 0)
	})
}
