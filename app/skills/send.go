package skills

import (
	"context"
	"time"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// CheckPage shows all answers before they are sent, now with the targets.
type CheckPage struct {
	RoundProgress
	Items   []Item // with an answer
	Missing []Item // asked now, without one
}

// MaySend tells whether there is something to send and nothing is missing.
func (p CheckPage) MaySend() bool { return p.Open && p.Unsent > 0 && p.Complete() }

// Check shows the actor's answers of a round.
func (s *Service) Check(ctx context.Context, actor models.Actor, round string) (CheckPage, error) {
	a, err := s.askingNow(ctx, s.Store.Reads, actor, round)
	if err != nil {
		return CheckPage{}, err
	}
	return CheckPage{
		RoundProgress: a.progress(),
		Items:         filter(a.items, Item.Done),
		Missing:       filter(a.items, func(i Item) bool { return i.Now && !i.Done() }),
	}, nil
}

func (s *Service) askingNow(ctx context.Context, r store.Reads, actor models.Actor, round string) (asking, error) {
	if !policy.May(actor, policy.AssessSelf) {
		return asking{}, models.ErrForbidden
	}
	p, err := profileOf(ctx, r, actor.ID, actor.Posts)
	if err != nil {
		return asking{}, err
	}
	a, err := s.asking(ctx, r, actor.ID, p, round)
	if err != nil {
		return a, err
	}
	a.interests, err = r.Interests(ctx, actor.ID)
	return a, err
}

// Send turns the actor's answers of a round into assessments. Everything that is asked now must be answered.
func (s *Service) Send(ctx context.Context, actor models.Actor, round string) error {
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		if err := tx.LockSkills(ctx, actor.ID); err != nil {
			return err
		}
		a, err := s.askingNow(ctx, tx.Reads, actor, round)
		if err != nil {
			return err
		}
		assessments, err := a.send(tx.Now())
		if err != nil {
			return err
		}
		if err := tx.AddAssessments(ctx, assessments); err != nil {
			return err
		}
		if err := tx.SendReply(ctx, actor.ID, a.round.ID); err != nil {
			return err
		}
		return tx.Publish(ctx, models.Event{ActorID: &actor.ID, Act: "assessment.sent", Subject: "rounds", SubjectID: a.round.ID, PersonID: &actor.ID})
	})
}

// send decides whether the answers may go.
func (a asking) send(now time.Time) ([]models.Assessment, error) {
	p := a.progress()
	switch {
	case !a.open:
		return nil, models.Invalid{"round": "This round has closed. Your answers were not sent"}
	case !p.Complete():
		return nil, models.Invalid{"missing": "Answer every skill that is asked now before you send"}
	case p.Unsent == 0:
		return nil, models.Invalid{"missing": "You have sent these answers already. Change one to send again"}
	}
	var list []models.Assessment
	for _, i := range a.items {
		if i.Answer != nil {
			list = append(list, i.Answer.Assessment(now))
		}
	}
	return list, nil
}
