package privacy

import (
	"context"
	"slices"
	"time"

	"trellis/app/files"
	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// Held is all that one kind of row has about a person.
type Held = store.Held

// Passage is a text that somebody else wrote about a person.
type Passage = store.Passage

// Everything is all that is kept about a person.
type Everything struct {
	Person models.Person
	At     time.Time
	// OnHold tells that nothing of it may be forgotten for now.
	OnHold bool
	Held   []Held
	// LeftOut is how many passages by others an administrator left out.
	LeftOut int
}

// Rows is how many rows there are.
func (e Everything) Rows() int {
	n := 0
	for _, h := range e.Held {
		n += len(h.Rows)
	}
	return n
}

// LeftOutText stands where a passage was.
const LeftOutText = "(left out: it was written by somebody else)"

// EachFile hands over the files that the person handed in, one at a time: they are theirs whole.
func (s *Service) EachFile(ctx context.Context, all Everything, do func(file models.File, content []byte) error) error {
	list, err := s.Store.FilesHandedIn(ctx, all.Person.ID)
	if err != nil {
		return err
	}
	for _, file := range list {
		content, err := files.Read(ctx, s.Shelf, file)
		if err != nil {
			return err
		}
		if err := do(file, content); err != nil {
			return err
		}
	}
	return nil
}

// Own is everything that is kept about the actor.
func (s *Service) Own(ctx context.Context, actor models.Actor) (Everything, error) {
	if !policy.May(actor, policy.UseAccount) {
		return Everything{}, models.ErrForbidden
	}
	return s.everything(ctx, s.Store.Reads, actor.Person)
}

// ToRedact is everything that is kept about a person, for an administrator who is to answer a request in writing: above all
// what others wrote, of which each passage can be left out.
func (s *Service) ToRedact(ctx context.Context, actor models.Actor, id models.ID) (Everything, error) {
	person, err := s.forgettable(ctx, s.Store.Reads, actor, id)
	if err != nil {
		return Everything{}, err
	}
	return s.everything(ctx, s.Store.Reads, person)
}

// Export hands everything about a person to an administrator, without the passages that the keys name. It leaves an event.
func (s *Service) Export(ctx context.Context, actor models.Actor, id models.ID, leaveOut []string) (Everything, error) {
	var all Everything
	err := s.Store.InTx(ctx, func(tx *store.Tx) error {
		person, err := s.forgettable(ctx, tx.Reads, actor, id)
		if err != nil {
			return err
		}
		if all, err = s.everything(ctx, tx.Reads, person); err != nil {
			return err
		}
		all.leaveOut(leaveOut)
		return tx.Publish(ctx, models.AboutPerson("data.exported", &actor.ID, id))
	})
	return all, err
}

func (s *Service) everything(ctx context.Context, reads store.Reads, person models.Person) (Everything, error) {
	all := Everything{Person: person, At: s.Store.Now()}
	var err error
	if all.OnHold, err = onHold(ctx, reads, person.ID); err != nil {
		return all, err
	}
	all.Held, err = reads.Everything(ctx, person.ID)
	return all, err
}

func (e *Everything) leaveOut(keys []string) {
	for _, h := range e.Held {
		for _, p := range h.ByOthers {
			if slices.Contains(keys, p.Key) {
				h.Rows[p.Row][p.Column] = LeftOutText
				e.LeftOut++
			}
		}
	}
}

// forgettable is the person, where the actor may hold, erase and forget people.
func (s *Service) forgettable(ctx context.Context, reads store.Reads, actor models.Actor, id models.ID) (models.Person, error) {
	person, err := reads.Person(ctx, id)
	if err != nil {
		return person, err
	}
	return person, policy.Allows(actor, policy.ForgetPeople, person)
}
