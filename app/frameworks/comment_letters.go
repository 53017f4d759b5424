package frameworks

import (
	"context"
	"time"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/paths"
	"trellis/models/store"
)

// CommentsLetter tells an editor what others say of drafts.
type CommentsLetter struct {
	Person   models.Person
	Comments []store.FreshComment
	URL      string // of the first of the drafts
}

// freshFor is how far back the letter to an editor looks.
const freshFor = time.Hour

// CommentsLetter gathers what others said of drafts lately. There is no letter where another tells it, or all is settled.
func (s *Service) CommentsLetter(ctx context.Context, grant models.ID) (letter CommentsLetter, err error) {
	g, err := s.Store.Grant(ctx, grant)
	if err != nil {
		return letter, err
	}
	if !g.CurrentOn(s.Store.Today()) {
		return letter, models.ErrNotFound
	}
	framework := g.ScopeID
	if g.ScopeKind == models.WholeNetwork {
		framework = ""
	}
	if letter.Comments, err = s.Store.FreshComments(ctx, framework, g.PersonID, s.Store.Now().Add(-freshFor)); err != nil {
		return letter, err
	}
	if len(letter.Comments) == 0 {
		return letter, models.ErrNotFound
	}
	first := letter.Comments[0]
	letter.URL = s.BaseURL + paths.FrameworkComments(first.FrameworkCode, first.Version)
	letter.Person, err = s.Store.Person(ctx, g.PersonID)
	return letter, err
}

// AnswerLetter tells somebody what is answered to what they said of a draft.
type AnswerLetter struct {
	Person             models.Person
	By, Says           string
	Framework, Version string
	URL                string
}

// AnswerLetter gathers that. There is none for who neither edits the draft any more nor reviews it.
func (s *Service) AnswerLetter(ctx context.Context, id models.ID) (letter AnswerLetter, err error) {
	comment, err := s.Store.Comment(ctx, id)
	if err != nil || comment.AnswersID == nil {
		return letter, orNotFound(err)
	}
	answered, err := s.Store.Comment(ctx, *comment.AnswersID)
	if err != nil {
		return letter, err
	}
	by, err := s.Store.Person(ctx, comment.ByID)
	if err != nil {
		return letter, err
	}
	code, v, f, err := s.named(ctx, comment.FrameworkVersionID)
	if err != nil {
		return letter, err
	}
	letter.By, letter.Says, letter.Framework, letter.Version = by.Name, comment.Says, f, v.Version
	letter.URL = s.BaseURL + paths.FrameworkComments(code, v.Version)
	reviews, err := s.Store.ReviewsOf(ctx, v.ID)
	if err != nil {
		return letter, err
	}
	reads := s.writes(ctx, answered.ByID, v)
	for _, r := range reviews {
		if r.ReviewerID == answered.ByID { // who reviews need not be an editor
			letter.URL, reads = s.BaseURL+paths.Review(r.ID), nil
		}
	}
	if reads != nil {
		return letter, reads
	}
	letter.Person, err = s.Store.Person(ctx, answered.ByID)
	return letter, err
}

// writes answers models.ErrNotFound unless the person writes the version today: who did so once gets no letter of it.
func (s *Service) writes(ctx context.Context, person models.ID, v models.FrameworkVersion) error {
	actor, err := s.Store.Actor(ctx, person, s.Store.Today())
	if err == nil && policy.Allows(actor, policy.WriteFrameworks, v) != nil {
		err = models.ErrNotFound
	}
	return err
}
