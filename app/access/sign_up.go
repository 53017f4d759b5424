package access

import (
	"context"
	"errors"
	"strings"

	"trellis/app/input"
	"trellis/models"
	"trellis/models/store"
)

// SignUp is what somebody says who asks to be let in. From is the network address they come from.
type SignUp struct {
	Name         string    `form:"name" validate:"required,max=200,excludesall=/:@<>" problem:"required=Enter your name|max=Use 200 characters or fewer for your name|excludesall=Enter your name alone"` // it greets in a letter to an address that may be anybody's
	Email        string    `form:"email"`
	Title        string    `form:"title" validate:"required,max=200" problem:"required=Enter your job title|max=Use 200 characters or fewer for your job title"`
	Organisation models.ID `form:"organisation" validate:"required" problem:"required=Select the organisation that employs you"`
	From         string    `form:"-"`
}

// SignUpPage is what somebody who asks to be let in may choose, and which addresses may.
type SignUpPage struct {
	Network       string
	Domains       []string
	Organisations []models.Organisation
}

// SignUpOpen tells whether anybody may ask to be let in.
func (s *Service) SignUpOpen() bool { return len(s.Config.SignUpDomains) > 0 }

// SignUpPage gathers it; models.ErrNotFound where nobody may ask.
func (s *Service) SignUpPage(ctx context.Context) (SignUpPage, error) {
	if !s.SignUpOpen() {
		return SignUpPage{}, models.ErrNotFound
	}
	page := SignUpPage{Domains: s.Config.SignUpDomains}
	var err error
	if page.Network, err = s.network(ctx); err != nil {
		return page, err
	}
	open, err := s.Store.OrganisationsOpen(ctx, s.Store.Today())
	for _, o := range open {
		if !o.Kind.IsTeam() { // which employ nobody
			page.Organisations = append(page.Organisations, o)
		}
	}
	return page, err
}

// SignUp keeps the wish of somebody to be let in, and mails a link that shows the address to be theirs. The answer, and the
// time it takes, are the same for an address that the network knows: its letter says so.
func (s *Service) SignUp(ctx context.Context, in SignUp) error {
	if !s.SignUpOpen() {
		return models.ErrNotFound
	}
	in.Name, in.Email, in.Title = strings.TrimSpace(in.Name), strings.TrimSpace(in.Email), strings.TrimSpace(in.Title)
	if err := s.checkSignUp(ctx, in); err != nil {
		return err
	}
	if err := s.countAsk(ctx, in.Email, in.From); err != nil {
		return err
	}
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		row := models.SignUp{
			Email: in.Email, EmailKey: store.Fold(in.Email), Name: in.Name, Title: in.Title, OrganisationID: in.Organisation,
			State: models.SignUpUnconfirmed, TokenHash: unguessable(), CreatedAt: tx.Now(), ExpiresAt: tx.Now().Add(models.SignUpLife),
		}
		if err := tx.Add(ctx, &row); err != nil {
			return err
		}
		return tx.PublishAll(ctx, nil, []models.Job{{Kind: models.MailSignUp, SubjectID: row.ID}})
	})
}

func (s *Service) checkSignUp(ctx context.Context, in SignUp) error {
	problems, err := input.Problems(in)
	if err != nil {
		return err
	}
	switch {
	case !input.IsEmail(in.Email):
		problems["email"] = "Enter your work email address, like name@example.org"
	case !models.EndsIn(in.Email, s.Config.SignUpDomains):
		problems["email"] = "Use your work email address: it must end in " + strings.Join(s.Config.SignUpDomains, " or ")
	}
	if in.Organisation.Known() {
		o, err := s.Store.Organisation(ctx, in.Organisation)
		if err != nil && !errors.Is(err, models.ErrNotFound) {
			return err
		}
		if err != nil || o.Kind.IsTeam() || !o.OpenOn(s.Store.Today()) {
			problems["organisation"] = "Select the organisation that employs you"
		}
	}
	return problems.OrNil()
}

// errSignUpOver says that the link was used before, has run out, or never was.
var errSignUpOver = models.Invalid{"link": "This link no longer works"}

// LookAtSignUp tells whose wish the link confirms; models.Invalid unless it would now. It uses nothing up.
func (s *Service) LookAtSignUp(ctx context.Context, token string) (models.SignUp, error) {
	row, err := s.Store.SignUpByHash(ctx, digest(token))
	if errors.Is(err, models.ErrNotFound) || err == nil && !row.ConfirmableAt(s.Store.Now()) {
		return models.SignUp{}, errSignUpOver
	}
	return row, err
}

// ConfirmSignUp shows that the address is theirs: from now on the wish waits for somebody of the organisation. It takes the
// place of what waited for the same address.
func (s *Service) ConfirmSignUp(ctx context.Context, token string) error {
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		found, err := tx.SignUpByHash(ctx, digest(token))
		if err == nil {
			found, err = tx.LockSignUp(ctx, found.ID)
		}
		if errors.Is(err, models.ErrNotFound) || err == nil && !found.ConfirmableAt(tx.Now()) {
			return errSignUpOver
		}
		if err != nil {
			return err
		}
		found.State = models.SignUpWaiting
		if err := tx.ChangeSignUp(ctx, found); err != nil {
			return err
		}
		if err := tx.DropOtherSignUps(ctx, found); err != nil {
			return err
		}
		return tx.Publish(ctx, models.Event{Act: "sign_up.confirmed", Subject: "sign_ups", SubjectID: found.ID})
	})
}
