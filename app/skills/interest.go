package skills

import (
	"context"
	"slices"

	"trellis/models"
	"trellis/models/store"
)

// InterestPage asks how much somebody would like to do of what a domain is about.
type InterestPage struct {
	RoundProgress
	Domain   Domain
	Interest models.Wish // said before; empty for nothing
}

// asksInterest tells whether the domain is done as far as the item's part of the round goes, and nobody has said how much they
// would like to do of it.
func (a asking) asksInterest(domain models.ID, item Item) bool {
	return a.interests[domain] == "" && !slices.ContainsFunc(a.items, func(i Item) bool {
		return i.Domain.ID == domain && i.Now == item.Now && i.Added == item.Added && !i.Done()
	})
}

// Interest shows the actor what is asked of a domain of a round.
func (s *Service) Interest(ctx context.Context, actor models.Actor, round string, domain models.ID) (InterestPage, error) {
	a, err := s.askingNow(ctx, s.Store.Reads, actor, round)
	if err != nil {
		return InterestPage{}, err
	}
	page := InterestPage{RoundProgress: a.progress(), Interest: a.interests[domain]}
	page.Domain, err = a.domain(domain)
	return page, err
}

func (a asking) domain(id models.ID) (Domain, error) {
	at := slices.IndexFunc(a.items, func(i Item) bool { return i.Domain.ID == id })
	if at < 0 {
		return Domain{}, models.ErrNotFound
	}
	return a.items[at].Domain, nil
}

// SayInterest keeps how much the actor would like to do of a domain, and tells the number of the next item to answer; 0 for none.
// It can be changed at any time.
func (s *Service) SayInterest(ctx context.Context, actor models.Actor, round string, domain models.ID, wish models.Wish) (next int, err error) {
	if !slices.Contains(models.Wishes(), wish) {
		return 0, models.Invalid{"interest": "Select how much you would like to do"}
	}
	err = s.Store.InTx(ctx, func(tx *store.Tx) error {
		if err := tx.LockSkills(ctx, actor.ID); err != nil {
			return err
		}
		a, err := s.askingNow(ctx, tx.Reads, actor, round)
		if err != nil {
			return err
		}
		if _, err := a.domain(domain); err != nil {
			return err
		}
		next = a.progress().Unanswered
		if err := tx.KeepInterest(ctx, models.DomainInterest{PersonID: actor.ID, DomainID: domain, Interest: wish}); err != nil {
			return err
		}
		return tx.Publish(ctx, models.Event{ActorID: &actor.ID, Act: "interest.said", Subject: "domains", SubjectID: domain, PersonID: &actor.ID})
	})
	return next, err
}
