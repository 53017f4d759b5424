package learning

import (
	"context"
	"time"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// TeachingPage is what a trainer has to teach, and to finish.
type TeachingPage struct {
	Running    []store.TaughtCohort
	Coming     []store.TaughtCohort
	Finished   []store.TaughtCohort
	FinishedAt string // the code after which the list of finished cohorts goes on; empty when this is all of it
	Registers  []store.OpenRegister
	// Everybody's tells that the list holds the cohorts of others too.
	Everybodys bool
	MayPlan    bool
	After      string // the code after which this part of the finished cohorts begins; empty for the first
	Now        time.Time
}

// Lists holds how many finished cohorts a page shows, and how many registers to finish.
const (
	finishedShown  = 20
	registersShown = 20
)

// Teaching is the trainer's desk. After is the code of the cohort at which the finished ones go on.
func (s *Service) Teaching(ctx context.Context, actor models.Actor, after string) (TeachingPage, error) {
	page := TeachingPage{Now: s.Store.Now(), After: after}
	taught := taughtBy(actor, policy.Teach)
	page.Everybodys = taught.All
	open, err := s.Store.OpenTaught(ctx, taught, page.Now)
	if err != nil {
		return page, err
	}
	for _, c := range open {
		if c.Starts.After(page.Now) {
			page.Coming = append(page.Coming, c)
		} else {
			page.Running = append(page.Running, c)
		}
	}
	if page.Finished, err = s.Store.FinishedTaught(ctx, taught, page.Now, after, finishedShown+1); err != nil {
		return page, err
	}
	if len(page.Finished) > finishedShown {
		page.Finished = page.Finished[:finishedShown]
		page.FinishedAt = page.Finished[finishedShown-1].Code
	}
	if page.Registers, err = s.Store.OpenRegisters(ctx, taught, page.Now, registersShown); err != nil {
		return page, err
	}
	plan := taughtBy(actor, policy.PlanCohort)
	page.MayPlan = plan.All || len(plan.Courses) > 0
	return page, nil
}

// FreeWithLine are the cohorts to come on which somebody waits while a place is free.
func (p TeachingPage) FreeWithLine() []store.TaughtCohort {
	var list []store.TaughtCohort
	for _, c := range append(append([]store.TaughtCohort{}, p.Running...), p.Coming...) {
		if c.Waiting > 0 && c.Free(c.Held) > 0 {
			list = append(list, c)
		}
	}
	return list
}

// Empty tells whether there is nothing to teach, and never was.
func (p TeachingPage) Empty() bool {
	return len(p.Running)+len(p.Coming)+len(p.Finished) == 0 && p.After == ""
}

func taughtBy(actor models.Actor, act policy.Act) store.Taught {
	reach := policy.Scope(actor, act)
	return store.Taught{All: reach.All, Cohorts: reach.Cohorts, Courses: reach.Courses}
}

// TaughtHead is what stands above all pages of a cohort for its trainers.
type TaughtHead struct {
	models.Cohort
	Course  models.Course
	People  int // on the register
	Held    int // places taken and on offer
	Waiting int
	Now     time.Time
}

// Offered is how many places are on offer.
func (h TaughtHead) Offered() int { return h.Held - h.People }

// teach finds a cohort that the actor may do the act to.
func (s *Service) teach(ctx context.Context, actor models.Actor, act policy.Act, code string) (TaughtHead, error) {
	places, err := s.Store.PlacesOf(ctx, code)
	if err != nil {
		return TaughtHead{}, err
	}
	if err := policy.Allows(actor, act, places.Cohort); err != nil {
		return TaughtHead{}, err
	}
	head := TaughtHead{Cohort: places.Cohort, Held: places.Held, Waiting: places.Waiting, Now: s.Store.Now()}
	if head.Course, err = s.Store.Course(ctx, places.CourseID); err != nil {
		return head, err
	}
	head.People, err = s.Store.CountOnRegister(ctx, places.ID)
	return head, err
}

// SessionCount is how a session went, or will, for the people of a cohort.
type SessionCount struct {
	models.Session
	Attended int // wholly or in part
	Marked   int
	People   int
	Markable bool // its register may be kept
}

// Unmarked is how many people have no mark for a session whose register may be kept.
func (c SessionCount) Unmarked() int {
	if !c.Markable {
		return 0
	}
	return c.People - c.Marked
}

// TaughtPerson is somebody on a cohort with how far they are by the completion rule.
type TaughtPerson struct {
	store.Seat
	Standing models.Standing
	AtRisk   bool
	Marks    map[models.ID]models.Attendance // by session
}

// TaughtPage is a cohort as its trainers see it.
type TaughtPage struct {
	TaughtHead
	Sessions []SessionCount
	AtRisk   []TaughtPerson
	Trainers []string
	// Qualify is how many people meet the completion rule and have no record yet.
	Qualify int
}

// Taught is the overview of a cohort for its trainers.
func (s *Service) Taught(ctx context.Context, actor models.Actor, code string) (TaughtPage, error) {
	class, err := s.class(ctx, actor, policy.Teach, code)
	page := TaughtPage{TaughtHead: class.TaughtHead}
	if err != nil {
		return page, err
	}
	for _, session := range class.Sessions {
		page.Sessions = append(page.Sessions, class.count(session))
	}
	for _, p := range class.Persons {
		if p.AtRisk && p.State == models.Placed {
			page.AtRisk = append(page.AtRisk, p)
		}
	}
	if page.Qualify, err = s.qualify(ctx, class); err != nil {
		return page, err
	}
	trainers, err := s.Store.TrainersOf(ctx, []models.ID{class.ID}, s.Store.Today())
	for _, t := range trainers {
		page.Trainers = append(page.Trainers, t.Name)
	}
	return page, err
}

// qualify counts who meets the rule and has no record.
func (s *Service) qualify(ctx context.Context, c class) (int, error) {
	if !c.CompletableAt(c.Now) {
		return 0, nil
	}
	units, err := s.Store.Units(ctx, c.CourseID)
	if err != nil {
		return 0, err
	}
	passes, err := s.Store.CohortPasses(ctx, c.ID)
	if err != nil {
		return 0, err
	}
	met := models.PassesOf(passes)
	n := 0
	for _, p := range c.Persons {
		if p.State != models.Completed && c.Course.Stand(c.Sessions, p.Marks, units, met[p.ID]).Qualifies() {
			n++
		}
	}
	return n, nil
}

// class is a cohort with its sessions, its people, and all marks. The sessions are read first, so that marks are never
// older than the version of a register they are shown with.
type class struct {
	TaughtHead
	Sessions []models.Session
	Persons  []TaughtPerson
	marks    []store.MarkedLine
}

func (s *Service) class(ctx context.Context, actor models.Actor, act policy.Act, code string) (c class, err error) {
	if c.TaughtHead, err = s.teach(ctx, actor, act, code); err != nil {
		return c, err
	}
	if c.Sessions, err = s.Store.Sessions(ctx, c.ID); err != nil {
		return c, err
	}
	seats, err := s.Store.Seats(ctx, c.ID)
	if err != nil {
		return c, err
	}
	if c.marks, err = s.Store.Marks(ctx, c.ID); err != nil {
		return c, err
	}
	by := map[models.ID]map[models.ID]models.Attendance{}
	for _, m := range c.marks {
		if by[m.EnrolmentID] == nil {
			by[m.EnrolmentID] = map[models.ID]models.Attendance{}
		}
		by[m.EnrolmentID][m.SessionID] = m.Attendance
	}
	for _, seat := range seats {
		marks := by[seat.ID]
		c.Persons = append(c.Persons, TaughtPerson{
			Seat: seat, Marks: marks, Standing: c.Course.Stand(c.Sessions, marks, nil, nil), AtRisk: c.Course.AtRisk(c.Sessions, marks),
		})
	}
	return c, nil
}

func (c class) count(session models.Session) SessionCount {
	count := SessionCount{Session: session, People: len(c.Persons), Markable: session.MarkableAt(c.Now)}
	for _, p := range c.Persons {
		mark := p.Marks[session.ID].Mark
		if mark.Known() {
			count.Marked++
		}
		if mark == models.Attended || mark == models.Part {
			count.Attended++
		}
	}
	return count
}

// PeoplePage is who is on a cohort.
type PeoplePage struct {
	TaughtHead
	Persons []TaughtPerson
}

// CohortPeople are the people of a cohort, for its trainers.
func (s *Service) CohortPeople(ctx context.Context, actor models.Actor, code string) (PeoplePage, error) {
	class, err := s.class(ctx, actor, policy.Teach, code)
	return PeoplePage{TaughtHead: class.TaughtHead, Persons: class.Persons}, err
}
