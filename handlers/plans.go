package handlers

import (
	"context"
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"trellis/app/plans"
	"trellis/app/skills"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/components"
	"trellis/views/layout"
	"trellis/views/planviews"
	"trellis/views/teamviews"
)

// planOwner is whose plan an address means: the reader's where it names nobody.
func planOwner(c echo.Context) (person models.ID, whose planviews.Whose) {
	if id := models.ID(c.Param("id")); id != "" {
		return id, planviews.Whose{Of: id}
	}
	return actor(c).ID, planviews.Whose{}
}

// planFrame is the frame of a page about the plan of the reader, or of one of their people.
func (h *Handlers) planFrame(c echo.Context, whose planviews.Whose, title string, under ...components.Crumb) layout.Page {
	page := h.underSkills(c, title)
	if whose.Of != "" {
		page = h.underTeam(c, title, "Plans", paths.TeamPlans)
	}
	page.Crumbs = append(page.Crumbs, under...)
	return page
}

func (h *Handlers) plan(c echo.Context) error {
	return h.showDevelopmentPlan(c, http.StatusOK, planviews.Plan{})
}

// showDevelopmentPlan shows a plan: as it stands, or with what was refused and its problems, or as it stands by now.
func (h *Handlers) showDevelopmentPlan(c echo.Context, status int, page planviews.Plan) (err error) {
	ctx, a := c.Request().Context(), actor(c)
	person, whose := planOwner(c)
	page.Whose = whose
	if whose.Of == "" {
		page.PlanPage, err = h.app.Plans.Mine(ctx, a)
	} else {
		page.PlanPage, err = h.app.Plans.Of(ctx, a, person)
	}
	if err != nil {
		return err
	}
	if wantsCSV(c) {
		return sendCSV(c, "plan.csv", page.Table())
	}
	if page.Agree == (plans.AgreePlan{}) {
		page.Agree = plans.AgreePlan{TalkedOn: string(page.Today), ReviewOn: string(page.Plan.ReviewOn)}
	}
	if !page.Begun() && whose.Of == "" {
		standing, err := h.app.Skills.Standing(ctx, a)
		if err != nil {
			return err
		}
		page.Build, page.Unused = standing.Build, standing.Unused[:min(len(standing.Unused), 3)]
	}
	title := "My plan"
	if whose.Of != "" {
		title = "Plan of " + page.Person.Name
	}
	frame := h.planFrame(c, whose, title)
	frame.Failed = len(page.Problems) > 0
	return show(c, status, planviews.PlanPage(frame, page))
}

// planned goes back to the plan, or shows it with what was refused, or what has changed meanwhile.
func (h *Handlers) planned(c echo.Context, refused planviews.Plan, err error, said string) error {
	if invalid, ok := problems(err); ok {
		refused.Problems = invalid
		return h.showDevelopmentPlan(c, http.StatusUnprocessableEntity, refused)
	}
	if errors.Is(err, models.ErrStale) {
		return h.showDevelopmentPlan(c, http.StatusConflict, planviews.Plan{Stale: true})
	}
	if err != nil {
		return err
	}
	_, whose := planOwner(c)
	return h.redirect(c, paths.PlanFor(whose.Of), said)
}

func (h *Handlers) agreePlan(c echo.Context) error {
	var in plans.AgreePlan
	err := decode(c, &in)
	person, _ := planOwner(c)
	if err == nil {
		err = h.app.Plans.Agree(c.Request().Context(), actor(c), person, in)
	}
	return h.planned(c, planviews.Plan{Agree: in}, err, "You have agreed to this plan")
}

func (h *Handlers) finishAction(c echo.Context) error {
	var in plans.FinishAction
	err := decode(c, &in)
	person, _ := planOwner(c)
	action := models.ID(c.Param("action"))
	if err == nil {
		err = h.app.Plans.Finish(c.Request().Context(), actor(c), person, action, in)
	}
	return h.planned(c, planviews.Plan{Finish: in, FinishAction: action}, err, "Done. Well done")
}

func (h *Handlers) dropAction(c echo.Context) error {
	return h.moveAction(c, h.app.Plans.Drop, "Dropped. You can take it up again below")
}

func (h *Handlers) reopenAction(c echo.Context) error {
	return h.moveAction(c, h.app.Plans.Reopen, "Open again")
}

func (h *Handlers) newAction(c echo.Context) error {
	return h.showAction(c, http.StatusOK, planviews.Action{})
}

func (h *Handlers) action(c echo.Context) error {
	return h.showAction(c, http.StatusOK, planviews.Action{})
}

// showAction shows the form of an action: as it stands, or as it was typed.
func (h *Handlers) showAction(c echo.Context, status int, f planviews.Action) error {
	ctx, a := c.Request().Context(), actor(c)
	person, whose := planOwner(c)
	id, typed, title := models.ID(c.Param("action")), status != http.StatusOK, "Change an action"
	f.Whose = whose
	var err error
	if id != "" {
		if f.ActionForm, err = h.app.Plans.Action(ctx, a, person, id); err != nil {
			return err
		}
		if !typed {
			f.In = plans.WriteOf(f.Action, f.CourseCode())
		}
	} else {
		title = "Add an action"
		if !typed {
			f.In.Skill = c.QueryParam("skill")
		}
	}
	if f.Closing, err = h.closing(ctx, a, person, f.In.Skill, typed); err != nil {
		return err
	}
	if id == "" {
		var competency *models.ID
		if f.Closing.Skill != nil {
			competency = &f.Closing.Skill.CompetencyID
		}
		if f.ActionForm, err = h.app.Plans.NewAction(ctx, a, person, competency); err != nil {
			return err
		}
		if !typed {
			f.Prefill()
		}
	} else if status == http.StatusConflict { // show both, and let the next save win
		f.In.Revision = f.Action.Revision
	}
	frame := h.planFrame(c, whose, title, components.Crumb{Label: "Plan", Href: paths.PlanFor(whose.Of)})
	frame.Failed = len(f.Problems) > 0
	return show(c, status, planviews.ActionPage(frame, f))
}

// closing is what would close the gap in a skill. One that was typed and is none is a problem at its field.
func (h *Handlers) closing(ctx context.Context, a models.Actor, person models.ID, skill string, typed bool) (skills.Closing, error) {
	closing, err := h.app.Skills.Closing(ctx, a, person, skill)
	if typed && errors.Is(err, models.ErrNotFound) {
		return h.app.Skills.Closing(ctx, a, person, "")
	}
	return closing, err
}

func (h *Handlers) saveAction(c echo.Context) error {
	ctx := c.Request().Context()
	person, whose := planOwner(c)
	id := models.ID(c.Param("action"))
	var in plans.WriteAction
	err := decode(c, &in)
	switch {
	case err != nil:
	case id == "":
		_, err = h.app.Plans.AddAction(ctx, actor(c), person, in)
	default:
		err = h.app.Plans.ChangeAction(ctx, actor(c), person, id, in)
	}
	if invalid, ok := problems(err); ok {
		return h.showAction(c, http.StatusUnprocessableEntity, planviews.Action{In: in, Problems: invalid})
	}
	if errors.Is(err, models.ErrStale) {
		return h.showAction(c, http.StatusConflict, planviews.Action{In: in, Stale: true})
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.PlanFor(whose.Of), "The action is saved")
}

func (h *Handlers) teamPlans(c echo.Context) error {
	page, err := h.app.Plans.Team(c.Request().Context(), actor(c), c.QueryParam("order"))
	if err != nil {
		return err
	}
	if wantsCSV(c) {
		return sendCSV(c, "team-plans.csv", page.Table())
	}
	frame := h.frame(c, "Development plans", "team")
	return show(c, http.StatusOK, planviews.Team(frame, page, teamviews.Subnav(frame, paths.TeamPlans)))
}
