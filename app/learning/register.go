package learning

import (
	"context"

	"trellis/app/policy"
	"trellis/models"
)

// RegisterLine is one person in the register of one session.
type RegisterLine struct {
	TaughtPerson
	Entry    models.Entry // to show in the form
	Saved    models.Entry // as the register has it
	SavedBy  string       // who marked it; empty while it is not marked
	Problem  string
	Minutes  string // as typed, when they were refused
	TheirWay bool   // another trainer has changed it since the page was opened
}

// RegisterPage is the register of a cohort: all sessions, one of them to be kept.
type RegisterPage struct {
	TaughtHead
	Sessions []models.Session
	Session  models.Session // the one whose register is kept
	Markable bool
	Lines    []RegisterLine
	// Differences are what another trainer saved meanwhile and differently; there are none unless a save was refused.
	Differences []Difference
}

// Difference is a person whom another trainer has marked otherwise since the page was opened.
type Difference struct {
	Name         string
	Mine, Theirs models.Entry
	By           string // who saved theirs; empty where they took the mark away
	// Changed tells that I had changed the mark: mine is kept in the form. Otherwise theirs is shown.
	Changed bool
}

// DueSession is the number of the session whose register is due: the one of today or else the latest past; the first
// while none has begun. A cohort without sessions answers models.ErrNotFound.
func (s *Service) DueSession(ctx context.Context, actor models.Actor, code string) (int, error) {
	head, err := s.teach(ctx, actor, policy.KeepRegister, code)
	if err != nil {
		return 0, err
	}
	sessions, err := s.Store.Sessions(ctx, head.ID)
	if err != nil {
		return 0, err
	}
	if len(sessions) == 0 {
		return 0, models.ErrNotFound
	}
	due := sessions[0].Number
	for _, session := range sessions {
		if models.DateOf(session.Starts) <= models.DateOf(head.Now) {
			due = session.Number
		}
	}
	return due, nil
}

// Register is the register of the n-th session of a cohort, from 1.
func (s *Service) Register(ctx context.Context, actor models.Actor, code string, n int) (RegisterPage, error) {
	class, err := s.class(ctx, actor, policy.KeepRegister, code)
	page := RegisterPage{TaughtHead: class.TaughtHead, Sessions: class.Sessions}
	if err != nil {
		return page, err
	}
	found := false
	for _, session := range class.Sessions {
		if session.Number == n {
			page.Session, found = session, true
		}
	}
	if !found {
		return page, models.ErrNotFound
	}
	page.Markable = page.Session.MarkableAt(page.Now)
	by := map[models.ID]string{}
	for _, m := range class.marks {
		if m.SessionID == page.Session.ID {
			by[m.EnrolmentID] = m.MarkedBy
		}
	}
	for _, p := range class.Persons {
		saved := models.EntryOf(p.Marks[page.Session.ID])
		page.Lines = append(page.Lines, RegisterLine{TaughtPerson: p, Entry: saved, Saved: saved, SavedBy: by[p.ID]})
	}
	return page, nil
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
		l.Minutes = in.Minutes[string(l.ID)]
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
		l.Entry = models.MergeEntries(opened, mine, l.Saved)
		if mine != l.Saved && opened != l.Saved {
			l.TheirWay = true
			p.Differences = append(p.Differences, Difference{Name: l.Name, Mine: mine, Theirs: l.Saved, By: l.SavedBy, Changed: mine != opened})
		}
	}
	return p
}
