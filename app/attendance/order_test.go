package attendance_test

import (
	"errors"
	"maps"
	"strconv"
	"testing"
	"time"

	"pgregory.net/rapid"

	"trellis/app/attendance"
	"trellis/models"
	"trellis/models/modeltest"
)

// kept is one save as the plain model remembers it: what it found and what it made, by cell.
type kept struct {
	save     models.ID
	was, now map[string]models.Entry
	undone   bool
}

// TestWhateverTheOrderNothingIsLost lets two trainers save, the people check in, and saves be undone, in any order, against a
// plain model: cells by key, and a list of saves.
func TestWhateverTheOrderNothingIsLost(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s, rows, run := over(w), modeltest.SQL(t, w.Store), 0
		rapid.Check(t, func(rt *rapid.T) {
			run++
			w.Clock.Set(time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC))
			c := w.CohortOf(w.Course("R"+strconv.Itoa(run)), "R-"+strconv.Itoa(run), 5, w.Store.Now().Add(-time.Hour))
			ada, ben := w.Learner("Ada"+strconv.Itoa(run)), w.Learner("Ben"+strconv.Itoa(run))
			people := []models.Actor{ada, ben}
			keys := []string{attendance.CellKey(1, w.Enrolled(ada, c, models.Placed).ID), attendance.CellKey(1, w.Enrolled(ben, c, models.Placed).ID)}
			trainers := []models.Actor{w.Trainer("Tess"+strconv.Itoa(run), c), w.Trainer("Tom"+strconv.Itoa(run), c)}
			model, history := map[string]models.Entry{}, []*kept{}
			opened := [2]attendance.GridPage{} // what each trainer has before them
			look := func(i int) {
				var err error
				if opened[i], err = s.Grid(t.Context(), trainers[i], c.Code); err != nil {
					rt.Fatal(err)
				}
			}
			look(0)
			look(1)
			if err := s.OpenCheckIn(t.Context(), trainers[0], c.Code, 1); err != nil {
				rt.Fatal(err)
			}
			record := func(before map[string]models.Entry) {
				k := &kept{was: map[string]models.Entry{}, now: map[string]models.Entry{}}
				for _, key := range keys {
					if before[key] != model[key] {
						k.was[key], k.now[key] = before[key], model[key]
					}
				}
				if len(k.now) > 0 {
					history = append(history, k)
				}
			}
			rt.Repeat(map[string]func(*rapid.T){
				"look": func(rt *rapid.T) { look(rapid.IntRange(0, 1).Draw(rt, "who")) },
				"save": func(rt *rapid.T) {
					i := rapid.IntRange(0, 1).Draw(rt, "who")
					in := attendance.SaveGrid{Cohort: c.Code, Versions: map[string]int{"1": opened[i].Sessions[0].RegisterVersion}, Cells: map[string]string{}, Notes: map[string]string{}, Was: map[string]string{}}
					before, after, conflict := maps.Clone(model), maps.Clone(model), false
					for _, line := range opened[i].Lines {
						cell := line.Cells[0]
						text := rapid.SampledFrom([]string{cell.Entry.Cell(), "a", "p45", "m", "e", ""}).Draw(rt, "typed")
						mine, _ := models.ReadCell(text, "", 120)
						in.Was[cell.Key], in.Cells[cell.Key], in.Notes[cell.Key] = cell.Saved.Kept(), text, ""
						if mine != cell.Saved && mine != model[cell.Key] {
							conflict = conflict || cell.Saved != model[cell.Key]
							after[cell.Key] = mine
						}
					}
					_, err := s.SaveGrid(t.Context(), trainers[i], in)
					// A version that stands says that nothing has changed; one that has moved on may have come back to the same marks.
					if conflict != errors.Is(err, models.ErrStale) || err != nil && !conflict {
						rt.Fatalf("conflict %v: %v", conflict, err)
					}
					if err == nil {
						model = after
						record(before)
						look(i)
					}
				},
				"check in": func(rt *rapid.T) {
					i := rapid.IntRange(0, 1).Draw(rt, "person")
					page, err := s.CheckInPage(t.Context(), trainers[0], c.Code, 1)
					if err != nil || !page.Open {
						rt.Skip("closed")
					}
					before := maps.Clone(model)
					if _, err := s.CheckIn(t.Context(), people[i], attendance.CheckInByCode{Code: page.Letters}); err != nil {
						rt.Fatal(err)
					}
					if model[keys[i]].Mark == "" {
						model[keys[i]] = page.Session.Arrived(w.Store.Now())
					}
					record(before)
				},
				"undo": func(rt *rapid.T) {
					if len(history) == 0 {
						rt.Skip("nothing was saved")
					}
					at := rapid.IntRange(0, len(history)-1).Draw(rt, "which")
					restored := 0
					if k := history[at]; !k.undone {
						for key, now := range k.now {
							later := false
							for _, other := range history[at+1:] {
								_, touched := other.now[key]
								later = later || touched && !other.undone
							}
							if !later && model[key] == now {
								model[key] = k.was[key]
								restored++
							}
						}
						k.undone = restored > 0
					}
					done, err := s.UndoSave(t.Context(), trainers[1], attendance.UndoSave{Cohort: c.Code, Save: history[at].save})
					if err != nil || done.Restored != restored {
						rt.Fatalf("restored %d, want %d (%v)", done.Restored, restored, err)
					}
				},
				"": func(rt *rapid.T) {
					w.Clock.Advance(time.Second)
					page, err := s.Grid(t.Context(), trainers[0], c.Code)
					if err != nil {
						rt.Fatal(err)
					}
					for _, line := range page.Lines {
						if got := line.Cells[0]; got.Saved != model[got.Key] {
							rt.Fatalf("%s is %+v, want %+v", line.Name, got.Saved, model[got.Key])
						}
					}
					var ids []models.ID
					found, err := rows.QueryContext(t.Context(), "SELECT id FROM register_saves WHERE session_id = '"+string(page.Sessions[0].ID)+"' ORDER BY saved_at")
					if err != nil {
						rt.Fatal(err)
					}
					defer found.Close() //nolint:errcheck // read to its end
					for found.Next() {
						var id models.ID
						if err := found.Scan(&id); err != nil {
							rt.Fatal(err)
						}
						ids = append(ids, id)
					}
					if found.Err() != nil || len(ids) != len(history) {
						rt.Fatalf("%d saves are kept, want %d (%v)", len(ids), len(history), found.Err())
					}
					for i, id := range ids {
						history[i].save = id
					}
				},
			})
		})
	})
}
