package models_test

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"trellis/models"
)

// days of the drawn networks; the empty one is always, or for ever.
var drawnDays = []models.Date{"", "2026-01-01", "2026-01-02", "2026-01-03", "2026-01-04", "2026-01-05"}

func drawLinks(t *rapid.T, ids []models.ID) []models.Link {
	var links []models.Link
	for i := range rapid.IntRange(0, 9).Draw(t, "links") {
		l := models.Link{
			ID: models.ID(fmt.Sprint(i)), OrganisationID: rapid.SampledFrom(ids).Draw(t, "from"), OtherID: rapid.SampledFrom(ids).Draw(t, "to"),
			Kind: rapid.SampledFrom([]models.LinkKind{models.PartOf, models.Serves}).Draw(t, "kind"), Started: rapid.SampledFrom(drawnDays).Draw(t, "started"),
		}
		if l.Ended = rapid.SampledFrom(drawnDays).Draw(t, "ended"); l.Ended != "" && l.Ended < l.Started {
			l.Ended = ""
		}
		if l.Check(links) == nil {
			links = append(links, l)
		}
	}
	return links
}

// reaches is the plain model: whether one can be gone to from the other by links that hold on the day.
func reaches(links []models.Link, from, to models.ID, day models.Date, kinds ...models.LinkKind) bool {
	seen := map[models.ID]bool{from: true}
	for range len(links) + 1 {
		for _, l := range links {
			if seen[l.OrganisationID] && l.HoldsOn(day) && slices.Contains(kinds, l.Kind) {
				if l.OtherID == to {
					return true
				}
				seen[l.OtherID] = true
			}
		}
	}
	return false
}

func isPartOfItself(links []models.Link, ids []models.ID) bool {
	for _, day := range drawnDays {
		for _, id := range ids {
			if reaches(links, id, id, day, models.PartOf) {
				return true
			}
		}
	}
	return false
}

func TestALinkIsRefusedExactlyWhenItClosesACircleOnSomeDay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ids := []models.ID{"a", "b", "c", "d"}
		links := drawLinks(t, ids)
		if isPartOfItself(links, ids) {
			t.Fatalf("a circle was let in: %+v", links)
		}
		l := models.Link{
			OrganisationID: rapid.SampledFrom(ids).Draw(t, "from"), OtherID: rapid.SampledFrom(ids).Draw(t, "to"), Kind: models.PartOf,
			Started: rapid.SampledFrom(drawnDays).Draw(t, "started"),
		}
		want := isPartOfItself(append(slices.Clone(links), l), ids)
		if got := l.ClosesCircle(links); got != want {
			t.Fatalf("closes a circle: %t, the plain model says %t: %+v and %+v", got, want, links, l)
		}
	})
}

func TestTheSystemOfAnOrganisationIsTheOneThatCanBeGoneTo(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ids := []models.ID{"a", "b", "c", "s1", "s2"}
		var organisations []models.Organisation
		for _, id := range ids {
			o := models.Organisation{ID: id, Kind: models.Provider}
			if id[0] == 's' {
				o.Kind = models.System
			}
			organisations = append(organisations, o)
		}
		links, day := drawLinks(t, ids), rapid.SampledFrom(drawnDays[1:]).Draw(t, "day")
		current := slices.DeleteFunc(slices.Clone(links), func(l models.Link) bool { return !l.HoldsOn(day) })
		// Above a system nothing more is asked: the plain model takes its links away.
		upTo := slices.DeleteFunc(slices.Clone(current), func(l models.Link) bool { return l.OrganisationID[0] == 's' })
		want := map[models.ID]models.ID{}
		for _, o := range organisations {
			var systems []models.ID
			for _, s := range []models.ID{"s1", "s2"} {
				if o.ID == s || o.Kind != models.System && reaches(upTo, o.ID, s, day, models.PartOf, models.Serves) {
					systems = append(systems, s)
				}
			}
			if len(systems) == 1 {
				want[o.ID] = systems[0]
			}
		}
		if got := models.SystemOf(organisations, current); !maps.Equal(got, want) {
			t.Fatalf("systems are %v; the plain model says %v: %+v", got, want, current)
		}
	})
}

func TestAMergerLosesNoLinkAndChangesNoPast(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ids := []models.ID{"a", "b", "c", "d"}
		links := drawLinks(t, ids)
		const day, from, to = models.Date("2026-01-03"), models.ID("a"), models.ID("b")
		moved := models.MoveLinks(links, from, to, day)
		after := slices.Clone(moved.Added)
		for _, l := range links {
			if !slices.ContainsFunc(moved.Dropped, func(d models.Link) bool { return d.ID == l.ID }) && !slices.ContainsFunc(moved.Ended, func(e models.Link) bool { return e.ID == l.ID }) {
				after = append(after, l)
			}
		}
		after = append(after, moved.Ended...)
		says := func(list []models.Link, from, to models.ID, kind models.LinkKind, day models.Date) int {
			n := 0
			for _, l := range list {
				if l.OrganisationID == from && l.OtherID == to && l.Kind == kind && l.HoldsOn(day) {
					n++
				}
			}
			return n
		}
		for _, on := range drawnDays {
			for _, kind := range []models.LinkKind{models.PartOf, models.Serves} {
				for _, x := range ids {
					for _, y := range ids {
						want := says(links, x, y, kind, on)
						if on >= day {
							want = 0
							for _, before := range [][2]models.ID{{x, y}, {swap(x), y}, {x, swap(y)}, {swap(x), swap(y)}} {
								if x != from && y != from && x != y && says(links, before[0], before[1], kind, on) > 0 {
									want = 1
								}
							}
						}
						got := says(after, x, y, kind, on)
						if left := len(moved.Left) > 0 && got < want && kind == models.PartOf; got != want && !left {
							t.Fatalf("on %q %s %s %s %d times, want %d\nbefore %+v\nmoved %+v", on, x, kind, y, got, want, links, moved)
						}
					}
				}
			}
		}
		if isPartOfItself(after, ids) {
			t.Fatalf("a circle came about: %+v from %+v", after, links)
		}
	})
}

// swap is the other one, where one of those that merge is meant.
func swap(id models.ID) models.ID {
	if id == "b" {
		return "a"
	}
	return id
}

func TestWhatALinkMayNotBe(t *testing.T) {
	held := []models.Link{{ID: "1", OrganisationID: "a", OtherID: "b", Kind: models.PartOf, Started: "2026-01-01", Ended: "2026-06-30"}}
	for name, c := range map[string]struct {
		link  models.Link
		field string
	}{
		"to itself":             {models.Link{OrganisationID: "a", OtherID: "a", Kind: models.Serves}, "other"},
		"over before it begins": {models.Link{OrganisationID: "a", OtherID: "c", Kind: models.Serves, Started: "2026-02-01", Ended: "2026-01-01"}, "ended"},
		"said twice":            {models.Link{OrganisationID: "a", OtherID: "b", Kind: models.PartOf, Started: "2026-06-30"}, "other"},
		"a circle":              {models.Link{OrganisationID: "b", OtherID: "a", Kind: models.PartOf, Started: "2026-06-30"}, "other"},
		"said again later":      {models.Link{OrganisationID: "a", OtherID: "b", Kind: models.PartOf, Started: "2026-07-01"}, ""},
		"the other way later":   {models.Link{OrganisationID: "b", OtherID: "a", Kind: models.PartOf, Started: "2026-07-01"}, ""},
		"of another kind":       {models.Link{OrganisationID: "b", OtherID: "a", Kind: models.Serves}, ""},
	} {
		var problems models.Invalid
		errors.As(c.link.Check(held), &problems)
		if (c.field == "") != (len(problems) == 0) || c.field != "" && problems[c.field] == "" {
			t.Errorf("%s: %v, want a problem at %q", name, problems, c.field)
		}
	}
}
