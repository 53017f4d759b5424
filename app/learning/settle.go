package learning

import (
	"context"

	"trellis/models"
	"trellis/models/store"
)

// settle gives a party of whom nothing more is awaited places for all of it, or a turn for all in the line of a locked cohort:
// that of asking. Who has no id yet is new.
func settle(ctx context.Context, tx *store.Tx, cohort models.Cohort, party models.Party, by *models.ID, why string) (models.Party, error) {
	state := models.Waiting
	placed, err := admits(ctx, tx, cohort, party)
	if err != nil {
		return party, err
	}
	if placed {
		state = models.Placed
	}
	for i, e := range party {
		if party[i], err = come(ctx, tx, e, state, by, why); err != nil {
			return party, err
		}
	}
	return party, nil
}

// come puts somebody in the state in which they come to the cohort, and tells them.
func come(ctx context.Context, tx *store.Tx, e models.Enrolment, state models.EnrolmentState, by *models.ID, why string) (models.Enrolment, error) {
	from := e.State
	if e.ID == "" {
		e.State, e.Awaits = state, models.NobodyAwaited
		adds := e.PersonID
		if by != nil {
			adds = *by
		}
		if err := tx.AddEnrolment(ctx, &e, adds, why); err != nil {
			return e, err
		}
	} else {
		moved, err := e.To(state, tx.Now())
		if err != nil {
			return e, err
		}
		if err := tx.MoveEnrolment(ctx, moved, from, by, why); err != nil {
			return e, err
		}
		e = moved
	}
	letter := models.MailWaiting
	if state == models.Placed {
		letter = models.MailPlaced
	}
	return e, tx.Publish(ctx, happened("enrolment."+string(state), e, by), owed(letter, e))
}

// applied are the letters that an application owes: to who asks, and to those who decide.
func applied(ctx context.Context, tx *store.Tx, cohort models.Cohort, e models.Enrolment) ([]models.Job, error) {
	jobs := []models.Job{owed(models.MailApplied, e)}
	deciders, err := decidersOf(ctx, tx, cohort, e)
	if err != nil {
		return nil, err
	}
	asked, err := toOthers(ctx, tx, models.MailDecide, e, deciders)
	return append(jobs, asked...), err
}

// decidersOf are who can give the answer that is awaited from a manager or a trainer.
func decidersOf(ctx context.Context, tx *store.Tx, cohort models.Cohort, e models.Enrolment) ([]models.ID, error) {
	switch e.Awaits {
	case models.AwaitsTrainer:
		return tx.TrainerIDs(ctx, cohort, tx.Today())
	case models.AwaitsManager:
		post, err := tx.Post(ctx, *e.PostID)
		if err != nil || post.ManagerID == nil {
			return nil, err
		}
		deputies, err := tx.DeputiesOf(ctx, *post.ManagerID, tx.Today())
		return append([]models.ID{*post.ManagerID}, deputies...), err
	default:
		return nil, nil
	}
}
