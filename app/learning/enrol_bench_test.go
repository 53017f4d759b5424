package learning_test

import (
	"fmt"
	"strconv"
	"sync/atomic"
	"testing"

	"trellis/app/learning"
	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/store"
)

// BenchmarkEnrol asks for places on one cohort, and on many, one after the other and by eight people at once. PostgreSQL is the
// throw-away server of the tests, which does not wait for the disk, unless TRELLIS_TEST_POSTGRES names another.
func BenchmarkEnrol(b *testing.B) {
	for _, engine := range []struct {
		name string
		open func(testing.TB, *modeltest.Clock) *store.Store
	}{{"sqlite", modeltest.SQLite}, {"postgres", modeltest.PostgreSQL}} {
		for _, cohorts := range []int{1, 50} {
			for _, clients := range []int{1, 8} {
				b.Run(fmt.Sprintf("%s/%d cohorts/%d clients", engine.name, cohorts, clients), func(b *testing.B) {
					enrolments(b, modeltest.On(b, engine.open), cohorts, clients)
				})
			}
		}
	}
}

func enrolments(b *testing.B, w *modeltest.World, cohorts, clients int) {
	s, course := over(w), w.Course("R1")
	codes := make([]string, cohorts)
	for i := range codes {
		codes[i] = "R1-" + strconv.Itoa(i)
		w.CohortOf(course, codes[i], 500, w.Store.Now().AddDate(0, 0, 28+i))
	}
	posts, now := w.Learner("Ada").Posts, w.Store.Now()
	people := make([]models.Person, b.N)
	for i := range people {
		email := fmt.Sprintf("b%06d@example.org", i)
		people[i] = models.Person{ID: store.NewID(), Email: email, EmailKey: email, Name: "Somebody", NameKey: "somebody", WelcomedAt: &now, CreatedAt: now}
	}
	for from := 0; from < len(people); from += 500 {
		some := people[from:min(from+500, len(people))]
		w.Keep(&some)
	}
	var next atomic.Int64
	b.ResetTimer()
	done := make(chan error, clients)
	for range clients {
		go func() {
			for {
				i := int(next.Add(1)) - 1
				if i >= b.N {
					done <- nil
					return
				}
				if _, err := s.Enrol(b.Context(), models.Actor{Person: people[i], Posts: posts}, learning.Enrol{Cohort: codes[i%cohorts]}); err != nil {
					done <- err
					return
				}
			}
		}()
	}
	for range clients {
		if err := <-done; err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "enrolments/s")
}
