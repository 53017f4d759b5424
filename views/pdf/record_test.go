package pdf_test

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf16"

	"trellis/app/records"
	"trellis/models"
	"trellis/views/pdf"
)

var usual = pdf.Brand{Colour: models.Colour{18, 48, 63}}

func own(name string, outcomes int) records.Own {
	o := records.Own{State: models.Genuine, CheckURL: "https://trellis.example.org/verify/AB-2222-2222", Record: models.CompletionRecord{
		Code: "AB-2222-2222", PersonName: name, ProviderName: "Testland network", CourseTitle: "Framing the decision with the people who take it, in six sessions",
		SessionsAttended: 6, SessionsHeld: 6, Minutes: 720, Rule: "Attend 5 sessions and 75% of the time; A piece of work that was used", CompletedOn: "2026-11-20",
		OrganisationName: "Testshire Trust", IssuedAt: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC), IssuedBy: "Tom Trainer",
	}}
	for i := range outcomes {
		o.Outcomes = append(o.Outcomes, models.RecordOutcome{Position: i, CompetencyName: fmt.Sprintf("Competency number %d with a long name", i), LevelLabel: "Practitioner"})
	}
	return o
}

func TestNamesAreWrittenInTheirOwnLetters(t *testing.T) {
	for _, name := range []string{"Łukasz Ångström Nguyễn", "Αθηνά Παπαδοπούλου", "Юлия Щукина", "Siân O’Neill"} {
		text := textOf(t, file(t, own(name, 2)))
		for _, want := range []string{name, "AB-2222-2222", "Competency number 1"} {
			if !strings.Contains(text, want) {
				t.Errorf("the file does not say %q", want)
			}
		}
	}
}

func TestARecordIsOnePageHoweverMuchItSays(t *testing.T) {
	for _, o := range []records.Own{own("Ada", 0), own("Ada", 40), own(strings.Repeat("Ada Lovelace ", 12), 12), own("Zoë 𠮷 😀", 1)} {
		if got := file(t, o); !bytes.Contains(got, []byte("/Count 1\n")) {
			t.Errorf("the record of %s has several pages", o.Record.PersonName)
		}
	}
}

func TestAFileSaysThatARecordNoLongerCounts(t *testing.T) {
	o := own("Ada", 1)
	o.State = models.RecordWithdrawn
	if !strings.Contains(textOf(t, file(t, o)), "Withdrawn: this record no longer counts") {
		t.Error("a withdrawn record looks genuine on paper")
	}
}

func TestFilesAreWrittenAtTheSameTime(t *testing.T) {
	want := file(t, own("Łukasz", 2))
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			if got, err := pdf.Record(own("Łukasz", 2), usual); err != nil || !bytes.Equal(got, want) {
				t.Errorf("another file (%v)", err)
			}
		})
	}
	all.Wait()
}

func file(t *testing.T, o records.Own) []byte {
	t.Helper()
	got, err := pdf.Record(o, usual)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

var (
	stream = regexp.MustCompile(`(?s)stream\n(.*?)\nendstream`)
	shown  = regexp.MustCompile(`(?s)\(((?:\\.|[^\\)])*)\) ?T[jJ]`)
)

// textOf reads the words on the page: the font's codes are those of UTF-16.
func textOf(t *testing.T, file []byte) string {
	t.Helper()
	var text strings.Builder
	for _, content := range streamsOf(t, file) {
		for _, piece := range shown.FindAllStringSubmatch(content, -1) {
			text.WriteString(decoded([]byte(piece[1])))
			text.WriteByte('\n')
		}
	}
	return text.String()
}

// streamsOf are the streams of a file that can be unpacked: pages, and fonts.
func streamsOf(t *testing.T, file []byte) (contents []string) {
	t.Helper()
	for _, found := range stream.FindAllSubmatch(file, -1) {
		inflate, err := zlib.NewReader(bytes.NewReader(found[1]))
		if err != nil {
			continue
		}
		if content, err := io.ReadAll(inflate); err == nil {
			contents = append(contents, string(content))
		}
	}
	return contents
}

var escapes = strings.NewReplacer(`\\`, `\`, `\(`, "(", `\)`, ")", `\r`, "\r", `\n`, "\n")

func decoded(piece []byte) string {
	raw := escapes.Replace(string(piece))
	units := make([]uint16, len(raw)/2)
	for i := range units {
		units[i] = uint16(raw[2*i])<<8 | uint16(raw[2*i+1])
	}
	return string(utf16.Decode(units))
}
