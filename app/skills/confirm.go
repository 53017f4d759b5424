package skills

import (
	"context"
	"time"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// ToConfirm is somebody whose assessments wait for the actor's answer.
type ToConfirm struct {
	ID      models.ID
	Name    string
	Waiting int
	Since   time.Time // the oldest
	Days    int       // since then
}

// CountToConfirm counts the assessments that wait for the actor's answer.
func (s *Service) CountToConfirm(ctx context.Context, actor models.Actor) (int, error) {
	if !policy.May(actor, policy.ConfirmSkill) {
		return 0, nil
	}
	return s.Store.CountUnanswered(ctx, s.sight(actor, policy.ConfirmSkill))
}

// Queue lists whose assessments wait for the actor's answer, the longest first.
func (s *Service) Queue(ctx context.Context, actor models.Actor) ([]ToConfirm, error) {
	today := s.Store.Today()
	waiting, err := s.Store.TeamWaiting(ctx, s.sight(actor, policy.ConfirmSkill))
	queue := make([]ToConfirm, len(waiting))
	for i, w := range waiting {
		days := int(today.Time().Sub(models.DateOf(w.AssessedAt).Time()).Round(24*time.Hour) / (24 * time.Hour))
		queue[i] = ToConfirm{ID: w.PersonID, Name: w.Name, Waiting: w.Waiting, Since: w.AssessedAt, Days: days}
	}
	return queue, err
}

// ConfirmPage asks the actor to answer what one of their people has sent.
type ConfirmPage struct {
	Person models.Person
	Title  string
	Items  []ConfirmItem
	Input  ConfirmAnswers
}

// ConfirmItem is one assessment that waits.
type ConfirmItem struct {
	Skill
	ID          models.ID // of the assessment
	Level       int
	Use         models.Use
	Chance      models.Chance
	Barrier     models.Barrier
	StillRight  bool // the level was confirmed at a glance
	Example     string
	At          time.Time
	Descriptors map[int]string
	Worked      []LevelExamples
	Standpoint  // what else is said of the skill
}

// ToConfirm shows the actor what one of their people has sent.
func (s *Service) ToConfirm(ctx context.Context, actor models.Actor, person models.ID) (ConfirmPage, error) {
	page := ConfirmPage{}
	posts, err := s.Store.CurrentPosts(ctx, person, s.Store.Today())
	if err != nil {
		return page, err
	}
	if err := policy.Allows(actor, policy.ConfirmSkill, posts); err != nil {
		return page, err
	}
	if page.Person, err = s.Store.Person(ctx, person); err != nil {
		return page, err
	}
	page.Title = posts[0].Title
	waiting, err := s.Store.UnansweredOf(ctx, person)
	if err != nil {
		return page, err
	}
	p, err := profileOf(ctx, s.Store.Reads, person, posts)
	if err != nil {
		return page, err
	}
	if err := s.aged(ctx, p.skills); err != nil {
		return page, err
	}
	descriptors, err := s.Store.Descriptors(ctx, idsOf(waiting, func(u store.Unanswered) models.ID { return u.CompetencyID })...)
	if err != nil {
		return page, err
	}
	page.items(waiting, p.skills, descriptors)
	by, err := s.standpoints(ctx, s.Store.Reads, person, p.skills)
	if err != nil {
		return page, err
	}
	worked, err := s.examples(ctx, p.skills...)
	if err != nil {
		return page, err
	}
	for i := range page.Items {
		page.Items[i].Worked = worked[page.Items[i].CompetencyID]
		page.Items[i].Standpoint = by[page.Items[i].CompetencyID]
	}
	s.looked(actor.ID, person)
	return page, nil
}

func (p *ConfirmPage) items(waiting []store.Unanswered, skills []Skill, descriptors []models.Descriptor) {
	for _, w := range waiting {
		item := ConfirmItem{ID: w.ID, Level: w.Level, Use: w.Use, Chance: w.Chance, Barrier: w.Barrier, StillRight: w.StillRight, Example: w.Example, At: w.AssessedAt, Descriptors: map[int]string{}}
		for _, d := range descriptors {
			if d.CompetencyID == w.CompetencyID {
				item.Descriptors[d.Level] = d.Text
			}
		}
		for _, k := range skills {
			if k.CompetencyID == w.CompetencyID {
				item.Skill = k
			}
		}
		p.Items = append(p.Items, item)
	}
}
