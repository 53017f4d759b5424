package command_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// testFile is a small file that the tests of app/exchange read too.
func testFile(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile("../../app/exchange/testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return written(t, name, string(text))
}

func TestFrameworksGoOutAndComeBack(t *testing.T) {
	s := newShell(t)
	s.run(0, "import", "framework", frameworkFile(t, "", ""))
	out, problems := s.run(0, "export", "framework", "BAKE")
	if problems != "" {
		t.Errorf("warned of %s", problems)
	}
	back, _ := s.run(0, "import", "framework", written(t, "out.json", out))
	whole := out
	says(t, back, "unchanged  5", "added      0")

	to := filepath.Join(t.TempDir(), "moodle.csv")
	out, problems = s.run(0, "export", "framework", "BAKE", "--version", "1.0", "--format", "moodle", "-o", to)
	says(t, problems, "warning: Moodle's CSV cannot hold the number of the version: import it with --version 1.0\n", "2 role profiles")
	if out != "" {
		t.Errorf("on standard output: %s", out)
	}
	back, _ = s.run(0, "import", "framework", to, "--version", "2", "--draft")
	says(t, back, "Bakers’ framework (BAKE), version 2", "added      3")

	_, problems = s.run(1, "export", "framework", "CAKE")
	says(t, problems, "trellis: framework: there is no framework \"CAKE\": want the code of one of BAKE 1.0")
	barred := strings.Replace(whole, `"licence": "MIT"`, `"licence": "MIT", "export": false`, 1)
	s.run(0, "import", "framework", written(t, "barred.json", barred), "--version", "3")
	_, problems = s.run(1, "export", "framework", "BAKE", "--version", "3", "--format", "case", "-o", to)
	says(t, problems, "may not be handed out: its licence does not allow it (MIT)")
	if text, err := os.ReadFile(to); err != nil || !strings.HasPrefix(string(text), "Parent ID number,") {
		t.Errorf("what was there is %q now (%v)", text, err)
	}
	_, problems = s.run(2, "export", "framework", "BAKE", "--format", "word")
	says(t, problems, `"trellis","moodle"`)
}

func TestCoursesAndBundlesComeInAndGoOut(t *testing.T) {
	s := newShell(t)
	file := testFile(t, "programme.json")
	out, _ := s.run(1, "import", "courses", file)
	says(t, out, file+`:3:16: "BAKE": no framework is published here: import it first`)
	s.run(0, "import", "framework", frameworkFile(t, "", ""))
	out, _ = s.run(0, "import", "courses", file, "--dry-run")
	says(t, out, "2 courses, 1 programme", "added      3", "Dry run: nothing was changed.")
	out, _ = s.run(0, "import", "courses", file, "--json")
	var report map[string]any
	if err := json.Unmarshal([]byte(out), &report); err != nil || report["kind"] != "courses" || report["added"] != 3.0 {
		t.Errorf("got %s (%v)", out, err)
	}
	out, _ = s.run(0, "import", "organisations", file)
	says(t, out, "added      7")

	courses, _ := s.run(0, "export", "courses")
	out, _ = s.run(0, "import", "courses", written(t, "out.json", courses))
	says(t, out, "unchanged  3", "changed    0")
	bundle, _ := s.run(0, "export", "bundle")
	out, _ = s.run(0, "import", "bundle", written(t, "bundle.json", bundle))
	says(t, out, "1 version of a framework, 2 courses, 1 programme", "bundle from ", "unchanged  8")
	out, _ = s.run(1, "import", "bundle", written(t, "bundle.json", strings.Replace(bundle, "First loaf", "Last loaf", 1)))
	says(t, out, "the file was edited or is not whole", "Nothing was changed")
	if again, _ := newShell(t).run(0, "export", "bundle"); !strings.Contains(again, `"frameworks": []`) {
		t.Errorf("of nothing: %s", again)
	}
}
