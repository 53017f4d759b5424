package access

import (
	"context"
	"errors"
	"strings"

	"trellis/app/input"
	"trellis/models"
	"trellis/models/store"
)

// FirstAdministrator makes somebody an administrator of the whole network, adding the person where there is none with
// that address, and answers a one-time sign-in link for them. Whoever may start the program may do this.
func (s *Service) FirstAdministrator(ctx context.Context, email, name string) (Link, error) {
	email, name = strings.TrimSpace(email), strings.TrimSpace(name)
	if !input.IsEmail(email) {
		return Link{}, models.Invalid{"email": "Enter an email address, like name@example.org"}
	}
	var link Link
	err := s.Store.InTx(ctx, func(tx *store.Tx) error {
		person, err := personOrNew(ctx, tx, email, name)
		if err != nil {
			return err
		}
		if err := grantNetwork(ctx, tx, person); err != nil {
			return err
		}
		link, err = makeLink(ctx, tx, person, nil)
		return err
	})
	return link, err
}

func personOrNew(ctx context.Context, tx *store.Tx, email, name string) (models.Person, error) {
	person, err := tx.PersonByEmail(ctx, email)
	if !errors.Is(err, models.ErrNotFound) {
		return person, err
	}
	if name == "" {
		return models.Person{}, models.Invalid{"name": "Enter a name"}
	}
	person = models.Person{Email: email, EmailKey: store.Fold(email), Name: name, NameKey: store.Fold(name), CreatedAt: tx.Now()}
	if err := tx.Add(ctx, &person); err != nil {
		return models.Person{}, err
	}
	return person, tx.Publish(ctx, models.AboutPerson("person.added", nil, person.ID))
}

func grantNetwork(ctx context.Context, tx *store.Tx, person models.Person) error {
	has, err := tx.HasGrant(ctx, person.ID, models.Administrator, tx.Today())
	if err != nil || has {
		return err
	}
	grant := models.Grant{PersonID: person.ID, Role: models.Administrator, ScopeKind: models.WholeNetwork, Started: tx.Today()}
	if err := tx.Add(ctx, &grant); err != nil {
		return err
	}
	return tx.Publish(ctx, models.Event{Act: "grant.given", Subject: "grants", SubjectID: grant.ID, PersonID: &person.ID})
}
