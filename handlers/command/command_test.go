package command_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"trellis/app"
	"trellis/app/doctor"
	"trellis/app/files"
	"trellis/handlers/command"
	"trellis/models/modeltest"
	"trellis/models/store"
	"trellis/views/mail"
)

var update = flag.Bool("update", false, "write docs/configuration.md anew")

func TestMain(m *testing.M) { modeltest.Main(m) }

// shell is a store with the command line before it.
type shell struct {
	t     *testing.T
	store *store.Store
	asked app.Config // what the last command was configured with
}

func newShell(t *testing.T) *shell {
	clock := &modeltest.Clock{}
	clock.Set(modeltest.Start)
	return &shell{t: t, store: modeltest.SQLite(t, clock)}
}

func (s *shell) doors() command.Doors {
	steps := []command.Migration{{Version: 1, Name: "00001_people.sql", Applied: true}, {Version: 2, Name: "00002_learning.sql"}}
	return command.Doors{
		Log: func(io.Writer, string) {},
		Open: func(_ context.Context, c app.Config) (*app.App, func() error, error) {
			s.asked = c
			return app.New(s.store, c, mail.Letters{}, nil, &files.Memory{}), func() error { return nil }, nil
		},
		Migrate:    func(context.Context, app.Config) ([]command.Migration, error) { return nil, nil },
		Migrations: func(context.Context, app.Config) ([]command.Migration, error) { return steps, nil },
		Serve: func(_ context.Context, c app.Config) error {
			s.asked = c
			if c.DatabaseURL == "sqlite:" {
				return errors.New("no such file")
			}
			return nil
		},
		Demo: func(_ context.Context, c app.Config, folder string, ready func(string) error) error {
			s.asked = c
			return ready("http://127.0.0.1:8081" + folder)
		},
		Examine: func(ctx context.Context, c app.Config, unreadable []doctor.Example, tell func(doctor.Check)) (doctor.Report, error) {
			s.asked = c
			return app.Doctor(c, unreadable, func(ctx context.Context) (*store.Store, error) {
				return store.OpenReadOnly(ctx, c.DatabaseURL, s.store.Now)
			}).Examine(ctx, tell)
		},
	}
}

// run runs a command and checks its status.
func (s *shell) run(status int, args ...string) (stdout, stderr string) {
	s.t.Helper()
	var out, problems bytes.Buffer
	if got := command.Run(s.t.Context(), args, &out, &problems, s.doors()); got != status {
		s.t.Errorf("%q ends with %d, want %d; it says %s%s", args, got, status, out.String(), problems.String())
	}
	return out.String(), problems.String()
}

func says(t *testing.T, text string, wanted ...string) {
	t.Helper()
	for _, w := range wanted {
		if !strings.Contains(text, w) {
			t.Errorf("it does not say %q but %s", w, text)
		}
	}
}

// frameworkFile is a small framework in a file, with one text changed.
func frameworkFile(t *testing.T, old, fresh string) string {
	t.Helper()
	text, err := os.ReadFile("../../app/exchange/testdata/framework.json")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "framework.json")
	if err := os.WriteFile(path, []byte(strings.Replace(string(text), old, fresh, 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestWithoutArgumentsThereIsHelp(t *testing.T) {
	s := newShell(t)
	for _, args := range [][]string{nil, {"--help"}, {"import", "--help"}} {
		out, problems := s.run(0, args...)
		says(t, out, "Usage: trellis", "import framework", "TRELLIS_DATABASE_URL")
		if problems != "" {
			t.Errorf("on standard error: %s", problems)
		}
	}
}

func TestBadUsageEndsWithTwo(t *testing.T) {
	s := newShell(t)
	for _, args := range [][]string{
		{"bogus"},
		{"serve", "--bogus"},
		{"import"},
		{"import", "framework"},
		{"import", "people"},
		{"import", "organisations", "a.csv", "b.csv"},
		{"export"},
		{"export", "people", "x.csv"},
		{"export", "money"},
		{"admin", "add"},
		{"generate"},
		{"generate", "--people", "19"},
		{"generate", "--people", "20", "--seed", "-1"},
		{"generate", "--people", "20", "--as-of", "soon"},
		{"generate", "--people", "20", "--competencies", "501"},
		{"migrate", "down"},
		{"serve", "--log", "xml"},
		{"serve", "--addr", "nowhere"},
		{"serve", "--base-url", "trellis.example.org"},
		{"serve", "--trusted-proxies", "the office"},
		{"serve", "--smtp-url", "smtp://mail:25"},
	} {
		out, problems := s.run(2, args...)
		if out != "" || !strings.HasPrefix(problems, "trellis: ") {
			t.Errorf("%q says %q on standard output and %q on standard error", args, out, problems)
		}
	}
}

func TestAFlagBeatsTheEnvironment(t *testing.T) {
	s := newShell(t)
	s.run(0, "serve")
	if s.asked.DatabaseURL != "sqlite:trellis.db" || s.asked.Addr != "127.0.0.1:8080" || s.asked.BaseURL != "http://127.0.0.1:8080" {
		t.Errorf("by default: %+v", s.asked)
	}
	t.Setenv("TRELLIS_LOG", "") // as absent
	t.Setenv("TRELLIS_ADDR", "0.0.0.0:9000")
	t.Setenv("TRELLIS_DATABASE_URL", "postgres:///trellis")
	s.run(0, "serve", "--database-url", "sqlite:other.db")
	if s.asked.DatabaseURL != "sqlite:other.db" || s.asked.Addr != "0.0.0.0:9000" || s.asked.BaseURL != "http://localhost:9000" {
		t.Errorf("with both: %+v", s.asked)
	}
	s.run(0, "serve", "--base-url", "https://trellis.example.org/")
	if s.asked.BaseURL != "https://trellis.example.org" {
		t.Errorf("the address is %q", s.asked.BaseURL)
	}
}

func TestWhatGoesWrongEndsWithOne(t *testing.T) {
	_, problems := newShell(t).run(1, "serve", "--database-url", "sqlite:")
	says(t, problems, "trellis: no such file")
}

func TestTheDemonstrationSaysWhereItIsAndWhoOneCanBe(t *testing.T) {
	out, _ := newShell(t).run(0, "demo", "--data", "/somewhere")
	says(t, out, "http://127.0.0.1:8081/somewhere/demo", "Amara Osei", "invented", "trellis-demo-2026")
}

func TestMigrateSaysWhichStepsAreTaken(t *testing.T) {
	s := newShell(t)
	out, _ := s.run(0, "migrate", "status")
	says(t, out, "taken    00001_people.sql", "waiting  00002_learning.sql")
	out, _ = s.run(0, "migrate")
	says(t, out, "up to date")
}

func TestTheFirstAdministratorGetsALink(t *testing.T) {
	s := newShell(t)
	out, _ := s.run(0, "admin", "add", "--email", "ada@example.org", "--name", "Ada Lovelace", "--base-url", "https://trellis.example.org")
	says(t, out, "Ada Lovelace is an administrator now", "https://trellis.example.org/sign-in/link/")
	if _, err := s.store.PersonByEmail(t.Context(), "ada@example.org"); err != nil {
		t.Error(err)
	}
	_, problems := s.run(1, "admin", "add", "--email", "nowhere", "--name", "N")
	says(t, problems, "Enter an email address")
}

func TestAnImportIsSummedUp(t *testing.T) {
	s := newShell(t)
	path := frameworkFile(t, "", "")
	out, _ := s.run(0, "import", "framework", path, "--dry-run")
	says(t, out, "Bakers’ framework (BAKE), version 1.0", "added      5", "Dry run: nothing was changed.")
	if empty, err := s.store.IsEmpty(t.Context()); !empty || err != nil {
		t.Errorf("a dry run changed something (%v)", err)
	}
	out, _ = s.run(0, "import", "framework", path)
	says(t, out, "added      5", "unchanged  0", "refused    0")
	out, _ = s.run(0, "import", "framework", path)
	says(t, out, "added      0", "unchanged  5")
	if events, err := s.store.Events(t.Context()); err != nil || len(events) != 1 {
		t.Errorf("%d events (%v)", len(events), err)
	}
}

func TestARefusedImportSaysWhere(t *testing.T) {
	s := newShell(t)
	path := frameworkFile(t, `"BR1": 1`, `"BR1": 9`)
	out, problems := s.run(1, "import", "framework", path)
	says(t, out, "refused    2", path+`:42:32: "9": BR1: want a whole number from 0 to 2`, "Nothing was changed")
	if problems != "" {
		t.Errorf("said again on standard error: %s", problems)
	}
	_, problems = s.run(1, "import", "framework", filepath.Join(t.TempDir(), "nowhere.json"))
	says(t, problems, "no such file")
	if empty, err := s.store.IsEmpty(t.Context()); !empty || err != nil {
		t.Errorf("a refused import changed something (%v)", err)
	}
}

func TestProgramsReadTheReportAsOneObject(t *testing.T) {
	s := newShell(t)
	for _, c := range []struct {
		status int
		path   string
		added  float64
	}{{0, frameworkFile(t, "", ""), 5}, {1, frameworkFile(t, `"BR1": 1`, `"BR1": 9`), 0}} {
		out, _ := s.run(c.status, "import", "framework", c.path, "--json")
		var report map[string]any
		if err := json.Unmarshal([]byte(out), &report); err != nil {
			t.Fatalf("%v in %s", err, out)
		}
		for _, name := range []string{"kind", "file", "added", "changed", "unchanged", "refused", "warnings"} {
			if report[name] == nil {
				t.Errorf("no %s in %s", name, out)
			}
		}
		if report["kind"] != "framework" || report["added"] != c.added || report["file"] != c.path {
			t.Errorf("got %s", out)
		}
		list, _ := report["refused"].([]any)
		for _, r := range list {
			problem, _ := r.(map[string]any)
			for _, name := range []string{"line", "column", "value", "problem"} {
				if problem[name] == nil {
					t.Errorf("no %s in %v", name, problem)
				}
			}
		}
	}
}

func TestAVersionCanBeNamed(t *testing.T) {
	s := newShell(t)
	s.run(0, "import", "framework", frameworkFile(t, "", ""))
	out, _ := s.run(1, "import", "framework", frameworkFile(t, "Waits.", "Waits well."))
	says(t, out, ":6:", "raise the version")
	out, _ = s.run(0, "import", "framework", frameworkFile(t, "Waits.", "Waits well."), "--version", "1.1", "--draft")
	says(t, out, "version 1.1", "added      5")
}

func TestConfigurationIsDescribedAsItIs(t *testing.T) {
	const path = "../../docs/configuration.md"
	if *update {
		if err := os.WriteFile(path, []byte(command.Configuration()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	written, err := os.ReadFile(path)
	if err != nil || string(written) != command.Configuration() {
		t.Errorf("docs/configuration.md is old: go test ./handlers/command -run Configuration -update (%v)", err)
	}
	if lines := strings.Split(string(written), "\n"); !slices.ContainsFunc(lines, func(l string) bool { return strings.HasPrefix(l, "| `TRELLIS_SECRET` |") }) {
		t.Error("the secret is not described")
	}
}
