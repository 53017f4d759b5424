package exchange_test

import (
	"bytes"
	"slices"
	"testing"
	"unicode/utf8"

	"trellis/app/exchange"
	"trellis/models"
	"trellis/models/store"
)

func bytesFile(name string, content []byte) exchange.File {
	return exchange.File{Name: name, Content: bytes.NewReader(content)}
}

// whole checks what must hold of a framework that was not refused: it can be kept.
func whole(t *testing.T, c store.FrameworkContent, report exchange.Report) {
	t.Helper()
	if report.IsRefused() {
		for _, p := range report.Refused {
			if p.Problem == "" || p.Line < 0 || p.Column < 0 {
				t.Fatalf("a refusal says nothing: %+v", p)
			}
		}
		return
	}
	if c.Framework.Code == "" || c.Framework.Name == "" || c.Version.Version == "" || len(c.Version.ContentHash) != 64 {
		t.Fatalf("without a name: %+v, %+v", c.Framework, c.Version)
	}
	domains := map[models.ID]models.ID{} // by competency
	levels, codes, slugs, profiles := map[int]bool{}, map[models.ID]bool{}, map[string]bool{}, map[models.ID]bool{}
	for _, l := range c.Levels {
		levels[l.Value] = true
	}
	for _, k := range c.Competencies {
		if k.Slug == "" || slugs[k.Slug] || codes[models.ID(k.Code)] {
			t.Fatalf("two competencies share code or address: %+v", k)
		}
		text(t, k.Name)
		text(t, k.Description)
		if k.ParentID != nil && domains[*k.ParentID] != k.DomainID {
			t.Fatalf("a part of what does not stand before it in its domain: %+v", k)
		}
		slugs[k.Slug], codes[models.ID(k.Code)], domains[models.ID(k.Code)] = true, true, k.DomainID
	}
	for _, d := range c.Descriptors {
		if !levels[d.Level] || !codes[d.CompetencyID] {
			t.Fatalf("a text for no level or competency: %+v", d)
		}
		text(t, d.Text)
	}
	for _, p := range c.Profiles {
		if profiles[models.ID(p.Code)] {
			t.Fatalf("two role profiles share a code: %+v", p)
		}
		profiles[models.ID(p.Code)] = true
	}
	asked := map[models.Requirement]bool{}
	for _, r := range c.Requirements {
		key := models.Requirement{RoleProfileID: r.RoleProfileID, CompetencyID: r.CompetencyID}
		if asked[key] || r.Level <= c.Levels[0].Value || !levels[r.Level] || !codes[r.CompetencyID] || !profiles[r.RoleProfileID] {
			t.Fatalf("a requirement twice, or of nothing: %+v", r)
		}
		asked[key] = true
	}
}

func text(t *testing.T, s string) {
	t.Helper()
	if !utf8.ValidString(s) || bytes.IndexByte([]byte(s), 0) >= 0 {
		t.Fatalf("a database would refuse %q", s)
	}
}

func FuzzStarterFramework(f *testing.F) {
	f.Add([]byte(testFile(f, "framework.json")))
	f.Add([]byte("\xff\xfe{\x00}\x00"))
	f.Add([]byte(`{"schema":"competency-framework/1","framework":{"code":"A","name":"\u0000","domains":[{},null,1,[[]]]}}`))
	f.Fuzz(func(t *testing.T, content []byte) {
		c, report, err := exchange.ReadFramework([]exchange.File{bytesFile("f.json", content)}, "")
		if err != nil {
			t.Fatal(err)
		}
		whole(t, c, report)
	})
}

func FuzzMoodleFramework(f *testing.F) {
	f.Add([]byte(testFile(f, "moodle.csv")))
	f.Add([]byte("a,b,c,d,e,f,g,h,i,j,k,l\n,F,F,,,\"0,1\",,,,,1,\n,A,A,<p>,4,,,,,,,\nA,A!,A,<ul><li>,,,,,,,0,\n"))
	f.Add([]byte("Shortname;Is framework;Scale values;ID number;Parent ID number\nF;1;0,1;f;\nA;;;a;b\nB;;;b;a\n"))
	f.Fuzz(func(t *testing.T, content []byte) {
		c, report, err := exchange.ReadFramework([]exchange.File{bytesFile("m.csv", content)}, "")
		if err != nil {
			t.Fatal(err)
		}
		whole(t, c, report)
		if report.IsRefused() {
			return
		}
		for _, d := range c.Domains {
			if d.Code == "" || d.Name == "" || !slices.ContainsFunc(c.Competencies, func(k models.Competency) bool { return k.DomainID == models.ID(d.Code) }) {
				t.Fatalf("an area without a name, or with nothing in it: %+v", d)
			}
		}
	})
}

func FuzzGovernmentFramework(f *testing.F) {
	f.Add([]byte(testFile(f, "skills.csv")), []byte(testFile(f, "roles.csv")))
	f.Add([]byte("Skill Name,Awareness,Working,Practitioner,Expert\na,,,,\nA!,,,,\n"), []byte("Role;Role Level;Skill Name;Skill Level\nx;y;a;not in use\n"))
	f.Add([]byte("\"\n"), []byte("Role,Role Level,Skill Name,Skill Level\n\"\",,\n"))
	f.Fuzz(func(t *testing.T, skills, roles []byte) {
		c, report, err := exchange.ReadFramework([]exchange.File{bytesFile("s.csv", skills), bytesFile("r.csv", roles)}, "")
		if err != nil {
			t.Fatal(err)
		}
		whole(t, c, report)
		turned, _, err := exchange.ReadFramework([]exchange.File{bytesFile("r.csv", roles), bytesFile("s.csv", skills)}, "")
		if err != nil || turned.Version.ContentHash != c.Version.ContentHash {
			t.Fatalf("the order of the files matters (%v)", err)
		}
	})
}

func FuzzProgramme(f *testing.F) {
	framework, _ := readFramework(f, file("framework.json", testFile(f, "framework.json")))
	f.Add([]byte(testFile(f, "programme.json")))
	f.Add([]byte(`{"schema":"programme-starter/1","courses":[{"prerequisites":[{"type":"course"}]}],"organisations":[{"type":7}]}`))
	f.Fuzz(func(t *testing.T, content []byte) {
		c, report, err := exchange.ReadProgramme(bytesFile("p.json", content), framework)
		if err != nil {
			t.Fatal(err)
		}
		if report.IsRefused() {
			return
		}
		codes := map[models.ID]bool{}
		for _, o := range c.Organisations {
			if o.Code == "" || codes[models.ID(o.Code)] {
				t.Fatalf("two organisations share a code: %+v", o)
			}
			codes[models.ID(o.Code)] = true
		}
		links := map[models.Link]bool{}
		for _, l := range c.Links {
			if links[l] || !codes[l.OrganisationID] || !codes[l.OtherID] {
				t.Fatalf("a link twice, or to nobody: %+v", l)
			}
			links[l] = true
		}
	})
}
