package skills

import (
	"cmp"
	"context"
	"slices"

	"trellis/models"
)

// TeamSkillPage is one competency across a team.
type TeamSkillPage struct {
	Skill   Skill // of nobody: the competency and its scale
	Tally   models.Tally
	Levels  []LevelCount
	People  []PersonLevel // those below target first, then the others; those never assessed last
	Courses []CourseToBuild
}

// LevelCount is how many people are at a level, and for how many it is the target.
type LevelCount struct {
	LevelText
	People, Targets int
	Of              int // people assessed
}

// PersonLevel is where one person stands in the competency.
type PersonLevel struct {
	ID    models.ID
	Name  string
	Title string
	Cell
	HeldLabel, RequiredLabel string
}

// TeamSkill shows one competency across the actor's people: those whose roles ask for it or who have been assessed in it.
func (s *Service) TeamSkill(ctx context.Context, actor models.Actor, slug string) (TeamSkillPage, error) {
	page := TeamSkillPage{}
	t, err := s.teamOf(ctx, actor, "")
	if err != nil {
		return page, err
	}
	f, err := frameworkOf(ctx, s.Store.Reads, t.asked(false))
	if err != nil {
		return page, err
	}
	var own []Skill
	for _, k := range f.list {
		own = append(own, skillOf(k, f.scales[k.FrameworkVersionID], models.Target{}, models.Skill{}))
	}
	if page.Skill, err = s.find(ctx, own, slug); err != nil {
		return page, err
	}
	if err := s.stand(ctx, t, []models.ID{page.Skill.CompetencyID}); err != nil {
		return page, err
	}
	texts, err := s.levelTexts(ctx, page.Skill)
	if err != nil {
		return page, err
	}
	courses, err := s.courses(ctx, []models.ID{page.Skill.CompetencyID})
	if err != nil {
		return page, err
	}
	page.Courses = courses[page.Skill.CompetencyID]
	settings, err := s.Store.Settings(ctx)
	page.people(t.members, cmp.Or(page.Skill.HoldsMonths, settings.HoldsMonths), t.sight.Today)
	page.levels(texts)
	s.looked(actor.ID, idsOf(page.People, func(p PersonLevel) models.ID { return p.ID })...)
	return page, err
}

func (p *TeamSkillPage) people(members []Member, months int, today models.Date) {
	for _, m := range members {
		held := m.held(p.Skill.CompetencyID)
		target, asked := m.targets[p.Skill.CompetencyID]
		if asked {
			p.Tally.Add(target, held)
		}
		if !asked && !held.Assessed {
			continue
		}
		person := PersonLevel{ID: m.ID, Name: m.Name, Title: m.Title, Cell: cellOf(target, held, models.StandsFrom(today, months))}
		if person.Assessed {
			person.HeldLabel = p.Skill.Scale.Label(held.Level)
		}
		if asked {
			person.RequiredLabel = p.Skill.Scale.Label(target.Level)
		}
		p.People = append(p.People, person)
	}
	slices.SortStableFunc(p.People, func(a, b PersonLevel) int { return a.turn() - b.turn() })
}

// turn sorts people: below target, then the others, then those never assessed.
func (p PersonLevel) turn() int {
	switch {
	case !p.Assessed:
		return 2
	case p.Required > 0 && !p.AtTarget():
		return 0
	}
	return 1
}

func (p *TeamSkillPage) levels(texts []LevelText) {
	assessed := len(filter(p.People, func(person PersonLevel) bool { return person.Assessed }))
	for _, text := range texts {
		count := LevelCount{LevelText: text, Of: assessed}
		for _, person := range p.People {
			if person.Assessed && person.Held == text.Value {
				count.People++
			}
			if person.Required > 0 && person.Required == text.Value {
				count.Targets++
			}
		}
		p.Levels = append(p.Levels, count)
	}
}

// Table is the page as rows of a file, with a head.
func (p TeamSkillPage) Table() [][]string {
	rows := [][]string{{"person", "job title", "skill", "level name", "target name", "at target", "confirmed", "used in last 3 months", "assessed in", "due again"}}
	for _, person := range p.People {
		row := []string{person.Name, person.Title, p.Skill.Name, person.HeldLabel, person.RequiredLabel, "", "", string(person.Use), person.Month, ""}
		if person.Assessed && person.Required > 0 {
			row[5] = yes(person.AtTarget())
		}
		if person.Assessed {
			row[6], row[9] = yes(person.Confirmed), yes(person.Due)
		}
		rows = append(rows, row)
	}
	return rows
}
