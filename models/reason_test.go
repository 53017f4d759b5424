package models_test

import (
	"testing"

	"pgregory.net/rapid"

	"trellis/models"
)

func TestTheReasonSaysWhichAssessmentCounts(t *testing.T) {
	own := models.Assessment{ID: "own", Kind: models.BySelf, Level: 2}
	manager := models.Assessment{ID: "manager", Kind: models.ByManager, Level: 3}
	peer := models.Assessment{ID: "peer", Kind: models.ByPeer, Level: 4}
	agrees := map[models.ID]models.Confirmation{"own": {ID: "c", AssessmentID: "own", Agrees: true}}
	differs := map[models.ID]models.Confirmation{"own": {ID: "c", AssessmentID: "own"}}
	for name, c := range map[string]struct {
		list          []models.Assessment
		confirmations map[models.ID]models.Confirmation
		why           models.Counting
		counts, over  models.ID
	}{
		"nothing":                          {nil, nil, models.NothingCounts, "", ""},
		"only a colleague":                 {[]models.Assessment{peer}, nil, models.OnlySuggested, "", ""},
		"one's own":                        {[]models.Assessment{own}, nil, models.OwnCounts, "own", ""},
		"one's own, and a newer colleague": {[]models.Assessment{own, peer}, differs, models.OwnCounts, "own", ""},
		"one's own, with an agreement":     {[]models.Assessment{peer, own}, agrees, models.ConfirmedCounts, "own", ""},
		"the manager's, which is newer":    {[]models.Assessment{own, manager, peer}, differs, models.ManagersCounts, "manager", "own"},
		"one's own after the manager's":    {[]models.Assessment{manager, own}, nil, models.OwnCounts, "own", "manager"},
		"two of one's own":                 {[]models.Assessment{own, own}, nil, models.OwnCounts, "own", ""},
	} {
		t.Run(name, func(t *testing.T) {
			got := models.ReasonOf(c.list, c.confirmations)
			if got.Why != c.why || idOf(got.Counts) != c.counts || idOf(got.Over) != c.over || (got.Agreed != nil) != (c.why == models.ConfirmedCounts) {
				t.Errorf("got %s, counts %q, over %q", got.Why, idOf(got.Counts), idOf(got.Over))
			}
		})
	}
}

func idOf(a *models.Assessment) models.ID {
	if a == nil {
		return ""
	}
	return a.ID
}

// What is said to count is what the kept skill is made of.
func TestTheReasonChoosesAsTheSkill(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		var list []models.Assessment
		confirmations := map[models.ID]models.Confirmation{}
		for i := range rapid.IntRange(0, 8).Draw(rt, "assessments") {
			a := models.Assessment{ID: models.ID(rune('a' + i)), Kind: rapid.SampledFrom(models.AssessmentKinds()).Draw(rt, "kind"), Level: rapid.IntRange(0, 4).Draw(rt, "level")}
			list = append(list, a)
			if a.Kind == models.BySelf && rapid.Bool().Draw(rt, "answered") {
				confirmations[a.ID] = models.Confirmation{ID: "c" + a.ID, AssessmentID: a.ID, Agrees: rapid.Bool().Draw(rt, "agrees")}
			}
		}
		skill, reason := models.SkillOf(list, confirmations), models.ReasonOf(list, confirmations)
		if skill.Assessed() != (reason.Counts != nil) || skill.Assessed() && *skill.AssessmentID != reason.Counts.ID {
			rt.Fatalf("the skill is made of %v, and the reason names %v", skill.AssessmentID, idOf(reason.Counts))
		}
		if skill.Confirmed != (reason.Why == models.ConfirmedCounts || reason.Why == models.ManagersCounts) {
			rt.Fatalf("confirmed is %v, and the reason says %s", skill.Confirmed, reason.Why)
		}
		if (skill.Suggested != nil && reason.Counts == nil) != (reason.Why == models.OnlySuggested) {
			rt.Fatalf("suggested %v, and the reason says %s", skill.Suggested, reason.Why)
		}
	})
}
