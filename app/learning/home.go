package learning

import (
	"context"
	"time"

	"trellis/models"
)

// Next is the next session of somebody who has a place.
type Next struct {
	Session   models.Session
	Of        int // how many sessions the cohort has
	Cohort    models.Cohort
	Course    models.Course
	Enrolment models.Enrolment
	Place     string
	// JoinURL is the link to join; empty until half an hour before, and where people meet in a room.
	JoinURL string
	Online  bool // there is a link to join, or there will be
}

// NextSession is the first session to come, or under way, of those of the courses on which the person has a place; nil when
// nothing is planned.
func (s *Service) NextSession(courses []MyCourse) *Next {
	var next *Next
	now := s.Store.Now()
	for _, c := range courses {
		if c.Enrolment.State != models.Placed || c.Cohort.State != models.CohortOpen {
			continue
		}
		for _, session := range c.Sessions {
			if session.Ends.After(now) && (next == nil || session.Starts.Before(next.Session.Starts)) {
				next = &Next{Session: session, Of: len(c.Sessions), Cohort: c.Cohort, Course: c.Course, Enrolment: c.Enrolment}
			}
		}
	}
	if next == nil {
		return nil
	}
	link := next.Cohort.LinkFor(next.Session)
	next.Place, next.Online = next.Session.PlaceOf(next.Cohort), link != ""
	if next.Session.JoinableAt(now) {
		next.JoinURL = link
	}
	return next
}

// MyCourse is an enrolment with its course, and how far it is.
type MyCourse struct {
	Enrolment models.Enrolment
	Course    models.Course
	Cohort    models.Cohort
	Sessions  []models.Session
	Attended  int // sessions attended, in part too
	Minutes   int // present
	Position  int // on the waiting list, from 1; 0 when not on it
	// OfferExpires is until when an offered place is held; zero when none is.
	OfferExpires time.Time
	OfferToken   string
}

// Over tells whether nothing more can come of the enrolment.
func (m MyCourse) Over() bool {
	return !m.Enrolment.State.Live() || m.Enrolment.State == models.Completed || m.Enrolment.State == models.NotCompleted
}

// MyCourses are the person's enrolments that are under way or in line, the soonest cohort first: what waits for an answer
// before all.
func (s *Service) MyCourses(ctx context.Context, person models.ID) ([]MyCourse, error) {
	current, _, err := s.myCourses(ctx, person)
	return current, err
}

// myCourses are all enrolments of a person: those under way or in line, and those that are over, newest first.
func (s *Service) myCourses(ctx context.Context, person models.ID) (current, over []MyCourse, err error) {
	enrolments, err := s.Store.EnrolmentsOf(ctx, person)
	if err != nil || len(enrolments) == 0 {
		return nil, nil, err
	}
	all, err := s.gather(ctx, enrolments)
	for _, m := range all {
		if m.Over() {
			over = append(over, m)
		} else {
			current = append(current, m)
		}
	}
	sortCurrent(current)
	return current, over, err
}

// gather adds to enrolments what stands around them, in as many queries for one as for many.
func (s *Service) gather(ctx context.Context, enrolments []models.Enrolment) ([]MyCourse, error) {
	list := make([]MyCourse, len(enrolments))
	at := make(map[models.ID]*MyCourse, len(enrolments))
	cohortIDs := make([]models.ID, len(enrolments))
	for i, e := range enrolments {
		list[i].Enrolment, cohortIDs[i] = e, e.CohortID
		at[e.ID] = &list[i]
	}
	if err := s.addCohorts(ctx, list, cohortIDs); err != nil {
		return nil, err
	}
	turns, err := s.Store.Turns(ctx, idsOf(enrolments))
	if err != nil {
		return nil, err
	}
	for id, turn := range turns {
		at[id].Position = turn
	}
	offers, err := s.Store.OpenOffers(ctx, idsOf(enrolments))
	if err != nil {
		return nil, err
	}
	for _, o := range offers {
		at[o.EnrolmentID].OfferExpires, at[o.EnrolmentID].OfferToken = o.ExpiresAt, o.Token
	}
	return list, s.addAttendance(ctx, list, at)
}

func (s *Service) addCohorts(ctx context.Context, list []MyCourse, ids []models.ID) error {
	cohorts, err := s.Store.CohortsAmong(ctx, ids)
	if err != nil {
		return err
	}
	courseIDs := make([]models.ID, len(cohorts))
	byID := make(map[models.ID]models.Cohort, len(cohorts))
	for i, c := range cohorts {
		byID[c.ID], courseIDs[i] = c, c.Content()
	}
	courses, err := s.Store.CoursesAmong(ctx, courseIDs)
	if err != nil {
		return err
	}
	courseByID := make(map[models.ID]models.Course, len(courses))
	for _, c := range courses {
		courseByID[c.ID] = c
	}
	sessions, err := s.Store.SessionsOf(ctx, ids)
	if err != nil {
		return err
	}
	sessionsBy := make(map[models.ID][]models.Session, len(cohorts))
	for _, session := range sessions {
		sessionsBy[session.CohortID] = append(sessionsBy[session.CohortID], session)
	}
	for i := range list {
		list[i].Cohort = byID[list[i].Enrolment.CohortID]
		list[i].Course, list[i].Sessions = courseByID[list[i].Cohort.Content()], sessionsBy[list[i].Cohort.ID]
	}
	return nil
}

func (s *Service) addAttendance(ctx context.Context, list []MyCourse, at map[models.ID]*MyCourse) error {
	enrolments := make([]models.ID, len(list))
	lengths := map[models.ID]int{}
	for i, m := range list {
		enrolments[i] = m.Enrolment.ID
		for _, session := range m.Sessions {
			lengths[session.ID] = session.Minutes()
		}
	}
	attendances, err := s.Store.AttendancesOf(ctx, enrolments)
	for _, a := range attendances {
		if present := a.MinutesOf(lengths[a.SessionID]); present > 0 {
			at[a.EnrolmentID].Attended++
			at[a.EnrolmentID].Minutes += present
		}
	}
	return err
}
