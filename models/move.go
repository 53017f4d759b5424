package models

import (
	"slices"
	"time"
)

// MoveKind tells why people move.
type MoveKind string

// The kinds of move.
const (
	Merge    MoveKind = "merge" // the organisation closes, and the other succeeds it
	MovePart MoveKind = "move"  // some people, or all, go to work for the other
)

// MoveState is where a move stands.
type MoveState string

// The states of a move.
const (
	Moving MoveState = "moving"
	Moved  MoveState = "done"
)

// Move brings the people of one organisation to another on a day: their posts there end the day before, and new ones begin.
// What was counted up to then stays where it was.
type Move struct {
	ID     ID
	Kind   MoveKind
	FromID ID
	ToID   ID
	Day    Date
	// Team, TeamID and ManagerID are what the new posts say; empty for what the old ones said.
	Team      string
	TeamID    *ID
	ManagerID *ID
	State     MoveState
	Moved     int // posts
	Amount    int // of posts
	MadeByID  ID
	MadeAt    time.Time
	DoneAt    *time.Time
}

// MovePost is a post that a move concerns.
type MovePost struct {
	MoveID ID `gorm:"primaryKey"`
	PostID ID `gorm:"primaryKey"`
	Done   bool
}

// AtOnce is how many posts a move changes in one transaction: a smaller move is done when it is confirmed, a larger one by
// the worker, so many at a time.
const AtOnce = 300

// CheckMove answers Invalid where people cannot move from one organisation to the other on the day.
func CheckMove(from, to Organisation, day, today Date) error {
	return checkMove(from, to, day, today).OrNil()
}

func checkMove(from, to Organisation, day, today Date) Invalid {
	problems := Invalid{}
	if !to.OpenOn(max(day, today)) {
		problems["to"] = to.Name + " is closed on that day: choose another"
	}
	if to.Opened != "" && day != "" && to.Opened > day {
		problems["to"] = to.Name + " is not open yet on that day: choose another, or a later day"
	}
	switch {
	case day == "":
		problems["day"] = "Enter the first day at " + to.Name
	case day < today:
		problems["day"] = "Enter today or a coming day: figures for the past stay as they are"
	case from.Closed != "" && day > from.Closed:
		problems["day"] = from.Name + " is closed by then: enter an earlier day"
	}
	return problems
}

// CheckMerge answers Invalid where the organisation cannot merge into the other on the day.
func CheckMerge(from, to Organisation, others []Organisation, day, today Date) error {
	problems := checkMove(from, to, day, today)
	merged := from
	merged.Closed, merged.SuccessorID = max(day, today), &to.ID
	switch problem := merged.checkSuccessor(others); {
	case from.SuccessorID != nil:
		problems["to"] = from.Name + " is followed by another organisation already"
	case from.Kind == Network:
		problems["to"] = "The network itself does not merge"
	case problem != "":
		problems["to"] = problem
	case from.Kind.IsTeam() != to.Kind.IsTeam(): // its leads would see names, or people would work in a team that is none
		problems["to"] = "A team merges into a team alone, and nothing else does: move the people instead"
	}
	if from.Opened != "" && day != "" && from.Opened >= day {
		problems["day"] = "Enter a day after " + from.Name + " opened"
	}
	return problems.OrNil()
}

// Continues tells what becomes of a post that the move concerns. A post that has begun ends the day before, and another one
// takes its place, without an id; one that would begin later is changed itself, and then there is no other. A post that is
// over by then, or that is where the move goes already, stays as it is: the last answer tells.
func (m Move) Continues(p Post) (ended, begun Post, moves bool) {
	begun = m.said(p)
	gone := m.Kind == MovePart && p.OrganisationID != m.FromID
	if gone || p.Ended != "" && p.Ended < m.Day || samePost(p, begun) {
		return p, Post{}, false
	}
	if p.Started >= m.Day {
		return Post{}, begun, true
	}
	ended = p
	ended.Ended = m.Day.AddDays(-1)
	begun.ID, begun.Started = "", m.Day
	return ended, begun, true
}

// said is the post with what the move says of it.
func (m Move) said(p Post) Post {
	if m.Kind == Merge && p.TeamID != nil && *p.TeamID == m.FromID {
		p.TeamID = &m.ToID
	}
	if p.OrganisationID == m.FromID {
		p.OrganisationID = m.ToID
	}
	if m.Team != "" {
		p.Team = m.Team
	}
	if m.TeamID != nil {
		p.TeamID = m.TeamID
	}
	if m.ManagerID != nil && *m.ManagerID != p.PersonID {
		p.ManagerID, p.ManagerUnknown = m.ManagerID, false
	}
	return p
}

func samePost(a, b Post) bool {
	return a.OrganisationID == b.OrganisationID && SameID(a.TeamID, b.TeamID) && a.Team == b.Team &&
		SameID(a.ManagerID, b.ManagerID) && a.ManagerUnknown == b.ManagerUnknown
}

// MoveLeads gives the leads of one organisation to the other from the day on: those of the grants that change, and those
// that begin. A grant that begins later is changed itself. Grants are those of both.
func MoveLeads(grants []Grant, from, to ID, day Date, by ID) (changed, begun []Grant) {
	given := map[ID]bool{}
	for _, g := range grants {
		if !g.leads(from) || g.Ended != "" && g.Ended < day {
			continue
		}
		again := !given[g.PersonID] && !leadsFrom(grants, to, g.PersonID, max(g.Started, day))
		given[g.PersonID] = given[g.PersonID] || again
		began := g.Started < day
		switch {
		case began && again:
			begun = append(begun, Grant{PersonID: g.PersonID, Role: Lead, ScopeKind: OneOrganisation, ScopeID: to, Started: day, Ended: g.Ended, GivenByID: &by})
			fallthrough
		case began:
			g.Ended, g.EndedByID = day.AddDays(-1), &by
			changed = append(changed, g)
		case again:
			g.ScopeID = to
			changed = append(changed, g)
		}
	}
	return changed, begun
}

func (g Grant) leads(organisation ID) bool {
	return g.Role == Lead && g.ScopeKind == OneOrganisation && g.ScopeID == organisation
}

// leadsFrom tells whether the person leads the organisation on the day, or has a grant for it that was meant to begin then.
func leadsFrom(grants []Grant, organisation, person ID, day Date) bool {
	return slices.ContainsFunc(grants, func(g Grant) bool {
		return g.leads(organisation) && g.PersonID == person && (day == g.Started || day.Within(g.Started, g.Ended))
	})
}
