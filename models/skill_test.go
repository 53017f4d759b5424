package models_test

import (
	"testing"
	"time"

	"trellis/models"
)

func TestWhatIsHeldIsTheNewestOfSelfAndManager(t *testing.T) {
	day := func(n int) time.Time { return time.Date(2026, 11, n, 9, 0, 0, 0, time.UTC) }
	self := models.Assessment{ID: "a1", PersonID: "ada", CompetencyID: "TA1", Kind: models.BySelf, Level: 3, Use: models.NotAtAll, AssessedAt: day(1)}
	manager := models.Assessment{ID: "a2", PersonID: "ada", CompetencyID: "TA1", Kind: models.ByManager, Level: 2, AssessedAt: day(2)}
	course := models.Assessment{ID: "a3", PersonID: "ada", CompetencyID: "TA1", Kind: models.ByCourse, Level: 3, AssessedAt: day(3)}
	again := models.Assessment{ID: "a4", PersonID: "ada", CompetencyID: "TA1", Kind: models.BySelf, Level: 3, AssessedAt: day(4)}

	for name, c := range map[string]struct {
		assessments   []models.Assessment
		confirmations map[models.ID]models.Confirmation
		level         int
		confirmed     bool
		suggested     int
	}{
		"a self-assessment is held, not confirmed":           {[]models.Assessment{self}, nil, 3, false, 0},
		"a confirmation that agrees confirms it":             {[]models.Assessment{self}, map[models.ID]models.Confirmation{"a1": {Agrees: true}}, 3, true, 0},
		"a manager who differs sets the level, confirmed":    {[]models.Assessment{self, manager}, map[models.ID]models.Confirmation{"a1": {}}, 2, true, 0},
		"a course only suggests":                             {[]models.Assessment{self, manager, course}, nil, 2, true, 3},
		"an answer of one's own later is not confirmed":      {[]models.Assessment{self, manager, course, again}, nil, 3, false, 0},
		"a confirmation of an older one does not carry over": {[]models.Assessment{self, again}, map[models.ID]models.Confirmation{"a1": {Agrees: true}}, 3, false, 0},
	} {
		t.Run(name, func(t *testing.T) {
			skill := models.SkillOf(c.assessments, c.confirmations)
			if skill.Level != c.level || skill.Confirmed != c.confirmed {
				t.Errorf("held %d, confirmed %v; want %d, %v", skill.Level, skill.Confirmed, c.level, c.confirmed)
			}
			if got := valueOr(skill.Suggested, 0); got != c.suggested {
				t.Errorf("suggested %d, want %d", got, c.suggested)
			}
			if skill.Use != models.NotAtAll {
				t.Errorf("use %q is lost: an assessment that does not ask must not forget it", skill.Use)
			}
		})
	}
}

func TestOnlySuggestionsAreNoAssessment(t *testing.T) {
	skill := models.SkillOf([]models.Assessment{{ID: "a1", Kind: models.ByCourse, Level: 2}}, nil)
	if skill.Assessed() || valueOr(skill.Suggested, 0) != 2 {
		t.Errorf("got %+v, want a suggestion of 2 and nothing held", skill)
	}
}

func valueOr(p *int, otherwise int) int {
	if p == nil {
		return otherwise
	}
	return *p
}
