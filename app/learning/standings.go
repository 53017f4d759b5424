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
	course    map[models.ID]models.Course // by cohort
	sessions  map[models.ID][]models.Session
	units     map[models.ID][]models.Unit // by course
	marks     map[models.ID]map[models.ID]models.Attendance
	passes    map[models.ID]map[models.ID]bool
}

// standings reads all that tells how the people on the cohorts stand, in six queries.
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
	for _, c := range cohorts {
		if i := slices.IndexFunc(courses, func(course models.Course) bool { return course.ID == c.Content() }); i >= 0 {
			all.course[c.ID] = courses[i]
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
	attendances, err := s.Store.AttendancesOn(ctx, ids)
	if err != nil {
		return all, err
	}
	passes, err := s.Store.PassesOn(ctx, ids)
	all.marks, all.passes = models.MarksOf(attendances), models.PassesOf(passes)
	return all, err
}

// qualify counts who on the cohort meets its completion rule and has not completed: the same people for whom a record is
// ready to be issued.
func (all standings) qualify(cohort models.ID) int {
	course, n := all.course[cohort], 0
	for _, e := range all.undecided {
		if e.CohortID == cohort && course.Stand(all.sessions[cohort], all.marks[e.ID], all.units[course.ID], all.passes[e.ID]).Qualifies() {
			n++
		}
	}
	return n
}

// atRisk are those on the cohort who can no longer meet its completion rule, with what is missing.
func (all standings) atRisk(cohort models.ID) map[models.ID]models.Standing {
	course, risks := all.course[cohort], map[models.ID]models.Standing{}
	for _, e := range all.undecided {
		if e.CohortID != cohort {
			continue
		}
		if standing, at := course.AtRisk(all.sessions[cohort], all.marks[e.ID]); at {
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
