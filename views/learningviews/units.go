package learningviews

import (
	"trellis/models"
	"trellis/views/words"
)

// unitLine says what kind of unit it is, how long it takes, and whether it counts.
func unitLine(u models.Unit) string {
	line := words.UnitKind(u.Kind)
	if u.Minutes > 0 {
		line += ", about " + words.Hours(u.Minutes)
		if u.Kind == models.SessionUnit {
			line = words.UnitKind(u.Kind) + ", " + words.Hours(u.Minutes)
		}
	}
	if u.Kind != models.SessionUnit && !u.Required {
		line += ", optional"
	}
	return line
}
