package people

import (
	"context"
	"errors"
	"maps"

	"trellis/app/input"
	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// Newcomer is who somebody new is.
type Newcomer struct {
	Name  string `form:"name" validate:"required,max=200" problem:"required=Enter their name|max=Use 200 characters or fewer for the name"`
	Email string `form:"email" validate:"required,max=320" problem:"required=Enter their email address|max=Enter an email address, like name@example.org"`
}

// AddPerson is somebody new with their first post.
type AddPerson struct {
	Newcomer
	Post KeepPost
}

// emailKnown is the problem of an address that somebody has, or had.
const emailKnown = "Somebody in the network has this email address, or had it: see who, and add the post there"

// NewPersonPage is the page on which somebody is added; it names who has the address already.
func (s *Service) NewPersonPage(ctx context.Context, actor models.Actor, in AddPerson) (PostPage, error) {
	page, err := s.postChoices(ctx, actor, in.Post)
	if err != nil || in.Email == "" {
		return page, err
	}
	known, err := s.Store.PersonReachedBy(ctx, input.Tidy(in.Email))
	if errors.Is(err, models.ErrNotFound) {
		return page, nil
	}
	page.Known = &known
	return page, err
}

// AddPerson adds somebody with their first post.
func (s *Service) AddPerson(ctx context.Context, actor models.Actor, in AddPerson) (person models.Person, err error) {
	in.Name, in.Email, in.Post = input.Tidy(in.Name), input.Tidy(in.Email), in.Post.tidy()
	err = s.Store.InTx(ctx, func(tx *store.Tx) error {
		if err := policy.Allows(actor, policy.KeepPeople, models.Person{}); err != nil {
			return err
		}
		problems, err := in.problems(ctx, tx)
		if err != nil {
			return err
		}
		person = models.Person{ID: store.NewID(), Name: in.Name, NameKey: store.Fold(in.Name), Email: in.Email, EmailKey: store.Fold(in.Email), CreatedAt: tx.Now()}
		post, err := in.Post.onto(ctx, tx, models.Post{PersonID: person.ID})
		var ofPost models.Invalid
		if errors.As(err, &ofPost) {
			maps.Copy(problems, ofPost)
		} else if err != nil {
			return err
		}
		if err := problems.OrNil(); err != nil {
			return err
		}
		if err := tx.Add(ctx, &person); err != nil {
			return err
		}
		if err := tx.Publish(ctx, models.AboutPerson("person.added", &actor.ID, person.ID)); err != nil {
			return err
		}
		return addPost(ctx, tx, actor, post)
	})
	if errors.Is(err, models.ErrTaken) { // somebody else added them at the same moment
		return models.Person{}, models.Invalid{"email": emailKnown}
	}
	return person, err
}

// problems are those of the person alone. The map is never nil.
func (in Newcomer) problems(ctx context.Context, tx *store.Tx) (models.Invalid, error) {
	problems, err := input.Problems(in)
	if err != nil {
		return nil, err
	}
	if _, wrong := problems["email"]; wrong {
		return problems, nil
	}
	if !input.IsEmail(in.Email) {
		problems["email"] = "Enter an email address, like name@example.org"
		return problems, nil
	}
	_, err = tx.PersonReachedBy(ctx, in.Email)
	switch {
	case err == nil:
		problems["email"] = emailKnown
	case !errors.Is(err, models.ErrNotFound):
		return nil, err
	}
	return problems, nil
}
