package doctor

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"trellis/models"
)

// trail is a history of events and seals in memory.
type trail struct {
	events []models.Event
	seals  []models.Seal
}

func history(rt *rapid.T) trail {
	var tr trail
	var seal models.Seal
	for range rapid.IntRange(1, 6).Draw(rt, "seals") {
		seal = seal.Next()
		for range rapid.IntRange(1, 5).Draw(rt, "events") {
			e := models.Event{ID: id(len(tr.events)), Act: "act", Subject: "people", SubjectID: "p", At: time.Unix(int64(len(tr.events)), 0)}
			e.Digest = e.Fingerprint()
			tr.events = append(tr.events, e)
			seal.Covers(e)
		}
		tr.seals = append(tr.seals, seal)
	}
	return tr
}

func id(i int) models.ID { return models.ID(fmt.Sprintf("%04d", i)) }

// look walks through the trail, and answers what it finds.
func (tr trail) look(rt *rapid.T) []Example {
	w := &walk{events: &eventStream{read: func(after models.ID) ([]models.Event, error) {
		i, found := slices.BinarySearchFunc(tr.events, after, func(e models.Event, id models.ID) int {
			if e.ID <= id {
				return -1
			}
			return 1
		})
		if found {
			rt.Fatal("no event is equal")
		}
		return slices.Clone(tr.events[i:min(i+page, len(tr.events))]), nil
	}}}
	for _, s := range tr.seals {
		if err := w.under(s); err != nil {
			rt.Fatal(err)
		}
	}
	if err := w.beyond(); err != nil {
		rt.Fatal(err)
	}
	if n := len(w.examples()); n > w.count(Fault)+w.count(Warning) {
		rt.Fatalf("%d examples of %d", n, w.count(Fault))
	}
	return w.examples()
}

// Whatever is done to one event or one seal, the walk finds it; and it finds nothing where nothing was done.
func TestAnyChangeUnderSealsIsFound(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		tr := history(rt)
		if found := tr.look(rt); len(found) > 0 {
			rt.Fatalf("a sound trail has faults: %v", found)
		}
		i := rapid.IntRange(0, len(tr.events)-1).Draw(rt, "event")
		s := &tr.seals[rapid.IntRange(0, len(tr.seals)-1).Draw(rt, "seal")]
		last := s.Number == len(tr.seals)
		named := ""
		switch rapid.IntRange(0, 7).Draw(rt, "what") {
		case 0:
			tr.events[i].Act, named = "forged", "events "+string(tr.events[i].ID)
		case 1:
			tr.events[i].Digest, named = "forged", "events "+string(tr.events[i].ID)
		case 2:
			tr.events[i].Act = "forged"
			tr.events[i].Digest = tr.events[i].Fingerprint()
		case 3:
			tr.events = slices.Delete(tr.events, i, i+1)
		case 4:
			e := tr.events[i]
			e.ID = "!" + e.ID // before all others
			e.Digest = e.Fingerprint()
			tr.events = slices.Insert(tr.events, 0, e)
		case 5:
			s.Digest, named = "forged", fmt.Sprintf("seals %d", s.Number)
		case 6:
			s.Events, named = s.Events+rapid.SampledFrom([]int{-1, 1, 7}).Draw(rt, "count"), fmt.Sprintf("seals %d", s.Number)
		case 7:
			if last {
				return // nobody can tell that there was another seal
			}
			named = fmt.Sprintf("seals %d", s.Number)
			tr.seals = slices.Delete(tr.seals, s.Number-1, s.Number)
		}
		found := tr.look(rt)
		if len(found) == 0 {
			rt.Fatal("nothing is found")
		}
		if named != "" && (found[0].Where != named || len(found) != 1) {
			rt.Fatalf("found %v, want %s alone", found, named)
		}
	})
}
