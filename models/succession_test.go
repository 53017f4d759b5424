package models

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// wording reads a version from words: a code, its name, and what it looks like at level 2, joined by "|".
func wording(version string, rows ...string) Wording {
	w := Wording{Levels: []Level{{Value: 0, Label: "Not yet"}, {Value: 1, Label: "Some"}, {Value: 2, Label: "All"}}}
	for _, row := range rows {
		parts := strings.Split(row, "|")
		k := Worded{Competency: Competency{ID: ID(version + parts[0]), Code: parts[0], Name: parts[1]}, At: map[int]string{}}
		if len(parts) > 2 {
			k.At[2] = parts[2]
		}
		w.Competencies = append(w.Competencies, k)
	}
	return w
}

// told is a list of changes in words: what became of it, from, to, and "+" where assessments carry over.
func told(changes []Became) string {
	var list []string
	for _, c := range changes {
		line := string(c.Kind)
		if c.From != nil {
			line += " " + c.From.Code
		}
		if c.To != nil {
			line += ">" + c.To.Code
		}
		if c.Carries {
			line += "+"
		}
		list = append(list, line)
	}
	return strings.Join(list, ", ")
}

func TestWhatBecameOfACompetency(t *testing.T) {
	for name, c := range map[string]struct {
		earlier, later []string
		said           []Succession
		want           string
	}{
		"same code and words carry":        {[]string{"A|Sums|adds"}, []string{"A|Sums|adds"}, nil, "unchanged A>A+"},
		"a line break is no other word":    {[]string{"A|Sums|adds and takes"}, []string{"A|Sums|adds\nand  takes"}, nil, "unchanged A>A+"},
		"another name does not carry":      {[]string{"A|Sums"}, []string{"A|Adding"}, nil, "reworded A>A"},
		"another descriptor does not":      {[]string{"A|Sums|adds"}, []string{"A|Sums|adds well"}, nil, "reworded A>A"},
		"a level left undefined does not":  {[]string{"A|Sums|adds"}, []string{"A|Sums"}, nil, "reworded A>A"},
		"a new wording said to carry":      {[]string{"A|Sums"}, []string{"A|Adding"}, []Succession{{FromID: "1A", ToID: "2A", Kind: Reworded, Carries: true}}, "reworded A>A+"},
		"the same words said not to carry": {[]string{"A|Sums"}, []string{"A|Sums"}, []Succession{{FromID: "1A", ToID: "2A", Kind: Reworded}}, "reworded A>A"},
		"another code is another":          {[]string{"A|Sums"}, []string{"B|Sums"}, nil, "added>B, retired A"},
		"another code said to be the same": {[]string{"A|Sums"}, []string{"B|Sums"}, []Succession{{FromID: "1A", ToID: "2B", Kind: Unchanged, Carries: true}}, "unchanged A>B+"},
		"merged into one that stays": {
			[]string{"A|Sums", "B|Parts"}, []string{"B|Parts"}, []Succession{{FromID: "1A", ToID: "2B", Kind: Merged}}, "merged A>B, merged B>B+",
		},
		"split, the code stays with one": {
			[]string{"A|Sums"},
			[]string{"A|Adding", "B|Taking"},
			[]Succession{{FromID: "1A", ToID: "2A", Kind: Split, Carries: true}, {FromID: "1A", ToID: "2B", Kind: Split}},
			"split A>A+, split A>B",
		},
		"a code that is used again for something else": {
			[]string{"A|Sums"}, []string{"A|Maps", "B|Sums"}, []Succession{{FromID: "1A", ToID: "2B", Kind: Unchanged, Carries: true}}, "added>A, unchanged A>B+",
		},
		"a succession to what is gone says nothing": {[]string{"A|Sums"}, []string{"A|Sums"}, []Succession{{FromID: "1A", ToID: "2X", Kind: Merged}}, "unchanged A>A+"},
	} {
		if got := told(Changes(wording("1", c.earlier...), wording("2", c.later...), c.said)); got != c.want {
			t.Errorf("%s: %s; want %s", name, got, c.want)
		}
	}
}

func TestNothingCarriesBetweenScalesOfDifferentPoints(t *testing.T) {
	earlier, later := wording("1", "A|Sums", "B|Maps"), wording("2", "A|Sums", "B|Charts")
	said := []Succession{{FromID: "1B", ToID: "2B", Kind: Reworded, Carries: true}}
	later.Levels[2].Label = "Everything"
	if got := told(Changes(earlier, later, said)); got != "unchanged A>A, reworded B>B+" {
		t.Errorf("a level of another name: %s", got)
	}
	later.Levels = append(later.Levels, Level{Value: 3, Label: "More"})
	if got := told(Changes(earlier, later, said)); got != "unchanged A>A, reworded B>B" {
		t.Errorf("another point: %s", got)
	}
}

func TestTwoStepsAreOne(t *testing.T) {
	one, two, three := wording("1", "A|Sums", "B|Maps"), wording("2", "A|Adding", "B|Maps"), wording("3", "C|Adding", "B|Maps")
	first := Changes(one, two, []Succession{{FromID: "1A", ToID: "2A", Kind: Reworded, Carries: true, Note: "Plainer."}})
	second := Changes(two, three, []Succession{{FromID: "2A", ToID: "3C", Kind: Unchanged, Carries: true}})
	if got := told(Changes(one, three, Through(first, second))); got != "reworded A>C+, unchanged B>B+" {
		t.Errorf("%s", got)
	}
	if counts := CountChanges(first); counts[Reworded] != 1 || counts[Unchanged] != 1 || counts[Ended] != 0 {
		t.Errorf("%v", counts)
	}
}

func TestPiecesOfATextMakeBothTexts(t *testing.T) {
	for _, c := range []struct{ a, b, want string }{
		{"makes a chart", "makes a clear chart", "makes a +clear+ chart"},
		{"makes a chart", "draws a map", "-makes- +draws+ a -chart- +map+"},
		{"", "new", "+new+"},
		{"the same", "the  same", "the same"},
		{"", "", ""},
	} {
		var got []string
		for _, p := range Pieces(c.a, c.b) {
			got = append(got, map[PieceKind]string{Removed: "-", Put: "+"}[p.Is]+p.Text+map[PieceKind]string{Removed: "-", Put: "+"}[p.Is])
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%q to %q: %v, want %s", c.a, c.b, got, c.want)
		}
	}
	text := rapid.Map(rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b", "c", "d"}), 0, 12), func(w []string) string { return strings.Join(w, " ") })
	rapid.Check(t, func(t *rapid.T) {
		a, b := text.Draw(t, "earlier"), text.Draw(t, "later")
		var was, is []string
		for _, p := range Pieces(a, b) {
			if p.Is != Put {
				was = append(was, p.Text)
			}
			if p.Is != Removed {
				is = append(is, p.Text)
			}
		}
		if strings.Join(was, " ") != a || strings.Join(is, " ") != b {
			t.Fatalf("%q to %q: %v and %v", a, b, was, is)
		}
	})
}
