package plans

import (
	"context"
	"slices"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// ApplyPage is what giving a template to people would do.
type ApplyPage struct {
	Template models.PlanTemplate
	Lines    []models.PlanLine
	People   []ApplyTo
}

// ApplyTo is one of the actor's people, with the actions they would get, and why not the others.
type ApplyTo struct {
	ID    models.ID
	Name  string
	Gets  []models.PlanLine
	Skips []Skipped
}

// Skipped is an action that somebody does not get.
type Skipped struct {
	Title string
	Why   models.SkipReason
}

// ApplyForm previews giving a template to each of the actor's people.
func (s *Service) ApplyForm(ctx context.Context, actor models.Actor, id models.ID) (page ApplyPage, err error) {
	if page.Template, page.Lines, err = s.Store.Template(ctx, id); err != nil {
		return page, err
	}
	if err := policy.Allows(actor, policy.TemplatePlans, page.Template); err != nil {
		return page, err
	}
	if page.Template.RetiredAt != nil {
		return page, models.ErrNotFound
	}
	err = s.preview(ctx, s.Store.Reads, actor, &page)
	return page, err
}

// preview says of each of the actor's people what they would get. The number of questions does not depend on how many they are.
func (s *Service) preview(ctx context.Context, r store.Reads, actor models.Actor, page *ApplyPage) error {
	rows, err := r.TeamPlans(ctx, s.sight(actor, policy.TemplatePlans))
	if err != nil {
		return err
	}
	var ids, people, competencies []models.ID
	for _, row := range rows {
		people = append(people, row.PersonID)
		if row.PlanID != nil {
			ids = append(ids, *row.PlanID)
		}
	}
	for _, l := range page.Lines {
		if l.CompetencyID != nil {
			competencies = append(competencies, *l.CompetencyID)
		}
	}
	actions, err := r.ActionsOfPlans(ctx, ids)
	if err != nil {
		return err
	}
	held, err := r.HeldOf(ctx, people, competencies)
	for _, row := range rows {
		to := ApplyTo{ID: row.PersonID, Name: row.Name}
		var theirs []models.PlanAction
		if row.PlanID != nil {
			theirs = actions[*row.PlanID]
		}
		to.look(page.Lines, theirs, held[row.PersonID])
		page.People = append(page.People, to)
	}
	return err
}

// look says what the person gets, beside the actions that are theirs.
func (p *ApplyTo) look(lines []models.PlanLine, actions []models.PlanAction, held map[models.ID]*int) {
	open := 0
	for _, a := range actions {
		if a.State == models.ActionOpen {
			open++
		}
	}
	for _, l := range lines {
		why := l.Skips(heldIn(l, held), actions)
		if why == "" && open+len(p.Gets) >= models.MostOpenActions {
			why = models.SkipsFull
		}
		if why != "" {
			p.Skips = append(p.Skips, Skipped{l.Title, why})
			continue
		}
		p.Gets = append(p.Gets, l)
	}
}

func heldIn(l models.PlanLine, held map[models.ID]*int) *int {
	if l.CompetencyID == nil {
		return nil
	}
	return held[*l.CompetencyID]
}

// Apply is to whom a template is given.
type Apply struct {
	People   []models.ID `form:"person"`
	Revision int         `form:"revision"` // of the template that was seen
}

// Applied counts what giving a template to people did.
type Applied struct {
	ID             models.ID
	Added, Skipped int
	People         int
}

// Apply gives the actions of a template to some of the actor's people. What somebody has, or is at the level for, they do not get.
func (s *Service) Apply(ctx context.Context, actor models.Actor, id models.ID, in Apply) (done Applied, err error) {
	in.People = slices.Compact(slices.Sorted(slices.Values(in.People)))
	if len(in.People) == 0 {
		return done, models.Invalid{"person": "Select who gets the actions"}
	}
	if len(in.People) > models.MostAppliedTo {
		return done, models.Invalid{"person": "Select " + number(models.MostAppliedTo) + " people or fewer"}
	}
	err = s.Store.InTx(ctx, func(tx *store.Tx) error {
		template, err := s.lockTemplate(ctx, tx, actor, id)
		if err != nil {
			return err
		}
		if template.Revision != in.Revision || template.RetiredAt != nil {
			return models.ErrStale
		}
		plans, err := tx.LockPlans(ctx, in.People)
		if err != nil {
			return err
		}
		page := ApplyPage{Template: template}
		if page.Lines, err = tx.LinesOf(ctx, id); err != nil {
			return err
		}
		if err := s.preview(ctx, tx.Reads, actor, &page); err != nil {
			return err
		}
		application := models.PlanApplication{ID: store.NewID(), PlanTemplateID: id, ByID: actor.ID, AppliedAt: tx.Now()}
		done = Applied{ID: application.ID}
		rows, err := s.given(ctx, tx, application, page, plans, in, &done)
		if err != nil {
			return err
		}
		if err := tx.Give(ctx, application, rows, in.People); err != nil {
			return err
		}
		events := []models.Event{{ActorID: &actor.ID, Act: "plan.template_applied", Subject: "plan_applications", SubjectID: application.ID}}
		for _, a := range rows {
			person := personOf(plans, a.DevelopmentPlanID)
			events = append(events, models.Event{ActorID: &actor.ID, Act: "plan.action_added", Subject: "plan_applications", SubjectID: application.ID, PersonID: &person})
		}
		return tx.PublishAll(ctx, events, nil)
	})
	return done, err
}

// given are the actions that the people get; somebody who is none of the actor's does not exist.
func (s *Service) given(ctx context.Context, tx *store.Tx, application models.PlanApplication, page ApplyPage, plans map[models.ID]models.DevelopmentPlan, in Apply, done *Applied) (rows []models.PlanAction, err error) {
	held, err := tx.HeldOf(ctx, in.People, competenciesOf(page.Lines))
	if err != nil {
		return nil, err
	}
	for _, id := range in.People {
		at := slices.IndexFunc(page.People, func(p ApplyTo) bool { return p.ID == id })
		if at < 0 {
			return nil, models.ErrForbidden
		}
		to := page.People[at]
		done.Skipped += len(to.Skips)
		if len(to.Gets) > 0 {
			done.People++
		}
		for _, l := range to.Gets {
			a := l.Given(application, heldIn(l, held[id]))
			a.ID, a.DevelopmentPlanID = store.NewID(), plans[id].ID
			rows = append(rows, a)
		}
	}
	done.Added = len(rows)
	return rows, nil
}

func competenciesOf(lines []models.PlanLine) (ids []models.ID) {
	for _, l := range lines {
		if l.CompetencyID != nil {
			ids = append(ids, *l.CompetencyID)
		}
	}
	return ids
}

func personOf(plans map[models.ID]models.DevelopmentPlan, plan models.ID) models.ID {
	for person, p := range plans {
		if p.ID == plan {
			return person
		}
	}
	return ""
}

// UndoApply takes back what a template gave at a time: the actions that nobody has touched or agreed to since. It counts them.
func (s *Service) UndoApply(ctx context.Context, actor models.Actor, id, application models.ID) (taken int, err error) {
	err = s.Store.InTx(ctx, func(tx *store.Tx) error {
		if _, err := s.lockTemplate(ctx, tx, actor, id); err != nil {
			return err
		}
		given, people, err := tx.PlanApplication(ctx, application)
		if err == nil && given.PlanTemplateID != id {
			err = models.ErrNotFound
		}
		if err != nil || given.UndoneAt != nil {
			return err
		}
		if _, err := tx.LockPlans(ctx, people); err != nil {
			return err
		}
		if taken, err = tx.TakeBack(ctx, given); err != nil {
			return err
		}
		return tx.Publish(ctx, models.Event{ActorID: &actor.ID, Act: "plan.template_undone", Subject: "plan_applications", SubjectID: application})
	})
	return taken, err
}
