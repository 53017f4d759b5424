package exchange_test

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"pgregory.net/rapid"

	"trellis/app/exchange"
	"trellis/models/modeltest"
)

func TestAnyFrameworkComesBackFromCASEUnchanged(t *testing.T) {
	s := modeltest.SQLite(t, &modeltest.Clock{})
	schema := caseSchema(t)
	rapid.Check(t, func(rt *rapid.T) {
		c := aFramework(rt, false)
		keepFramework(t, s, c)
		out, _ := written(t, s, exchange.ExportFramework{Code: c.Framework.Code, Format: exchange.CASE})
		valid(rt, schema, out)
		report := importing(t, s, out, exchange.ImportFramework{})
		if report.Unchanged != len(c.Competencies)+len(c.Profiles) || report.IsRefused() || len(report.Warnings) > 0 {
			rt.Fatalf("%+v, of\n%s", report, out)
		}
	})
}

// caseSchema is the official schema of CASE 1.1, which may not be copied; nil where it is not beside the repository.
func caseSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	for _, folder := range []string{"../../../shared/data/", "../../../../shared/data/"} {
		path := folder + "case-schemas/OFFICIAL-case-v1p1-cfpackage.json"
		text, err := os.ReadFile(path)
		if err != nil {
			continue
		}
		schema, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		schema.(map[string]any)["$schema"] = "https://json-schema.org/draft/2019-09/schema" // the file has a # behind it
		compiler := jsonschema.NewCompiler()
		compiler.AssertFormat()
		if err := compiler.AddResource("case.json", schema); err != nil {
			t.Fatal(err)
		}
		compiled, err := compiler.Compile("case.json")
		if err != nil {
			t.Fatal(err)
		}
		return compiled
	}
	t.Log("the official schema of CASE is not here: what is written is not held against it")
	return nil
}

type fataler interface{ Fatalf(string, ...any) }

func valid(t fataler, schema *jsonschema.Schema, text string) {
	if schema == nil {
		return
	}
	var value any
	if err := json.Unmarshal([]byte(text), &value); err != nil {
		t.Fatalf("%v", err)
	}
	if err := schema.Validate(value); err != nil {
		t.Fatalf("%v, of\n%s", err, text)
	}
}

// TestTheCASECheckerPassesWhatIsWritten asks the checker whose folder TRELLIS_CASECHECK names, with its modules installed.
func TestTheCASECheckerPassesWhatIsWritten(t *testing.T) {
	folder := os.Getenv("TRELLIS_CASECHECK")
	if folder == "" {
		t.Skip("TRELLIS_CASECHECK names no folder with casecheck.mjs")
	}
	s := modeltest.SQLite(t, &modeltest.Clock{})
	files := map[string]string{"BAKE": sayingAll(t)}
	if text, err := os.ReadFile("../../app/demo/starter/frameworks.json"); err == nil {
		files["HCA-STARTER"] = string(text)
	}
	args := []string{filepath.Join(folder, "casecheck.mjs"), "--version", "1.1"}
	for code, text := range files {
		importing(t, s, text, exchange.ImportFramework{})
		out, _ := written(t, s, exchange.ExportFramework{Code: code, Format: exchange.CASE})
		path := filepath.Join(t.TempDir(), code+".json")
		if err := os.WriteFile(path, []byte(out), 0o600); err != nil {
			t.Fatal(err)
		}
		args = append(args, path)
	}
	says, err := exec.CommandContext(t.Context(), "node", args...).CombinedOutput()
	if err != nil || !strings.Contains(string(says), " 0 failed") {
		t.Errorf("%v: %s", err, says)
	}
	t.Logf("%s", says)
}
