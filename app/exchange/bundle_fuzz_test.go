package exchange

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"trellis/models/store"
)

// FuzzBundle reads the bytes as a bundle, and as the parts of one whose digest is right.
func FuzzBundle(f *testing.F) {
	var texts []string
	for _, name := range []string{"framework.json", "programme.json"} {
		text, err := os.ReadFile("testdata/" + name)
		if err != nil {
			f.Fatal(err)
		}
		texts = append(texts, string(text))
	}
	f.Add(`{"frameworks": [` + texts[0] + `], "courses": ` + texts[1] + `}`)
	f.Add(`{"frameworks": [], "courses": null}`)
	f.Add(`{"frameworks": [{"schema": "competency-framework/1", "framework": {"status": 7}}, null], "courses": {"schema": "programme-starter/1", "courses": [{}]}}`)
	f.Add(`{"schema": "trellis-bundle/1", "digest": "", "parts": {}, "PARTS": []}`)
	f.Fuzz(func(t *testing.T, text string) {
		read := func(text string) {
			report := newReport("bundle", []File{{Name: "b"}})
			s, err := read(File{Name: "b", Content: strings.NewReader(text)}, report)
			if err != nil || s == nil {
				return
			}
			b := readBundle(s)
			var editions []store.Edition
			for _, framework := range b.frameworks {
				editions = append(editions, framework.Edition())
			}
			if report.IsRefused() || b.courses == nil {
				return
			}
			r := newProgrammeReader(s, shelfOf(editions), store.Content{})
			r.file(b.courses)
			if report.IsRefused() {
				return
			}
			m := newMatch(store.Content{}, r.c, nil, nil)
			m.courses(r)
			m.programmes()
			if m.added != len(r.c.Courses)+len(r.c.Programmes) {
				t.Fatalf("%d are added of %d courses and %d programmes", m.added, len(r.c.Courses), len(r.c.Programmes))
			}
		}
		read(text)
		if json.Valid([]byte(text)) {
			digest, err := digestOf([]byte(text))
			if err != nil {
				t.Fatal(err)
			}
			read(`{"schema": "` + BundleFormat + `", "digest": "` + digest + `", "parts": ` + text + `}`)
		}
	})
}
