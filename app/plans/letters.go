package plans

import (
	"context"

	"trellis/models"
	"trellis/models/paths"
)

// MentorLetter is what a letter says to somebody who is named as a mentor.
type MentorLetter struct {
	Person models.Person
	Of     string
	Title  string
	Skill  string
	DueOn  models.Date
	URL    string
}

// MentorLetterFor gathers that; models.ErrNotFound where nobody is asked any more.
func (s *Service) MentorLetterFor(ctx context.Context, id models.ID) (letter MentorLetter, err error) {
	action, plan, err := s.Store.PlanAction(ctx, id)
	if err != nil {
		return letter, err
	}
	if action.MentorID == nil || action.Consent != models.ConsentAsked || action.State != models.ActionOpen {
		return letter, models.ErrNotFound
	}
	of, err := s.Store.Person(ctx, plan.PersonID)
	if err != nil {
		return letter, err
	}
	letter = MentorLetter{Of: of.Name, Title: action.Title, Skill: action.CompetencyName, DueOn: action.DueOn, URL: s.BaseURL + paths.Plan}
	letter.Person, err = s.Store.Person(ctx, *action.MentorID)
	return letter, err
}

// AgreedLetter is what a letter says to the other side when one has agreed to a plan.
type AgreedLetter struct {
	Person models.Person
	By     string
	Of     string // whose plan it is; empty where it is that of who gets the letter
	Both   bool   // the other has agreed to it as well
	URL    string
}

// AgreedLetterFor gathers that; models.ErrNotFound where nobody is there to be told, or the plan was changed meanwhile.
func (s *Service) AgreedLetterFor(ctx context.Context, id models.ID) (letter AgreedLetter, err error) {
	agreed, plan, err := s.Store.PlanAgreement(ctx, id)
	if err != nil {
		return letter, err
	}
	person, err := s.Store.Person(ctx, plan.PersonID)
	if err != nil {
		return letter, err
	}
	posts, err := s.Store.CurrentPosts(ctx, person.ID, s.Store.Today())
	if err != nil {
		return letter, err
	}
	page, err := s.planOf(ctx, person, posts)
	if err != nil {
		return letter, err
	}
	if page.How == models.PlanChanged {
		return letter, models.ErrNotFound
	}
	letter.By, letter.Both = agreed.ByName, page.How == models.PlanAgreed
	if agreed.Side == models.ManagerSide {
		letter.Person, letter.URL = person, s.BaseURL+paths.Plan
		return letter, nil
	}
	for _, p := range posts {
		if p.ManagerID != nil {
			letter.Of, letter.URL = person.Name, s.BaseURL+paths.PlanFor(person.ID)
			letter.Person, err = s.Store.Person(ctx, *p.ManagerID)
			return letter, err
		}
	}
	return letter, models.ErrNotFound
}
