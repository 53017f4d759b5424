package plans

import (
	"context"
	"slices"

	"trellis/models"
	"trellis/models/store"
)

// ActionForm is what an action can be chosen of.
type ActionForm struct {
	Person  models.Person
	Action  store.ShownAction // that is changed; the zero one of a new action
	Courses []models.Course   // by title
	Builds  []store.BuildingCourse
	Mentors []Mentor
	Today   models.Date
}

// NewAction is the form of a new action in the actor's plan, or in that of one of their people. Of a competency it has what helps.
func (s *Service) NewAction(ctx context.Context, actor models.Actor, person models.ID, competency *models.ID) (ActionForm, error) {
	return s.form(ctx, actor, person, store.ShownAction{PlanAction: models.PlanAction{CompetencyID: competency}})
}

// Action is the form of an action that there is.
func (s *Service) Action(ctx context.Context, actor models.Actor, person, id models.ID) (ActionForm, error) {
	action, plan, err := s.Store.PlanAction(ctx, id)
	if err == nil && plan.PersonID != person {
		err = models.ErrNotFound
	}
	if err != nil {
		return ActionForm{}, err
	}
	return s.form(ctx, actor, person, action)
}

// CourseCode is the code of the course that the action names; empty for none.
func (f ActionForm) CourseCode() string {
	for _, c := range f.Courses {
		if f.Action.CourseID != nil && c.ID == *f.Action.CourseID {
			return c.Code
		}
	}
	return ""
}

func (s *Service) form(ctx context.Context, actor models.Actor, person models.ID, action store.ShownAction) (ActionForm, error) {
	page := ActionForm{Action: action, Today: s.Store.Today()}
	if err := s.owner(ctx, s.Store.Reads, actor, person); err != nil {
		return page, err
	}
	var err error
	if page.Person, err = s.Store.Person(ctx, person); err != nil {
		return page, err
	}
	if page.Courses, err = s.Store.CoursesByTitle(ctx); err != nil {
		return page, err
	}
	page.Courses = slices.DeleteFunc(page.Courses, func(c models.Course) bool { return c.State != models.CoursePublished })
	if action.CompetencyID != nil {
		if page.Builds, err = s.Store.CoursesBuilding(ctx, []models.ID{*action.CompetencyID}, s.Store.Now()); err != nil {
			return page, err
		}
	}
	page.Mentors, err = mentors(ctx, s.Store.Reads, person, action.CompetencyID, page.Today)
	return page, err
}
