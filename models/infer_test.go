package models_test

import (
	"testing"

	"trellis/models"
)

func TestALevelIsInferredByWhereItStandsOnAScaleOfAsManyPoints(t *testing.T) {
	four, fromZero, five := []int{1, 2, 3, 4}, []int{0, 1, 2, 3}, []int{0, 1, 2, 3, 4}
	for _, c := range []struct {
		name     string
		strength models.Strength
		level    int
		there    []int
		here     []int
		want     int
		found    bool
	}{
		{"the same scale", models.ExactMatch, 3, four, four, 3, true},
		{"a scale that begins with 0", models.CloseMatch, 3, four, fromZero, 2, true},
		{"the lowest", models.ExactMatch, 0, fromZero, four, 1, true},
		{"a scale with more points", models.ExactMatch, 3, four, five, 0, false},
		{"a level that the scale does not have", models.ExactMatch, 7, four, four, 0, false},
		{"a broader competency", models.BroaderMatch, 3, four, four, 0, false},
		{"a narrower competency", models.NarrowerMatch, 3, four, four, 0, false},
		{"a related competency", models.RelatedMatch, 3, four, four, 0, false},
	} {
		if got, found := models.Inferred(c.strength, c.level, c.there, c.here); got != c.want || found != c.found {
			t.Errorf("%s: %d, %t; want %d, %t", c.name, got, found, c.want, c.found)
		}
	}
}
