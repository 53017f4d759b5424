package learning

import (
	"context"
	"slices"
	"strings"
	"time"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/paths"
	"trellis/models/store"
)

// TaughtPage is a cohort as its trainer sees it.
type TaughtPage struct {
	store.TaughtCohort
	Sessions  []store.SessionCount
	Trainers  []string
	Rule      string // of completion, in words
	AtRisk    []AtRisk
	Registers []DueRegister // to finish
	// Ready is how many people meet the completion rule and have no record yet, once the cohort is over.
	Ready int
	// NextReply is when the first of the open offers runs out; zero when none is out.
	NextReply time.Time
	ShareURL  string // of the cohort, to pass on; empty when nobody can enrol any more
	Systems   []FilledSystem
	// Outcomes are the skills that the cohort builds, with the levels at which people come; empty for who may not see them.
	Outcomes []OutcomeLevels
	// Blocked is for how many people something is in the way of a preparation; Missing is how many have sent apologies for
	// the next session; WithNeeds is how many have access needs, which the trainers alone see.
	Blocked, Missing, WithNeeds int
	MayAnnounce                 bool
	StandIns                    []StandIn // still to come
	Applied                     int       // applications to decide
	// Version is that of the course which the cohort runs; Newest the one that is taught now.
	Version, Newest int
	Now             time.Time
}

// AtRisk is somebody who can no longer meet the completion rule by coming to what is left.
type AtRisk struct {
	Name         string
	Organisation string
	Reason       string // what is missing even then
}

// FreePlaces is how many places nobody holds.
func (p TaughtPage) FreePlaces() int { return p.Free(p.Held()) }

// Quiet tells whether free places wait for a trainer to offer them.
func (p TaughtPage) Quiet() bool { return p.QuietAt(p.Now) }

// Begun tells whether the session has begun.
func (p TaughtPage) Begun(c store.SessionCount) bool { return !c.Starts.After(p.Now) }

// Taught is the overview of a cohort, for those who teach it.
func (s *Service) Taught(ctx context.Context, actor models.Actor, code string) (TaughtPage, error) {
	cohort, err := s.taughtCohort(ctx, actor, code)
	if err != nil {
		return TaughtPage{}, err
	}
	page := TaughtPage{TaughtCohort: cohort, ShareURL: s.shareURL(cohort.Cohort), Now: s.Store.Now()}
	if page.Sessions, err = s.Store.SessionCounts(ctx, []models.ID{cohort.ID}); err != nil {
		return page, err
	}
	page.Registers = due(page.Sessions, map[models.ID]store.TaughtCohort{cohort.ID: cohort}, page.Now)
	trainers, err := s.Store.TrainersOf(ctx, []models.ID{cohort.ID}, s.Store.Today())
	if err != nil {
		return page, err
	}
	for _, t := range trainers {
		page.Trainers = append(page.Trainers, t.Name)
	}
	if page.StandIns, err = s.Store.StandIns(ctx, []models.ID{cohort.ID}); err != nil {
		return page, err
	}
	page.StandIns = slices.DeleteFunc(page.StandIns, func(s StandIn) bool { return !page.Now.Before(s.Ends) })
	if err := s.stands(ctx, &page); err != nil {
		return page, err
	}
	return page, s.coming(ctx, actor, &page)
}

// coming adds who comes: from which systems, at which levels, and what is in their way.
func (s *Service) coming(ctx context.Context, actor models.Actor, page *TaughtPage) error {
	page.MayAnnounce = policy.Allows(actor, policy.Announce, page.Cohort) == nil
	applied, err := s.Store.AppliedOn(ctx, []models.ID{page.ID})
	if err != nil {
		return err
	}
	page.Applied = applied[page.ID]
	roll, err := s.Store.Roll(ctx, page.ID, models.OnRegister()...)
	if err != nil {
		return err
	}
	systems, err := s.Store.Systems(ctx, s.Store.Today())
	if err != nil {
		return err
	}
	if page.Systems, err = s.fill(ctx, systems, page.ID, roll); err != nil {
		return err
	}
	if policy.Allows(actor, policy.SeeNeeds, page.Cohort) != nil {
		return nil
	}
	people := make([]models.ID, len(roll))
	for i, line := range roll {
		people[i] = line.PersonID
		if line.Needs != "" {
			page.WithNeeds++
		}
	}
	outcomes, err := s.levels(ctx, page.Cohort, people)
	if err != nil {
		return err
	}
	if !page.FinishedAt(page.Now) {
		page.Outcomes = outcomes
	}
	blocked, err := s.Store.BlockedOn(ctx, []models.ID{page.ID})
	if err != nil {
		return err
	}
	page.Blocked = blocked[page.ID]
	apologies, err := s.Store.ApologiesOn(ctx, page.ID)
	page.Missing = missingNext(page.Sessions, apologies, page.Now)
	return err
}

// missingNext counts the apologies for the next session.
func missingNext(sessions []store.SessionCount, apologies []store.SentApology, now time.Time) int {
	next := slices.IndexFunc(sessions, func(c store.SessionCount) bool { return c.Ends.After(now) })
	n := 0
	for _, a := range apologies {
		if next >= 0 && a.SessionID == sessions[next].ID {
			n++
		}
	}
	return n
}

// stands adds how the people of the cohort stand.
func (s *Service) stands(ctx context.Context, page *TaughtPage) error {
	all, err := s.standings(ctx, []store.TaughtCohort{page.TaughtCohort})
	if err != nil {
		return err
	}
	course := all.course[page.ID]
	page.Rule = course.Rule(all.units[course.ID])
	page.Version, page.Newest = course.Version, course.Version
	if page.ContentID != nil {
		newest, err := s.Store.Course(ctx, page.CourseID)
		if err != nil {
			return err
		}
		page.Newest = newest.Version
	}
	if page.FinishedAt(page.Now) {
		page.Ready = all.qualify(page.ID)
	}
	roll, err := s.Store.Roll(ctx, page.ID, models.Placed, models.Offered)
	risks := all.atRisk(page.ID)
	for _, line := range roll {
		if standing, at := risks[line.ID]; at {
			page.AtRisk = append(page.AtRisk, AtRisk{Name: line.Name, Organisation: line.Organisation, Reason: strings.Join(standing.Missing, "; ")})
		}
		if e := line.OfferExpires; e != nil && line.State == models.Offered && (page.NextReply.IsZero() || e.Before(page.NextReply)) {
			page.NextReply = *e
		}
	}
	return err
}

// shareURL is the address on which people enrol; there is none once enrolment is over.
func (s *Service) shareURL(c models.Cohort) string {
	if c.State != models.CohortOpen || !s.Store.Now().Before(c.Closes) {
		return ""
	}
	return s.BaseURL + paths.Cohort(c.Code)
}

// taughtCohort is the cohort, for those who teach it; for others there is none.
func (s *Service) taughtCohort(ctx context.Context, actor models.Actor, code string) (store.TaughtCohort, error) {
	cohort, err := s.Store.TaughtCohortByCode(ctx, code)
	if err != nil {
		return cohort, err
	}
	return cohort, policy.Allows(actor, policy.Teach, cohort.Cohort)
}

// The shapes of the store that pages about teaching name.
type (
	// TaughtCohort is a cohort as its trainer counts it.
	TaughtCohort = store.TaughtCohort
	// RollLine is one person of a cohort, or of its waiting list.
	RollLine = store.RollLine
	// SentAnnouncement is an announcement with how its letters stand.
	SentAnnouncement = store.SentAnnouncement
)
