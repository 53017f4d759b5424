package disclosure_test

import (
	"testing"

	"pgregory.net/rapid"

	"trellis/models/disclosure"
)

func group(parts ...disclosure.Group) disclosure.Group { return disclosure.Group{Parts: parts} }

func of(atTarget, base int) disclosure.Group {
	return disclosure.Group{AtTarget: atTarget, Base: base}
}

func TestATotalIsToldWhereItGivesNothingAway(t *testing.T) {
	for name, c := range map[string]struct {
		whole disclosure.Group
		want  string
	}{
		"all is told":                             {group(of(10, 20), of(12, 30)), "22 of 50"},
		"one hidden group would be the rest":      {group(of(10, 20), of(2, 4)), "Half or more"},
		"two hidden groups hide each other":       {group(of(10, 20), of(2, 4), of(2, 4)), "14 of 28"},
		"two that hold nobody at target do not":   {group(of(3, 20), of(0, 4), of(0, 4)), "Under half"},
		"a group of nobody hides nothing":         {group(of(10, 20), of(2, 4), of(0, 0)), "Half or more"},
		"few and nearly all hide each other":      {group(of(1, 20), of(19, 20)), "20 of 40"},
		"few alone would be the rest":             {group(of(1, 20), of(9, 20)), "Under half"},
		"a small whole says what a small one may": {group(of(1, 3), of(1, 3)), "Under half"},
		"nobody anywhere":                         {group(of(0, 0), of(0, 0)), "No data"},
	} {
		if got := disclosure.Least().Protect(c.whole).String(); got != c.want {
			t.Errorf("%s: %s; want %s", name, got, c.want)
		}
	}
}

// What would be derived one storey up is protected there too.
func TestATotalOfTotalsGivesNothingAway(t *testing.T) {
	p := disclosure.Least().Protect(group(group(of(10, 20), of(2, 4)), group(of(12, 30), of(13, 30))))
	if p.Parts[0].String() != "Half or more" || p.Parts[1].String() != "25 of 60" || p.String() != "Under half" { // all of the second is told
		t.Errorf("the whole is %s, its parts %s and %s", p, p.Parts[0], p.Parts[1])
	}
	p = disclosure.Least().Protect(group(group(of(10, 20), of(2, 4)), group(of(12, 30), of(2, 3), of(2, 4)), group(of(40, 90), of(3, 7), of(2, 6))))
	if p.Parts[0].String() != "Half or more" || p.Parts[1].String() != "16 of 37" || p.Parts[2].String() != "Under half" || p.String() != "73 of 164" {
		t.Errorf("another system is banded, so that the whole can be told: %s, %s, %s of %s", p.Parts[0], p.Parts[1], p.Parts[2], p)
	}
	p = disclosure.Least().Protect(group(group(of(10, 20), of(2, 4)), group(of(12, 30), of(2, 3))))
	if p.Parts[0].String() != "Half or more" || p.String() != "26 of 57" {
		t.Errorf("two banded systems hide each other: the whole is %s, its first part %s", p, p.Parts[0])
	}
}

// Small numbers stay private, whatever is on show beside them: somebody who knows everything shown, and every rule, still
// has three possible counts for each group that is banded or hidden. All worlds are tried.
func TestEveryBandKeepsThreePossibleCountsBesideItsTotals(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		by := drawThresholds(t)
		whole := drawGroup(t, by)
		picture := by.Protect(whole)
		leaves := leavesOf(whole)
		shown := flat(picture)
		possible := make([]map[int]bool, len(shown))
		for i := range possible {
			possible[i] = map[int]bool{}
		}
		worlds(by, leaves, leafPictures(picture), func(world []disclosure.Group) {
			counts := countsOf(shape(whole, &world))
			for i, s := range shown {
				if !fits(by, s, counts[i], len(s.Parts) > 0) {
					return
				}
			}
			for i := range shown {
				possible[i][counts[i].AtTarget] = true
			}
		})
		for i, s := range shown {
			if s.Told() && len(possible[i]) != 1 {
				t.Fatalf("%s of %+v is told and has %d counts", s, whole, len(possible[i]))
			}
			if !s.Told() && len(possible[i]) < 3 {
				t.Fatalf("%s in %+v leaves only %v", s, whole, possible[i])
			}
		}
	})
}

// drawThresholds are the lowest, or some that a network has raised.
func drawThresholds(t *rapid.T) disclosure.Thresholds {
	raised := []disclosure.Thresholds{disclosure.Least(), {HalfFrom: 6, ShareFrom: 11}, {HalfFrom: 8, ShareFrom: 10}, {HalfFrom: 10, ShareFrom: 10}}
	return rapid.SampledFrom(raised).Draw(t, "thresholds")
}

// drawGroup is a small network: at most two storeys, and no more groups that are not told than can be tried out.
func drawGroup(t *rapid.T, by disclosure.Thresholds) disclosure.Group {
	small := 0
	leaf := func() disclosure.Group {
		most := 16
		if small == 3 {
			most = 0
		}
		base := rapid.IntRange(0, most).Draw(t, "base")
		g := of(rapid.IntRange(0, base).Draw(t, "at target"), base)
		if !by.Share(g.AtTarget, g.Base).Told() {
			small++
		}
		return g
	}
	whole := disclosure.Group{}
	for range rapid.IntRange(1, 3).Draw(t, "systems") {
		system := disclosure.Group{}
		for range rapid.IntRange(1, 3).Draw(t, "organisations") {
			system.Parts = append(system.Parts, leaf())
		}
		whole.Parts = append(whole.Parts, system)
	}
	return whole
}

func leavesOf(g disclosure.Group) []disclosure.Group {
	if len(g.Parts) == 0 {
		return []disclosure.Group{g}
	}
	var list []disclosure.Group
	for _, p := range g.Parts {
		list = append(list, leavesOf(p)...)
	}
	return list
}

func flat(p disclosure.Picture) []disclosure.Picture {
	list := []disclosure.Picture{p}
	for _, part := range p.Parts {
		list = append(list, flat(part)...)
	}
	return list
}

func leafPictures(p disclosure.Picture) []disclosure.Shown {
	if len(p.Parts) == 0 {
		return []disclosure.Shown{p.Shown}
	}
	var list []disclosure.Shown
	for _, part := range p.Parts {
		list = append(list, leafPictures(part)...)
	}
	return list
}

// worlds tries every way in which the groups without parts could be shown as they are.
func worlds(by disclosure.Thresholds, leaves []disclosure.Group, shown []disclosure.Shown, try func([]disclosure.Group)) {
	world := make([]disclosure.Group, len(leaves))
	var from func(i int)
	from = func(i int) {
		if i == len(leaves) {
			try(world)
			return
		}
		for base := range 17 {
			for atTarget := range base + 1 {
				if by.Share(atTarget, base) == shown[i] {
					world[i] = of(atTarget, base)
					from(i + 1)
				}
			}
		}
	}
	from(0)
}

// shape is the group with other groups without parts.
func shape(g disclosure.Group, leaves *[]disclosure.Group) disclosure.Group {
	if len(g.Parts) == 0 {
		leaf := (*leaves)[0]
		*leaves = (*leaves)[1:]
		return leaf
	}
	var same disclosure.Group
	for _, p := range g.Parts {
		part := shape(p, leaves)
		same.Parts = append(same.Parts, part)
		same.AtTarget += part.AtTarget
		same.Base += part.Base
	}
	return same
}

func countsOf(g disclosure.Group) []disclosure.Group {
	list := []disclosure.Group{g}
	for _, p := range g.Parts {
		list = append(list, countsOf(p)...)
	}
	return list
}

// fits tells whether a count could be shown so. A total may be banded, or hidden, however large it is.
func fits(by disclosure.Thresholds, p disclosure.Picture, c disclosure.Group, total bool) bool {
	if by.Share(c.AtTarget, c.Base) == p.Shown {
		return true
	}
	switch p.Kind {
	case disclosure.Hidden:
		return total
	case disclosure.UnderHalf:
		return total && c.Base >= by.HalfFrom && c.AtTarget*2 < c.Base
	case disclosure.HalfOrMore:
		return total && c.Base >= by.HalfFrom && c.AtTarget*2 >= c.Base
	default:
		return false
	}
}

// A network of 50 organisations in 12 systems is protected in well under a millisecond for each competency.
func BenchmarkProtect(b *testing.B) {
	whole := disclosure.Group{}
	for s := range 12 {
		system := disclosure.Group{}
		for o := range 4 {
			base := (s*7+o*5)%23 + 1
			system.Parts = append(system.Parts, of((s*3+o*11)%(base+1), base))
		}
		whole.Parts = append(whole.Parts, system)
	}
	for b.Loop() {
		disclosure.Least().Protect(whole)
	}
}
