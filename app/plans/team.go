package plans

import (
	"context"
	"slices"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// TeamPage are the plans of the actor's people.
type TeamPage struct {
	Rows  []TeamRow
	Order string
	Today models.Date
}

// TeamRow is one of the people with how their plan stands.
type TeamRow struct {
	store.PlanRow
	Standing
	Open, Overdue, Done int
}

// The orders of the plans of a team; by name where none is asked for.
const (
	ByState   = "state"
	ByOverdue = "overdue"
	ByReview  = "review"
)

// Team lists the plans of the actor's people.
func (s *Service) Team(ctx context.Context, actor models.Actor, order string) (TeamPage, error) {
	page := TeamPage{Order: order, Today: s.Store.Today()}
	rows, err := s.Store.TeamPlans(ctx, s.sight(actor, policy.AgreePlans))
	if err != nil {
		return page, err
	}
	var ids []models.ID
	for _, r := range rows {
		if r.PlanID != nil {
			ids = append(ids, *r.PlanID)
		}
	}
	actions, err := s.Store.ActionsOfPlans(ctx, ids)
	if err != nil {
		return page, err
	}
	last, err := s.Store.LastAgreements(ctx, ids)
	if err != nil {
		return page, err
	}
	for _, r := range rows {
		row := TeamRow{PlanRow: r, Standing: Standing{How: models.PlanEmpty}}
		if r.PlanID != nil {
			row.count(actions[*r.PlanID], page.Today)
			row.Standing = standingOf(models.DevelopmentPlan{ID: *r.PlanID, ReviewOn: r.ReviewOn}, actions[*r.PlanID], last[*r.PlanID])
		}
		page.Rows = append(page.Rows, row)
	}
	page.sort()
	return page, nil
}

func (r *TeamRow) count(actions []models.PlanAction, today models.Date) {
	for _, a := range actions {
		switch a.State {
		case models.ActionOpen:
			r.Open++
		case models.ActionDone:
			r.Done++
		case models.ActionDropped:
		}
		if a.Overdue(today) {
			r.Overdue++
		}
	}
}

// Waits tells whether the plan waits for the manager to agree.
func (r TeamRow) Waits() bool {
	return r.How == models.PlanWaitsAgreed || r.How == models.PlanChanged && r.Person != nil && (r.ManagerSays == nil || r.Person.AgreedAt.After(r.ManagerSays.AgreedAt))
}

func (p TeamPage) sort() {
	rank := map[models.PlanStanding]int{models.PlanWaitsAgreed: 0, models.PlanChanged: 1, models.PlanDrafted: 2, models.PlanEmpty: 3, models.PlanWaitsPerson: 4, models.PlanAgreed: 5}
	slices.SortStableFunc(p.Rows, func(a, b TeamRow) int {
		switch p.Order {
		case ByState:
			return rank[a.How] - rank[b.How]
		case ByOverdue:
			return b.Overdue - a.Overdue
		case ByReview:
			return before(a.ReviewOn, b.ReviewOn)
		}
		return 0
	})
}

// before sorts days, those that nobody has said last.
func before(a, b models.Date) int {
	switch {
	case a == b:
		return 0
	case b == "" || a != "" && a < b:
		return -1
	}
	return 1
}

// Waiting counts the plans that wait for the manager to agree.
func (p TeamPage) Waiting() int {
	n := 0
	for _, r := range p.Rows {
		if r.Waits() {
			n++
		}
	}
	return n
}

// Table is the page as rows of a file, with a head.
func (p TeamPage) Table() [][]string {
	rows := [][]string{{"person", "plan", "open", "overdue", "done", "review on", "person agreed on", "manager agreed on", "changes since"}}
	for _, r := range p.Rows {
		row := []string{r.Name, string(r.How), number(r.Open), number(r.Overdue), number(r.Done), string(r.ReviewOn), "", "", number(len(r.Changes))}
		if r.Person != nil {
			row[6] = string(models.DateOf(r.Person.AgreedAt))
		}
		if r.ManagerSays != nil {
			row[7] = string(models.DateOf(r.ManagerSays.AgreedAt))
		}
		rows = append(rows, row)
	}
	return rows
}

// sight is whose plans, or whom by name, the actor may reach today.
func (s *Service) sight(actor models.Actor, act policy.Act) store.Sight {
	reach := policy.Scope(actor, act)
	return store.Sight{Managers: reach.Managers, Teams: reach.Teams, Viewer: actor.ID, Today: s.Store.Today()}
}
