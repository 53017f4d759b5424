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

// linkLife is how long a sign-in link works that an administrator makes and passes on.
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
	row := models.SignInLink{Purpose: models.ToSignIn, PersonID: &person.ID, TokenHash: digest(token), MadeByID: by, CreatedAt: tx.Now(), ExpiresAt: tx.Now().Add(linkLife)}
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
	_, err := usable(ctx, s.Store.Reads, token, models.ToSignIn, s.Store.Now())
	return err
}

// usable is the link with the token, for that purpose alone.
func usable(ctx context.Context, reads store.Reads, token string, purpose models.LinkPurpose, now time.Time) (models.SignInLink, error) {
	link, err := reads.SignInLinkByHash(ctx, digest(token))
	if errors.Is(err, models.ErrNotFound) || err == nil && (link.Purpose != purpose || !link.UsableAt(now)) {
		return models.SignInLink{}, errLinkOver
	}
	return link, err
}

// Entered is who came in by a link. HasPassword tells whether they can come back without one.
type Entered struct {
	models.Person
	HasPassword bool
}

// UseLink signs in the person whom the link is for. It works once, and answers models.Invalid afterwards.
func (s *Service) UseLink(ctx context.Context, token string) (Entered, error) {
	return s.enterBy(ctx, token, models.ToSignIn, nil)
}

// enterBy uses a link up and answers who comes in by it. The other change is made in the same transaction, where there is one.
func (s *Service) enterBy(ctx context.Context, token string, purpose models.LinkPurpose, also func(*store.Tx, models.Person) error) (Entered, error) {
	var entered Entered
	err := s.Store.InTx(ctx, func(tx *store.Tx) error {
		person, err := use(ctx, tx, token, purpose)
		if err != nil {
			return err
		}
		if also != nil {
			if err := also(tx, person); err != nil {
				return err
			}
		}
		way, err := tx.WayInOf(ctx, person.ID)
		entered = Entered{Person: person, HasPassword: way.Hash != ""}
		return err
	})
	return entered, err
}

// use marks the link as used, and answers whose it was.
func use(ctx context.Context, tx *store.Tx, token string, purpose models.LinkPurpose) (models.Person, error) {
	link, err := usable(ctx, tx.Reads, token, purpose, tx.Now())
	if err != nil {
		return models.Person{}, err
	}
	if err := tx.UseSignInLink(ctx, link.ID); errors.Is(err, models.ErrStale) {
		return models.Person{}, errLinkOver
	} else if err != nil {
		return models.Person{}, err
	}
	person, err := tx.Person(ctx, *link.PersonID)
	if err != nil {
		return models.Person{}, err
	}
	if person.ErasedAt != nil {
		return models.Person{}, errLinkOver
	}
	event := models.Event{ActorID: &person.ID, Act: "link.used", Subject: "sign_in_links", SubjectID: link.ID, PersonID: &person.ID}
	return person, tx.Publish(ctx, event)
}
