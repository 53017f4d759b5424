package settings

import (
	"context"
	"errors"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// Page is what an administrator sees of the settings.
type Page struct {
	models.Settings
	Network string // full name of the organisation that runs the installation; empty where there is none yet
	// Outside is what the installation is told from outside of whom a second factor is required; empty: the settings say it.
	Outside models.SecondFactorRule
	// ChangedBy is who changed them last; empty where nobody has.
	ChangedBy string
}

// Page is what an administrator may change.
func (s *Service) Page(ctx context.Context, actor models.Actor) (Page, error) {
	if !policy.Scope(actor, policy.ChangeSettings).All {
		return Page{}, models.ErrForbidden
	}
	kept, err := s.Store.Settings(ctx)
	if err != nil {
		return Page{}, err
	}
	page := Page{Settings: kept, Outside: s.SecondFactor}
	network, err := s.Store.NetworkOrganisation(ctx)
	if err != nil && !errors.Is(err, models.ErrNotFound) {
		return page, err
	}
	page.Network = network.Name
	if kept.ChangedByID != nil {
		person, err := s.Store.Person(ctx, *kept.ChangedByID)
		if err != nil && !errors.Is(err, models.ErrNotFound) {
			return page, err
		}
		page.ChangedBy = person.Name
	}
	return page, nil
}

// FirstDay tells what a new network has of what it needs.
type FirstDay struct {
	store.FirstDay
	Over bool // somebody has put the list away
}

// Left is how many of the six steps are still to do.
func (f FirstDay) Left() int {
	left := 0
	for _, done := range []bool{f.Network, f.Organisations, f.Framework, f.People, f.Courses, f.Cohorts} {
		if !done {
			left++
		}
	}
	return left
}

// Shows tells whether the list is still of use.
func (f FirstDay) Shows() bool { return !f.Over && f.Left() > 0 }

// FirstDay looks what is there. Only who may change the settings gets an answer; for others the list is over.
func (s *Service) FirstDay(ctx context.Context, actor models.Actor, said models.Settings) (FirstDay, error) {
	if said.FirstDayOver || !policy.Scope(actor, policy.ChangeSettings).All {
		return FirstDay{Over: true}, nil
	}
	there, err := s.Store.FirstDay(ctx, actor.ID)
	return FirstDay{FirstDay: there}, err
}

// EndFirstDay puts the list of what a new network needs away, for everybody.
func (s *Service) EndFirstDay(ctx context.Context, actor models.Actor) error {
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		if !policy.Scope(actor, policy.ChangeSettings).All {
			return models.ErrForbidden
		}
		now, err := tx.Settings(ctx)
		if err != nil || now.FirstDayOver {
			return err
		}
		now.FirstDayOver, now.ChangedByID = true, &actor.ID
		return keep(ctx, tx, actor, now)
	})
}

// Kept says how long each kind of data is kept, as the network has set it or as it is until then.
func (s *Service) Kept(ctx context.Context) ([]models.RetentionRule, error) {
	return s.Store.RetentionRules(ctx)
}
