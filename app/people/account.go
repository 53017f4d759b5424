package people

import (
	"context"

	"trellis/app/input"
	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// NamedPost is a post with the names of what it points at.
type NamedPost = store.NamedPost

// Seer is somebody who may see a person's named skills.
type Seer = store.Seer

// Account is what people see of themselves: who they are to the network, and who sees their named skills.
type Account struct {
	Person      models.Person
	Posts       []NamedPost
	HasPassword bool
	// Seers may see the person's named skills; Looks says who has, the newest first, in the last looksShown days.
	Seers []Seer
	Looks []LookDay
}

// LookDay is a day on which people saw somebody's named skills.
type LookDay struct {
	Day     models.Date
	Viewers []string
}

const (
	looksShown = 90 // days
	looksMost  = 500
)

// Account gathers the actor's own account page.
func (s *Service) Account(ctx context.Context, actor models.Actor) (Account, error) {
	today := s.Store.Today()
	way, err := s.Store.WayInOf(ctx, actor.ID)
	if err != nil {
		return Account{}, err
	}
	account := Account{Person: way.Person, HasPassword: way.Hash != ""}
	if account.Posts, err = s.Store.NamedPosts(ctx, actor.ID, today); err != nil {
		return Account{}, err
	}
	if account.Seers, err = s.Store.Seers(ctx, actor.ID, today); err != nil {
		return Account{}, err
	}
	looks, err := s.Store.LooksAt(ctx, actor.ID, today.AddDays(-looksShown), looksMost)
	account.Looks = byDay(looks)
	return account, err
}

func byDay(looks []store.LookedAt) []LookDay {
	var days []LookDay
	for _, look := range looks {
		if last := len(days) - 1; last < 0 || days[last].Day != look.Day {
			days = append(days, LookDay{Day: look.Day})
		}
		day := &days[len(days)-1]
		day.Viewers = append(day.Viewers, look.Viewer)
	}
	return days
}

// ChangePassword is a new password, and the one before.
type ChangePassword struct {
	Current string `form:"current"`
	New     string `form:"new" validate:"required,min=12,max=200" problem:"required=Enter a new password|min=Use 12 characters or more for your new password|max=Use 200 characters or fewer for your new password"`
	// ByLink says that this browser signed in by a one-time link: who has one may have forgotten the current password.
	ByLink bool `form:"-"`
}

// ChangePassword gives the actor a new password, and answers the sign-in epoch for this browser: all others are signed
// out. The current password is needed where there is one.
func (s *Service) ChangePassword(ctx context.Context, actor models.Actor, in ChangePassword) (epoch int, err error) {
	if !policy.May(actor, policy.UseAccount) {
		return 0, models.ErrForbidden
	}
	if err := input.Check(in); err != nil {
		return 0, err
	}
	if err := s.checkCurrent(ctx, actor, in); err != nil {
		return 0, err
	}
	hash, err := s.hashing.hash(ctx, in.New)
	if err != nil {
		return 0, err
	}
	err = s.Store.InTx(ctx, func(tx *store.Tx) error {
		if err := tx.SetPassword(ctx, actor.ID, hash); err != nil {
			return err
		}
		if epoch, err = tx.RaiseEpoch(ctx, actor.ID); err != nil {
			return err
		}
		return tx.Publish(ctx, about("password.changed", &actor.ID, actor.ID))
	})
	return epoch, err
}

func (s *Service) checkCurrent(ctx context.Context, actor models.Actor, in ChangePassword) error {
	way, err := s.Store.WayInOf(ctx, actor.ID)
	if err != nil || way.Hash == "" || in.ByLink {
		return err
	}
	if err := s.countPasswordTry(ctx, actor.ID); err != nil {
		return err
	}
	match, err := s.hashing.matches(ctx, in.Current, way.Hash)
	if err != nil || match {
		return err
	}
	return models.Invalid{"current": "Enter your current password as it is now"}
}

// countPasswordTry keeps who found an open browser from guessing the password in it.
func (s *Service) countPasswordTry(ctx context.Context, id models.ID) error {
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		return tx.CountTry(ctx, tryKey("change", string(id)), triesOfAccount, tryWindow)
	})
}
