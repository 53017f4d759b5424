package people

import (
	"context"
	"errors"
	"slices"
	"strings"

	"trellis/app/input"
	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// NamedCorrection is a correction with the names of what it points at.
type NamedCorrection = store.NamedCorrection

// Correct says that the manager of one of one's posts is wrong: who it is instead, by address, in words, or both.
type Correct struct {
	Post    models.ID
	Manager string `form:"manager" validate:"max=320" problem:"max=Enter an email address, like name@example.org"`
	Says    string `form:"says" validate:"max=500" problem:"max=Use 500 characters or fewer"`
	// NotNHSNumber says that ten digits in the text are no NHS number.
	NotNHSNumber bool `form:"not_nhs_number"`
}

// CorrectPage is a current post of the actor, with the correction of it that waits, if one does.
type CorrectPage struct {
	Post    NamedPost
	Waiting *NamedCorrection
}

// CorrectPage gathers what the form of a correction shows. The post must be one of the actor's own.
func (s *Service) CorrectPage(ctx context.Context, actor models.Actor, post models.ID) (CorrectPage, error) {
	posts, err := s.Store.NamedPosts(ctx, actor.ID, s.Store.Today())
	if err != nil {
		return CorrectPage{}, err
	}
	at := slices.IndexFunc(posts, func(p NamedPost) bool { return p.ID == post })
	if at < 0 {
		return CorrectPage{}, models.ErrNotFound
	}
	page := CorrectPage{Post: posts[at]}
	asked, err := s.Store.CorrectionsOf(ctx, actor.ID)
	for _, c := range asked {
		if c.PostID == post && c.State == models.CorrectionWaiting {
			page.Waiting = &c
		}
	}
	return page, err
}

// Correct keeps what the actor says, for an administrator to decide. Until then nothing changes: whoever they name sees
// nothing, and whoever is named now goes on to see. A post has one correction at a time.
func (s *Service) Correct(ctx context.Context, actor models.Actor, in Correct) error {
	in.Manager, in.Says = strings.TrimSpace(in.Manager), input.Tidy(in.Says)
	if !policy.May(actor, policy.UseAccount) {
		return models.ErrForbidden
	}
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		if err := tx.LockPeople(ctx, []models.ID{actor.ID}); err != nil {
			return err
		}
		posts, err := tx.CurrentPosts(ctx, actor.ID, tx.Today())
		if err != nil {
			return err
		}
		at := slices.IndexFunc(posts, func(p models.Post) bool { return p.ID == in.Post })
		if at < 0 {
			return models.ErrNotFound
		}
		if err := checkCorrection(actor, in); err != nil {
			return err
		}
		return ask(ctx, tx, actor, posts[at], in)
	})
}

func checkCorrection(actor models.Actor, in Correct) error {
	if err := input.Check(in); err != nil {
		return err
	}
	switch {
	case in.Manager == "" && in.Says == "":
		return models.Invalid{"manager": "Enter your manager’s email address, or say below who it is"}
	case in.Manager != "" && !strings.Contains(in.Manager, "@"):
		return models.Invalid{"manager": "Enter an email address, like name@example.org"}
	case store.Fold(in.Manager) == actor.EmailKey:
		return models.Invalid{"manager": "Enter the email address of somebody else: you cannot be your own manager"}
	}
	return input.RefusePatients(in.NotNHSNumber, input.Text{Field: "says", Text: in.Says})
}

// ask keeps a correction of a post, unless one waits already. Of an address that nobody here has, the words are kept.
func ask(ctx context.Context, tx *store.Tx, actor models.Actor, post models.Post, in Correct) error {
	correction := models.Correction{PostID: post.ID, PersonID: actor.ID, Says: in.Says, State: models.CorrectionWaiting, CreatedAt: tx.Now()}
	if in.Manager != "" {
		manager, err := tx.PersonByEmail(ctx, in.Manager)
		switch {
		case errors.Is(err, models.ErrNotFound):
			correction.Says = strings.TrimSpace(in.Manager + "\n" + in.Says)
		case err != nil:
			return err
		case models.SameID(&manager.ID, post.ManagerID):
			return models.Invalid{"manager": "This is the manager shown now: enter the email address of somebody else"}
		default:
			correction.ManagerID = &manager.ID
		}
	}
	asked, err := tx.CorrectionsOf(ctx, actor.ID)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(asked, func(c NamedCorrection) bool { return c.PostID == post.ID && c.State == models.CorrectionWaiting }) {
		return models.Invalid{"manager": "You have asked for a correction of this post already: an administrator will answer"}
	}
	if err := tx.Add(ctx, &correction); err != nil {
		return err
	}
	return tx.Publish(ctx, models.Event{ActorID: &actor.ID, Act: "correction.asked", Subject: "corrections", SubjectID: correction.ID, PersonID: &actor.ID})
}
