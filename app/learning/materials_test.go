package learning_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"trellis/app/files"
	"trellis/app/learning"
	"trellis/models"
	"trellis/models/modeltest"
)

// zipped is an archive with the parts.
func zipped(t *testing.T, parts ...string) []byte {
	t.Helper()
	var file bytes.Buffer
	w := zip.NewWriter(&file)
	for _, name := range parts {
		if _, err := w.Create(name); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

// bomb is a small archive that says that it unpacks to a terabyte.
func bomb(t *testing.T) []byte {
	t.Helper()
	var file bytes.Buffer
	w := zip.NewWriter(&file)
	if _, err := w.CreateRaw(&zip.FileHeader{Name: "zeros", Method: zip.Deflate, UncompressedSize64: 1 << 40, CompressedSize64: 0}); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

func TestAFileIsWhatItsContentSays(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s := over(w)
		c, sessions, ada, _, tess := soon(w)
		pdf := []byte("%PDF-1.7\nhello")
		for name, file := range map[string]struct {
			name    string
			content []byte
			kept    string // the name; empty where it is refused
		}{
			"a pdf":                        {"Slides.PDF", pdf, "Slides.PDF"},
			"a name in other letters":      {"Überblick 数据.pdf", pdf, "Überblick 数据.pdf"},
			"a path":                       {`..\..\etc/../passwd.pdf`, pdf, "passwd.pdf"},
			"a name with a line end":       {"a\r\nSet-Cookie: x\".pdf", pdf, "aSet-Cookie: x.pdf"},
			"a name that runs backwards":   {"a\u202efdp.pdf", pdf, "afdp.pdf"},
			"a name without a name":        {"../.pdf", pdf, ""},
			"a very long name":             {strings.Repeat("ä", 4000) + ".pdf", pdf, strings.Repeat("ä", 120) + ".pdf"},
			"html as pdf":                  {"slides.pdf", []byte("<html><script>alert(1)</script>"), ""},
			"html":                         {"page.html", []byte("<html></html>"), ""},
			"svg":                          {"x.svg", []byte("<svg/>"), ""},
			"a program":                    {"x.exe", []byte("MZ\x00\x01"), ""},
			"a program as text":            {"x.txt", []byte("MZ\x00\x01"), ""},
			"pdf as png":                   {"x.png", pdf, ""},
			"nothing":                      {"x.txt", []byte{}, ""},
			"a text":                       {"notes.md", []byte("# Notes\n"), "notes.md"},
			"html as text stays text":      {"notes.txt", []byte("<script>alert(1)</script>"), "notes.txt"},
			"R":                            {"model.R", []byte("x <- 1\n"), "model.R"},
			"a notebook":                   {"a.ipynb", []byte(`{"cells":[]}`), "a.ipynb"},
			"a notebook that is none":      {"a.ipynb", []byte(`cells`), ""},
			"a text with an NHS number":    {"a.csv", []byte("id\n943 476 5919\n"), ""},
			"a workbook":                   {"a.xlsx", zipped(t, "[Content_Types].xml", "xl/workbook.xml"), "a.xlsx"},
			"a workbook with macros":       {"a.xlsx", zipped(t, "xl/workbook.xml", "xl/vbaProject.bin"), ""},
			"a zip as workbook":            {"a.xlsx", zipped(t, "x.txt"), ""},
			"a zip":                        {"a.zip", zipped(t, "x.txt", "y/z.txt"), "a.zip"},
			"a zip that leaves its folder": {"a.zip", zipped(t, "../x.txt"), ""},
			"a zip bomb":                   {"a.zip", bomb(t), ""},
			"half a zip":                   {"a.zip", zipped(t, "x.txt")[:20], ""},
			"too large":                    {"x.txt", bytes.Repeat([]byte("a"), files.Largest+1), ""},
		} {
			before := must[learning.MaterialsPage](t)(s.Materials(t.Context(), tess, c.Code, 1))
			err := s.AddMaterial(t.Context(), tess, learning.AddMaterial{Cohort: c.Code, Session: 1, FileName: file.name, Content: file.content})
			after := must[learning.MaterialsPage](t)(s.Materials(t.Context(), tess, c.Code, 1))
			if file.kept == "" {
				if !isProblem(err, "file") || len(after.Materials) != len(before.Materials) {
					t.Errorf("%s: %v", name, err)
				}
				continue
			}
			if err != nil || len(after.Materials) != len(before.Materials)+1 {
				t.Errorf("%s: %v", name, err)
				continue
			}
			added := after.Materials[len(after.Materials)-1]
			if added.FileName != file.kept {
				t.Errorf("%s is kept as %q", name, added.FileName)
			}
			if got := must[models.File](t)(s.SessionFile(t.Context(), ada, sessions[0].ID, added.ID)); !bytes.Equal(got.Data, file.content) {
				t.Errorf("%s came back otherwise", name)
			}
		}
	})
}

func TestMaterialsAreForThosePlacedAndStayTheirs(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s := over(w)
		c, sessions, ada, e, tess := soon(w)
		add := learning.AddMaterial{Cohort: c.Code, Session: 1, FileName: "a.txt", Content: []byte("hello")}
		for range 2 {
			if err := s.AddMaterial(t.Context(), tess, add); err != nil {
				t.Fatal(err)
			}
		}
		id := must[learning.MaterialsPage](t)(s.Materials(t.Context(), tess, c.Code, 1)).Materials[0].ID
		done := w.Person("Dora")
		w.Enrolled(done, c, models.Completed)
		other := w.Cohort("R2", 5)
		strangers := map[string]models.Actor{"signed out": {}, "somebody else": w.Person("Eve"), "who waits": w.Person("Wim"), "who withdrew": w.Person("Wanda"), "of another cohort": w.Person("Otto"), "another trainer": w.Trainer("Tom", other)}
		w.Enrolled(strangers["who waits"], c, models.Waiting)
		w.Enrolled(strangers["who withdrew"], c, models.Withdrawn)
		w.Enrolled(strangers["of another cohort"], other, models.Placed)
		for name, who := range strangers {
			if _, err := s.SessionPage(t.Context(), who, sessions[0].ID); !errors.Is(err, models.ErrNotFound) {
				t.Errorf("%s sees the session: %v", name, err)
			}
			if _, err := s.SessionFile(t.Context(), who, sessions[0].ID, id); !errors.Is(err, models.ErrNotFound) {
				t.Errorf("%s gets the file: %v", name, err)
			}
			if err := s.AddMaterial(t.Context(), who, add); !errors.Is(err, models.ErrForbidden) {
				t.Errorf("%s adds: %v", name, err)
			}
			if page, err := s.Learning(t.Context(), who, models.PageAt{}); err != nil || len(page.Kept) > 0 {
				t.Errorf("%s keeps %d (%v)", name, len(page.Kept), err)
			}
		}
		for name, who := range map[string]models.Actor{"Ada": ada, "who completed": done} {
			page := must[learning.SessionPage](t)(s.SessionPage(t.Context(), who, sessions[0].ID))
			if len(page.Materials) != 2 || page.Edits || len(page.Coming) != 2 || page.Coming[0] != "Ada" {
				t.Errorf("%s sees %+v", name, page)
			}
			if kept := must[learning.LearningPage](t)(s.Learning(t.Context(), who, models.PageAt{})).Kept; len(kept) != 1 || kept[0].Kept[0].Materials != 2 {
				t.Errorf("%s keeps %+v", name, kept)
			}
		}
		if _, err := s.SessionFile(t.Context(), ada, sessions[1].ID, id); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("the file of another session: %v", err)
		}
		change := func(what learning.MaterialChange, title string) {
			t.Helper()
			if err := s.ChangeMaterial(t.Context(), tess, learning.ChangeMaterial{Cohort: c.Code, Session: 1, Material: id, Change: what, Title: title}); err != nil {
				t.Fatal(err)
			}
		}
		change(learning.MaterialTitle, "The slides")
		change(learning.MaterialLater, "")
		if page := must[learning.SessionPage](t)(s.SessionPage(t.Context(), ada, sessions[0].ID)); page.Materials[1].Title != "The slides" {
			t.Errorf("they are %+v", page.Materials)
		}
		change(learning.MaterialOut, "")
		if _, err := s.SessionFile(t.Context(), ada, sessions[0].ID, id); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("what was taken out: %v", err)
		}
		change(learning.MaterialBack, "")
		if _, err := s.SessionFile(t.Context(), ada, sessions[0].ID, id); err != nil {
			t.Errorf("what was put back: %v", err)
		}
		_ = e
	})
}

func TestTextsOfASessionAreNotOverwrittenUnseen(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s := over(w)
		c, _, _, _, tess := soon(w)
		edition := must[learning.MaterialsPage](t)(s.Materials(t.Context(), tess, c.Code, 1)).Session.TextsEdition()
		in := learning.SessionTexts{Cohort: c.Code, Session: 1, Edition: edition, JoiningText: "Ring the bell", RecordingURL: "https://example.org/r"}
		if err := s.KeepSessionTexts(t.Context(), tess, in); err != nil {
			t.Fatal(err)
		}
		if err := s.KeepSessionTexts(t.Context(), tess, in); err != nil {
			t.Errorf("the same sent twice: %v", err)
		}
		in.JoiningText = "Knock"
		if err := s.KeepSessionTexts(t.Context(), tess, in); !errors.Is(err, models.ErrStale) {
			t.Errorf("over what another saved: %v", err)
		}
		for _, address := range []string{"javascript:alert(1)", "http://example.org", "example.org", "data:text/html,x"} {
			in.RecordingURL = address
			if err := s.KeepSessionTexts(t.Context(), tess, in); !isProblem(err, "recording_url") {
				t.Errorf("%s: %v", address, err)
			}
			if err := s.AddMaterial(t.Context(), tess, learning.AddMaterial{Cohort: c.Code, Session: 1, Title: "x", URL: address}); !isProblem(err, "url") {
				t.Errorf("%s: %v", address, err)
			}
		}
	})
}

func TestTheLinkToJoinIsThereFromHalfAnHourBefore(t *testing.T) {
	w := modeltest.New(t)
	s := over(w)
	c, sessions, ada, _, _ := soon(w)
	modeltest.Plant(t, w.Store, "UPDATE cohorts SET join_url = 'https://meet.example/x' WHERE id = '"+string(c.ID)+"'")
	starts, ends := sessions[0].Starts, sessions[0].Ends
	for at, want := range map[time.Time]bool{
		starts.Add(-31 * time.Minute): false, starts.Add(-30 * time.Minute): true, ends.Add(-time.Second): true, ends: false,
	} {
		w.Clock.Set(at)
		page := must[learning.SessionPage](t)(s.SessionPage(t.Context(), ada, sessions[0].ID))
		if got := page.JoinURL != ""; got != want || !page.Online {
			t.Errorf("at %s: %t", at, got)
		}
	}
}
