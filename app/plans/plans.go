// Package plans is what people mean to do about their skills: the plan of each, agreed with their manager, and templates for teams.
package plans

import (
	"context"
	"errors"
	"slices"
	"strconv"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// Service is the area.
type Service struct {
	Store   *store.Store
	Looked  func(viewer models.ID, people []models.ID)
	BaseURL string
}

// ShownAction is an action of a plan with the names of what it is about.
type ShownAction = store.ShownAction

// MentoringAsk is somebody's wish for another to mentor them.
type MentoringAsk = store.MentoringAsk

// ListedTemplate is a template with its counts, for a list.
type ListedTemplate = store.ListedTemplate

// GivenTemplate is a template that a person may be given.
type GivenTemplate = store.GivenTemplate

func (s *Service) looked(viewer models.ID, people ...models.ID) {
	if s.Looked != nil {
		s.Looked(viewer, people)
	}
}

// PlanPage is the plan of a person.
type PlanPage struct {
	Person  models.Person
	Plan    models.DevelopmentPlan
	Actions []store.ShownAction // the open ones first, by the day they are due
	Agreed  []store.AgreedPlan  // the newest first
	Standing
	Manager string // of the present; empty where no current post names one
	Today   models.Date
	Asks    []store.MentoringAsk // of one's own page: who named one as a mentor
	Helps   bool                 // others may ask the person for help
}

// Standing is how far the two are with agreeing, and what was changed since each last did.
type Standing struct {
	How         models.PlanStanding
	Person      *models.PlanAgreement // the newest of each side; nil for none
	ManagerSays *models.PlanAgreement
	Changes     []models.PlanTermChange // since somebody last agreed; empty while nothing was changed
}

func standingOf(plan models.DevelopmentPlan, actions []models.PlanAction, last map[models.Side]models.PlanAgreement) Standing {
	s := Standing{}
	for side, to := range map[models.Side]**models.PlanAgreement{models.PersonSide: &s.Person, models.ManagerSide: &s.ManagerSays} {
		if g, there := last[side]; there {
			*to = &g
		}
	}
	terms := models.PlanTermsOf(plan, actions)
	s.How = models.StandingOf(terms, s.Person, s.ManagerSays)
	newest := s.Person
	if newest == nil || s.ManagerSays != nil && s.ManagerSays.AgreedAt.After(newest.AgreedAt) {
		newest = s.ManagerSays
	}
	if newest != nil && newest.Terms != terms.Text() {
		s.Changes = terms.ChangedFrom(models.PlanTermsIn(newest.Terms))
	}
	return s
}

// Begun tells whether anything was ever planned.
func (p PlanPage) Begun() bool { return len(p.Actions) > 0 }

// In are the actions in a state.
func (p PlanPage) In(state models.ActionState) []store.ShownAction {
	return slices.DeleteFunc(slices.Clone(p.Actions), func(a store.ShownAction) bool { return a.State != state })
}

// Overdue counts the actions that are open after their day.
func (p PlanPage) Overdue() int {
	n := 0
	for _, a := range p.Actions {
		if a.Overdue(p.Today) {
			n++
		}
	}
	return n
}

// Mine is the actor's plan.
func (s *Service) Mine(ctx context.Context, actor models.Actor) (PlanPage, error) {
	page, err := s.planOf(ctx, actor.Person, actor.Posts)
	if err != nil {
		return page, err
	}
	if page.Asks, err = s.Store.Mentoring(ctx, actor.ID); err != nil {
		return page, err
	}
	_, err = s.Store.Helps(ctx, actor.ID)
	page.Helps = err == nil
	if errors.Is(err, models.ErrNotFound) {
		err = nil
	}
	return page, err
}

// Of is the plan of one of the actor's people. Anybody else does not exist for them.
func (s *Service) Of(ctx context.Context, actor models.Actor, id models.ID) (PlanPage, error) {
	posts, err := s.allowed(ctx, s.Store.Reads, actor, id)
	if err != nil {
		return PlanPage{}, err
	}
	person, err := s.Store.Person(ctx, id)
	if err != nil {
		return PlanPage{}, err
	}
	page, err := s.planOf(ctx, person, posts)
	if err == nil {
		s.looked(actor.ID, id)
	}
	return page, err
}

// allowed are the current posts of a person whose plan the actor may see and agree to.
func (s *Service) allowed(ctx context.Context, r store.Reads, actor models.Actor, person models.ID) ([]models.Post, error) {
	posts, err := r.CurrentPosts(ctx, person, s.Store.Today())
	if err != nil {
		return nil, err
	}
	return posts, policy.Allows(actor, policy.AgreePlans, posts)
}

func (s *Service) planOf(ctx context.Context, person models.Person, posts []models.Post) (PlanPage, error) {
	page := PlanPage{Person: person, Today: s.Store.Today()}
	var managers []models.ID
	for _, p := range posts {
		if p.ManagerID != nil {
			managers = append(managers, *p.ManagerID)
		}
	}
	named, err := s.Store.PeopleAmong(ctx, managers)
	if err != nil {
		return page, err
	}
	if len(named) > 0 {
		page.Manager = named[0].Name
	}
	page.Plan, err = s.Store.PlanOf(ctx, person.ID)
	if errors.Is(err, models.ErrNotFound) {
		page.How = models.PlanEmpty
		return page, nil
	}
	if err != nil {
		return page, err
	}
	if page.Actions, err = s.Store.PlanActions(ctx, page.Plan.ID); err != nil {
		return page, err
	}
	if page.Agreed, err = s.Store.PlanAgreements(ctx, page.Plan.ID); err != nil {
		return page, err
	}
	last := map[models.Side]models.PlanAgreement{}
	for _, g := range slices.Backward(page.Agreed) {
		last[g.Side] = g.PlanAgreement
	}
	page.Standing = standingOf(page.Plan, plain(page.Actions), last)
	return page, nil
}

// plain are the actions in the order of their addition, in which terms are told.
func plain(shown []store.ShownAction) []models.PlanAction {
	list := make([]models.PlanAction, len(shown))
	for i, a := range shown {
		list[i] = a.PlanAction
	}
	slices.SortFunc(list, func(a, b models.PlanAction) int {
		if c := a.AddedAt.Compare(b.AddedAt); c != 0 {
			return c
		}
		if a.ID < b.ID {
			return -1
		}
		return 1
	})
	return list
}

// Table is the plan as rows of a file, with a head.
func (p PlanPage) Table() [][]string {
	rows := [][]string{{"action", "kind", "skill", "to level", "course", "mentor", "due", "state", "done or dropped on", "use at work", "used for", "added by", "added on"}}
	for _, a := range p.Actions {
		rows = append(rows, []string{
			a.Title, string(a.Kind), a.CompetencyName, a.ToLabel, a.CourseTitle, a.MentorName, string(a.DueOn), string(a.State), string(a.EndedOn),
			a.UseFor, a.UsedFor, a.AddedBy, string(models.DateOf(a.AddedAt)),
		})
	}
	return rows
}

func number(n int) string { return strconv.Itoa(n) }
