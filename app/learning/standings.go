package learning

import (
	"context"
	"slices"
	"time"

	"trellis/models"
	"trellis/models/store"
)

// standings are how the people on the registers of some cohorts, who have not completed, stand by the completion rules.
type standings struct {
	undecided []models.Enrolment
	course    map[models.ID]models.Course // by cohort, with the rule that holds for it
	sessions  map[models.ID][]models.Session
	units     map[models.ID][]models.Unit // by course
	evidence  store.Evidence
}

// standings reads all that tells how the people on the cohorts stand, in nine queries.
func (s *Service) standings(ctx context.Context, cohorts []store.TaughtCohort) (standings, error) {
	ids, courseIDs := make([]models.ID, len(cohorts)), make([]models.ID, len(cohorts))
	for i, c := range cohorts {
		ids[i], courseIDs[i] = c.ID, c.Content()
	}
	all := standings{course: map[models.ID]models.Course{}, sessions: map[models.ID][]models.Session{}, units: map[models.ID][]models.Unit{}}
	courses, err := s.Store.CoursesAmong(ctx, courseIDs)
	if err != nil {
		return all, err
	}
	changes, err := s.Store.RuleChanges(ctx, itself(cohorts))
	if err != nil {
		return all, err
	}
	for _, c := range cohorts {
		if i := slices.IndexFunc(courses, func(course models.Course) bool { return course.ID == c.Content() }); i >= 0 {
			all.course[c.ID], _ = courses[i].RuledBy(changes, models.DateOf(c.Ends))
		}
	}
	units, err := s.Store.UnitsOf(ctx, courseIDs)
	if err != nil {
		return all, err
	}
	for _, u := range units {
		all.units[u.CourseID] = append(all.units[u.CourseID], u)
	}
	sessions, err := s.Store.SessionsOf(ctx, ids)
	if err != nil {
		return all, err
	}
	for _, session := range sessions {
		all.sessions[session.CohortID] = append(all.sessions[session.CohortID], session)
	}
	if all.undecided, err = s.Store.UndecidedOn(ctx, ids); err != nil {
		return all, err
	}
	all.evidence, err = s.Store.EvidenceOn(ctx, ids)
	return all, err
}

// itself are the courses of the cohorts, whichever version each runs.
func itself(cohorts []store.TaughtCohort) []models.ID {
	ids := make([]models.ID, len(cohorts))
	for i, c := range cohorts {
		ids[i] = c.CourseID
	}
	return ids
}

// qualify counts who on the cohort meets its completion rule and has not completed: the same people for whom a record is
// ready to be issued.
func (all standings) qualify(cohort models.ID) int {
	course, n := all.course[cohort], 0
	for _, e := range all.undecided {
		if e.CohortID == cohort && all.evidence.Standing(course, all.sessions[cohort], all.units[course.ID], e.ID).Qualifies() {
			n++
		}
	}
	return n
}

// atRisk are those on the cohort who can no longer meet its completion rule, with what is missing.
func (all standings) atRisk(cohort models.ID) map[models.ID]models.Standing {
	course, risks := all.course[cohort], map[models.ID]models.Standing{}
	for _, e := range all.undecided {
		if e.CohortID != cohort || all.evidence.Decisions[e.ID] != nil { // who is decided about is not at risk
			continue
		}
		if standing, at := course.AtRisk(all.sessions[cohort], all.evidence.Marks[e.ID], all.units[course.ID]); at {
			risks[e.ID] = standing
		}
	}
	return risks
}

// due are those of the sessions that have begun and have people without a mark, the oldest first.
func due(counts []store.SessionCount, cohorts map[models.ID]store.TaughtCohort, now time.Time) []DueRegister {
	var list []DueRegister
	for _, c := range counts {
		if !c.Starts.After(now) && c.Marked() < c.People {
			list = append(list, DueRegister{SessionCount: c, Cohort: cohorts[c.CohortID]})
		}
	}
	slices.SortStableFunc(list, func(a, b DueRegister) int { return a.Starts.Compare(b.Starts) })
	return list
}
