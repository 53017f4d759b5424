package pdf_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"trellis/app/records"
	"trellis/models"
	"trellis/models/store"
	"trellis/views/pdf"
)

// tool gives what a program from outside says of a file; the test is skipped, saying so, where there is none.
func tool(t *testing.T, file []byte, name string, args ...string) string {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		t.Skipf("%s is not here, so nothing from outside reads the file", name)
	}
	path := filepath.Join(t.TempDir(), "file.pdf")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	for i, arg := range args {
		if arg == "FILE" {
			args[i] = path
		}
	}
	out, err := exec.CommandContext(t.Context(), name, args...).CombinedOutput()
	if err != nil {
		t.Errorf("%s: %v: %s", name, err, out)
	}
	return string(out)
}

func transcript(rows int) records.Transcript {
	t := records.Transcript{Name: "Łukasz Nguyễn", Network: "Testland network", MadeOn: "2026-11-23", Whole: true}
	minutes := 90
	for i := range rows {
		r := own("Łukasz Nguyễn", 2).Record
		r.Code, r.CourseTitle = fmt.Sprintf("AB-2222-%04d", i), fmt.Sprintf("Course number %d of the programme for analysts", i)
		t.Records = append(t.Records, records.TranscriptRecord{CompletionRecord: r, State: models.Genuine, CheckURL: "https://trellis.example.org/verify/" + r.Code})
		t.Past = append(t.Past, models.PastCompletion{CourseTitle: fmt.Sprintf("Before %d", i), Provider: "Elsewhere", CompletedOn: "2020-01-02", Minutes: &minutes, AddedAt: time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC)})
		starts := time.Date(2026, 1, 2, 9, 0, 0, 0, time.UTC)
		t.Taken = append(t.Taken, records.TranscriptCourse{TakenCourse: store.TakenCourse{CourseTitle: fmt.Sprintf("Taken %d", i), Starts: starts, Ends: starts.AddDate(0, 1, 0)}, Attended: 2, Minutes: 120})
	}
	t.Years = []records.LearnedYear{{First: "2026-04-01", Courses: 600, Past: 90, Logged: []records.LearnedKind{{Kind: models.Reading, Entries: 2, Minutes: 75}}}}
	return t
}

func TestATranscriptIsTheSameFileAndSaysAllOfIt(t *testing.T) {
	made := transcript(60)
	first, err := pdf.Transcript(made, pdf.Brand{})
	second, again := pdf.Transcript(made, pdf.Brand{})
	if err != nil || again != nil || !bytes.Equal(first, second) {
		t.Errorf("two files of one transcript differ (%v, %v)", err, again)
	}
	says := strings.Join(strings.Fields(tool(t, first, "pdftotext", "FILE", "-")), " ")
	for _, want := range []string{"Learning transcript", "Łukasz Nguyễn", "AB-2222-0000", "AB-2222-0059", "Taken 59", "Before 59", "Not checked by this network", "2026 to 2027", "Reading 1 hour 15 minutes", "Page 2 of"} {
		if !strings.Contains(says, want) {
			t.Errorf("no %q", want)
		}
	}
	if strings.Contains(says, "{pages}") {
		t.Error("the number of pages is not told")
	}
}

func TestATranscriptOfAnyNameIsWhole(t *testing.T) {
	for _, name := range []string{"محمد العلي", "山田 太郎", "Ada 😀 Lovelace", "Ada\nLovelace\r\x00", strings.Repeat("Wolfeschlegel", 24)[:300], ") Tj ET (", ""} {
		made := transcript(3)
		made.Name = name
		paper, err := pdf.Transcript(made, pdf.Brand{})
		if err != nil {
			t.Fatal(err)
		}
		if says := tool(t, paper, "qpdf", "--check", "FILE"); !strings.Contains(says, "No syntax or stream encoding errors") {
			t.Errorf("%q: %s", name, says)
		}
	}
}

func TestTheHeadsOfATableSayWhatTheyHead(t *testing.T) {
	paper, err := pdf.Transcript(transcript(3), pdf.Brand{})
	if err != nil {
		t.Fatal(err)
	}
	tables := bytes.Count(paper, []byte("/S /Table"))
	columns, rows := bytes.Count(paper, []byte("/S /TH")), bytes.Count(paper, []byte("/A <</O /Table /Scope /Row>>"))
	columns -= rows
	if scoped := bytes.Count(paper, []byte("/A <</O /Table /Scope /Column>>")); tables < 3 || rows < 9 || scoped != columns || scoped < 10 {
		t.Errorf("of %d heads of columns in %d tables %d have a scope, and %d of rows", columns, tables, scoped, rows)
	}
	if bytes.Contains(paper, []byte("/TH Column")) {
		t.Error("the scope is part of the name")
	}
}
