package frameworks

import (
	"context"
	"slices"
	"strconv"

	"trellis/app/input"
	"trellis/models"
	"trellis/models/store"
)

// WriteProfile is what somebody writes of a role profile that belongs to a draft, as it was typed.
type WriteProfile struct {
	Code          string               `form:"code" validate:"required,max=60" problem:"required=Enter a code|max=Use 60 characters or fewer for the code"`
	Name          string               `form:"name" validate:"required,max=150" problem:"required=Enter the name of the role|max=Use 150 characters or fewer for the name"`
	Family        string               `form:"family" validate:"max=100" problem:"max=Use 100 characters or fewer for the family"`
	Description   string               `form:"description" validate:"max=2000" problem:"max=Use 2,000 characters or fewer for the description"`
	Bands         string               `form:"bands" validate:"max=100" problem:"max=Use 100 characters or fewer for the bands"`
	DecisionMaker bool                 `form:"decision_maker"`
	Asks          map[models.ID]string `form:"-"` // the level asked of a competency; empty for none
	Core          map[models.ID]bool   `form:"-"`
	NotNHSNumber  bool                 `form:"not_nhs_number"`
	Edition       string               `form:"edition"`
}

// ProfilePage is the form in which a role profile of a draft is written.
type ProfilePage struct {
	store.FrameworkContent
	ID    models.ID // New for one that is not there yet
	In    WriteProfile
	Areas []DraftArea
}

// Profile is the page of that form.
func (s *Service) Profile(ctx context.Context, actor models.Actor, code, version string, id models.ID) (page ProfilePage, err error) {
	v, err := draft(ctx, s.Store.Reads, actor, code, version)
	if err != nil {
		return page, err
	}
	if page.FrameworkContent, err = s.Store.FrameworkContent(ctx, v.ID); err != nil {
		return page, err
	}
	page.ID, page.Areas = id, areas(page.FrameworkContent, nil)
	page.In.Asks, page.In.Core = map[models.ID]string{}, map[models.ID]bool{}
	if id == New {
		return page, nil
	}
	p, found := profile(page.FrameworkContent, id)
	if !found {
		return page, models.ErrNotFound
	}
	asks := requirementsOf(page.FrameworkContent, id)
	page.In.Code, page.In.Name, page.In.Family, page.In.Description, page.In.Bands, page.In.DecisionMaker = p.Code, p.Name, p.Family, p.Description, p.Bands, p.DecisionMaker
	page.In.Edition = p.EditionWith(asks)
	for _, q := range asks {
		page.In.Asks[q.CompetencyID], page.In.Core[q.CompetencyID] = strconv.Itoa(q.Level), q.Core
	}
	return page, nil
}

func profile(c store.FrameworkContent, id models.ID) (models.RoleProfile, bool) {
	i := slices.IndexFunc(c.Profiles, func(p models.RoleProfile) bool { return p.ID == id })
	if i < 0 {
		return models.RoleProfile{}, false
	}
	return c.Profiles[i], true
}

func requirementsOf(c store.FrameworkContent, id models.ID) []models.Requirement {
	return slices.DeleteFunc(slices.Clone(c.Requirements), func(q models.Requirement) bool { return q.RoleProfileID != id })
}

// SaveProfile keeps a role profile of a draft.
func (s *Service) SaveProfile(ctx context.Context, actor models.Actor, code, version string, id models.ID, in WriteProfile) error {
	return s.write(ctx, actor, code, version, func(tx *store.Tx, c store.FrameworkContent) (bool, error) {
		p, found := profile(c, id)
		was := ""
		if found {
			was = p.EditionWith(requirementsOf(c, id))
		} else {
			if id != New {
				return false, models.ErrNotFound
			}
			p = models.RoleProfile{ID: store.NewID(), FrameworkVersionID: c.Version.ID, Position: len(c.Profiles) + 1, Revision: 1}
		}
		if in.Edition != was {
			return false, models.ErrStale
		}
		next, asks, err := in.onto(c, p)
		if err != nil {
			return false, err
		}
		if next.EditionWith(asks) == was {
			return false, nil
		}
		return true, tx.KeepProfile(ctx, next, asks)
	})
}

// onto is the role profile with what was typed, and what is wrong with that.
func (in WriteProfile) onto(c store.FrameworkContent, p models.RoleProfile) (models.RoleProfile, []models.Requirement, error) {
	in.Code, in.Name = input.Line(in.Code), input.Line(in.Name)
	problems, err := input.Problems(in)
	if err != nil {
		return p, nil, err
	}
	problems.Add(input.Patients(in.NotNHSNumber, input.Text{Field: "name", Text: in.Name}, input.Text{Field: "description", Text: in.Description}))
	if slices.ContainsFunc(c.Profiles, func(other models.RoleProfile) bool {
		return other.ID != p.ID && store.Fold(other.Code) == store.Fold(in.Code)
	}) {
		problems.Add(models.Invalid{"code": "Another role profile has this code: enter a different one"})
	}
	p.Code, p.Name, p.Family, p.Description, p.Bands, p.DecisionMaker = in.Code, in.Name, input.Line(in.Family), input.Tidy(in.Description), input.Line(in.Bands), in.DecisionMaker
	before := map[models.ID]models.Requirement{}
	for _, q := range requirementsOf(c, p.ID) {
		before[q.CompetencyID] = q
	}
	return p, in.asked(c, p, before, problems), problems.OrNil()
}

// asked is what the role profile asks for as it was typed; what is wrong with that goes to the problems.
func (in WriteProfile) asked(c store.FrameworkContent, p models.RoleProfile, before map[models.ID]models.Requirement, problems models.Invalid) []models.Requirement {
	var asks []models.Requirement
	for _, k := range c.Competencies {
		if in.Asks[k.ID] == "" {
			continue
		}
		level, err := strconv.Atoi(in.Asks[k.ID])
		if err != nil || !slices.ContainsFunc(c.Levels, func(l models.Level) bool { return l.Value == level && l.Value > c.Levels[0].Value }) {
			problems[AskField(k.ID)] = "Choose a level of the scale for " + k.Name
			continue
		}
		q := before[k.ID] // a range, and that it is optional, stay
		q.RoleProfileID, q.CompetencyID, q.Level, q.Core = p.ID, k.ID, level, in.Core[k.ID] && !q.Optional
		if q.UpTo != nil && *q.UpTo <= level {
			q.UpTo = nil
		}
		asks = append(asks, q)
	}
	return asks
}

// AskField is the name of the field in which the level asked of a competency is chosen, and CoreField of whether it is core.
func AskField(competency models.ID) string { return "ask-" + string(competency) }

// CoreField is the name of the field that says whether a competency is core.
func CoreField(competency models.ID) string { return "core-" + string(competency) }

// RemoveProfile takes a role profile out of a draft.
func (s *Service) RemoveProfile(ctx context.Context, actor models.Actor, code, version string, id models.ID) error {
	return s.write(ctx, actor, code, version, func(tx *store.Tx, c store.FrameworkContent) (bool, error) {
		p, found := profile(c, id)
		if !found { // gone already
			return false, nil
		}
		return true, inUse(tx.RemoveProfile(ctx, p), "remove", "Somebody has this role already: it cannot be removed")
	})
}
