package people

import (
	"context"

	"trellis/models"
	"trellis/models/store"
)

// NamedPost is a post with the names of what it points at.
type NamedPost = store.NamedPost

// Seer is somebody who may see a person's named skills, and why.
type Seer = store.Seer

// Why somebody may.
const (
	SeesAsManager = store.SeesAsManager
	SeesAsDeputy  = store.SeesAsDeputy
	SeesAsActing  = store.SeesAsActing
	SeesAsLead    = store.SeesAsLead
	SeesAsTrainer = store.SeesAsTrainer
)

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
