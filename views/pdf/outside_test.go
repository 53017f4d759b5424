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
	"unicode/utf16"

	"trellis/app/records"
	"trellis/models"
	"trellis/models/store"
	"trellis/views/pdf"
)

// hostile are names that have broken papers elsewhere.
func hostile() []string {
	return []string{
		"Łukasz Ångström Nguyễn Thị Hồng", "Αθηνά Παπαδοπούλου", "Юлия Щукина", "محمد العلي", "שרה כהן", "山田 太郎", "Ada 😀 Lovelace", "Ada\nLovelace\r\x00",
		strings.Repeat("Wolfeschlegelsteinhausen", 13)[:300], "‮evil", ") Tj ET (", "<script>", "प्रिया शर्मा", "",
	}
}

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

func TestReadersFromOutsideFindNoFault(t *testing.T) {
	for _, name := range hostile() {
		if says := tool(t, file(t, own(name, 3)), "qpdf", "--check", "FILE"); !strings.Contains(says, "No syntax or stream encoding errors") {
			t.Errorf("%q: %s", name, says)
		}
	}
	paper, err := pdf.Transcript(transcript(60), pdf.Brand{})
	if err != nil {
		t.Fatal(err)
	}
	if says := tool(t, paper, "qpdf", "--check", "FILE"); !strings.Contains(says, "No syntax or stream encoding errors") {
		t.Error(says)
	}
}

func TestAPaperIsReadOutInItsOrder(t *testing.T) {
	o := own("Łukasz Ångström Nguyễn", 2)
	o.Requirements = []models.RecordRequirement{{Position: 1, Asks: "Attend 5 sessions", Met: "6 attended"}, {Position: 2, Asks: "A piece of work", Met: "Passed"}}
	for _, says := range []string{tool(t, file(t, o), "pdftotext", "FILE", "-"), tool(t, file(t, o), "pdfinfo", "-struct-text", "FILE")} {
		says = strings.Join(strings.Fields(says), " ")
		at := 0
		for _, want := range []string{"Certificate of completion", "Łukasz Ångström Nguyễn", "completed", "Framing the decision", "20 November 2026", "Attend 5 sessions", "6 attended", "A piece of work", "Passed", "Competency number 0", "Practitioner", "Testshire Trust", "AB-2222-2222", "https://trellis.example.org/verify/AB-2222-2222", "completion, not competence"} {
			i := strings.Index(says[at:], want)
			if i < 0 {
				t.Errorf("%q is not read out, or not in its turn, in %s", want, says)
				continue
			}
			at += i
		}
	}
}

func TestAPaperHasTagsALanguageAndItsFonts(t *testing.T) {
	paper := file(t, own("Αθηνά", 2))
	says := tool(t, paper, "pdfinfo", "FILE")
	for _, want := range []string{"Tagged:          yes", "Title:           Certificate of completion: Framing"} {
		if !strings.Contains(says, want) {
			t.Errorf("no %q in %s", want, says)
		}
	}
	fonts := tool(t, paper, "pdffonts", "FILE")
	if strings.Count(fonts, "yes yes yes") != 2 {
		t.Errorf("fonts that are not embedded and in part: %s", fonts)
	}
	tags := tool(t, paper, "pdfinfo", "-struct", "FILE")
	for _, want := range []string{"Document", "H1", "H2", "Table", "TH", "TD", "LBody", "Figure", "Link"} {
		if !strings.Contains(tags, want) {
			t.Errorf("no %s among the tags: %s", want, tags)
		}
	}
}

func TestTheCodeOnPaperOpensTheCheckPage(t *testing.T) {
	if _, err := exec.LookPath("zbarimg"); err != nil {
		t.Skip("zbarimg is not here, so no camera reads the code")
	}
	dir := t.TempDir()
	path := filepath.Join(dir, "file.pdf")
	if err := os.WriteFile(path, file(t, own("Ada", 2)), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.CommandContext(t.Context(), "pdftoppm", "-r", "150", "-png", path, filepath.Join(dir, "page")).CombinedOutput(); err != nil {
		t.Skipf("pdftoppm: %v: %s", err, out)
	}
	out, err := exec.CommandContext(t.Context(), "zbarimg", "-q", "--raw", filepath.Join(dir, "page-1.png")).Output()
	if got := strings.TrimSpace(string(out)); err != nil || got != "https://trellis.example.org/verify/AB-2222-2222" {
		t.Errorf("the camera reads %q (%v)", got, err)
	}
}

func TestANameThatCannotBeDrawnIsStillReadOut(t *testing.T) {
	for _, name := range []string{"山田 太郎", "محمد العلي"} {
		paper := file(t, own(name, 1))
		if !bytes.Contains(paper, []byte(utf16Of(name))) {
			t.Errorf("%q is not among what is read out", name)
		}
		if says := textOf(t, paper); !strings.Contains(says, "in letters that this paper cannot draw") {
			t.Errorf("the paper does not say that %q could not be drawn", name)
		}
	}
	if says := tool(t, file(t, own("山田 太郎", 1)), "pdftotext", "FILE", "-"); !strings.Contains(says, "山田 太郎") {
		t.Error("a reader from outside does not find the name")
	}
}

// utf16Of is a text as the tags hold it.
func utf16Of(text string) string {
	hex := "<FEFF"
	for _, unit := range utf16.Encode([]rune(text)) {
		hex += fmt.Sprintf("%04X", unit)
	}
	return hex + ">"
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

func BenchmarkRecord(b *testing.B) {
	o := own("Łukasz Ångström Nguyễn", 6)
	for b.Loop() {
		if _, err := pdf.Record(o, pdf.Brand{}); err != nil {
			b.Fatal(err)
		}
	}
}
