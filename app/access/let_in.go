package access

import (
	"context"
	"errors"

	"trellis/app/input"
	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// NamedSignUp is a sign-up with the name of the organisation it is for.
type NamedSignUp = store.NamedSignUp

// signUpsMost is how many that wait are shown at once.
const signUpsMost = 200

// SignUps are those who wait for the actor to let them in, the oldest first: everybody for an administrator, those of their
// organisations for a lead.
func (s *Service) SignUps(ctx context.Context, actor models.Actor) ([]NamedSignUp, error) {
	if !policy.May(actor, policy.LetIn) {
		return nil, models.ErrForbidden
	}
	return s.Store.SignUps(ctx, within(actor, s.Store.Today()), models.SignUpWaiting, signUpsMost)
}

// CountSignUps counts who waits for the actor to let them in.
func (s *Service) CountSignUps(ctx context.Context, actor models.Actor) (int, error) {
	if !policy.May(actor, policy.LetIn) {
		return 0, nil
	}
	return s.Store.CountSignUps(ctx, within(actor, s.Store.Today()), models.SignUpWaiting)
}

// SignUpOf is one sign-up that waits, or waited, for the actor.
func (s *Service) SignUpOf(ctx context.Context, actor models.Actor, id models.ID) (NamedSignUp, error) {
	found, err := s.Store.SignUpWithin(ctx, id, within(actor, s.Store.Today()))
	if err == nil && found.State == models.SignUpUnconfirmed { // the address may be anybody's
		err = models.ErrNotFound
	}
	return found, err
}

func within(actor models.Actor, today models.Date) store.SignUpReach {
	reach := policy.Scope(actor, policy.LetIn)
	return store.SignUpReach{All: reach.All, Organisations: reach.Organisations, Today: today}
}

// Approve lets somebody in: they become a person with a post at the organisation from today, and are invited. Whoever has the
// address by now stays who they are. It answers models.ErrStale when it was decided before.
func (s *Service) Approve(ctx context.Context, actor models.Actor, id models.ID) (models.Person, error) {
	var person models.Person
	err := s.decide(ctx, actor, id, func(tx *store.Tx, row *models.SignUp) (err error) {
		row.State = models.SignUpApproved
		if person, err = letIn(ctx, tx, actor, *row); err != nil {
			return err
		}
		row.PersonID = &person.ID
		event := models.Event{ActorID: &actor.ID, Act: "sign_up.approved", Subject: "sign_ups", SubjectID: row.ID, PersonID: &person.ID}
		if err := tx.Publish(ctx, event); err != nil {
			return err
		}
		return invite(ctx, tx, actor.ID, person.ID)
	})
	return person, err
}

// letIn adds the person and their post. Who manages them is not known yet: they are asked at their first visit.
func letIn(ctx context.Context, tx *store.Tx, actor models.Actor, row models.SignUp) (models.Person, error) {
	person, err := tx.PersonByEmail(ctx, row.Email)
	if !errors.Is(err, models.ErrNotFound) {
		return person, err
	}
	person = models.Person{Email: row.Email, EmailKey: row.EmailKey, Name: row.Name, NameKey: store.Fold(row.Name), CreatedAt: tx.Now()}
	if err := tx.Add(ctx, &person); errors.Is(err, models.ErrTaken) { // somebody added them meanwhile
		return person, models.ErrStale
	} else if err != nil {
		return person, err
	}
	post := models.Post{
		ID: store.NewID(), PersonID: person.ID, OrganisationID: row.OrganisationID, Title: row.Title, Started: tx.Today(), ManagerUnknown: true,
	}
	if err := tx.AddPosts(ctx, []models.Post{post}); err != nil {
		return person, err
	}
	added := models.Event{ActorID: &actor.ID, Act: "post.added", Subject: "posts", SubjectID: post.ID, PersonID: &person.ID}
	return person, tx.PublishAll(ctx, []models.Event{models.AboutPerson("person.added", &actor.ID, person.ID), added}, nil)
}

// RefuseSignUp says why somebody is not let in.
type RefuseSignUp struct {
	Reason string `form:"reason" validate:"required,max=500" problem:"required=Say why, so that they know what to do|max=Use 500 characters or fewer"`
}

// RefuseSignUp does not let somebody in, and mails them why. It answers models.ErrStale when it was decided before.
func (s *Service) RefuseSignUp(ctx context.Context, actor models.Actor, id models.ID, in RefuseSignUp) error {
	in.Reason = input.Tidy(in.Reason)
	if err := input.Check(in); err != nil {
		return err
	}
	return s.decide(ctx, actor, id, func(tx *store.Tx, row *models.SignUp) error {
		row.State, row.Reason = models.SignUpRefused, in.Reason
		event := models.Event{ActorID: &actor.ID, Act: "sign_up.refused", Subject: "sign_ups", SubjectID: row.ID}
		return tx.Publish(ctx, event, models.Job{Kind: models.MailSignUpRefused, SubjectID: row.ID})
	})
}

// decide locks a sign-up that waits within the actor's reach, and keeps what becomes of it.
func (s *Service) decide(ctx context.Context, actor models.Actor, id models.ID, do func(*store.Tx, *models.SignUp) error) error {
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		row, err := tx.LockSignUp(ctx, id)
		if err != nil {
			return err
		}
		if _, err := tx.SignUpWithin(ctx, id, within(actor, tx.Today())); err != nil {
			return err
		}
		if row.State == models.SignUpUnconfirmed {
			return models.ErrNotFound
		}
		if row.State != models.SignUpWaiting {
			return models.ErrStale
		}
		now := tx.Now()
		row.DecidedAt, row.DecidedByID = &now, &actor.ID
		if err := do(tx, &row); err != nil {
			return err
		}
		return tx.ChangeSignUp(ctx, row)
	})
}
