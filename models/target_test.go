package models_test

import (
	"testing"

	"trellis/models"
)

func TestTheHighestOfSeveralProfilesIsTheTarget(t *testing.T) {
	targets := models.Targets([]models.Requirement{
		{RoleProfileID: "a", CompetencyID: "TA1", Level: 2, Core: true},
		{RoleProfileID: "b", CompetencyID: "TA1", Level: 3},
		{RoleProfileID: "b", CompetencyID: "TA2", Level: 1},
	})
	if got, want := targets["TA1"], (models.Target{Level: 3, Core: true}); got != want {
		t.Errorf("TA1: %+v, want %+v", got, want)
	}
	if _, found := targets["TA3"]; found || len(targets) != 2 {
		t.Errorf("%d targets, and one for what nobody asks: %v", len(targets), found)
	}
}

func TestATallyCountsOnlyWhatIsKnown(t *testing.T) {
	skill := func(level int, confirmed bool, use models.Use) models.Held {
		return models.Held{Assessed: true, Level: level, Confirmed: confirmed, Use: use}
	}
	var tally models.Tally
	target := models.Target{Level: 3}
	for _, s := range []models.Held{
		{}, skill(2, true, models.MostWeeks), skill(3, false, models.NotAtAll), skill(4, true, models.OnceOrTwice), skill(3, false, ""),
	} {
		tally.Add(target, s)
	}
	want := models.Tally{Asked: 5, Assessed: 4, AtTarget: 3, Confirmed: 2, Used: 1, UseAsked: 2}
	if tally != want {
		t.Errorf("got %+v, want %+v", tally, want)
	}
	if tally.Below() != 1 || tally.Unused() != 1 || tally.LeansOnOne() {
		t.Errorf("below %d, unused %d, leans %v", tally.Below(), tally.Unused(), tally.LeansOnOne())
	}
}

func TestTheWiderGapIsMorePeopleBelowTarget(t *testing.T) {
	of := func(atTarget, assessed int) models.Tally {
		return models.Tally{Asked: assessed, Assessed: assessed, AtTarget: atTarget}
	}
	for name, c := range map[string]struct {
		a, b            models.Tally
		wider, stronger bool
	}{
		"more below":                     {of(1, 4), of(2, 4), true, false},
		"fewer below":                    {of(3, 4), of(5, 8), false, false},
		"as many below, fewer at target": {of(0, 2), of(6, 8), true, false},
		"one of one is no great gap":     {of(0, 1), of(2, 8), false, false},
		"as many at target, fewer below": {of(4, 4), of(4, 6), false, true},
		"nobody assessed is no gap":      {of(0, 0), of(4, 4), false, false},
		"somebody is wider than no-one":  {of(4, 4), of(0, 0), true, true},
		"the same":                       {of(2, 4), of(2, 4), false, false},
	} {
		if got := c.a.Wider(c.b); got != c.wider {
			t.Errorf("%s: wider %v", name, got)
		}
		if got := c.a.Stronger(c.b); got != c.stronger {
			t.Errorf("%s: stronger %v", name, got)
		}
	}
}
