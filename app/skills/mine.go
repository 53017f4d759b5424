package skills

import (
	"context"
	"errors"
	"slices"
	"time"

	"trellis/models"
)

// MinePage is where a person stands in everything their roles ask for.
type MinePage struct {
	Roles    []string
	Areas    []Area // in the order of the framework; those outside the role last
	Shows    Shows
	Due      int          // assessments to be looked at again, filters aside
	Tally    models.Tally // of what the roles ask for, filters aside
	Widest   []string     // names of the widest gaps, core ones if there are any; several are as wide as each other
	Levels   int          // how many levels the widest gap is
	Strength string       // name of a skill above or at target, confirmed if possible; empty for none
	Round    *RoundProgress
	Notes    []VersionNote // of the versions that the roles are of
	Now      time.Time
	Aim      string          // name of the role that the person aims at; empty for none
	Aiming   bool            // the page is against that role, and not against the present one
	Choices  []models.Choice // what the roles leave open
}

// Shows is which skills a page is narrowed to; the zero Shows is all.
type Shows string

// What a page can be narrowed to.
const (
	OnlyGaps Shows = "gaps"
	OnlyDue  Shows = "due"
)

// has tells whether the skill is among those shown.
func (o Shows) has(k Skill) bool {
	return o == OnlyGaps && k.Gap() > 0 || o == OnlyDue && k.Age.Due || o != OnlyGaps && o != OnlyDue
}

// ToChoose is how many skills the person still has to choose.
func (p MinePage) ToChoose() int {
	n := 0
	for _, c := range p.Choices {
		n += c.Missing()
	}
	return n
}

// Area are the skills of one domain.
type Area struct {
	Domain
	Skills  []SkillToBuild
	Outside bool // the role does not ask for these
}

// SkillToBuild is a skill with the course that builds it soonest.
type SkillToBuild struct {
	Skill
	Course *CourseToBuild // nil: none builds it
}

// CourseToBuild is a course that builds a skill.
type CourseToBuild struct {
	Title, Slug string
	Level       int
	Cohort      string     // code of the next open cohort
	Starts      *time.Time // of that; nil when there is no date yet
}

// HasRole tells whether a role profile says what is asked for.
func (p MinePage) HasRole() bool { return len(p.Roles) > 0 }

// Known tells whether anything has been assessed.
func (p MinePage) Known() bool {
	for _, a := range p.Areas {
		for _, s := range a.Skills {
			if s.Assessed || s.Suggested > 0 {
				return true
			}
		}
	}
	return p.Tally.Assessed > 0
}

// All are the skills shown, in their order.
func (p MinePage) All() []SkillToBuild {
	var list []SkillToBuild
	for _, a := range p.Areas {
		list = append(list, a.Skills...)
	}
	return list
}

// Mine shows the actor where they stand in their present role.
func (s *Service) Mine(ctx context.Context, actor models.Actor, show Shows) (MinePage, error) {
	return s.mine(ctx, actor, MinePage{Shows: show})
}

// MineAimed shows the actor where they stand against the role that they aim at; models.ErrNotFound where they aim at none.
func (s *Service) MineAimed(ctx context.Context, actor models.Actor, show Shows) (MinePage, error) {
	return s.mine(ctx, actor, MinePage{Shows: show, Aiming: true})
}

func (s *Service) mine(ctx context.Context, actor models.Actor, page MinePage) (MinePage, error) {
	page.Now = s.Store.Now()
	aim, err := s.Store.AimedRole(ctx, actor.ID)
	if err != nil && (page.Aiming || !errors.Is(err, models.ErrNotFound)) {
		return page, err
	}
	page.Aim = aim.Name
	profiles := profileIDs(actor.Posts)
	if page.Aiming {
		profiles = []models.ID{aim.ID}
	}
	p, err := profileAs(ctx, s.Store.Reads, actor.ID, profiles)
	if err != nil {
		return page, err
	}
	if err := s.aged(ctx, p.skills); err != nil {
		return page, err
	}
	courses, err := s.courses(ctx, idsOf(p.skills, func(k Skill) models.ID { return k.CompetencyID }))
	if err != nil {
		return page, err
	}
	page.describe(p)
	if page.Notes, err = s.notes(ctx, p.roles); err != nil {
		return page, err
	}
	page.lay(p.skills, courses)
	if page.Aiming { // a round asks about the present role
		return page, nil
	}
	page.Round, err = s.progress(ctx, actor.ID, p)
	return page, err
}

// lay puts the skills into their areas, with what builds them.
func (p *MinePage) lay(skills []Skill, courses map[models.ID][]CourseToBuild) {
	for _, skill := range skills {
		if skill.Age.Due {
			p.Due++
		}
		if p.Shows.has(skill) {
			p.Areas = place(p.Areas, SkillToBuild{skill, toBuild(courses, skill)})
		}
	}
	slices.SortStableFunc(p.Areas, func(a, b Area) int { return outsideLast(a) - outsideLast(b) })
	for _, a := range p.Areas {
		if p.Shows == OnlyGaps {
			slices.SortStableFunc(a.Skills, func(a, b SkillToBuild) int { return b.Gap() - a.Gap() })
		}
	}
}

// describe counts what the roles ask for, and finds what stands out.
func (p *MinePage) describe(of profile) {
	for _, r := range of.roles {
		p.Roles = append(p.Roles, r.Name)
	}
	p.Choices = of.choices
	asked := filter(of.skills, func(k Skill) bool { return k.Required > 0 })
	for _, k := range asked {
		p.Tally.Add(k.target(), k.held())
	}
	gaps := filter(asked, func(k Skill) bool { return k.Gap() > 0 })
	widestFirst(gaps)
	for _, k := range gaps {
		if k.Gap() == gaps[0].Gap() && k.Core == gaps[0].Core {
			p.Widest, p.Levels = append(p.Widest, k.Name), k.Gap()
		}
	}
	best := 0
	for _, k := range asked {
		if over := k.Held - k.Required + 1; k.AtTarget() && k.Confirmed && over > best {
			best, p.Strength = over, k.Name
		}
	}
}

// held is the skill as it is counted.
func (s Skill) held() models.Held {
	return models.Held{Assessed: s.Assessed, Confirmed: s.Confirmed, Level: s.Held, Use: s.Use}
}

func outsideLast(a Area) int {
	if a.Outside {
		return 1
	}
	return 0
}

// place puts a skill into the area of its domain; what the role does not ask for stands together.
func place(areas []Area, skill SkillToBuild) []Area {
	outside := skill.Required == 0
	at := slices.IndexFunc(areas, func(a Area) bool { return a.Outside == outside && (outside || a.ID == skill.Domain.ID) })
	if at < 0 {
		domain := skill.Domain
		if outside {
			domain = Domain{Code: "outside", Name: "Outside your role"}
		}
		at, areas = len(areas), append(areas, Area{Domain: domain, Outside: outside})
	}
	areas[at].Skills = append(areas[at].Skills, skill)
	return areas
}

// courses are those that build the competencies, by competency, the soonest first.
func (s *Service) courses(ctx context.Context, competencies []models.ID) (map[models.ID][]CourseToBuild, error) {
	list, err := s.Store.CoursesBuilding(ctx, competencies, s.Store.Now())
	by := map[models.ID][]CourseToBuild{}
	for _, c := range list {
		by[c.CompetencyID] = append(by[c.CompetencyID], CourseToBuild{Title: c.Title, Slug: c.Slug, Level: c.Level, Cohort: c.CohortCode, Starts: c.Starts})
	}
	return by, err
}

// toBuild is the first course that reaches beyond what is held, where something is to build.
func toBuild(courses map[models.ID][]CourseToBuild, skill Skill) *CourseToBuild {
	for _, c := range courses[skill.CompetencyID] {
		if skill.Gap() > 0 && c.Level > skill.Held {
			return &c
		}
	}
	return nil
}
