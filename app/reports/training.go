package reports

import (
	"cmp"
	"context"
	"slices"
	"time"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// Training is what the training of the network needs of whoever leads it, and how full the courses are.
type Training struct {
	Needs   []Need // the most urgent kind first
	Courses []CourseFill
	Places  CourseFill // of all
	MayOpen bool       // the reader may open registers and cohorts as their trainers do
	Now     time.Time
}

// NeedKind tells what is needed.
type NeedKind string

// The kinds of need, in the order of the page.
const (
	RegisterUnfinished NeedKind = "register"
	UnderMinimum       NeedKind = "minimum"
	NoTrainer          NeedKind = "trainer"
	ToSchedule         NeedKind = "schedule"
	UnfairShare        NeedKind = "share"
	DemandUnmet        NeedKind = "demand"
)

// Need is one thing that needs the lead. What does not apply to its kind is zero.
type Need struct {
	Kind     NeedKind
	Cohort   store.TaughtCohort
	Trainers []string
	Session  int // its number, of an unfinished register
	Unmarked int // people on it
	Days     int // until enrolment opens, or closes once it is open
	Opens    bool
	System   SystemShare
	Skill    SkillDemand
}

// CourseFill is how full the coming and running cohorts of a course are.
type CourseFill struct {
	Title   string
	Cohorts int
	Places  int
	Held    int // taken and on offer
	Waiting int
}

// Free is how many places nobody holds.
func (f CourseFill) Free() int { return max(f.Places-f.Held, 0) }

const (
	// registersFor is how many days back registers are looked for that nobody has finished.
	registersFor = 120
	// manyWait is how many people wait for dates that somebody should set, where the cohort names no minimum.
	manyWait = 8
	// unmetFrom is how many people are below target at the least before a skill without a coming cohort is told of.
	unmetFrom = 10
	unmetMost = 5
)

// led is what the pages of training are made of: the cohorts that are not called off, and those who teach them.
type led struct {
	cohorts  []store.TaughtCohort
	trainers map[models.ID][]string
	sessions []store.SessionCount
}

// Training gathers what needs the lead, in as many queries for a large network as for a small one.
func (s *Service) Training(ctx context.Context, actor models.Actor) (Training, error) {
	page := Training{MayOpen: policy.Scope(actor, policy.Teach).All, Now: s.Store.Now()}
	all, err := s.led(ctx, actor, page.Now.AddDate(0, 0, -registersFor))
	if err != nil {
		return page, err
	}
	st, err := s.standing(ctx)
	if err != nil {
		return page, err
	}
	places, err := s.Store.PlacesBySystem(ctx, page.Now)
	if err != nil {
		return page, err
	}
	supply, err := s.supply(ctx, st, all.cohorts, page.Now)
	if err != nil {
		return page, err
	}
	page.Needs = slices.Concat(all.registers(page.Now), all.needs(page.Now), unfair(places, st), unmet(supply))
	page.fill(all.cohorts)
	return page, nil
}

// led reads the cohorts that end after the time, with their trainers and sessions.
func (s *Service) led(ctx context.Context, actor models.Actor, since time.Time) (all led, err error) {
	if !policy.May(actor, policy.LeadTraining) {
		return all, models.ErrForbidden
	}
	if all.cohorts, err = s.Store.TaughtCohorts(ctx, store.Taught{All: true}, since); err != nil {
		return all, err
	}
	ids := make([]models.ID, len(all.cohorts))
	for i, c := range all.cohorts {
		ids[i] = c.ID
	}
	if all.sessions, err = s.Store.SessionCounts(ctx, ids); err != nil {
		return all, err
	}
	trainers, err := s.Store.TrainersOf(ctx, ids, s.Store.Today())
	all.trainers = map[models.ID][]string{}
	for _, t := range trainers {
		all.trainers[t.CohortID] = append(all.trainers[t.CohortID], t.Name)
	}
	return all, err
}

// registers are those that were not finished a day after their session, the oldest first.
func (l led) registers(now time.Time) (list []Need) {
	at := map[models.ID]store.TaughtCohort{}
	for _, c := range l.cohorts {
		at[c.ID] = c
	}
	late := slices.Clone(l.sessions)
	slices.SortStableFunc(late, func(a, b store.SessionCount) int { return a.Starts.Compare(b.Starts) })
	for _, session := range late {
		cohort := at[session.CohortID]
		if left := session.People - session.Marked(); left > 0 && cohort.State == models.CohortOpen && session.Ends.Before(now.AddDate(0, 0, -1)) {
			list = append(list, Need{Kind: RegisterUnfinished, Cohort: cohort, Trainers: l.trainers[cohort.ID], Session: session.Number, Unmarked: left})
		}
	}
	return list
}

// needs are what the cohorts that are not over need.
func (l led) needs(now time.Time) (list []Need) {
	for _, c := range l.cohorts {
		need := Need{Cohort: c, Trainers: l.trainers[c.ID]}
		if c.FinishedAt(now) {
			continue
		}
		if len(need.Trainers) == 0 {
			need.Kind = NoTrainer
			list = append(list, need)
		}
		switch {
		case c.State != models.CohortOpen:
		case c.Unscheduled && c.Waiting >= max(cmp.Or(c.Minimum, manyWait), 1):
			need.Kind = ToSchedule
			list = append(list, need)
		case !c.Unscheduled && now.Before(c.Starts) && c.UnderMinimum(c.Placed+c.Offered):
			need.Kind, need.Opens = UnderMinimum, now.Before(c.Opens)
			until := c.Closes
			if need.Opens {
				until = c.Opens
			}
			need.Days = models.DateOf(now).DaysTo(models.DateOf(until))
			list = append(list, need)
		}
	}
	turn := []NeedKind{UnderMinimum, NoTrainer, ToSchedule}
	slices.SortStableFunc(list, func(a, b Need) int {
		return cmp.Or(cmp.Compare(slices.Index(turn, a.Kind), slices.Index(turn, b.Kind)), cmp.Compare(a.Days, b.Days))
	})
	return list
}

// unfair are the systems that hold fewer than half of the places that their part of the people would. No system of so few
// people that not even a half may be told is named.
func unfair(places []store.SystemPlaces, st *standing) (list []Need) {
	fills, held := shares(places, st.others)
	for i, p := range places {
		people := 0
		for _, other := range places {
			people += other.People
		}
		fill := models.SystemFill{Held: p.Places, AllHeld: held, People: p.People, AllPeople: people}
		if p.System != "" && p.People >= st.by.HalfFrom && fill.Under() {
			list = append(list, Need{Kind: UnfairShare, System: fills[i].withoutCounts(st.by)})
		}
	}
	slices.SortStableFunc(list, func(a, b Need) int { return cmp.Compare(b.System.PeopleShare, a.System.PeopleShare) })
	return list
}

// unmet are the skills that many are below target in, and that no coming cohort builds.
func unmet(supply []SkillSupply) (list []Need) {
	for _, row := range supply {
		if row.Cohorts == 0 && row.atLeastBelow() >= unmetFrom && len(list) < unmetMost {
			list = append(list, Need{Kind: DemandUnmet, Skill: row.SkillDemand})
		}
	}
	return list
}

// fill counts the places of the cohorts that are open and not over, by course.
func (p *Training) fill(cohorts []store.TaughtCohort) {
	at := map[models.ID]int{}
	for _, c := range cohorts {
		if c.FinishedAt(p.Now) || c.State != models.CohortOpen || c.Unscheduled {
			continue
		}
		i, there := at[c.CourseID]
		if !there {
			i = len(p.Courses)
			at[c.CourseID] = i
			p.Courses = append(p.Courses, CourseFill{Title: c.CourseTitle})
		}
		for _, f := range []*CourseFill{&p.Courses[i], &p.Places} {
			f.Cohorts++
			f.Places += c.Places()
			f.Held += c.Placed + c.Offered
			f.Waiting += c.Waiting
		}
	}
	slices.SortStableFunc(p.Courses, func(a, b CourseFill) int {
		return cmp.Or(cmp.Compare(b.Waiting, a.Waiting), cmp.Compare(b.Free(), a.Free()), cmp.Compare(a.Title, b.Title))
	})
}
