package plans

import (
	"context"
	"errors"
	"slices"
	"strconv"

	"trellis/app/input"
	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// WriteAction is an action as it is typed.
type WriteAction struct {
	Kind         string `form:"kind" validate:"required,oneof=course work mentor reading" problem:"required=Select what kind of action it is|oneof=Select what kind of action it is"`
	Skill        string `form:"skill"` // the address of a competency; empty for none
	To           string `form:"to"`    // a level of its scale
	Title        string `form:"title" validate:"max=200" problem:"max=Use 200 characters or fewer for what you will do"`
	Course       string `form:"course"` // the code of a course
	Mentor       string `form:"mentor"` // the id of a person
	Due          string `form:"due" validate:"required,datetime=2006-01-02" problem:"required=Enter the day by which it is to be done|datetime=Enter the day as a date, such as 2027-02-19"`
	UseFor       string `form:"use_for" validate:"max=1000" problem:"max=Use 1,000 characters or fewer for how it is used at work"`
	Revision     int    `form:"revision"` // of the action that was opened
	NotNHSNumber bool   `form:"not_nhs_number"`
}

// WriteOf is what an action says, as the form shows it.
func WriteOf(a store.ShownAction, courseCode string) WriteAction {
	in := WriteAction{Kind: string(a.Kind), Skill: a.CompetencySlug, Title: a.Title, Course: courseCode, Due: string(a.DueOn), UseFor: a.UseFor, Revision: a.Revision}
	if a.ToLevel != nil {
		in.To = strconv.Itoa(*a.ToLevel)
	}
	if a.MentorID != nil {
		in.Mentor = string(*a.MentorID)
	}
	return in
}

// owner says whose plan is meant: that of the actor, or of one of their people.
func (s *Service) owner(ctx context.Context, r store.Reads, actor models.Actor, person models.ID) error {
	if person == actor.ID {
		return policy.Allows(actor, policy.KeepPlan, models.DevelopmentPlan{PersonID: person})
	}
	_, err := s.allowed(ctx, r, actor, person)
	return err
}

// inPlan locks the plan of a person, asks whether the actor may write in it, and keeps that it was changed, and by what.
func (s *Service) inPlan(ctx context.Context, actor models.Actor, person models.ID, do func(*store.Tx, *models.DevelopmentPlan) (models.Event, []models.Job, error)) error {
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		if err := s.owner(ctx, tx.Reads, actor, person); err != nil {
			return err
		}
		plan, err := tx.LockPlan(ctx, person)
		if err != nil {
			return err
		}
		event, owed, err := do(tx, &plan)
		if err != nil {
			return err
		}
		if err := tx.KeepPlan(ctx, plan); err != nil {
			return err
		}
		event.ActorID, event.PersonID = &actor.ID, &person
		return tx.Publish(ctx, event, owed...)
	})
}

// AddAction puts an action into the actor's plan, or into that of one of their people.
func (s *Service) AddAction(ctx context.Context, actor models.Actor, person models.ID, in WriteAction) (models.PlanAction, error) {
	var action models.PlanAction
	err := s.inPlan(ctx, actor, person, func(tx *store.Tx, plan *models.DevelopmentPlan) (models.Event, []models.Job, error) {
		action = models.PlanAction{ID: store.NewID(), DevelopmentPlanID: plan.ID, State: models.ActionOpen, AddedByID: actor.ID, AddedAt: tx.Now(), Revision: 1}
		list, err := tx.PlanActions(ctx, plan.ID)
		if err != nil {
			return models.Event{}, nil, err
		}
		open := slices.DeleteFunc(plain(list), func(a models.PlanAction) bool { return a.State != models.ActionOpen })
		if len(open) >= models.MostOpenActions {
			return models.Event{}, nil, models.Invalid{"title": "There are " + number(len(open)) + " open actions already. Finish or drop one first"}
		}
		if err := in.onto(ctx, tx, person, &action); err != nil {
			return models.Event{}, nil, err
		}
		return models.Event{Act: "plan.action_added", Subject: "plan_actions", SubjectID: action.ID}, asked(action, nil), tx.Add(ctx, &action)
	})
	return action, err
}

// ChangeAction keeps what the form says of an open action; models.ErrStale when somebody changed it after the form was opened.
func (s *Service) ChangeAction(ctx context.Context, actor models.Actor, person, id models.ID, in WriteAction) error {
	return s.inAction(ctx, actor, person, id, in.Revision, "plan.action_changed", func(tx *store.Tx, a *models.PlanAction) ([]models.Job, error) {
		if a.State != models.ActionOpen {
			return nil, models.ErrStale
		}
		before := a.MentorID
		err := in.onto(ctx, tx, person, a)
		return asked(*a, before), err
	})
}

// inAction changes one action of a plan.
func (s *Service) inAction(ctx context.Context, actor models.Actor, person, id models.ID, revision int, act string, do func(*store.Tx, *models.PlanAction) ([]models.Job, error)) error {
	return s.inPlan(ctx, actor, person, func(tx *store.Tx, plan *models.DevelopmentPlan) (models.Event, []models.Job, error) {
		shown, of, err := tx.PlanAction(ctx, id)
		if err == nil && of.ID != plan.ID {
			err = models.ErrNotFound
		}
		if err == nil && shown.Revision != revision {
			err = models.ErrStale
		}
		if err != nil {
			return models.Event{}, nil, err
		}
		owed, err := do(tx, &shown.PlanAction)
		if err != nil {
			return models.Event{}, nil, err
		}
		return models.Event{Act: act, Subject: "plan_actions", SubjectID: id}, owed, tx.KeepAction(ctx, shown.PlanAction)
	})
}

// asked is the letter to a mentor who is named anew.
func asked(a models.PlanAction, before *models.ID) []models.Job {
	if a.MentorID == nil || before != nil && *before == *a.MentorID {
		return nil
	}
	return []models.Job{{Kind: models.MailMentorAsked, SubjectID: a.ID}}
}

// onto writes what was typed over an action, and answers what is wrong with it.
func (in WriteAction) onto(ctx context.Context, tx *store.Tx, person models.ID, a *models.PlanAction) error {
	in.Title, in.UseFor = input.Line(in.Title), input.Tidy(in.UseFor)
	invalid, err := input.Problems(in)
	if err != nil {
		return err
	}
	invalid.Add(input.Patients(in.NotNHSNumber, input.Text{Field: "title", Text: in.Title}, input.Text{Field: "use_for", Text: in.UseFor}))
	a.Kind, a.Title, a.UseFor = models.ActionKind(in.Kind), in.Title, in.UseFor
	if due := models.Date(in.Due); invalid["due"] == "" && due != a.DueOn && due < models.DateOf(tx.Now()) {
		invalid["due"] = "Enter a day that is today or later"
	}
	a.DueOn = models.Date(in.Due)
	if err := errors.Join(in.skill(ctx, tx, person, a, invalid), in.course(ctx, tx, a, invalid), in.mentor(ctx, tx, person, a, invalid)); err != nil {
		return err
	}
	if a.Title == "" {
		invalid["title"] = "Enter what is to be done"
	}
	return invalid.OrNil()
}

// skill puts the competency and the levels into an action.
func (in WriteAction) skill(ctx context.Context, tx *store.Tx, person models.ID, a *models.PlanAction, invalid models.Invalid) error {
	if in.Skill == "" {
		a.CompetencyID, a.FromLevel, a.ToLevel = nil, nil, nil
		return nil
	}
	posts, err := tx.CurrentPosts(ctx, person, models.DateOf(tx.Now()))
	if err != nil {
		return err
	}
	versions, err := versionsOf(ctx, tx.Reads, posts)
	if err != nil {
		return err
	}
	k, err := tx.FrameworkSkillBySlug(ctx, versions, in.Skill)
	if errors.Is(err, models.ErrNotFound) {
		invalid["skill"] = "Select a skill from the list"
		return nil
	}
	if err != nil {
		return err
	}
	if a.CompetencyID == nil || *a.CompetencyID != k.ID {
		held, err := tx.HeldOf(ctx, []models.ID{person}, []models.ID{k.ID})
		if err != nil {
			return err
		}
		a.FromLevel = held[person][k.ID]
	}
	a.CompetencyID, a.ToLevel = &k.ID, nil
	if in.To == "" {
		return nil
	}
	levels, err := tx.Levels(ctx, []models.ID{k.FrameworkVersionID})
	to, wrong := strconv.Atoi(in.To)
	if wrong != nil || !slices.ContainsFunc(levels, func(l models.Level) bool { return l.Value == to }) {
		invalid["to"] = "Select a level from the list"
		return err
	}
	a.ToLevel = &to
	return err
}

// versionsOf are the versions of the frameworks of the roles of posts.
func versionsOf(ctx context.Context, r store.Reads, posts []models.Post) (versions []models.ID, err error) {
	var ids []models.ID
	for _, p := range posts {
		if p.RoleProfileID != nil {
			ids = append(ids, *p.RoleProfileID)
		}
	}
	profiles, err := r.ProfilesNamed(ctx, ids)
	for _, p := range profiles {
		versions = append(versions, p.FrameworkVersionID)
	}
	return versions, err
}

// course puts a course into an action of that kind, whose title it gives where nothing was typed.
func (in WriteAction) course(ctx context.Context, tx *store.Tx, a *models.PlanAction, invalid models.Invalid) error {
	if a.Kind != models.ByCourseAction {
		a.CourseID = nil
		return nil
	}
	if in.Course == "" && a.Title != "" {
		a.CourseID = nil // of another house
		return nil
	}
	courses, err := tx.CoursesByTitle(ctx)
	at := slices.IndexFunc(courses, func(c models.Course) bool { return c.Code == in.Course && c.State == models.CoursePublished })
	if at < 0 {
		invalid["course"] = "Select a course, or enter the name of one elsewhere"
		return err
	}
	a.CourseID = &courses[at].ID
	if a.Title == "" {
		a.Title = courses[at].Title
	}
	return err
}

// mentor puts somebody into an action of that kind: one of those whom the person may name. They are asked.
func (in WriteAction) mentor(ctx context.Context, tx *store.Tx, person models.ID, a *models.PlanAction, invalid models.Invalid) error {
	mentor := models.ID(in.Mentor)
	if a.Kind != models.ByMentorAction || mentor == "" {
		a.MentorID, a.Consent = nil, ""
		return nil
	}
	if a.MentorID != nil && *a.MentorID == mentor {
		return nil
	}
	list, err := mentors(ctx, tx.Reads, person, a.CompetencyID, models.DateOf(tx.Now()))
	at := slices.IndexFunc(list, func(m Mentor) bool { return m.ID == mentor })
	if at < 0 {
		invalid["mentor"] = "Select somebody from the list"
		return err
	}
	a.MentorID, a.Consent = &mentor, models.ConsentAsked
	if a.Title == "" {
		a.Title = "Learn from " + list[at].Name
	}
	return err
}

// Mentor is somebody whom a person may name as a mentor.
type Mentor struct {
	ID   models.ID
	Name string
	Says string // why they are in the list
}

// mentors are those who offer help with a competency, and those whom the person knows by name.
func mentors(ctx context.Context, r store.Reads, person models.ID, competency *models.ID, today models.Date) (list []Mentor, err error) {
	if competency != nil {
		helpers, err := r.Helpers(ctx, person, []models.ID{*competency}, today)
		if err != nil {
			return nil, err
		}
		for _, h := range helpers {
			list = append(list, Mentor{h.PersonID, h.Name, "offers help with this skill, " + h.Organisation})
		}
	}
	known, err := r.Askable(ctx, person, today)
	for _, k := range known {
		if !slices.ContainsFunc(list, func(m Mentor) bool { return m.ID == k.ID }) {
			says := "a colleague"
			if k.For != "" {
				says = "teaches " + k.For
			}
			list = append(list, Mentor{k.ID, k.Name, says})
		}
	}
	return list, err
}
