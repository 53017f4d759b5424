package handlers

import (
	"fmt"
	"net/http"
	"runtime"
	"strings"
	"testing"
	"time"

	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/paths"
	"trellis/models/store"
)

// BenchmarkImportOfPeople imports ten thousand people on the screen, as the browser and the worker do it: the upload, the
// check, the page that shows what would change, the confirmation, the import itself, the same file again, and the undo.
func BenchmarkImportOfPeople(b *testing.B) {
	const rows = 10_000
	for engine, open := range map[string]func(testing.TB, *modeltest.Clock) *store.Store{"sqlite": modeltest.SQLite, "postgres": modeltest.PostgreSQL} {
		b.Run(engine, func(b *testing.B) {
			for range b.N {
				b.StopTimer()
				s := siteOf(modeltest.On(b, open))
				bea := s.Administrator("Bea")
				text := manyPeople(rows)
				took := func(what string, do func()) {
					start := time.Now()
					do()
					b.ReportMetric(time.Since(start).Seconds(), what+"-s")
				}
				b.StartTimer()
				var of models.Import
				took("upload", func() { of = s.brought(bea, "people", "p.csv", text) })
				took("check", func() { s.work(0) })
				took("page", func() { s.get(bea, paths.Import(of.ID)).want(http.StatusOK).says("Import 10,000 people") })
				s.confirmed(bea, of)
				took("keep", func() { s.work(1) })
				s.get(bea, paths.Import(of.ID)).says("10,000 added")
				took("again", func() { of = s.brought(bea, "people", "p.csv", text); s.work(1) })
				s.get(bea, paths.Import(of.ID)).says("There is nothing to import")
				first, err := s.Store.Imports(b.Context(), models.PageAt{Order: "made"})
				if err != nil {
					b.Fatal(err)
				}
				took("undo", func() { s.post(bea, paths.UndoImport(first.Rows[0].ID), nil).want(http.StatusSeeOther) })
				var memory runtime.MemStats
				runtime.ReadMemStats(&memory)
				b.ReportMetric(float64(memory.Sys)/(1<<20), "MB")
			}
		})
	}
}

func manyPeople(rows int) string {
	var text strings.Builder
	text.WriteString("email,name,organisation,team,job_title,band,role_profile,manager_email,started\n")
	for i := range rows {
		fmt.Fprintf(&text, "p%d@example.org,Person %d,TRU,Insight,Analyst,6,analyst,%s,2026-04-01\n", i, i, managerOf(i))
	}
	return text.String()
}

// managerOf leads ten people each, and nobody leads the first.
func managerOf(i int) string {
	if i == 0 {
		return ""
	}
	return fmt.Sprintf("p%d@example.org", i/10)
}
