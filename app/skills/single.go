package skills

import (
	"context"
	"maps"

	"trellis/app/input"
	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// SinglePage asks for one competency outside a round.
type SinglePage struct {
	Skill       Skill
	Levels      Scale
	Descriptors map[int]string
	Input       SaveAnswer
	Round       string // that is open, and asks for it: it is answered there
	Item        int
}

// AsksChance tells whether the form asks what stands in the way.
func (p SinglePage) AsksChance() bool { return p.Input.AskedChance }

// Single asks the actor about one competency, in whatever round or none.
func (s *Service) Single(ctx context.Context, actor models.Actor, slug string) (page SinglePage, err error) {
	p, err := profileOf(ctx, s.Store.Reads, actor.ID, actor.Posts)
	if err != nil {
		return page, err
	}
	if page.Skill, err = findIn(ctx, s.Store.Reads, p.skills, slug); err != nil {
		return page, err
	}
	if page.Descriptors, err = s.descriptors(ctx, page.Skill.CompetencyID); err != nil {
		return page, err
	}
	page.Levels = page.Skill.Scale.Defined(page.Descriptors)
	one := SkillPage{Skill: page.Skill}
	err = s.askAgain(ctx, actor, p, &one)
	page.Round, page.Item = one.Round, one.Item
	return page, err
}

// AssessSkill keeps what the actor says of one competency, at once and outside a round. Where the answer asks what stands in the
// way and the form did not, it answers asks and keeps nothing yet.
func (s *Service) AssessSkill(ctx context.Context, actor models.Actor, slug string, in SaveAnswer) (asks bool, err error) {
	if !policy.May(actor, policy.AssessSelf) {
		return false, models.ErrForbidden
	}
	in.Example = input.Tidy(in.Example)
	invalid, err := input.Problems(in)
	if err != nil {
		return false, err
	}
	maps.Copy(invalid, input.Patients(in.NotNHSNumber, input.Text{Field: "example", Text: in.Example}))
	err = s.Store.InTx(ctx, func(tx *store.Tx) error {
		if err := tx.LockSkills(ctx, actor.ID); err != nil {
			return err
		}
		p, err := profileOf(ctx, tx.Reads, actor.ID, actor.Posts)
		if err != nil {
			return err
		}
		skill, err := findIn(ctx, tx.Reads, p.skills, slug)
		if err != nil {
			return err
		}
		texts, err := descriptorsOf(ctx, tx.Reads, skill.CompetencyID)
		if err != nil {
			return err
		}
		answer, item := models.Answer{PersonID: actor.ID, CompetencyID: skill.CompetencyID, Use: models.Use(in.Use), Example: in.Example}, Item{Skill: skill}
		in.judge(item, texts, &answer, invalid)
		if err := invalid.OrNil(); err != nil {
			return err
		}
		if asks = !in.AskedChance && item.asksChance(answer.Level, answer.Use); asks {
			return nil
		}
		assessment := answer.Assessment(tx.Now())
		assessment.ID, assessment.RoundID = store.NewID(), nil
		if err := tx.AddAssessments(ctx, []models.Assessment{assessment}); err != nil {
			return err
		}
		return tx.Publish(ctx, models.Event{ActorID: &actor.ID, Act: "assessment.given", Subject: "assessments", SubjectID: assessment.ID, PersonID: &actor.ID})
	})
	return asks, err
}
