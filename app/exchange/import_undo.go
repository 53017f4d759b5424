package exchange

import (
	"context"
	"encoding/json"
	"fmt"

	"trellis/models"
	"trellis/models/store"
)

// UndoImport makes everything that an import changed what it was before, and removes what it added, while nothing depends
// on it. It answers what does, in words, and changes nothing then. An import that is undone stays undone.
func (s *Service) UndoImport(ctx context.Context, actor models.Actor, id models.ID) (reasons []string, err error) {
	err = s.Store.InBulk(ctx, func(tx *store.Tx) error {
		reasons = nil
		of, err := tx.LockImport(ctx, id)
		if err != nil {
			return err
		}
		if err := mayImport(actor, of.Kind); err != nil {
			return err
		}
		switch of.State {
		case models.ImportUndone:
			return nil
		case models.ImportKept:
		default:
			return models.ErrStale
		}
		u := &undoing{tx: tx, id: id}
		if err := u.run(ctx); err != nil {
			reasons = u.reasons
			return err
		}
		now := tx.Now()
		of.State, of.UndoneAt, of.UndoneByID = models.ImportUndone, &now, &actor.ID
		if err := tx.ChangeImport(ctx, of); err != nil {
			return err
		}
		if err := tx.DropImportChanges(ctx, id); err != nil {
			return err
		}
		if err := tx.ForgetImportData(ctx, id); err != nil {
			return err
		}
		return tx.Publish(ctx, models.Event{ActorID: &actor.ID, Act: "import.undone", Subject: "imports", SubjectID: id})
	})
	if len(reasons) > 0 {
		err = nil
	}
	return reasons, err
}

// undoing takes back what an import changed: it reads and locks everything, looks whether all is as the import left it,
// and then writes.
type undoing struct {
	tx      *store.Tx
	id      models.ID
	reasons []string
	more    int

	people        undone[models.Person]
	posts         undone[models.Post]
	organisations undone[models.Organisation]
	links         undone[models.Link]
}

// undone is what is taken back of one kind of thing.
type undone[T noun] struct {
	ids     []models.ID
	was     []T // to be again
	removed []T // to be removed
	dropped []T // to be there again
	left    map[models.ID]T
}

const mostReasons = 20

func (u *undoing) run(ctx context.Context) error {
	if err := u.read(ctx); err != nil {
		return err
	}
	if err := u.compare(ctx); err != nil {
		return err
	}
	if err := u.depend(ctx); err != nil {
		return err
	}
	if len(u.reasons) > 0 {
		if u.more > 0 {
			u.reasons = append(u.reasons, fmt.Sprintf("and %d more", u.more))
		}
		return errNothingKept
	}
	return u.write(ctx)
}

func (u *undoing) because(reason string) {
	if len(u.reasons) == mostReasons {
		u.more++
		return
	}
	u.reasons = append(u.reasons, reason)
}

func (u *undoing) read(ctx context.Context) error {
	found := 0
	for noun, take := range map[string]func([]models.ImportChange) error{
		ofPeople: u.people.take, ofPosts: u.posts.take, ofOrganisations: u.organisations.take, ofLinks: u.links.take,
	} {
		changes, err := u.tx.ImportChanges(ctx, u.id, noun)
		if err != nil {
			return err
		}
		if err := take(changes); err != nil {
			return err
		}
		found += len(changes)
	}
	if found == 0 {
		u.because("What this import changed is not kept any more")
	}
	return nil
}

func (l *undone[T]) take(changes []models.ImportChange) error {
	l.left = map[models.ID]T{}
	for _, c := range changes {
		var was, left T
		for text, row := range map[*string]*T{&c.Was: &was, &c.Became: &left} {
			if *text == "" {
				continue
			}
			if err := json.Unmarshal([]byte(*text), row); err != nil {
				return fmt.Errorf("read what became of %s %s: %w", c.Noun, c.RowID, err)
			}
		}
		switch {
		case c.Was == "":
			l.removed = append(l.removed, left)
		case c.Became == "":
			l.dropped = append(l.dropped, was)
			continue
		default:
			l.was = append(l.was, was)
		}
		l.ids, l.left[c.RowID] = append(l.ids, c.RowID), left
	}
	return nil
}

// compare locks all that the import has changed, and says what is not as it left it. People come first: whoever changes
// posts has locked who holds them.
func (u *undoing) compare(ctx context.Context) error {
	holders := u.people.ids
	for _, post := range u.posts.left {
		holders = append(holders, post.PersonID)
	}
	organisations, err := u.tx.TakeOrganisations(ctx, u.organisations.ids)
	if err != nil {
		return err
	}
	links, err := u.tx.LinksByID(ctx, u.links.ids)
	if err != nil {
		return err
	}
	people, err := u.tx.TakePeople(ctx, holders)
	if err != nil {
		return err
	}
	posts, err := u.tx.TakePosts(ctx, u.posts.ids)
	if err != nil {
		return err
	}
	names := map[models.ID]string{}
	for i := range people {
		names[people[i].ID] = people[i].Name
	}
	u.people.was = restored(u.people.was, people)
	strayed(u, u.people.left, people, asImported, func(p models.Person) string { return p.Name })
	strayed(u, u.posts.left, posts, func(p models.Post) models.Post { return p }, func(p models.Post) string { return "A post of " + names[p.PersonID] })
	strayed(u, u.organisations.left, organisations, func(o models.Organisation) models.Organisation { return o }, func(o models.Organisation) string { return o.Name })
	strayed(u, u.links.left, links, func(l models.Link) models.Link { return l }, func(models.Link) string { return "What an organisation is part of or serves" })
	return nil
}

// asImported is what an import says of somebody: the rest may have changed.
func asImported(p models.Person) models.Person {
	return models.Person{ID: p.ID, Email: p.Email, EmailKey: p.EmailKey, Name: p.Name, NameKey: p.NameKey}
}

// restored are people as they are now, with the names and addresses that they had.
func restored(was, now []models.Person) []models.Person {
	current := map[models.ID]models.Person{}
	for _, p := range now {
		current[p.ID] = p
	}
	for i, p := range was {
		was[i] = current[p.ID]
		was[i].Email, was[i].EmailKey, was[i].Name, was[i].NameKey = p.Email, p.EmailKey, p.Name, p.NameKey
	}
	return was
}

// strayed says which rows are not as the import left them.
func strayed[T noun](u *undoing, left map[models.ID]T, now []T, compared func(T) T, named func(T) string) {
	there := map[models.ID]string{}
	for _, row := range now {
		_, id := nounOf(row)
		there[id] = textOf(compared(row))
	}
	for id, row := range left {
		switch is, found := there[id]; {
		case !found:
			u.because(named(row) + " is not there any more")
		case is != textOf(compared(row)):
			u.because(named(row) + " has been changed since")
		}
	}
}

func textOf(row any) string {
	text, err := json.Marshal(row)
	if err != nil {
		return err.Error() // differs from any row
	}
	return string(text)
}

// write takes it all back.
func (u *undoing) write(ctx context.Context) error {
	added := make([]models.ID, len(u.people.removed))
	for i, p := range u.people.removed {
		added[i] = p.ID
	}
	founded := make([]models.ID, len(u.organisations.removed))
	for i, o := range u.organisations.removed {
		founded[i] = o.ID
	}
	linked := make([]models.ID, len(u.links.removed))
	for i, l := range u.links.removed {
		linked[i] = l.ID
	}
	for _, step := range []func() error{
		func() error { return u.tx.ChangePosts(ctx, u.posts.was) },
		func() error { return u.tx.RemovePosts(ctx, u.posts.removed) },
		func() error {
			return inChunks(u.people.was, func(some []models.Person) error { return u.tx.ChangePeople(ctx, some) })
		},
		func() error { return u.tx.RemovePeople(ctx, added) },
		func() error { return u.tx.ChangeLinks(ctx, u.links.was) },
		func() error {
			return inChunks(linked, func(some []models.ID) error { return u.tx.DropLinks(ctx, some) })
		},
		func() error { return u.tx.Add(ctx, &u.links.dropped) },
		func() error { return u.tx.ChangeOrganisations(ctx, u.organisations.was) },
		func() error { return u.tx.RemoveOrganisations(ctx, founded) },
	} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// inChunks hands over a list some hundred at a time.
func inChunks[T any](list []T, do func([]T) error) error {
	for len(list) > 0 {
		n := min(chunk, len(list))
		if err := do(list[:n]); err != nil {
			return err
		}
		list = list[n:]
	}
	return nil
}
