package components

import "testing"

func TestPercentIsNoneOrAllOnlyWhenItIs(t *testing.T) {
	for _, c := range []struct{ part, total, want int }{
		{0, 0, 0}, {3, 0, 0}, {0, 14, 0}, {9, 14, 64}, {1, 1000, 1}, {999, 1000, 99}, {14, 14, 100}, {15, 14, 100}, {-1, 4, 0},
	} {
		if got := Percent(c.part, c.total); got != c.want {
			t.Errorf("Percent(%d, %d) = %d, want %d", c.part, c.total, got, c.want)
		}
	}
}
