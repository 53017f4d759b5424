package skills

import (
	"context"
	"slices"

	"trellis/models"
	"trellis/models/store"
)

// canBeStillRight tells whether the person has said before this round where they stand, and has not answered in it.
func (i Item) canBeStillRight() bool { return i.Assessed && !i.Done() }

// QuickPage asks whether what is known is still right. The last answer is shown here, and only here.
type QuickPage struct {
	RoundProgress
	Areas []TaskArea // of one page: the first domain with something to confirm
	Left  int        // how many are left on the pages after
	Input StillRight
}

// StillRight confirms what somebody said before, with how often they used it now, by competency.
type StillRight struct {
	Uses    map[string]string `form:"use"`
	Changed map[string]bool   `form:"change"` // to be weighed anew
}

// UseField names the use of an item on the form.
func UseField(competency string) string { return "use[" + competency + "]" }

// quickAtOnce is how many are on one page.
const quickAtOnce = 8

// Quick shows the actor what they said before, some at a time.
func (s *Service) Quick(ctx context.Context, actor models.Actor, round string) (QuickPage, error) {
	a, err := s.askingNow(ctx, s.Store.Reads, actor, round)
	if err != nil {
		return QuickPage{}, err
	}
	known := filter(a.items, Item.canBeStillRight)
	shown := known[:min(len(known), quickAtOnce)]
	return QuickPage{RoundProgress: a.progress(), Areas: tasks(shown), Left: len(known) - len(shown)}, nil
}

// ConfirmStillRight keeps what the actor confirmed as answers of the round at the level they hold, and tells how many, and the number
// of the first that they want to weigh anew; 0 for none. What has neither a use nor a wish to change stays unanswered.
func (s *Service) ConfirmStillRight(ctx context.Context, actor models.Actor, round string, in StillRight) (kept, change int, err error) {
	err = s.Store.InTx(ctx, func(tx *store.Tx) error {
		if err := tx.LockSkills(ctx, actor.ID); err != nil {
			return err
		}
		a, err := s.askingNow(ctx, tx.Reads, actor, round)
		if err != nil {
			return err
		}
		answers, first, err := a.stillRight(actor.ID, in)
		if err != nil {
			return err
		}
		for i := range answers {
			answers[i].SavedAt = tx.Now()
		}
		if err := tx.KeepAnswers(ctx, answers...); err != nil {
			return err
		}
		kept, change = len(answers), first
		if kept == 0 {
			return nil
		}
		return tx.Publish(ctx, models.Event{ActorID: &actor.ID, Act: "skills.still_right", Subject: "rounds", SubjectID: a.round.ID, PersonID: &actor.ID})
	})
	return kept, change, err
}

// stillRight decides what the input confirms.
func (a asking) stillRight(person models.ID, in StillRight) (answers []models.Answer, change int, err error) {
	if !a.open {
		return nil, 0, models.Invalid{"round": "This round has closed. Nothing was saved"}
	}
	known := filter(a.items, Item.canBeStillRight)
	for _, i := range known[:min(len(known), quickAtOnce)] {
		use := models.Use(in.Uses[string(i.CompetencyID)])
		switch {
		case in.Changed[string(i.CompetencyID)]:
			if change == 0 {
				change = i.N
			}
		case slices.Contains(models.Uses(), use):
			answers = append(answers, models.Answer{
				PersonID: person, RoundID: a.round.ID, CompetencyID: i.CompetencyID, Level: i.Held, Use: use, StillRight: true,
			})
		}
	}
	if len(answers) == 0 && change == 0 {
		err = models.Invalid{"use": "Select how often you used at least one skill, or one to change"}
	}
	return answers, change, err
}
