package access

import (
	"context"
	"slices"
	"time"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// Invite sends somebody a link for their first visit. Only an administrator of the network may.
func (s *Service) Invite(ctx context.Context, actor models.Actor, id models.ID) (models.Person, error) {
	var person models.Person
	err := s.Store.InTx(ctx, func(tx *store.Tx) error {
		var err error
		if person, err = tx.Person(ctx, id); err != nil {
			return err
		}
		if err := policy.Allows(actor, policy.InvitePeople, person); err != nil {
			return err
		}
		if person.ErasedAt != nil {
			return models.ErrNotFound
		}
		return invite(ctx, tx, actor.ID, person.ID)
	})
	return person, err
}

// invite keeps the links, tells of them, and owes a letter for each.
func invite(ctx context.Context, tx *store.Tx, by models.ID, people ...models.ID) error {
	links := make([]models.SignInLink, len(people))
	events, owed := make([]models.Event, len(people)), make([]models.Job, len(people))
	for i, id := range people {
		links[i] = models.SignInLink{
			ID: store.NewID(), PersonID: &id, Purpose: models.ToJoin, TokenHash: unguessable(), MadeByID: &by,
			CreatedAt: tx.Now(), ExpiresAt: tx.Now().Add(models.ToJoin.Life()),
		}
		events[i] = models.AboutPerson("person.invited", &by, id)
		owed[i] = models.Job{Kind: models.MailLink, SubjectID: links[i].ID}
	}
	if err := tx.Add(ctx, &links); err != nil {
		return err
	}
	return tx.PublishAll(ctx, events, owed)
}

// Uninvited is how many people have not been here yet, and how many of them were invited within the last day and will not be
// again.
type Uninvited = store.Uninvited

const (
	invitedAtOnce = 250
	lately        = 24 * time.Hour
)

// Uninvited counts whom InviteAll would invite.
func (s *Service) Uninvited(ctx context.Context, actor models.Actor) (Uninvited, error) {
	if !policy.Scope(actor, policy.InvitePeople).All {
		return Uninvited{}, models.ErrForbidden
	}
	return s.Store.CountUninvited(ctx, s.Store.Today(), s.Store.Now().Add(-lately))
}

// InviteAll invites everybody who has not been here yet, some at a time, and answers how many that were. Whoever was invited
// within the last day is left out: so it can be pressed twice, and goes on where it stopped.
func (s *Service) InviteAll(ctx context.Context, actor models.Actor) (int, error) {
	if !policy.Scope(actor, policy.InvitePeople).All {
		return 0, models.ErrForbidden
	}
	var after models.ID
	for invited := 0; ; {
		var ids []models.ID
		err := s.Store.InTx(ctx, func(tx *store.Tx) error {
			var err error
			ids, err = tx.Uninvited(ctx, tx.Today(), tx.Now().Add(-lately), after, invitedAtOnce)
			if err != nil || len(ids) == 0 {
				return err
			}
			if err := tx.LockPeople(ctx, ids); err != nil { // another who invites meanwhile waits, and then finds them invited
				return err
			}
			still, err := tx.Uninvited(ctx, tx.Today(), tx.Now().Add(-lately), after, invitedAtOnce)
			if err != nil {
				return err
			}
			still = slices.DeleteFunc(still, func(id models.ID) bool { return !slices.Contains(ids, id) })
			invited += len(still)
			return invite(ctx, tx, actor.ID, still...)
		})
		if err != nil || len(ids) < invitedAtOnce {
			return invited, err
		}
		after = ids[len(ids)-1]
	}
}

// Invited is who an invitation is for, and to what.
type Invited struct {
	models.Person
	Network string
}

// LookAtInvitation tells who an invitation is for; models.Invalid unless it works now. It uses nothing up.
func (s *Service) LookAtInvitation(ctx context.Context, token string) (Invited, error) {
	link, err := usable(ctx, s.Store.Reads, token, models.ToJoin, s.Store.Now())
	if err != nil {
		return Invited{}, err
	}
	var in Invited
	if in.Person, err = s.Store.Person(ctx, *link.PersonID); err != nil {
		return in, err
	}
	in.Network, err = s.network(ctx)
	return in, err
}

// UseInvitation signs in the person who is invited. It works once, and ends their other invitations.
func (s *Service) UseInvitation(ctx context.Context, token string) (Entered, error) {
	return s.enterBy(ctx, token, models.ToJoin, func(tx *store.Tx, person models.Person) error {
		return tx.EndSignInLinks(ctx, person.ID, models.ToJoin)
	})
}
