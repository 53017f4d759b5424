package exchange_test

import (
	"strings"
	"testing"

	"trellis/app/exchange"
)

func TestNoCellIsRunByASpreadsheet(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "Ann": "Ann", "a=1": "a=1", "'": "'", "'n Ander": "'n Ander", "–5": "–5",
		"=1+1": "'=1+1", "+44": "'+44", "-": "'-", "@SUM(A1)": "'@SUM(A1)", "\t=1": "'\t=1", "\r=1": "'\r=1",
		"'=1": "''=1", "''-": "'''-",
	} {
		if got := exchange.Harmless(text); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
}

func TestAFileOfRowsIsWrittenHarmless(t *testing.T) {
	var text strings.Builder
	file := exchange.NewCSV(&text)
	row := []string{"=1+1", `"quoted", and
more`}
	for _, cells := range [][]string{{"a", "b"}, row} {
		if err := file.Write(cells...); err != nil {
			t.Fatal(err)
		}
	}
	if err := file.Flush(); err != nil {
		t.Fatal(err)
	}
	if want := "a,b\n'=1+1,\"\"\"quoted\"\", and\nmore\"\n"; text.String() != want || row[0] != "=1+1" {
		t.Errorf("got %q, want %q; the row is %q now", text.String(), want, row)
	}
}
