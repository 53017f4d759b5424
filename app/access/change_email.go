package access

import (
	"context"
	"errors"
	"strings"

	"trellis/app/input"
	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// ChangeName is what somebody is called from now on.
type ChangeName struct {
	Name string `form:"name" validate:"required,max=200" problem:"required=Enter your name|max=Use 200 characters or fewer for your name"`
}

// ChangeName gives the actor another name at once. Completion records keep the name that they were issued under.
func (s *Service) ChangeName(ctx context.Context, actor models.Actor, in ChangeName) error {
	if !policy.May(actor, policy.UseAccount) {
		return models.ErrForbidden
	}
	in.Name = input.Line(in.Name)
	if err := input.Check(in); err != nil {
		return err
	}
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		if err := tx.LockPeople(ctx, []models.ID{actor.ID}); err != nil {
			return err
		}
		if err := tx.ChangeName(ctx, actor.ID, in.Name); err != nil {
			return err
		}
		return tx.Publish(ctx, models.AboutPerson("person.renamed", &actor.ID, actor.ID))
	})
}

// ChangeEmail is the address that somebody wants to have. The current password is asked for where there is one: who finds an
// open browser could take the account over by an address of their own.
type ChangeEmail struct {
	Email   string `form:"email"`
	Current string `form:"current"`
	ByLink  bool   `form:"-"` // this browser signed in by a link
	From    string `form:"-"`
}

// ChangeEmail mails a link to the new address, and tells of it at the present one. Nothing changes until the link is used. The
// answer is the same for an address that somebody else has.
func (s *Service) ChangeEmail(ctx context.Context, actor models.Actor, in ChangeEmail) error {
	if !policy.May(actor, policy.UseAccount) {
		return models.ErrForbidden
	}
	in.Email = strings.TrimSpace(in.Email)
	switch {
	case !input.IsEmail(in.Email):
		return models.Invalid{"email": "Enter your new email address, like name@example.org"}
	case in.Email == actor.Email:
		return models.Invalid{"email": "Enter another address: this is the one you have"}
	}
	if err := s.checkCurrent(ctx, actor, ChangePassword{Current: in.Current, ByLink: in.ByLink}); err != nil {
		return err
	}
	if err := s.countAsk(ctx, in.Email, in.From); err != nil {
		return err
	}
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		link := models.SignInLink{Purpose: models.ToChangeEmail, PersonID: &actor.ID, Email: in.Email, MadeByID: &actor.ID}
		if err := tx.EndSignInLinks(ctx, actor.ID, models.ToChangeEmail); err != nil { // the newest counts
			return err
		}
		link, err := askLink(ctx, tx, link, models.AboutPerson("email.asked", &actor.ID, actor.ID))
		if err != nil {
			return err
		}
		return tx.PublishAll(ctx, nil, []models.Job{{Kind: models.MailEmailAsked, SubjectID: link.ID}})
	})
}

// LookAtNewEmail tells which address the actor would have by the link; models.Invalid unless it works for them now. A link of
// somebody else does not: whoever was sent it by a slip of the pen must not come to own the account.
func (s *Service) LookAtNewEmail(ctx context.Context, actor models.Actor, token string) (string, error) {
	link, err := usable(ctx, s.Store.Reads, token, models.ToChangeEmail, s.Store.Now())
	if err == nil && *link.PersonID != actor.ID {
		err = errLinkOver
	}
	return link.Email, err
}

// UseNewEmail gives the actor the address that the link was sent to. The one they had is kept among their former ones, every
// other browser is signed out, and what other links they have end: they went to the former address.
func (s *Service) UseNewEmail(ctx context.Context, actor models.Actor, device models.ID, token string) (string, error) {
	var email string
	err := s.Store.InTx(ctx, func(tx *store.Tx) error {
		if err := tx.LockPeople(ctx, []models.ID{actor.ID}); err != nil {
			return err
		}
		link, err := usable(ctx, tx.Reads, token, models.ToChangeEmail, tx.Now())
		if err == nil && *link.PersonID != actor.ID {
			err = errLinkOver
		}
		if err != nil {
			return err
		}
		person, err := use(ctx, tx, token, models.ToChangeEmail)
		if err != nil {
			return err
		}
		email = link.Email
		return changeEmail(ctx, tx, person, link, device)
	})
	if errors.Is(err, models.ErrTaken) {
		return "", models.Invalid{"email": "This address cannot be used any more"}
	}
	return email, err
}

func changeEmail(ctx context.Context, tx *store.Tx, person models.Person, link models.SignInLink, device models.ID) error {
	if err := tx.ChangeEmail(ctx, person, link.Email); err != nil {
		return err
	}
	if err := tx.EndDevices(ctx, device, person.ID); err != nil {
		return err
	}
	if err := tx.EndSignInLinks(ctx, person.ID, models.ToSignIn, models.ToReset, models.ToJoin, models.ToChangeEmail); err != nil {
		return err
	}
	var owed []models.Job
	if store.Fold(link.Email) != person.EmailKey { // and not only written otherwise
		owed = append(owed, models.Job{Kind: models.MailEmailChanged, SubjectID: link.ID})
	}
	return tx.PublishAll(ctx, []models.Event{models.AboutPerson("email.changed", &person.ID, person.ID)}, owed)
}
