package attendance

import (
	"context"
	"slices"
	"time"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// RegisterLine is one person in the register of one session.
type RegisterLine struct {
	store.RollLine
	Leader   bool                            // comes as a decision maker
	Apology  *models.Apology                 // for the session that is kept; nil for none
	Marks    map[models.ID]models.Attendance // of all sessions, by session
	Standing models.Standing                 // so far
	AtRisk   bool
	Entry    models.Entry // to show in the form
	Saved    models.Entry // as the register has it
	SavedBy  string       // who marked it; empty while it is not marked
	Problem  string
	// NoteProblem is what is wrong with the note.
	NoteProblem string
	AfterRecord bool   // a mark was changed after their completion record was issued
	Minutes     string // as typed, when they were refused
	TheirWay    bool   // another trainer has changed it since the page was opened
}

// RegisterPage is the register of a cohort: all sessions, one of them to be kept.
type RegisterPage struct {
	store.TaughtCohort
	Course   models.Course // with the rule that holds for the cohort
	Units    []models.Unit
	Sessions []models.Session
	Session  models.Session // the one whose register is kept
	Markable bool
	Lines    []RegisterLine
	// Differences are what another trainer saved meanwhile and differently; there are none unless a save was refused.
	Differences []Difference
	Saves       []SavedAct // the latest of all sessions, newest first
	ShareURL    string     // of the cohort, to pass on
	Now         time.Time
}

// Difference is a person whom another trainer has marked otherwise since the page was opened.
type Difference struct {
	Name         string
	Mine, Theirs models.Entry
	By           string // who saved theirs; empty where they took the mark away
	// Changed tells that I had changed the mark: mine is kept in the form. Otherwise theirs is shown.
	Changed bool
}

// DueSession is the number of the session whose register is due: that of today or else of the latest past; the first
// while none has come. A cohort without sessions answers models.ErrNotFound.
func (s *Service) DueSession(ctx context.Context, actor models.Actor, code string) (int, error) {
	cohort, err := s.keptCohort(ctx, actor, code)
	if err != nil {
		return 0, err
	}
	sessions, err := s.Store.Sessions(ctx, cohort.ID)
	if err != nil {
		return 0, err
	}
	if len(sessions) == 0 {
		return 0, models.ErrNotFound
	}
	due, today := sessions[0].Number, s.Store.Today()
	for _, session := range sessions {
		if models.DateOf(session.Starts) <= today {
			due = session.Number
		}
	}
	return due, nil
}

// Register is the register of the n-th session of a cohort, from 1. The session is read before the marks, so that the
// version in the form is never newer than the marks beside it.
func (s *Service) Register(ctx context.Context, actor models.Actor, code string, n int) (page RegisterPage, err error) {
	if page.TaughtCohort, err = s.keptCohort(ctx, actor, code); err != nil {
		return page, err
	}
	page.Now, page.ShareURL = s.Store.Now(), s.shareURL(page.Cohort)
	if page.Sessions, err = s.Store.Sessions(ctx, page.ID); err != nil {
		return page, err
	}
	at := slices.IndexFunc(page.Sessions, func(session models.Session) bool { return session.Number == n })
	if at < 0 {
		return page, models.ErrNotFound
	}
	page.Session = page.Sessions[at]
	page.Markable = page.Session.MarkableAt(page.Now)
	if page.Course, _, err = s.Store.RuledCourse(ctx, page.Cohort); err != nil {
		return page, err
	}
	if page.Units, err = s.Store.Units(ctx, page.Content()); err != nil {
		return page, err
	}
	if page.Saves, err = latestSaves(ctx, s.Store.Reads, page.ID); err != nil {
		return page, err
	}
	return page, s.addLines(ctx, actor, &page)
}

func (s *Service) addLines(ctx context.Context, actor models.Actor, page *RegisterPage) error {
	marks, err := s.Store.Marks(ctx, page.ID)
	if err != nil {
		return err
	}
	by, saver := map[models.ID]map[models.ID]models.Attendance{}, map[models.ID]string{}
	for _, m := range marks {
		if by[m.EnrolmentID] == nil {
			by[m.EnrolmentID] = map[models.ID]models.Attendance{}
		}
		by[m.EnrolmentID][m.SessionID] = m.Attendance
		if m.SessionID == page.Session.ID {
			saver[m.EnrolmentID] = m.MarkedBy
		}
	}
	pairs, err := s.Store.PairsOn(ctx, page.ID)
	if err != nil {
		return err
	}
	apologies, err := s.apologiesFor(ctx, page.Session)
	if err != nil {
		return err
	}
	changed, err := s.Store.ChangedSinceIssue(ctx, page.ID)
	if err != nil {
		return err
	}
	seesNeeds := policy.Allows(actor, policy.SeeNeeds, page.Cohort) == nil
	roll, err := s.Store.Roll(ctx, page.ID, models.OnRegister()...)
	for _, line := range roll {
		saved := models.EntryOf(by[line.ID][page.Session.ID])
		_, risk := page.Course.AtRisk(page.Sessions, by[line.ID], page.Units)
		if !seesNeeds {
			line.Needs = ""
		}
		apology := apologies[line.ID]
		page.Lines = append(page.Lines, RegisterLine{
			RollLine: line, Marks: by[line.ID], Standing: page.Course.Stand(page.Sessions, by[line.ID], nil, nil),
			AtRisk: risk && line.State == models.Placed, Entry: page.shown(saved, apology), Saved: saved, Apology: apology, SavedBy: saver[line.ID],
			AfterRecord: slices.Contains(changed, line.ID),
			Leader:      slices.ContainsFunc(pairs, func(p store.NamedPair) bool { return p.DecisionMakerID == line.PersonID }),
		})
	}
	return err
}

// shown is what the form says of somebody: what is saved, or that they sent apologies.
func (p RegisterPage) shown(saved models.Entry, apology *models.Apology) models.Entry {
	if p.Markable && apology != nil && !saved.Mark.Known() {
		return models.Entry{Mark: models.Apologies}
	}
	return saved
}

// apologiesFor are those sent for a session, by enrolment.
func (s *Service) apologiesFor(ctx context.Context, session models.Session) (map[models.ID]*models.Apology, error) {
	sent, err := s.Store.ApologiesFor(ctx, session.ID)
	by := make(map[models.ID]*models.Apology, len(sent))
	for i := range sent {
		by[sent[i].EnrolmentID] = &sent[i]
	}
	return by, err
}

// Marked counts the people with a mark in the form.
func (p RegisterPage) Marked() int {
	n := 0
	for _, l := range p.Lines {
		if l.Entry.Mark.Known() {
			n++
		}
	}
	return n
}

// Counted counts the people with that mark in the form.
func (p RegisterPage) Counted(mark models.Mark) int {
	n := 0
	for _, l := range p.Lines {
		if l.Entry.Mark == mark {
			n++
		}
	}
	return n
}

// Unmarked are the names of the people without a mark in the form.
func (p RegisterPage) Unmarked() []string {
	var names []string
	for _, l := range p.Lines {
		if !l.Entry.Mark.Known() {
			names = append(names, l.Name)
		}
	}
	return names
}

// Keeping is the page with what was sent in its form, and the problems at their fields.
func (p RegisterPage) Keeping(in SaveRegister, problems models.Invalid) RegisterPage {
	for i := range p.Lines {
		l := &p.Lines[i]
		if !in.lists(l.ID) {
			continue
		}
		l.Entry, l.Problem = in.entry(l.ID, p.Session.Minutes()), problems[MinutesField(l.ID)]
		l.NoteProblem, l.Minutes = problems[NoteField(l.ID)], in.Minutes[string(l.ID)]
	}
	p.Session.RegisterVersion = in.Version
	return p
}

// Against is the page for somebody whose register was saved by another meanwhile: the new version, with their own marks
// where they changed something, and what differs.
func (p RegisterPage) Against(in SaveRegister) RegisterPage {
	for i := range p.Lines {
		l := &p.Lines[i]
		if !in.lists(l.ID) {
			continue
		}
		opened, mine := in.opened(l.ID), in.entry(l.ID, p.Session.Minutes())
		if l.Apology != nil && opened == (models.Entry{}) && mine == (models.Entry{Mark: models.Apologies}) { // as the form had it: nobody chose it
			mine = opened
		}
		l.Entry = models.MergeEntries(opened, mine, l.Saved)
		if mine != l.Saved && opened != l.Saved {
			l.TheirWay = true
			p.Differences = append(p.Differences, Difference{Name: l.Name, Mine: mine, Theirs: l.Saved, By: l.SavedBy, Changed: mine != opened})
		}
	}
	return p
}
