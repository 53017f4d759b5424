package components

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Gap is a person's standing in one skill: the level held, and the level their role requires or a course leads to.
type Gap struct {
	Held, Required, Max      int // levels from 1; Held 0 is not yet, Required 0 is no target
	Confirmed                bool
	HeldLabel, RequiredLabel string // HeldLabel is empty when nobody has assessed it
	Reach                    int    // level a course is designed to reach, 0 for none
	ReachLabel               string
}

// gapSegment is one level of a gap bar.
type gapSegment struct{ X, Width, Fill, Stroke, Dash string }

const (
	gapWidth  = 264.0
	gapSpace  = 5.0
	gapMargin = 1.0
)

func (g Gap) levels() int { return max(g.Max, g.Held, g.Required, g.Reach, 1) }

func (g Gap) pitch() float64 {
	return (gapWidth - 2*gapMargin + gapSpace) / float64(g.levels())
}

func (g Gap) segments() []gapSegment {
	var out []gapSegment
	for level := 1; level <= g.levels(); level++ {
		s := gapSegment{X: number(gapMargin + g.pitch()*float64(level-1)), Width: number(g.pitch() - gapSpace)}
		switch {
		case level <= g.Held && g.Confirmed:
			s.Fill, s.Stroke, s.Dash = "#2e72b2", "#2e72b2", "none"
		case level <= g.Held:
			s.Fill, s.Stroke, s.Dash = "url(#app-stripes)", "#2e72b2", "none"
		case level <= max(g.Required, g.Reach):
			s.Fill, s.Stroke, s.Dash = "#fff", "#4c6272", "4 3"
		default:
			s.Fill, s.Stroke, s.Dash = "#fff", "#c9d3d9", "none"
		}
		out = append(out, s)
	}
	return out
}

// targetX is where the target line stands: behind the segment of the required level, inside the picture.
func (g Gap) targetX() string {
	return number(min(gapMargin+g.pitch()*float64(g.Required)-gapSpace/2, gapWidth-4.5))
}

// targetText places the word below the line so that it stays inside the picture.
func (g Gap) targetText() (x, anchor string) {
	if g.Required == g.levels() {
		return number(gapWidth - 2), "end"
	}
	return g.targetX(), "middle"
}

func (g Gap) textX() string      { x, _ := g.targetText(); return x }
func (g Gap) textAnchor() string { _, anchor := g.targetText(); return anchor }

func (g Gap) viewBox() string {
	if g.Required > 0 {
		return "0 0 264 42"
	}
	return "0 0 264 28"
}

// Words read the bar aloud: "Level 2 of 4, Working, confirmed. Target level 3, Practitioner".
func (g Gap) Words() string {
	parts := []string{g.heldWords()}
	if g.Required > 0 {
		parts = append(parts, fmt.Sprintf("Target level %d, %s", g.Required, g.RequiredLabel))
	}
	if g.Reach > 0 {
		parts = append(parts, fmt.Sprintf("The course is designed to reach level %d, %s", g.Reach, g.ReachLabel))
	}
	return strings.Join(parts, ". ")
}

func (g Gap) heldWords() string {
	if g.HeldLabel == "" {
		return "Not assessed"
	}
	how := "self-assessed"
	if g.Confirmed {
		how = "confirmed"
	}
	return fmt.Sprintf("Level %d of %d, %s, %s", g.Held, g.levels(), g.HeldLabel, how)
}

func number(n float64) string { return strconv.FormatFloat(math.Round(n*10)/10, 'f', -1, 64) }
