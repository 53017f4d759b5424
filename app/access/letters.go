package access

import (
	"context"
	"crypto/rand"
	"errors"
	"time"

	"trellis/models"
	"trellis/models/paths"
	"trellis/models/store"
)

// Secret is the token of a link that a letter tells. Keep is called in the transaction that keeps the letter; what opens
// with the token is of the id, until the time.
type Secret struct {
	Token string
	Of    models.ID
	Until time.Time
	Keep  func(ctx context.Context, tx *store.Tx) error
}

// LinkLetter is what a letter with a link may say. URL has models.SecretMark where the token belongs.
type LinkLetter struct {
	Purpose models.LinkPurpose
	Person  models.Person
	To      string // the address it goes to
	Network string // the full name of the network
	By      string // who invites; empty where nobody does
	URL     string
	Life    time.Duration
	// Taken says that somebody wants to change to an address that Person has: there is no link in the letter.
	Taken  bool
	Secret *Secret
}

// LinkLetter gathers what the letter with a link says, and makes its token. There is none, and models.ErrNotFound, for a link
// that was asked for with an address that nobody has, or that was used.
func (s *Service) LinkLetter(ctx context.Context, id models.ID) (LinkLetter, error) {
	link, err := s.Store.SignInLink(ctx, id)
	if err != nil {
		return LinkLetter{}, err
	}
	letter := LinkLetter{Purpose: link.Purpose, Life: link.Purpose.Life()}
	if letter.Person, err = s.whose(ctx, link); err != nil {
		return letter, err
	}
	if link.UsedAt != nil || letter.Person.ErasedAt != nil {
		return letter, models.ErrNotFound
	}
	if letter.Network, err = s.network(ctx); err != nil {
		return letter, err
	}
	if letter.By, err = s.inviter(ctx, link); err != nil {
		return letter, err
	}
	letter.To = letter.Person.Email
	if link.Purpose == models.ToChangeEmail {
		letter.To = link.Email
		if taken, err := s.isTaken(ctx, link, &letter); taken || err != nil {
			return letter, err
		}
	}
	letter.URL = s.Config.BaseURL + opens(link.Purpose)
	letter.Secret = s.linkSecret(link, letter.Person)
	return letter, nil
}

// inviter is the name of who made a link; empty where nobody did.
func (s *Service) inviter(ctx context.Context, link models.SignInLink) (string, error) {
	if link.MadeByID == nil {
		return "", nil
	}
	by, err := s.Store.Person(ctx, *link.MadeByID)
	return by.Name, err
}

// isTaken tells whether somebody else has the address that a link would give. The letter is then to them, without a link.
func (s *Service) isTaken(ctx context.Context, link models.SignInLink, letter *LinkLetter) (bool, error) {
	holder, err := s.Store.PersonByEmail(ctx, link.Email)
	if errors.Is(err, models.ErrNotFound) || err == nil && holder.ID == letter.Person.ID {
		return false, nil
	}
	letter.Person, letter.Taken, letter.URL = holder, true, s.Config.BaseURL+paths.SignIn
	return true, err
}

// whose is the person of a link; of one that was asked for with an address, the person who has that.
func (s *Service) whose(ctx context.Context, link models.SignInLink) (models.Person, error) {
	if link.PersonID != nil {
		return s.Store.Person(ctx, *link.PersonID)
	}
	return s.Store.PersonByEmail(ctx, link.Email)
}

// opens is where a link leads, but for its token.
func opens(purpose models.LinkPurpose) string {
	switch purpose {
	case models.ToReset:
		return paths.UseReset("") + models.SecretMark
	case models.ToJoin:
		return paths.Invitation("") + models.SecretMark
	case models.ToChangeEmail:
		return paths.UseNewEmail("") + models.SecretMark
	default:
		return paths.SignInLink("") + models.SecretMark
	}
}

func (s *Service) linkSecret(link models.SignInLink, person models.Person) *Secret {
	secret := &Secret{Token: rand.Text(), Of: link.ID, Until: s.Store.Now().Add(link.Purpose.Life())}
	secret.Keep = func(ctx context.Context, tx *store.Tx) error {
		if err := tx.ArmSignInLink(ctx, link.ID, person.ID, digest(secret.Token), secret.Until); err != nil {
			return err
		}
		return tx.Publish(ctx, models.Event{Act: "link.sent", Subject: "sign_in_links", SubjectID: link.ID, PersonID: &person.ID})
	}
	return secret
}

// EmailLetter is what a letter to an address that somebody leaves may say.
type EmailLetter struct {
	Person models.Person
	To     string
	New    string // the address they want, or have now
	URL    string // of their account
}

// EmailAskedLetter gathers what is told at the address that somebody wants to leave.
func (s *Service) EmailAskedLetter(ctx context.Context, id models.ID) (EmailLetter, error) {
	link, person, err := s.linkOf(ctx, id)
	return EmailLetter{Person: person, To: person.Email, New: link.Email, URL: s.Config.BaseURL + paths.Account}, err
}

// EmailChangedLetter gathers what is told at the address that somebody has left.
func (s *Service) EmailChangedLetter(ctx context.Context, id models.ID) (EmailLetter, error) {
	link, person, err := s.linkOf(ctx, id)
	if err != nil || link.UsedAt == nil {
		return EmailLetter{}, errors.Join(err, models.ErrNotFound)
	}
	former, err := s.Store.EmailLeftAt(ctx, person.ID, *link.UsedAt)
	return EmailLetter{Person: person, To: former.EmailKey, New: link.Email, URL: s.Config.BaseURL + paths.Help}, err
}

func (s *Service) linkOf(ctx context.Context, id models.ID) (models.SignInLink, models.Person, error) {
	link, err := s.Store.SignInLink(ctx, id)
	if err != nil {
		return link, models.Person{}, err
	}
	person, err := s.whose(ctx, link)
	if err == nil && person.ErasedAt != nil {
		err = models.ErrNotFound
	}
	return link, person, err
}
