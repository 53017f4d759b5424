package models

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// Plan is the session as somebody would have planned it: in the time of London.
func (s Session) Plan() SessionPlan {
	starts, ends := s.Starts.In(london), s.Ends.In(london)
	return SessionPlan{
		UnitID: s.UnitID, Title: s.Title, Date: starts.Format(time.DateOnly), Starts: starts.Format("15:04"), Ends: ends.Format("15:04"),
		Place: s.Place, JoinURL: s.JoinURL, JoiningText: s.JoiningText,
	}
}

// Edition is another one whenever the session says something else to those who come.
func (s Session) Edition() string {
	return editionOf(string(s.ID), s.Title, s.Starts.UTC().String(), s.Ends.UTC().String(), s.Place, s.JoinURL, s.JoiningText)
}

// HasRegister tells whether a register was ever saved for the session.
func (s Session) HasRegister() bool { return s.RegisterVersion > 0 }

// Moved tells whether calendars must be told of the change from another session to this one.
func (s Session) Moved(from Session) bool {
	return s.Title != from.Title || s.Place != from.Place || s.JoinURL != from.JoinURL || !s.Starts.Equal(from.Starts) || !s.Ends.Equal(from.Ends)
}

// Onto gives a session what the plan says, among the others of its cohort. What has begun keeps its time. Problems stand at
// the fields of the plan, without a number.
func (p SessionPlan) Onto(s Session, others []Session, now time.Time) (Session, Invalid) {
	problems := Invalid{}
	changed := s
	changed.Title, changed.Place, changed.JoinURL, changed.JoiningText = p.Title, p.Place, p.JoinURL, p.JoiningText
	numbered := Invalid{}
	p.checkLink(0, numbered)
	starts, ends := p.read(0, numbered)
	for _, field := range []string{"title", "date", "starts", "ends", "join_url"} {
		if text := numbered[SessionField(0, field)]; text != "" {
			problems[field] = unnumbered(text)
		}
	}
	if starts.IsZero() {
		return changed, problems
	}
	changed.Starts, changed.Ends = starts.UTC(), ends.UTC()
	same := changed.Starts.Equal(s.Starts) && changed.Ends.Equal(s.Ends)
	clash := slices.IndexFunc(others, func(other Session) bool { return other.ID != s.ID && changed.Overlaps(other) })
	switch {
	case same:
	case !s.Starts.IsZero() && !now.Before(s.Starts):
		problems["date"] = "This session has begun: its time stays as it was"
	case changed.Starts.Before(now):
		problems["date"] = "That is in the past: choose a later day"
	case changed.Ends.After(now.AddDate(FarthestYears, 0, 0)):
		problems["date"] = "That is more than five years ahead: choose an earlier day"
	case clash >= 0:
		problems["date"] = "Session " + strconv.Itoa(others[clash].Number) + " is at that time: " + others[clash].When()
	}
	return changed, problems
}

// Span is the cohort with the dates of its sessions, the earliest first. Where enrolment closed when the first session
// started it still does; it never closes after the last.
func (c Cohort) Span(sessions []Session) Cohort {
	closedThen := c.Closes.Equal(c.closesAnyway())
	c.span(sessions)
	if closedThen || c.Closes.After(c.Ends) {
		c.Closes = c.closesAnyway()
	}
	if c.SharesUntil != nil && c.SharesUntil.After(c.Starts) {
		c.SharesUntil = &c.Starts
	}
	return c
}

// InOrder are sessions by their time, with numbers from 1.
func InOrder(sessions []Session) []Session {
	list := slices.Clone(sessions)
	slices.SortFunc(list, func(a, b Session) int { return a.Starts.Compare(b.Starts) })
	for i := range list {
		list[i].Number = i + 1
	}
	return list
}

// unnumbered is what is wrong with a session, said of the one session of a form.
func unnumbered(text string) string {
	for from, to := range map[string]string{"session 1 ": "it ", "Session 1 ": "It ", "of session 1": "of the session"} {
		text = strings.ReplaceAll(text, from, to)
	}
	return text
}
