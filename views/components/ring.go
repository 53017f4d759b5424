package components

import (
	"fmt"
	"math"
	"strings"
)

// ringArc is the length of the drawn part and of the whole circle of radius 24.
func ringArc(done, total int) string {
	circle := 2 * math.Pi * 24
	return fmt.Sprintf("%.1f %.1f", circle*float64(Percent(done, total))/100, circle)
}

// ringLabel reads "9 of 14 skills at target, 64%".
func ringLabel(done, total int, label string) string {
	what := strings.TrimSpace(label)
	if what != "" {
		what = " " + what
	}
	return fmt.Sprintf("%d of %d%s, %d%%", done, total, what, Percent(done, total))
}
