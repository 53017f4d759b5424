package exchange_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

func TestAWideAndLongWorkbookIsReadInLinearTime(t *testing.T) {
	const columns, rows = 400, 600
	content := edited(t, func(book *excelize.File) error {
		for i := 20; i <= columns; i++ {
			name, err := excelize.CoordinatesToCellName(i, 1)
			if err == nil {
				err = book.SetCellStr("Competencies", name, fmt.Sprint("Column ", i))
			}
			if err != nil {
				return err
			}
		}
		for row := 5; row <= rows; row++ {
			last, err := excelize.CoordinatesToCellName(columns, row)
			if err == nil {
				err = book.SetCellStr("Competencies", last, "x")
			}
			if err == nil {
				err = book.SetSheetRow("Competencies", fmt.Sprint("A", row), &[]string{fmt.Sprint("K", row), "BR", "", fmt.Sprint("Competency ", row)})
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
	began := time.Now()
	c, report := readFramework(t, bytesFile("b.xlsx", content))
	accepted(t, report)
	if took := time.Since(began); took > 10*time.Second {
		t.Errorf("%d bytes took %s", len(content), took)
	}
	if len(c.Competencies) != 3+rows-4 || len(c.Descriptors) != 3 {
		t.Errorf("%d competencies, %d descriptors", len(c.Competencies), len(c.Descriptors))
	}
}

func TestASheetThatIsThereTwiceIsRefused(t *testing.T) {
	content := edited(t, func(book *excelize.File) error {
		for _, name := range []string{"Competencies ", " competencies"} {
			if _, err := book.NewSheet(name); err != nil {
				return err
			}
		}
		return nil
	})
	_, report := readFramework(t, bytesFile("b.xlsx", content))
	if len(report.Refused) != 2 {
		t.Fatalf("refused %+v", report.Refused)
	}
	if p := report.Refused[0]; p.File != "b.xlsx" || p.Value != "Competencies " || !strings.Contains(p.Problem, `"Competencies" is the sheet Competencies already: keep one of the two`) {
		t.Errorf("got %+v", p)
	}
}

// long is a workbook whose sheets Domains, Competencies and Requirements have that many rows more, each with a text.
func long(t *testing.T, rows int, text string) []byte {
	t.Helper()
	return edited(t, func(book *excelize.File) error {
		for _, sheet := range []string{"Domains", "Competencies", "Requirements"} {
			for row := 10; row < 10+rows; row++ {
				if err := book.SetCellStr(sheet, fmt.Sprint("A", row), text); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

func TestTheSheetsOfAWorkbookHaveSoManyRowsAllTogether(t *testing.T) {
	for name, c := range map[string]struct {
		content []byte
		in      string
	}{
		"rows": {long(t, 15_000, "x"), "b.xlsx, sheet Requirements"},
		"text": {long(t, 1_500, strings.Repeat("long ", 5_000)), "b.xlsx, sheet Competencies"},
	} {
		_, report := readFramework(t, bytesFile("b.xlsx", c.content))
		if len(report.Refused) != 1 {
			t.Fatalf("%s: refused %d: %+v", name, len(report.Refused), report.Refused[:min(3, len(report.Refused))])
		}
		if p := report.Refused[0]; p.File != c.in || p.Line < 10 || !strings.Contains(p.Problem, "40000 rows and 64 MiB of text at most, all together") {
			t.Errorf("%s: got %+v", name, p)
		}
	}
}
