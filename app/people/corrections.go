package people

import (
	"context"
	"errors"
	"strings"

	"trellis/app/input"
	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// Corrections are what people say is wrong with who manages them.
type Corrections struct {
	Waiting []NamedCorrection // the oldest first
	Decided []NamedCorrection // the newest first
}

// correctionsShown is how many stand on the page.
const correctionsShown = 100

// Corrections lists what waits for an administrator, and what was decided.
func (s *Service) Corrections(ctx context.Context, actor models.Actor) (list Corrections, err error) {
	if !policy.Scope(actor, policy.KeepPeople).All {
		return list, models.ErrForbidden
	}
	list.Waiting, list.Decided, err = s.Store.CorrectionsIn(ctx, correctionsShown)
	return list, err
}

// Correction is one correction, to be decided.
func (s *Service) Correction(ctx context.Context, actor models.Actor, id models.ID) (NamedCorrection, error) {
	if !policy.Scope(actor, policy.KeepPeople).All {
		return NamedCorrection{}, models.ErrForbidden
	}
	return s.Store.Correction(ctx, id)
}

// DecideCorrection accepts a correction, with the manager's address, or refuses it, with a reason.
type DecideCorrection struct {
	Correction models.ID
	Decision   models.CorrectionState `form:"decision" validate:"oneof=done refused" problem:"oneof=Select whether to change the manager"`
	Manager    string                 `form:"manager" validate:"max=320" problem:"max=Enter an email address, like name@example.org"`
	Reason     string                 `form:"reason" validate:"max=500" problem:"max=Use 500 characters or fewer"`
}

// DecideCorrection changes the manager of the post, or says why not, and tells the person. It answers models.ErrStale where
// somebody else has decided.
func (s *Service) DecideCorrection(ctx context.Context, actor models.Actor, in DecideCorrection) error {
	in.Manager, in.Reason = strings.TrimSpace(in.Manager), input.Tidy(in.Reason)
	if !policy.Scope(actor, policy.KeepPeople).All {
		return models.ErrForbidden
	}
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		named, err := tx.Correction(ctx, in.Correction)
		if err != nil {
			return err
		}
		c := named.Correction
		if err := tx.LockPeople(ctx, []models.ID{c.PersonID}); err != nil {
			return err
		}
		if err := input.Check(in); err != nil {
			return err
		}
		c.State, c.Reason, c.DecidedByID = in.Decision, in.Reason, &actor.ID
		if in.Decision == models.CorrectionRefused && in.Reason == "" {
			return models.Invalid{"reason": "Say why not: the person reads it"}
		}
		if in.Decision == models.CorrectionDone {
			if c.ManagerID, err = appoint(ctx, tx, actor, c, in.Manager); err != nil {
				return err
			}
		}
		if err := tx.DecideCorrection(ctx, c); err != nil {
			return err
		}
		event := models.Event{ActorID: &actor.ID, Act: "correction." + string(in.Decision), Subject: "corrections", SubjectID: c.ID, PersonID: &c.PersonID}
		return tx.Publish(ctx, event, models.Job{Kind: models.MailCorrection, SubjectID: c.ID})
	})
}

// appoint makes whoever has the address the manager of the post.
func appoint(ctx context.Context, tx *store.Tx, actor models.Actor, c models.Correction, email string) (*models.ID, error) {
	if email == "" {
		return nil, models.Invalid{"manager": "Enter the email address of the manager"}
	}
	manager, err := tx.PersonByEmail(ctx, email)
	switch {
	case errors.Is(err, models.ErrNotFound):
		return nil, models.Invalid{"manager": "Nobody here has this email address: add the manager first"}
	case err != nil:
		return nil, err
	case manager.ID == c.PersonID:
		return nil, models.Invalid{"manager": "Nobody can be their own manager"}
	}
	post, err := tx.Post(ctx, c.PostID)
	if err != nil {
		return nil, err
	}
	post.ManagerID, post.ManagerUnknown = &manager.ID, false
	if err := tx.ChangePosts(ctx, []models.Post{post}); err != nil {
		return nil, err
	}
	event := models.Event{ActorID: &actor.ID, Act: "manager.changed", Subject: "posts", SubjectID: post.ID, PersonID: &c.PersonID}
	return &manager.ID, tx.Publish(ctx, event)
}

// CorrectionLetter is what a letter about a decided correction may say.
type CorrectionLetter struct {
	Person     models.Person
	Correction NamedCorrection
	URL        string // of where the person sees it
}

// CorrectionLetter gathers what the letter says. Its address is the caller's to know.
func (s *Service) CorrectionLetter(ctx context.Context, id models.ID) (CorrectionLetter, error) {
	c, err := s.Store.Correction(ctx, id)
	if err != nil {
		return CorrectionLetter{}, err
	}
	person, err := s.Store.Person(ctx, c.PersonID)
	return CorrectionLetter{Person: person, Correction: c}, err
}
