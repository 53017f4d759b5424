package components

import "testing"

func TestCountPicksTheNoun(t *testing.T) {
	for n, want := range map[int]string{0: "0 people", 1: "1 person", 4: "4 people"} {
		if got := Count(n, "person", "people"); got != want {
			t.Errorf("Count(%d) = %q, want %q", n, got, want)
		}
	}
}

func TestOrdinalKnowsTheTeens(t *testing.T) {
	for n, want := range map[int]string{1: "1st", 2: "2nd", 3: "3rd", 4: "4th", 11: "11th", 12: "12th", 13: "13th", 21: "21st", 102: "102nd", 111: "111th"} {
		if got := Ordinal(n); got != want {
			t.Errorf("Ordinal(%d) = %q, want %q", n, got, want)
		}
	}
}

func TestPercentIsNoneOrAllOnlyWhenItIs(t *testing.T) {
	for _, c := range []struct{ part, total, want int }{
		{0, 0, 0}, {3, 0, 0}, {0, 14, 0}, {9, 14, 64}, {1, 1000, 1}, {999, 1000, 99}, {14, 14, 100}, {15, 14, 100}, {-1, 4, 0},
	} {
		if got := Percent(c.part, c.total); got != c.want {
			t.Errorf("Percent(%d, %d) = %d, want %d", c.part, c.total, got, c.want)
		}
	}
}
