package access

import (
	"context"
	"crypto/rand"
	"errors"

	"trellis/models"
	"trellis/models/paths"
	"trellis/models/store"
)

// SignUpLetter is what a letter to somebody who asks to be let in may say. URL has models.SecretMark where the token belongs.
type SignUpLetter struct {
	models.SignUp
	Network      string
	Organisation string
	URL          string
	Known        bool // somebody has the address already: the URL is that of the sign-in page
	Secret       *Secret
}

// SignUpLetter gathers what the letter says that shows an address to be somebody's, and makes its token.
func (s *Service) SignUpLetter(ctx context.Context, id models.ID) (SignUpLetter, error) {
	letter, err := s.signUpFacts(ctx, id)
	if err != nil {
		return letter, err
	}
	if letter.State != models.SignUpUnconfirmed {
		return letter, models.ErrNotFound
	}
	_, err = s.Store.PersonByEmail(ctx, letter.Email)
	if err == nil {
		letter.Known, letter.URL = true, s.Config.BaseURL+paths.SignIn
		return letter, nil
	}
	if !errors.Is(err, models.ErrNotFound) {
		return letter, err
	}
	letter.URL = s.Config.BaseURL + paths.ConfirmSignUp("") + models.SecretMark
	secret := &Secret{Token: rand.Text(), Of: id, Until: s.Store.Now().Add(models.SignUpLife)}
	secret.Keep = func(ctx context.Context, tx *store.Tx) error {
		row, err := tx.LockSignUp(ctx, id)
		if err != nil {
			return err
		}
		if row.State != models.SignUpUnconfirmed {
			return models.ErrNotFound
		}
		row.TokenHash, row.ExpiresAt = digest(secret.Token), secret.Until
		return tx.ChangeSignUp(ctx, row)
	}
	letter.Secret = secret
	return letter, nil
}

// SignUpRefusedLetter gathers what the letter says that tells somebody why they were not let in.
func (s *Service) SignUpRefusedLetter(ctx context.Context, id models.ID) (SignUpLetter, error) {
	letter, err := s.signUpFacts(ctx, id)
	letter.URL = s.Config.BaseURL + paths.SignUp
	return letter, err
}

func (s *Service) signUpFacts(ctx context.Context, id models.ID) (SignUpLetter, error) {
	row, err := s.Store.SignUp(ctx, id)
	if err != nil {
		return SignUpLetter{}, err
	}
	letter := SignUpLetter{SignUp: row}
	o, err := s.Store.Organisation(ctx, row.OrganisationID)
	if err != nil {
		return letter, err
	}
	letter.Organisation = o.Name
	letter.Network, err = s.network(ctx)
	return letter, err
}
