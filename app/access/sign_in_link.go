package access

import (
	"context"
	"crypto/rand"
	"errors"
	"time"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// linkLife is how long a one-time sign-in link works.
const linkLife = 24 * time.Hour

// Link is a one-time sign-in link as it is shown once: its token is kept nowhere.
type Link struct {
	Person    models.Person
	Token     string
	ExpiresAt time.Time
}

// MakeLink makes a one-time sign-in link for somebody. Only an administrator of the network may.
func (s *Service) MakeLink(ctx context.Context, actor models.Actor, id models.ID) (Link, error) {
	var link Link
	err := s.Store.InTx(ctx, func(tx *store.Tx) error {
		person, err := tx.Person(ctx, id)
		if err != nil {
			return err
		}
		if err := policy.Allows(actor, policy.InvitePeople, person); err != nil {
			return err
		}
		link, err = makeLink(ctx, tx, person, &actor.ID)
		return err
	})
	return link, err
}

// makeLink keeps a link's hash and tells its token.
func makeLink(ctx context.Context, tx *store.Tx, person models.Person, by *models.ID) (Link, error) {
	token := rand.Text() // 130 bits
	row := models.SignInLink{Purpose: models.ToSignIn, PersonID: person.ID, TokenHash: digest(token), MadeByID: by, CreatedAt: tx.Now(), ExpiresAt: tx.Now().Add(linkLife)}
	if err := tx.Add(ctx, &row); err != nil {
		return Link{}, err
	}
	event := models.Event{ActorID: by, Act: "link.made", Subject: "sign_in_links", SubjectID: row.ID, PersonID: &person.ID}
	return Link{Person: person, Token: token, ExpiresAt: row.ExpiresAt}, tx.Publish(ctx, event)
}

// errLinkOver says that a sign-in link was used before, has run out, or never was: which one is nobody's business.
var errLinkOver = models.Invalid{"link": "This sign-in link no longer works"}

// LookAtLink answers models.Invalid unless the link would sign somebody in now. It uses nothing up: mail scanners follow
// links.
func (s *Service) LookAtLink(ctx context.Context, token string) error {
	_, err := usable(ctx, s.Store.Reads, token, s.Store.Now())
	return err
}

func usable(ctx context.Context, reads store.Reads, token string, now time.Time) (models.SignInLink, error) {
	link, err := reads.SignInLinkByHash(ctx, digest(token))
	if errors.Is(err, models.ErrNotFound) || err == nil && !link.UsableAt(now) {
		return models.SignInLink{}, errLinkOver
	}
	return link, err
}

// UseLink signs in the person whom the link is for. It works once, and answers models.Invalid afterwards.
func (s *Service) UseLink(ctx context.Context, token string) (models.Person, error) {
	var person models.Person
	err := s.Store.InTx(ctx, func(tx *store.Tx) error {
		link, err := usable(ctx, tx.Reads, token, tx.Now())
		if err != nil {
			return err
		}
		if err := tx.UseSignInLink(ctx, link.ID); errors.Is(err, models.ErrStale) {
			return errLinkOver
		} else if err != nil {
			return err
		}
		if person, err = tx.Person(ctx, link.PersonID); err != nil {
			return err
		}
		event := models.Event{ActorID: &person.ID, Act: "link.used", Subject: "sign_in_links", SubjectID: link.ID, PersonID: &person.ID}
		return tx.Publish(ctx, event)
	})
	return person, err
}
