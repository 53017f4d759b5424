package people

import (
	"context"

	"trellis/models"
)

// WhoSeesMe is who may see the actor's named skills and why, who has, and what they have said is wrong with it.
type WhoSeesMe struct {
	Posts       []NamedPost
	Seers       []Seer
	Looks       []LookDay // the newest day first, of the last looksShown days
	Corrections []NamedCorrection
}

// Correction is the newest correction of the post; nil where there is none.
func (p WhoSeesMe) Correction(post models.ID) *NamedCorrection {
	for i := range p.Corrections {
		if p.Corrections[i].PostID == post {
			return &p.Corrections[i]
		}
	}
	return nil
}

// WhoSeesMe gathers who sees the actor.
func (s *Service) WhoSeesMe(ctx context.Context, actor models.Actor) (page WhoSeesMe, err error) {
	today := s.Store.Today()
	if page.Posts, err = s.Store.NamedPosts(ctx, actor.ID, today); err != nil {
		return page, err
	}
	if page.Seers, err = s.Store.Seers(ctx, actor.ID, today); err != nil {
		return page, err
	}
	if page.Corrections, err = s.Store.CorrectionsOf(ctx, actor.ID); err != nil {
		return page, err
	}
	looks, err := s.Store.LooksAt(ctx, actor.ID, today.AddDays(-looksShown), looksMost)
	page.Looks = byDay(looks)
	return page, err
}
