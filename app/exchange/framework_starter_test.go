package exchange_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"trellis/app/exchange"
	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/store"
)

func TestMain(m *testing.M) { modeltest.Main(m) }

func testFile(t testing.TB, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func file(name, text string) exchange.File {
	return exchange.File{Name: name, Content: strings.NewReader(text)}
}

func readFramework(t testing.TB, files ...exchange.File) (store.FrameworkContent, exchange.Report) {
	t.Helper()
	c, report, err := exchange.ReadFramework(files, "")
	if err != nil {
		t.Fatal(err)
	}
	return c, report
}

func accepted(t testing.TB, report exchange.Report) {
	t.Helper()
	for _, p := range report.Refused {
		t.Errorf("refused: %s:%d:%d: %q: %s", p.File, p.Line, p.Column, p.Value, p.Problem)
	}
}

func TestAFrameworkInOurFormatIsRead(t *testing.T) {
	c, report := readFramework(t, file("framework.json", testFile(t, "framework.json")))
	accepted(t, report)
	if len(report.Warnings) > 0 {
		t.Errorf("warned of %q", report.Warnings)
	}
	if len(c.Levels) != 3 || len(c.Domains) != 2 || len(c.Competencies) != 3 || len(c.Descriptors) != 3 || len(c.Profiles) != 2 {
		t.Fatalf("got %+v", c)
	}
	if c.Competencies[0].Slug == c.Competencies[2].Slug {
		t.Errorf("two competencies of one name share the address %q", c.Competencies[0].Slug)
	}
	if c.Version.Notes != "Bread first.\nThen cake." || c.Competencies[0].SeeAlso != "Miller’s guide, chapter 2" {
		t.Errorf("got %q and %q", c.Version.Notes, c.Competencies[0].SeeAlso)
	}
	want := []models.Requirement{
		{RoleProfileID: "apprentice", CompetencyID: "BR1", Level: 1, Core: true},
		{RoleProfileID: "apprentice", CompetencyID: "CA1", Level: 1},
		{RoleProfileID: "owner", CompetencyID: "BR2", Level: 2},
	}
	for i, r := range c.Requirements {
		if len(c.Requirements) != len(want) || r != want[i] {
			t.Fatalf("requirements %+v, want %+v: level 0 asks nothing", c.Requirements, want)
		}
	}
	if c.Profiles[0].DecisionMaker || !c.Profiles[1].DecisionMaker {
		t.Error("the owner alone is a decision maker")
	}
}

// Published versions are told from changed ones by their digest, so it may not change for what has been kept.
func TestWhatHasNoPartsHasTheDigestItAlwaysHad(t *testing.T) {
	c, _ := readFramework(t, file("framework.json", testFile(t, "framework.json")))
	gdd, _ := readFramework(t, file("skills.csv", testFile(t, "skills.csv")), file("roles.csv", testFile(t, "roles.csv")))
	for digest, want := range map[string]string{
		c.Version.ContentHash:   "f3625661e3c4c3a370e4f698bd6561d6cf2ac4876692820ca50c98cdf59d8004",
		gdd.Version.ContentHash: "23880540fe05077ac0595bcc0e6cc358c3337c8cb82889c1603fb4947b89c4c1",
	} {
		if digest != want {
			t.Errorf("got %s, want %s", digest, want)
		}
	}
}

func TestACompetencyStandsBehindTheOneItIsAPartOf(t *testing.T) {
	text := strings.NewReplacer(
		`{"code": "BR1", "name"`, `{"code": "BR3", "name": "Scoring", "parent": "BR1"}, {"code": "BR4", "name": "Cutting", "parent": "BR1"}, {"code": "BR1", "name"`,
		`{"code": "BR2", "name"`, `{"code": "BR5", "name": "Cutting"}, {"code": "BR2", "parent": "BR1", "name"`,
	).Replace(testFile(t, "framework.json"))
	c, report := readFramework(t, file("framework.json", text))
	accepted(t, report)
	var got []string
	for _, k := range c.Competencies {
		parent := ""
		if k.ParentID != nil {
			parent = " in " + string(*k.ParentID)
		}
		got = append(got, fmt.Sprintf("%d %s %s%s", k.Position, k.Code, k.Slug, parent))
	}
	want := []string{"1 BR1 kneading", "2 BR3 scoring in BR1", "3 BR4 cutting in BR1", "4 BR2 proving in BR1", "5 BR5 cutting-2", "6 CA1 kneading-2"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestEveryEncodingIsTheSameFramework(t *testing.T) {
	plain := testFile(t, "framework.json")
	wide := func(first, second int) string {
		bytes := []byte{}
		for _, u := range utf16.Encode([]rune("\ufeff" + plain)) {
			pair := []byte{byte(u), byte(u >> 8)}
			bytes = append(bytes, pair[first], pair[second])
		}
		return string(bytes)
	}
	c, _ := readFramework(t, file("plain", plain))
	for name, text := range map[string]string{
		"with a byte-order mark": "\ufeff" + plain,
		"UTF-16, little end":     wide(0, 1),
		"UTF-16, big end":        wide(1, 0),
		"lines of Windows":       strings.ReplaceAll(plain, "\n", "\r\n"),
	} {
		other, report := readFramework(t, file(name, text))
		accepted(t, report)
		if other.Version.ContentHash != c.Version.ContentHash {
			t.Errorf("%s: another hash", name)
		}
	}
}

func TestWhatIsWrongWithAFrameworkIsSaidWithItsPlace(t *testing.T) {
	for name, c := range map[string]struct {
		old, fresh string
		line, col  int
		value      string
		says       string
	}{
		"a comma too many":         {`"1.0",`, `"1.0",,`, 6, 22, ",", "not JSON"},
		"a letter outside":         {`"licence": "MIT"`, `"licence": ö`, 8, 16, "ö", "not JSON"},
		"the end is missing":       {"\n    ]\n  }\n}\n", "", 43, 124, "", "unexpected end"},
		"another schema":           {"competency-framework/1", "framework/9", 2, 13, "framework/9", "competency-framework/1"},
		"no name":                  {`"name": "Bakers’ framework",`, ``, 3, 16, "", "name is missing"},
		"a name that is a number":  {`"Bakers’ framework"`, `7`, 5, 13, "7", "want a text"},
		"a code with a space":      {`"code": "BR1", "name"`, `"code": "BR 1", "name"`, 26, 20, "BR 1", "want a code"},
		"a code twice":             {`"code": "BR2"`, `"code": "br1"`, 29, 20, "br1", "already"},
		"a scale with a hole":      {`"value": 2`, `"value": 3`, 17, 9, "3", "want 2"},
		"a level beyond the scale": {`"2": "Knows`, `"5": "Knows`, 27, 49, "5", "from 0 to 2"},
		"an unknown competency":    {`"BR2": 0`, `"BR7": 0`, 42, 35, "BR7", "no competency"},
		"a requirement too high":   {`"CA1": 1`, `"CA1": 3`, 42, 52, "3", "from 0 to 2"},
		"a core nobody asks":       {`"core": ["BR1"]`, `"core": ["BR2"]`, 42, 65, "BR2", "among the requirements"},
		"a flag that is a text":    {`"decision_maker": true`, `"decision_maker": "yes"`, 43, 79, "yes", "want true or false"},
		"a name twice":             {`"licence": "MIT",`, `"licence": "MIT", "licence": "GPL",`, 8, 23, "licence", "twice"},
		"a NUL":                    {`"Has not baked."`, `"Has \u0000 baked."`, 15, 57, "Has \x00 baked.", "NUL"},
		"no domain":                {`"domains"`, `"domain"`, 3, 16, "", "domains is missing"},
		"a parent elsewhere":       {`{"code": "BR2",`, `{"code": "BR2", "parent": "CA1",`, 29, 37, "CA1", "no competency of the same domain"},
		"a part of a part":         {`{"code": "BR2", "name"`, `{"code": "BR3", "parent": "BR1", "name": "x"}, {"code": "BR2", "parent": "BR3", "name"`, 29, 84, "BR2", "deeper than a framework goes"},
		"an unknown kind":          {`{"code": "BR2",`, `{"code": "BR2", "kind": "gift",`, 29, 35, "gift", "want method, tool, knowledge, behaviour"},
		"a parent of itself":       {`{"code": "BR2",`, `{"code": "BR2", "parent": "BR2",`, 29, 37, "BR2", "this is a circle: BR2 is a part of BR2"},
		"a file that is not UTF-8": {"Working the dough", "Working the d\xf6ugh", 26, 76, "", "not UTF-8"},
		"nothing but a list":       {"{\n  \"schema\": \"competency-framework/1\",", "[] {", 1, 4, "{", "not JSON"},
	} {
		t.Run(name, func(t *testing.T) {
			text := testFile(t, "framework.json")
			if !strings.Contains(text, c.old) {
				t.Fatalf("the file has no %q", c.old)
			}
			_, report := readFramework(t, file("framework.json", strings.Replace(text, c.old, c.fresh, 1)))
			if len(report.Refused) == 0 {
				t.Fatal("nothing is refused")
			}
			p := report.Refused[0]
			if p.File != "framework.json" || p.Line != c.line || p.Column != c.col || p.Value != c.value || !strings.Contains(p.Problem, c.says) {
				t.Errorf("got %s:%d:%d: %q: %s; want %d:%d: %q: … %s …", p.File, p.Line, p.Column, p.Value, p.Problem, c.line, c.col, c.value, c.says)
			}
		})
	}
}

func TestWhatTheFormatDoesNotKnowIsWarnedOf(t *testing.T) {
	text := strings.Replace(testFile(t, "framework.json"), `"licence": "MIT"`, `"licence": "MIT", "colour": "brown"`, 1)
	_, report := readFramework(t, file("framework.json", text))
	accepted(t, report)
	if len(report.Warnings) != 1 || !strings.Contains(report.Warnings[0], `framework.json:8:23: "colour"`) {
		t.Errorf("warned of %q", report.Warnings)
	}
}

func TestAFileOfMoreThanTheLimitIsRefused(t *testing.T) {
	for with, want := range map[endless]string{'{': "64 MiB", 'x': "4 MiB: is a quotation mark missing", 0: "NUL"} {
		_, report := readFramework(t, exchange.File{Name: "endless", Content: with})
		if len(report.Refused) != 1 || !strings.Contains(report.Refused[0].Problem, want) {
			t.Errorf("got %+v, want %q", report.Refused, want)
		}
	}
}

type endless byte

func (e endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = byte(e)
	}
	return len(p), nil
}
