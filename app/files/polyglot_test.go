package files_test

import (
	"archive/zip"
	"bytes"
	"testing"

	"trellis/app/files"
)

// zipped is an archive with one part after what comes before it.
func zipped(t *testing.T, before, part string) []byte {
	t.Helper()
	var b bytes.Buffer
	b.WriteString(before)
	w := zip.NewWriter(&b)
	w.SetOffset(int64(len(before)))
	if _, err := w.Create(part); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// A file that is two things at once is taken as what both its name and its first bytes say, and served as that alone.
func TestAFileThatIsTwoThingsIsTakenAsOneOrNone(t *testing.T) {
	const script, html = `<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`, "<!doctype html><script>alert(1)</script>"
	for name, c := range map[string]struct {
		file    string
		content []byte
		want    string // empty: it is refused
	}{
		"a PDF that is a page as well":    {"a.pdf", []byte("%PDF-1.7\n" + html), "application/pdf"},
		"a page that is a PDF further on": {"a.pdf", []byte(html + "\n%PDF-1.7\n"), ""},
		"a PDF named as a page":           {"a.html", []byte("%PDF-1.7\n" + html), ""},
		"a drawing named as a picture":    {"a.png", []byte(script), ""},
		"a drawing":                       {"a.svg", []byte(script), ""},
		"a page named as a picture":       {"a.jpg", []byte(html), ""},
		"a picture named as another":      {"a.png", []byte("\xff\xd8\xff\xe0"), ""},
		"a picture with a page behind it": {"a.png", []byte("\x89PNG\r\n\x1a\n" + html), "image/png"},
		"an archive named as a PDF":       {"a.pdf", zipped(t, "", "a.txt"), ""},
		"a PDF with an archive behind it": {"a.pdf", zipped(t, "%PDF-1.7\n", "a.txt"), "application/pdf"},
		"that, named as an archive":       {"a.zip", zipped(t, "%PDF-1.7\n", "a.txt"), ""},
		"an archive named as a workbook":  {"a.xlsx", zipped(t, "", "a.txt"), ""},
		"a document named as a workbook":  {"a.xlsx", zipped(t, "", "word/document.xml"), ""},
		"a page named as text":            {"a.txt", []byte(html), "text/plain"},
		"an archive named as text":        {"a.csv", zipped(t, "", "a.txt"), ""},
		"two endings":                     {"a.pdf.html", []byte("%PDF-1.7\n"), ""},
		"no ending":                       {"a", []byte("%PDF-1.7\n"), ""},
	} {
		kind, problem := files.Type(c.file, c.content)
		if kind != c.want || (problem == "") != (c.want != "") {
			t.Errorf("%s: %q (%s), want %q", name, kind, problem, c.want)
		}
	}
}
