package learning

import (
	"cmp"
	"context"
	"slices"

	"trellis/models"
	"trellis/models/store"
)

// OutcomeLevels is at which levels those with a place on a cohort come, in one skill that it builds. It names nobody.
type OutcomeLevels struct {
	Competency string
	Reaches    models.Level // what the course brings people to
	Levels     []LevelCount // of the scale, the lowest first
	Unknown    int          // never assessed
	Confirmed  int          // of those assessed, by a manager
	people     int          // all
	held       map[models.ID]PersonLevel
}

// LevelCount is how many people stand at a level.
type LevelCount struct {
	models.Level
	People int
}

// PersonLevel is where one person stands in one skill.
type PersonLevel struct {
	Competency string
	Label      string // of the level; empty for never assessed
	Confirmed  bool
	Reached    bool // what the course brings people to, already
}

// People is how many have a place.
func (o OutcomeLevels) People() int { return o.people }

// There is how many stand where the course brings people to, or above.
func (o OutcomeLevels) There() int {
	n := 0
	for _, l := range o.Levels {
		if l.Value >= o.Reaches.Value {
			n += l.People
		}
	}
	return n
}

// Below is how many are assessed and not there yet.
func (o OutcomeLevels) Below() int { return o.people - o.Unknown - o.There() }

// levels reads at which levels the people come, in each skill that the cohort builds: the one with most below what the course
// reaches first.
func (s *Service) levels(ctx context.Context, cohort models.Cohort, people []models.ID) ([]OutcomeLevels, error) {
	outcomes, err := s.Store.OutcomesOf(ctx, []models.ID{cohort.Content()})
	if err != nil {
		return nil, err
	}
	var ids, versions []models.ID
	for _, o := range outcomes {
		ids, versions = append(ids, o.ID), append(versions, o.FrameworkVersionID)
	}
	scale, err := s.Store.Levels(ctx, versions)
	if err != nil {
		return nil, err
	}
	rows, err := s.Store.HeldOn(ctx, cohort.ID, ids)
	held := map[models.ID]map[models.ID]store.HeldOn{}
	for _, row := range rows {
		if held[row.CompetencyID] == nil {
			held[row.CompetencyID] = map[models.ID]store.HeldOn{}
		}
		held[row.CompetencyID][row.PersonID] = row
	}
	list := make([]OutcomeLevels, len(outcomes))
	for i, o := range outcomes {
		list[i] = levelsIn(o, scale, held[o.ID], people)
	}
	slices.SortStableFunc(list, func(a, b OutcomeLevels) int { return cmp.Compare(b.Below(), a.Below()) })
	return list, err
}

func levelsIn(o store.CourseOutcome, scale []models.Level, held map[models.ID]store.HeldOn, people []models.ID) OutcomeLevels {
	in := OutcomeLevels{Competency: o.Name, Reaches: models.Level{Value: o.Level, Label: o.LevelLabel}, people: len(people), held: map[models.ID]PersonLevel{}}
	counts, labels := map[int]int{}, map[int]string{}
	for _, l := range scale {
		if l.FrameworkVersionID == o.FrameworkVersionID {
			labels[l.Value] = l.Label
		}
	}
	for _, person := range people {
		h, assessed := held[person]
		if !assessed {
			in.Unknown++
			in.held[person] = PersonLevel{Competency: o.Name}
			continue
		}
		counts[h.Level]++
		if h.Confirmed {
			in.Confirmed++
		}
		in.held[person] = PersonLevel{Competency: o.Name, Label: labels[h.Level], Confirmed: h.Confirmed, Reached: h.Level >= o.Level}
	}
	for _, l := range scale {
		if l.FrameworkVersionID == o.FrameworkVersionID {
			in.Levels = append(in.Levels, LevelCount{Level: l, People: counts[l.Value]})
		}
	}
	return in
}

// seesLevels tells whether the page may name the levels of people: to the trainers of a cohort, until it ends. They see those
// of the people on it alone, in what it builds.
func (s *Service) seesLevels(page TaughtPeoplePage) bool {
	return page.SeesNeeds && !page.FinishedAt(s.Store.Now())
}

// looked tells that the actor has seen the named skills of the people.
func (s *Service) looked(viewer models.ID, people []models.ID) {
	if s.Looked != nil && len(people) > 0 {
		s.Looked(viewer, people)
	}
}
