package access

import (
	"context"
	"crypto/rand"
	"strings"
	"time"

	"trellis/app/input"
	"trellis/models"
	"trellis/models/store"
)

// AskForLink asks for a link by mail, to sign in or for a new password. From is the network address it is asked from.
type AskForLink struct {
	Email string `form:"link_email"` // on a page that asks for an address with a password too
	From  string `form:"-"`
}

// How often a link may be asked for within a quarter of an hour: it fills somebody's mailbox.
const (
	asksOfAccount         = 5 // from one network address
	asksOfAccountAnywhere = 20
	asksOfAddress         = 200 // many people may share one
	askWindow             = 15 * time.Minute
)

// AskForLink sends a link to the person with the address. The answer, and the time it takes, are the same for an address
// that nobody has: whose it is finds the worker. Too many answer models.ErrThrottled.
func (s *Service) AskForLink(ctx context.Context, purpose models.LinkPurpose, in AskForLink) error {
	in.Email = strings.TrimSpace(in.Email)
	if !input.IsEmail(in.Email) {
		return models.Invalid{"link_email": "Enter your email address, like name@example.org"}
	}
	if err := s.countAsk(ctx, in.Email, in.From); err != nil {
		return err
	}
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		_, err := askLink(ctx, tx, models.SignInLink{Purpose: purpose, Email: in.Email})
		return err
	})
}

// countAsk counts before anything else is done, so that what is refused counts too.
func (s *Service) countAsk(ctx context.Context, email, from string) error {
	account := store.Fold(email)
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		for _, t := range []tries{
			{tryKey("link from", account+" "+from), asksOfAccount},
			{tryKey("link address", from), asksOfAddress},
			{tryKey("link", account), asksOfAccountAnywhere},
		} {
			if err := tx.CountTry(ctx, t.key, t.most, askWindow); err != nil {
				return err
			}
		}
		return nil
	})
}

// askLink keeps a link that nobody can use yet, and owes its letter: the worker makes the token when it writes that, so that
// no job and no row holds it.
func askLink(ctx context.Context, tx *store.Tx, link models.SignInLink, events ...models.Event) (models.SignInLink, error) {
	link.TokenHash, link.CreatedAt, link.ExpiresAt = unguessable(), tx.Now(), tx.Now().Add(link.Purpose.Life())
	if err := tx.Add(ctx, &link); err != nil {
		return link, err
	}
	return link, tx.PublishAll(ctx, events, []models.Job{{Kind: models.MailLink, SubjectID: link.ID}})
}

// unguessable stands for the hash of a token that has not been made: the token that it would be of is kept nowhere.
func unguessable() string { return digest(rand.Text()) }
