package people

import (
	"context"
	"errors"
	"strings"

	"trellis/models"
	"trellis/models/store"
)

// Somebody is how a form names a person: by the address, or by a part of the name and then one of those found.
type Somebody struct {
	Text   string    // an address, or the beginning of a name
	Chosen models.ID // one of those whom the text finds; empty before they are shown
}

const mostMatches = 10

// matches are those whom the text may mean: one by an address, several by a name.
func (s Somebody) matches(ctx context.Context, reads store.Reads) ([]models.Person, error) {
	text := strings.TrimSpace(s.Text)
	if !strings.Contains(text, "@") {
		return reads.PeopleCalled(ctx, text, mostMatches+1)
	}
	person, err := reads.PersonReachedBy(ctx, text)
	if errors.Is(err, models.ErrNotFound) {
		return nil, nil
	}
	return []models.Person{person}, err
}

// find is the one person meant; or a problem in words. Nobody is guessed: a name must be whole, or be chosen from those
// it finds.
func (s Somebody) find(ctx context.Context, reads store.Reads) (person models.Person, problem string, err error) {
	found, err := s.matches(ctx, reads)
	switch {
	case err != nil:
		return person, "", err
	case len(found) == 0:
		return person, "Nobody is found by this: enter their email address, or the beginning of their name", nil
	}
	for _, p := range found {
		if p.ID == s.Chosen {
			return p, "", nil
		}
	}
	switch {
	case len(found) == 1 && (strings.Contains(s.Text, "@") || found[0].NameKey == store.Fold(strings.TrimSpace(s.Text))):
		return found[0], "", nil
	case len(found) > mostMatches:
		return person, "Many people are found by this: enter more of the name, or the email address", nil
	}
	return person, "Select who you mean", nil
}

// Meant are the people to choose from where the text alone does not say who is meant; nobody else.
func (s *Service) Meant(ctx context.Context, who Somebody) ([]models.Person, error) {
	if strings.Contains(who.Text, "@") {
		return nil, nil
	}
	found, err := who.matches(ctx, s.Store.Reads)
	if len(found) > mostMatches {
		return nil, err
	}
	return found, err
}

// byEmail is the person with an address that somebody typed; or a problem in words.
func byEmail(ctx context.Context, tx *store.Tx, email string) (person models.Person, problem string, err error) {
	email = strings.TrimSpace(email)
	if !strings.Contains(email, "@") {
		return person, "Enter their email address, like name@example.org", nil
	}
	person, err = tx.PersonReachedBy(ctx, email)
	if errors.Is(err, models.ErrNotFound) {
		return person, "Nobody here has this email address: check it, or ask an administrator to add them", nil
	}
	return person, "", err
}
