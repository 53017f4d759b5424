package handlers

import (
	"fmt"
	"net/http"
	"net/url"
	"syscall"
	"testing"

	"trellis/app/generate"
	"trellis/models/modeltest"
	"trellis/models/store"
)

// write is something small that somebody keeps.
type write struct {
	name, path string
	form       func(n int) url.Values
}

func writes() []write {
	levels, uses := []string{"1", "2", "3", "4"}, []string{"not_at_all", "once_or_twice", "several_times", "most_weeks"}
	return []write{
		{"save an answer", "/skills/assessments/current/2", func(n int) url.Values {
			return url.Values{"level": {levels[n%4]}, "use": {uses[n/4%4]}}
		}},
		{"log learning", "/learning/log/new", func(n int) url.Values {
			return url.Values{"title": {fmt.Sprint("Read chapter ", n)}, "minutes": {"30"}, "on": {"2026-11-22"}, "kind": {"reading"}}
		}},
	}
}

// BenchmarkPages asks for the pages of the main journeys in synthetic networks, through the whole handler: sign-in, database,
// page. docs/performance.md says how the figures there were taken.
func BenchmarkPages(b *testing.B) {
	for _, engine := range []struct {
		name string
		open func(testing.TB, *modeltest.Clock) *store.Store
	}{{"sqlite", modeltest.SQLite}, {"postgres", modeltest.PostgreSQL}} {
		for _, size := range []struct{ people, competencies int }{{240, 45}, {10_000, 45}, {10_000, 60}} {
			b.Run(fmt.Sprintf("engine=%s/people=%d/competencies=%d", engine.name, size.people, size.competencies), func(b *testing.B) {
				g := generatedSite(b, engine.open, generate.Options{People: size.people, Seed: 1, Competencies: size.competencies})
				for _, l := range g.looks() {
					if size.competencies > 45 && l.role != "manager" {
						continue // the matrix alone is wider
					}
					b.Run("page="+l.name, func(b *testing.B) { g.measure(b, http.MethodGet, l.role, l.path, func(int) url.Values { return nil }) })
				}
				for _, w := range writes() {
					b.Run("write="+w.name, func(b *testing.B) { g.measure(b, http.MethodPost, "learner", w.path, w.form) })
				}
			})
		}
	}
}

// measure asks for one address again and again, and reports how much it asks of the database and how much it answers.
func (g *generated) measure(b *testing.B, method, role, path string, form func(n int) url.Values) {
	want := http.StatusOK
	if method == http.MethodPost {
		want = http.StatusSeeOther
	}
	bytes, n := 0, 0
	g.queries.Store(0)
	b.ReportAllocs()
	began := processorTime(b)
	for b.Loop() {
		status, size := g.ask(b.Context(), method, g.cookies[role][0], path, form(n))
		if status != want {
			b.Fatalf("%s answers %d", path, status)
		}
		bytes = size
		n++
	}
	b.ReportMetric(float64(processorTime(b)-began)/float64(n), "cpu-ns/op")
	b.ReportMetric(float64(g.queries.Load())/float64(n), "queries/op")
	b.ReportMetric(float64(bytes), "page-bytes")
}

// processorTime is what this process has had of the processors: unlike the clock it does not count what others use meanwhile,
// such as PostgreSQL beside it.
func processorTime(b *testing.B) int64 {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		b.Fatal(err)
	}
	return used.Utime.Nano() + used.Stime.Nano()
}
