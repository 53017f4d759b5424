package models_test

import (
	"slices"
	"testing"
	"time"

	"trellis/models"
)

// waiting is somebody who waits: the n-th to ask, from a system, with whom else, if anybody.
func waiting(n int, system, party models.ID) models.Enrolment {
	e := models.Enrolment{ID: models.ID(rune('a' + n)), State: models.Waiting, AppliedAt: noon.Add(time.Duration(n) * time.Minute)}
	if system != "" {
		e.SystemID = &system
	}
	if party != "" {
		e.PartyID = &party
	}
	return e
}

func TestPlacesAreFreeWithinTheSharesUntilTheseAreReleased(t *testing.T) {
	cohort, until := openCohort(), noon.Add(time.Hour) // ten places
	cohort.SharesUntil = &until
	shares := map[models.ID]int{"north": 4, "south": 2}
	for name, c := range map[string]struct {
		held                     map[models.ID]int
		at                       time.Time
		north, south, none, free int
	}{
		"nobody is there":                     {nil, noon, 8, 6, 4, 10},
		"a share is used before the others":   {map[models.ID]int{"north": 3}, noon, 5, 6, 4, 7},
		"beyond a share, of what is for all":  {map[models.ID]int{"north": 6}, noon, 2, 4, 2, 4},
		"what is for all is gone":             {map[models.ID]int{"": 4}, noon, 4, 2, 0, 6},
		"the shares are released":             {map[models.ID]int{"": 4}, until, 6, 6, 6, 6},
		"shares that came too late":           {map[models.ID]int{"": 9}, noon, 1, 1, 0, 1},
		"every place is held":                 {map[models.ID]int{"": 6, "north": 4}, noon, 0, 0, 0, 0},
		"more are held than there are places": {map[models.ID]int{"": 12}, noon, 0, 0, 0, 0},
	} {
		a := cohort.Allot(shares, c.held, c.at)
		if a.FreeTo("north") != c.north || a.FreeTo("south") != c.south || a.FreeTo("") != c.none || a.Free() != c.free {
			t.Errorf("%s: free to north %d, south %d, none %d, in all %d; want %d, %d, %d, %d", name,
				a.FreeTo("north"), a.FreeTo("south"), a.FreeTo(""), a.Free(), c.north, c.south, c.none, c.free)
		}
	}
}

func TestTheLineIsServedInItsOrderAndAPartyTogether(t *testing.T) {
	cohort, until := openCohort(), noon.Add(time.Hour)
	for name, c := range map[string]struct {
		capacity int
		shares   map[models.ID]int
		line     []models.Enrolment
		served   []bool // by party
	}{
		"the first":                          {1, nil, []models.Enrolment{waiting(0, "", ""), waiting(1, "", "")}, []bool{true, false}},
		"a pair has both":                    {2, nil, []models.Enrolment{waiting(0, "", "p"), waiting(1, "", "p"), waiting(2, "", "")}, []bool{true, false}},
		"one place is set aside for a pair":  {1, nil, []models.Enrolment{waiting(0, "", "p"), waiting(1, "", "p"), waiting(2, "", "")}, []bool{false, false}},
		"a share passes nobody over":         {1, map[models.ID]int{"north": 1}, []models.Enrolment{waiting(0, "south", ""), waiting(1, "north", "")}, []bool{false, true}},
		"each of a pair takes of their own":  {2, map[models.ID]int{"north": 1, "south": 1}, []models.Enrolment{waiting(0, "north", "p"), waiting(1, "south", "p")}, []bool{true}},
		"nobody behind a pair takes its own": {2, map[models.ID]int{"north": 1}, []models.Enrolment{waiting(0, "north", "p"), waiting(1, "north", "p"), waiting(2, "north", "")}, []bool{true, false}},
	} {
		cohort.Capacity, cohort.SharesUntil = c.capacity, &until
		if got := cohort.Allot(c.shares, nil, noon).Serve(models.Parties(c.line)); !slices.Equal(got, c.served) {
			t.Errorf("%s: served %v, want %v", name, got, c.served)
		}
	}
}

func TestANewcomerComesAfterThoseWhoCouldTakeThePlace(t *testing.T) {
	cohort, until := openCohort(), noon.Add(time.Hour)
	cohort.Capacity, cohort.SharesUntil = 3, &until
	shares := map[models.ID]int{"north": 1}
	held := map[models.ID]int{"": 2}
	line := []models.Enrolment{waiting(0, "south", "")}
	for name, c := range map[string]struct {
		shares map[models.ID]int
		who    models.Enrolment
		want   bool
	}{
		"the place is kept for their system": {shares, waiting(1, "north", ""), true},
		"it is kept for another system":      {shares, waiting(1, "south", ""), false},
		"somebody waits who could take it":   {nil, waiting(1, "north", ""), false},
		"they asked before those who wait":   {nil, models.Enrolment{AppliedAt: noon.Add(-time.Minute)}, true},
		"priority comes before the time":     {nil, models.Enrolment{Priority: 1, AppliedAt: noon.Add(time.Hour)}, true},
	} {
		if got := cohort.Allot(c.shares, held, noon).Admits(models.Party{c.who}, line); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
