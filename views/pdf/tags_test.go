package pdf_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"

	"trellis/app/records"
	"trellis/models"
	"trellis/views/pdf"
)

// full is a record with everything that one can say.
func full(name string) records.Own {
	o := own(name, 3)
	o.Record.CohortName, o.Record.CourseVersion, o.Record.StartedOn = "Autumn 2026", 2, "2026-10-02"
	o.Requirements = []models.RecordRequirement{{Asks: "Attend 5 of 6 sessions", Met: "6 attended"}, {Asks: "75% of the time", Met: "96%"}}
	return o
}

func TestAFileIsWholeForAnotherReader(t *testing.T) {
	model.ConfigPath = "disable" // no folder of settings is made
	for _, o := range []records.Own{full("Łukasz Ångström"), own("Ada", 40), full("محمد"), own(strings.Repeat("Ada ", 80), 0)} {
		context, err := api.ReadValidateAndOptimize(bytes.NewReader(file(t, o)), model.NewDefaultConfiguration())
		if err != nil {
			t.Errorf("the record of %s: %v", o.Record.PersonName, err)
			continue
		}
		catalog, err := context.Catalog()
		if err != nil {
			t.Fatal(err)
		}
		if _, found := catalog.Find("StructTreeRoot"); !found || context.PageCount != 1 || !context.Tagged {
			t.Errorf("the record of %s: tagged %v, %d pages", o.Record.PersonName, context.Tagged, context.PageCount)
		}
	}
}

func TestANameThatCannotBeDrawnIsThereToBeRead(t *testing.T) {
	for name, drawn := range map[string]bool{"Łukasz": true, "Nguyễn Thị": true, "Юлия": true, "محمد": false, "王小明": false, "अनिता": false, "Zoë 😀": false} {
		says := textOf(t, file(t, full(name)))
		if strings.Contains(says, name) != drawn || strings.Contains(says, "letters that this page cannot draw") == drawn {
			t.Errorf("%s is drawn: %v, want %v", name, !drawn, drawn)
		}
		if hidden := bytes.Contains(file(t, full(name)), []byte("/ActualText")); hidden == drawn {
			t.Errorf("%s is told beside what is drawn: %v", name, hidden)
		}
	}
}

func TestARecordIsReadOutInItsOrder(t *testing.T) {
	if _, err := exec.LookPath("pdfinfo"); err != nil {
		t.Skip("needs pdfinfo, of poppler")
	}
	path := filepath.Join(t.TempDir(), "record.pdf")
	if err := os.WriteFile(path, file(t, full("Siân O’Neill")), 0o600); err != nil {
		t.Fatal(err)
	}
	said, err := exec.CommandContext(t.Context(), "pdfinfo", "-struct-text", path).Output()
	if err != nil {
		t.Fatal(err)
	}
	at := 0
	for _, want := range []string{
		"Testland network", "H1", "Certificate of completion", "Siân O’Neill", "Framing the decision with the people who take it, in six sessions",
		"Lbl", "2 October 2026 to 20 November 2026", "What was required", "Attend 5 of 6 sessions: 6 attended", "Competency number 2 with a long name: Practitioner",
		"Figure", "Record number AB-2222-2222", "Shows completion, not competence.",
	} {
		next := strings.Index(string(said[at:]), want)
		if next < 0 {
			t.Fatalf("%q is not read out, or not in its turn:\n%s", want, said)
		}
		at += next
	}
}

func TestEverythingThatIsDrawnIsToldOrAdorns(t *testing.T) {
	for _, page := range streamsOf(t, file(t, full("Ada"))) {
		if !strings.Contains(page, "BDC") {
			continue // a font
		}
		depth := 0
		for line := range strings.Lines(page) {
			switch words := strings.Fields(line); {
			case len(words) == 0:
			case slices.Contains(words, "BDC") || slices.Contains(words, "BMC"):
				depth++
			case slices.Contains(words, "EMC"):
				depth--
			case depth == 0 && (slices.Contains(words, "Tj") || slices.Contains(words, "TJ") || slices.Contains(words, "Do")):
				t.Errorf("nobody is told of %s", line)
			}
			if depth < 0 || depth > 1 {
				t.Fatalf("marks are %d deep at %s", depth, line)
			}
		}
	}
}

func BenchmarkRecord(b *testing.B) {
	o := full("Łukasz Ångström Nguyễn")
	for b.Loop() {
		if _, err := pdf.Record(o, usual); err != nil {
			b.Fatal(err)
		}
	}
}
