package exchange_test

import (
	"strings"
	"testing"

	"trellis/app/exchange"
	"trellis/models/modeltest"
	"trellis/models/store"
)

// The real file is OpenSALT's and stays outside the repository: 16 items and 39 associations, of which 16 are the tree.
func TestARealUntidyCASEFileIsImported(t *testing.T) {
	text := realFile(t, "frameworks/case-opensalt.json")
	modeltest.EachEmpty(t, func(t *testing.T, s *store.Store) {
		report := importing(t, s, text, exchange.ImportFramework{})
		counts(t, report, 14, 0, 0, 0)
		t.Logf("%s; warnings:\n%s", report.Subject, strings.Join(report.Warnings, "\n"))
		c := kept(t, s, "What-Standards-Could-Be", "1").ByCode()
		see, identified, deepest := 0, 0, 0
		for _, k := range c.Competencies {
			see += len(strings.FieldsFunc(k.SeeAlso, func(r rune) bool { return r == '\n' }))
			if len(k.Identifier) == 36 {
				identified++
			}
			if k.ParentID != nil {
				deepest++
			}
		}
		if len(c.Domains) != 2 || identified != 14 || deepest != 8 || see != 19 || len(c.Levels) != 5 || c.Version.Language != "en" {
			t.Errorf("%d domains, %d with identifiers, %d parts, %d pointers, %d levels, in %s", len(c.Domains), identified, deepest, see, len(c.Levels), c.Version.Language)
		}
		if !warned(report.Warnings, "4 associations are of a domain") || !warned(report.Warnings, "the file has no levels") {
			t.Errorf("warned of %q", report.Warnings)
		}
		counts(t, importing(t, s, text, exchange.ImportFramework{}), 0, 0, 14, 0)
	})
}
