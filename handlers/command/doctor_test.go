package command_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"trellis/app/demo"
	"trellis/app/doctor"
	"trellis/models/modeltest"
)

// ward is a demonstration that the doctor looks over.
func ward(t *testing.T) *shell {
	s := newShell(t)
	if err := demo.Fill(t.Context(), s.store, "hash"); err != nil {
		t.Fatal(err)
	}
	t.Setenv("TRELLIS_DATABASE_URL", modeltest.Address(s.store))
	return s
}

func TestTheDoctorSaysALineForEachCheck(t *testing.T) {
	s := ward(t)
	out, problems := s.run(0, "doctor")
	says(t, out, "ok       configuration  People reach it at http://127.0.0.1:8080", "ok       events         ", "\nHealthy: 14 checks.\n")
	if lines := strings.Count(out, "\n"); lines != 16 || problems != "" {
		t.Errorf("%d lines: %s%s", lines, out, problems)
	}
}

func TestTheDoctorSaysWhatIsAtFault(t *testing.T) {
	s := ward(t)
	modeltest.Plant(t, s.store, "UPDATE role_tallies SET asked = asked + 1", "UPDATE events SET digest = ''")
	out, problems := s.run(1, "doctor")
	says(t, out, " tallies differ from what posts and skills say", "           role_tallies ", ": asked is kept as ", "           … and ", " more",
		"events have no digest and no seal", "\nNot healthy: 14 checks, 1 with a fault, 1 with a warning. docs/doctor.md says what to do.\n")
	if problems != "" {
		t.Errorf("said again on standard error: %s", problems)
	}
	modeltest.Plant(t, s.store, "UPDATE role_tallies SET asked = asked - 1")
	out, _ = s.run(0, "doctor")
	says(t, out, "\nHealthy: 14 checks, 1 with a warning.\n")
}

func TestProgramsReadWhatTheDoctorFinds(t *testing.T) {
	s := ward(t)
	read := func(status int, args ...string) doctor.Report {
		t.Helper()
		out, _ := s.run(status, append([]string{"doctor", "--json"}, args...)...)
		var plain map[string]any
		var report doctor.Report
		for _, into := range []any{&plain, &report} {
			if err := json.Unmarshal([]byte(out), into); err != nil {
				t.Fatalf("%v in %s", err, out)
			}
		}
		if healthy, is := plain["healthy"].(bool); !is || healthy != (status == 0) {
			t.Errorf("healthy is %v", plain["healthy"])
		}
		checks, _ := plain["checks"].([]any)
		for _, c := range checks {
			check, _ := c.(map[string]any)
			for _, name := range []string{"name", "status", "summary", "found", "examples"} {
				if check[name] == nil {
					t.Errorf("no %s in %v", name, check)
				}
			}
		}
		return report
	}
	if report := read(0); len(report.Checks) != 14 {
		t.Errorf("%d checks", len(report.Checks))
	}
	modeltest.Plant(t, s.store, "UPDATE completion_records SET successor_id = NULL")
	report := read(1)
	at := slices.IndexFunc(report.Checks, func(c doctor.Check) bool { return c.Name == "records" })
	if c := report.Checks[at]; c.Status != doctor.Fault || c.Found != 1 || !strings.HasPrefix(c.Examples[0].Where, "completion_records ") || !strings.Contains(c.Examples[0].Problem, demo.SupersededRecord) {
		t.Errorf("records: %+v", c)
	}
	if report := read(1, "--database-url", "sqlite:"+t.TempDir()+"/none.db"); len(report.Checks) != 3 {
		t.Errorf("without a database: %+v", report)
	}
}

// What other commands refuse as bad usage is what the doctor is there to tell of.
func TestTheDoctorReportsEverySettingThatCannotBeRead(t *testing.T) {
	s := ward(t)
	t.Setenv("TRELLIS_TRUSTED_PROXIES", "the office")
	t.Setenv("TRELLIS_SMTP_URL", "smtp://127.0.0.1:1")
	out, _ := s.run(1, "doctor", "--addr", "nowhere", "--log", "xml")
	says(t, out, "fault    configuration  4 settings need another look",
		`TRELLIS_TRUSTED_PROXIES (--trusted-proxies): "the office": want networks`, `TRELLIS_ADDR (--addr): "nowhere": want an address`,
		`TRELLIS_LOG (--log): "xml": want text or json`, `TRELLIS_MAIL_FROM (--mail-from): is needed with a mail server`, "fault    mail           The mail server cannot be used")
	s.run(2, "doctor", "--bogus")
	s.run(2, "doctor", "now")
}
