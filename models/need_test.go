package models_test

import (
	"testing"

	"trellis/models"
)

func TestCoverageOfANeed(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		have, need int
		want       models.Coverage
	}{
		{0, 1, models.NeedGap},
		{1, 1, models.NeedThin},
		{2, 1, models.NeedCovered},
		{1, 2, models.NeedGap},
		{2, 2, models.NeedThin},
		{3, 2, models.NeedCovered},
		{5, 5, models.NeedThin},
		{4, 5, models.NeedGap},
	} {
		if got := models.CoverageOf(c.have, c.need); got != c.want {
			t.Errorf("%d of %d is %s, want %s", c.have, c.need, got, c.want)
		}
	}
}

func TestWhatToDoAboutAGap(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		reach models.Reach
		want  models.Remedy
	}{
		"somebody is near and a place is free":       {models.Reach{Near: 1, Courses: 1, Free: 2}, models.RemedyTrain},
		"somebody wishes and a place is free":        {models.Reach{Wishing: 1, Courses: 1, Free: 1, Lenders: 2}, models.RemedyTrain},
		"no place is free and a neighbour can spare": {models.Reach{Near: 1, Courses: 1, Lenders: 1}, models.RemedyBorrow},
		"nobody can learn it and a neighbour can":    {models.Reach{Courses: 1, Free: 9, Lenders: 1}, models.RemedyBorrow},
		"somebody is near and must wait for a place": {models.Reach{Near: 1, Courses: 1}, models.RemedyTrain},
		"somebody wishes and no course reaches it":   {models.Reach{Near: 1, Wishing: 1}, models.RemedyHire},
		"nothing is in reach":                        {models.Reach{}, models.RemedyHire},
	} {
		if got := c.reach.Advice(); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

func TestHowNearTwoUnitsAre(t *testing.T) {
	t.Parallel()
	kinds := map[models.ID]models.OrganisationKind{"s": models.System, "c": models.Cluster, "r": models.Region, "n": models.Network, "p": models.Provider}
	for _, c := range []struct {
		one, other []models.ID
		want       models.Distance
	}{
		{[]models.ID{"s", "c"}, []models.ID{"c", "s"}, models.SameSystem},
		{[]models.ID{"c", "r"}, []models.ID{"r", "c"}, models.SameCluster},
		{[]models.ID{"r"}, []models.ID{"r"}, models.SameRegion},
		{[]models.ID{"n", "p"}, []models.ID{"p", "n"}, models.TooFar},
		{nil, []models.ID{"s"}, models.TooFar},
	} {
		if got := models.DistanceOf(kinds, c.one, c.other); got != c.want {
			t.Errorf("%v and %v: %d, want %d", c.one, c.other, got, c.want)
		}
	}
}

func TestMixesNameASkillOnce(t *testing.T) {
	t.Parallel()
	for _, m := range models.Mixes() {
		seen := map[string]bool{}
		for _, l := range m.Lines {
			if seen[l.Code] || l.Level < 1 || l.People < 1 {
				t.Errorf("%s: %v", m.Code, l)
			}
			seen[l.Code] = true
		}
	}
}
