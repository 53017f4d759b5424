package exchange_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"trellis/app/exchange"
	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/store"
)

// written is a framework as a file, with what the format cannot hold.
func written(t testing.TB, s *store.Store, in exchange.ExportFramework) (string, []string) {
	t.Helper()
	var out bytes.Buffer
	warnings, err := (&exchange.Service{Store: s}).ExportFramework(t.Context(), &out, in)
	if err != nil {
		t.Fatal(err)
	}
	return out.String(), warnings
}

func TestAnExportedFrameworkComesBackUnchanged(t *testing.T) {
	modeltest.EachEmpty(t, func(t *testing.T, s *store.Store) {
		importing(t, s, testFile(t, "framework.json"), exchange.ImportFramework{})
		out, warnings := written(t, s, exchange.ExportFramework{Code: "BAKE", Format: exchange.Ours})
		counts(t, importing(t, s, out, exchange.ImportFramework{}), 0, 0, 5, 0)
		if len(warnings) > 0 {
			t.Errorf("warned of %q", warnings)
		}
		var got struct{ Framework struct{ Status string } }
		if err := json.Unmarshal([]byte(out), &got); err != nil || got.Framework.Status != "published" {
			t.Errorf("the status is %q (%v)", got.Framework.Status, err)
		}
		again := modeltest.SQLite(t, &modeltest.Clock{})
		importing(t, again, out, exchange.ImportFramework{})
		if twice, _ := written(t, again, exchange.ExportFramework{Code: "BAKE", Format: exchange.Ours}); twice != out {
			t.Errorf("it became\n%s\nfrom\n%s", twice, out)
		}
	})
}

func TestTheNewestPublishedVersionIsExportedUnlessAnotherIsNamed(t *testing.T) {
	modeltest.EachEmpty(t, func(t *testing.T, s *store.Store) {
		text := testFile(t, "framework.json")
		version := func(in exchange.ExportFramework) string {
			in.Code, in.Format = "BAKE", exchange.Ours
			out, _ := written(t, s, in)
			_, rest, _ := strings.Cut(out, `"version": "`)
			number, _, _ := strings.Cut(rest, `"`)
			return number
		}
		importing(t, s, text, exchange.ImportFramework{Version: "0.1", Draft: true})
		importing(t, s, text, exchange.ImportFramework{Version: "0.2", Draft: true})
		if got := version(exchange.ExportFramework{}); got != "0.2" {
			t.Errorf("of two drafts, %s is exported", got)
		}
		importing(t, s, text, exchange.ImportFramework{})
		importing(t, s, text, exchange.ImportFramework{Version: "0.9", Draft: true})
		if got := version(exchange.ExportFramework{}); got != "1.0" {
			t.Errorf("%s is exported", got)
		}
		if got := version(exchange.ExportFramework{Version: "0.9"}); got != "0.9" {
			t.Errorf("%s is exported", got)
		}
	})
}

func TestWhatCannotBeExportedIsSaid(t *testing.T) {
	s := modeltest.SQLite(t, &modeltest.Clock{})
	refused := func(in exchange.ExportFramework, field, says string) {
		t.Helper()
		_, err := (&exchange.Service{Store: s}).ExportFramework(t.Context(), &bytes.Buffer{}, in)
		invalid, _ := errors.AsType[models.Invalid](err)
		if !strings.Contains(invalid[field], says) {
			t.Errorf("%+v: %v, want %s: %s", in, err, field, says)
		}
	}
	refused(exchange.ExportFramework{Code: "BAKE", Format: exchange.Ours}, "framework", "there is no framework yet")
	importing(t, s, testFile(t, "framework.json"), exchange.ImportFramework{})
	refused(exchange.ExportFramework{Code: "bake", Format: exchange.Ours}, "framework", "want the code of one of BAKE 1.0")
	refused(exchange.ExportFramework{Code: "BAKE", Version: "7", Format: exchange.Ours}, "version", `no version "7": want 1.0`)
	refused(exchange.ExportFramework{Code: "BAKE", Format: "sfia"}, "format", `cannot write "sfia": want one of trellis, xlsx, case, moodle, gdd`)
}

func TestAFrameworkThatWasRenamedLaterComesBackUnchanged(t *testing.T) {
	s := modeltest.SQLite(t, &modeltest.Clock{})
	text := testFile(t, "framework.json")
	importing(t, s, text, exchange.ImportFramework{})
	importing(t, s, strings.Replace(text, "Bakers’ framework", "Framework of bakers", 1), exchange.ImportFramework{Version: "2"})
	out, _ := written(t, s, exchange.ExportFramework{Code: "BAKE", Version: "1.0", Format: exchange.Ours})
	counts(t, importing(t, s, out, exchange.ImportFramework{}), 0, 0, 5, 0)
	counts(t, importing(t, s, text, exchange.ImportFramework{}), 0, 0, 5, 0)
}

func TestTheGovernmentFrameworkGoesOutInOurFormat(t *testing.T) {
	s := modeltest.SQLite(t, &modeltest.Clock{})
	service := &exchange.Service{Store: s}
	report, err := service.ImportFramework(t.Context(), exchange.ImportFramework{
		Files: []exchange.File{file("skills.csv", testFile(t, "skills.csv")), file("roles.csv", testFile(t, "roles.csv"))},
	})
	if err != nil {
		t.Fatal(err)
	}
	counts(t, report, 7, 0, 0, 0)
	out, _ := written(t, s, exchange.ExportFramework{Code: "GDD", Format: exchange.Ours})
	counts(t, importing(t, s, out, exchange.ImportFramework{}), 0, 0, 7, 0)
	out, _ = written(t, s, exchange.ExportFramework{Code: "GDD", Format: exchange.Moodle})
	report = importing(t, modeltest.SQLite(t, &modeltest.Clock{}), out, exchange.ImportFramework{})
	counts(t, report, 3, 0, 0, 0)
}
