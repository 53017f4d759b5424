package skills

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"trellis/models"
	"trellis/models/paths"
	"trellis/models/store"
)

// TellWhatIsDue owes a letter to everybody whose core skills were assessed too long ago, at most one in a month, while no round
// asks for them. Several processes may do so at once: people are locked, and who was told meanwhile is left out. Who is away is
// found on the day after.
func (s *Service) TellWhatIsDue(ctx context.Context) error {
	return s.tellWhatIsDue(ctx, remindedAtOnce)
}

func (s *Service) tellWhatIsDue(ctx context.Context, atOnce int) error {
	day := models.RemindsOn(s.Store.Now())
	if day == "" {
		return nil
	}
	if _, err := s.Store.OpenRound(ctx, day); !errors.Is(err, models.ErrNotFound) {
		return err // a round that is open asks for everything
	}
	since := day.AddMonths(-1).Time().UTC()
	for after := models.ID(""); ; {
		due, err := s.Store.UntoldOfDue(ctx, day, since, after, atOnce)
		if err != nil || len(due) == 0 {
			return err
		}
		after = due[len(due)-1]
		if err := s.Store.InTx(ctx, func(tx *store.Tx) error {
			if err := tx.LockPeople(ctx, due); err != nil {
				return err
			}
			still, err := tx.StillUntoldOfDue(ctx, day, since, due)
			if err != nil || len(still) == 0 {
				return err
			}
			return tx.TellOfDue(ctx, still)
		}); err != nil {
			return err
		}
	}
}

// DueLetter is what a letter between rounds says.
type DueLetter struct {
	Person  models.Person
	Skills  []Skill // core, and due again: the oldest first
	Away    string  // where somebody says when they are away
	BaseURL string
}

// Where is the address of a skill.
func (l DueLetter) Where(k Skill) string { return l.BaseURL + paths.Skill(k.Slug) }

// DueLetterFor gathers what is due of the person by now; models.ErrNotFound when nothing is, when a round has opened meanwhile,
// or while they are away.
func (s *Service) DueLetterFor(ctx context.Context, person models.ID) (letter DueLetter, err error) {
	today := s.Store.Today()
	if _, err := s.Store.OpenRound(ctx, today); !errors.Is(err, models.ErrNotFound) {
		return letter, cmp.Or(err, models.ErrNotFound)
	}
	if letter.Person, err = s.Store.Person(ctx, person); err != nil {
		return letter, err
	}
	leaves, err := s.Store.Leaves(ctx, person, today)
	if err != nil {
		return letter, err
	}
	if letter.Person.ErasedAt != nil || len(leaves) > 0 && leaves[0].FromDay <= today {
		return letter, models.ErrNotFound
	}
	posts, err := s.Store.CurrentPosts(ctx, person, today)
	if err != nil {
		return letter, err
	}
	p, err := profileOf(ctx, s.Store.Reads, person, posts)
	if err != nil {
		return letter, err
	}
	if err := s.aged(ctx, p.skills); err != nil {
		return letter, err
	}
	letter.Skills = filter(p.skills, func(k Skill) bool { return k.Core && k.Age.Due })
	if len(letter.Skills) == 0 {
		return letter, models.ErrNotFound
	}
	slices.SortStableFunc(letter.Skills, func(a, b Skill) int { return a.AssessedAt.Compare(b.AssessedAt) })
	letter.Away, letter.BaseURL = s.BaseURL+paths.OwnLeave, s.BaseURL
	return letter, nil
}
