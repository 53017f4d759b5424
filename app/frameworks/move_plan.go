package frameworks

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"trellis/models"
)

// Seen tells one preview from another, so that nobody confirms what they have not seen.
func (p MovePreview) Seen() string {
	courses := make([]models.ID, len(p.Courses))
	for i, c := range p.Courses {
		courses[i] = c.ID
	}
	p.Courses = nil
	sum := sha256.Sum256(fmt.Appendf(nil, "%+v %v", p, courses))
	return hex.EncodeToString(sum[:])
}

// planText is the role profile that follows each one: a pair of ids a line.
func planText(follows map[models.ID]models.ID) string {
	lines := make([]string, 0, len(follows))
	for from, to := range follows {
		lines = append(lines, string(from)+" "+string(to))
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

// planOf reads what planText wrote.
func planOf(text string) (follows map[models.ID]models.ID, followed []models.ID) {
	follows = map[models.ID]models.ID{}
	for line := range strings.SplitSeq(text, "\n") {
		if from, to, found := strings.Cut(line, " "); found {
			follows[models.ID(from)] = models.ID(to)
			followed = append(followed, models.ID(from))
		}
	}
	return follows, followed
}
