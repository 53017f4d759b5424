package skills

import (
	"context"
	"strconv"
	"time"

	"trellis/app/policy"
	"trellis/models"
)

// TeamPeoplePage are the actor's people.
type TeamPeoplePage struct {
	People   []TeamPerson
	Waiting  int  // assessments, of all
	Confirms bool // whether the actor answers any
	Whose    TeamGroups
}

// TeamPerson is one of them, with how they stand.
type TeamPerson struct {
	Member
	Standing     models.Tally
	LastAssessed time.Time // by themselves or a manager; the zero time for never
	Waiting      int       // assessments to confirm
}

// TeamPeople lists the actor's people by name: all, or those of one group.
func (s *Service) TeamPeople(ctx context.Context, actor models.Actor, of models.ID) (TeamPeoplePage, error) {
	page := TeamPeoplePage{Confirms: policy.May(actor, policy.ConfirmSkill)}
	t, err := s.teamOf(ctx, actor, of)
	if err != nil {
		return page, err
	}
	page.Whose = t.groups
	if err := s.stand(ctx, t, t.asked(false)); err != nil {
		return page, err
	}
	waiting, err := s.Store.TeamWaiting(ctx, t.confirms)
	if err != nil {
		return page, err
	}
	last, err := s.Store.TeamAssessedAt(ctx, t.sight)
	if err != nil {
		return page, err
	}
	byPerson := map[models.ID]int{}
	for _, w := range waiting {
		byPerson[w.PersonID] = w.Waiting
		page.Waiting += w.Waiting
	}
	for _, m := range t.members {
		page.People = append(page.People, TeamPerson{Member: m, Standing: m.Tally(), LastAssessed: last[m.ID], Waiting: byPerson[m.ID]})
	}
	s.looked(actor.ID, idsOf(t.members, func(m Member) models.ID { return m.ID })...)
	return page, nil
}

// Table is the page as rows of a file, with a head.
func (p TeamPeoplePage) Table() [][]string {
	rows := [][]string{{"person", "job title", "skills asked for", "assessed", "at target", "confirmed", "last assessed", "to confirm"}}
	for _, m := range p.People {
		last := ""
		if !m.LastAssessed.IsZero() {
			last = string(models.DateOf(m.LastAssessed))
		}
		s := m.Standing
		rows = append(rows, []string{m.Name, m.Title, strconv.Itoa(s.Asked), strconv.Itoa(s.Assessed), strconv.Itoa(s.AtTarget), strconv.Itoa(s.Confirmed), last, strconv.Itoa(m.Waiting)})
	}
	return rows
}

// TeamPersonPage is one of the actor's people.
type TeamPersonPage struct {
	Person  models.Person
	Title   string
	Mine    MinePage // as the person sees it, without the round
	History []Moment
	Waiting int
	// InTheWay is shown to those who answer for the person’s manager.
	InTheWay []InTheWay
}

// TeamPerson shows one of the actor's people. Anybody else does not exist for them.
func (s *Service) TeamPerson(ctx context.Context, actor models.Actor, id models.ID) (TeamPersonPage, error) {
	page := TeamPersonPage{}
	posts, err := s.Store.CurrentPosts(ctx, id, s.Store.Today())
	if err != nil {
		return page, err
	}
	if err := policy.Allows(actor, policy.SeeTeam, posts); err != nil {
		return page, err
	}
	if page.Person, err = s.Store.Person(ctx, id); err != nil {
		return page, err
	}
	page.Title = posts[0].Title
	p, err := profileOf(ctx, s.Store.Reads, id, posts)
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
	page.Mine.Now = s.Store.Now()
	page.Mine.describe(p)
	page.Mine.lay(p.skills, courses)
	history, err := s.Store.RecentJudgements(ctx, id, 15)
	if err != nil {
		return page, err
	}
	page.History = moments(history, scalesOfSkills(p.skills))
	s.looked(actor.ID, id)
	if policy.Allows(actor, policy.ConfirmSkill, posts) != nil {
		return page, nil // a lead sees, and does not answer
	}
	if page.InTheWay, err = s.inTheWay(ctx, id, p.skills); err != nil {
		return page, err
	}
	waiting, err := s.Store.UnansweredOf(ctx, id)
	page.Waiting = len(waiting)
	return page, err
}

func scalesOfSkills(skills []Skill) map[models.ID]Scale {
	scales := map[models.ID]Scale{}
	for _, k := range skills {
		scales[k.versionOf()] = k.Scale
	}
	return scales
}
