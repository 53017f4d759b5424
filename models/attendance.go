package models

import "time"

// Mark is what a register says of one person at one session. The empty Mark is not marked yet.
type Mark string

// The marks of a register.
const (
	Attended  Mark = "attended"
	Part      Mark = "part"
	Missed    Mark = "missed"
	Apologies Mark = "apologies"
)

// Marks lists the marks in the order a register shows them.
func Marks() []Mark { return []Mark{Attended, Part, Missed, Apologies} }

// Known tells whether the mark is one of the four.
func (m Mark) Known() bool { return m == Attended || m == Part || m == Missed || m == Apologies }

// Attendance is one person's line in the register of one session.
type Attendance struct {
	SessionID   ID `gorm:"primaryKey"`
	EnrolmentID ID `gorm:"primaryKey"`
	Mark        Mark
	// Minutes present; nil where the mark alone says it: all of an attended session, half of one in part.
	Minutes    *int
	Note       string
	Source     MarkSource
	MarkedByID ID
	MarkedAt   time.Time
}

// MinutesOf is how long the person was present at a session of that length.
func (a Attendance) MinutesOf(length int) int {
	switch {
	case a.Mark == Missed || a.Mark == Apologies || a.Mark == "":
		return 0
	case a.Minutes != nil:
		return min(*a.Minutes, length)
	case a.Mark == Part:
		return length / 2
	}
	return length
}

// Pass says that a person has met a unit that is not a session: an assignment was accepted, self-study done.
type Pass struct {
	EnrolmentID ID `gorm:"primaryKey"`
	UnitID      ID `gorm:"primaryKey"`
	ByID        ID
	PassedAt    time.Time
}

// Standing is how far a person is by the completion rule of a course.
type Standing struct {
	Attended int // sessions that count
	Held     int // sessions of the cohort
	Marked   int // sessions with a mark for this person
	Minutes  int
	Share    int // percent of all minutes, rounded down
	// Missing says in words what is still to do; empty when the person qualifies.
	Missing []string
}

// Qualifies tells whether the completion rule is met.
func (s Standing) Qualifies() bool { return len(s.Missing) == 0 }

// Stand measures one person against the course's completion rule: enough sessions, enough of all minutes, and every
// required unit that is not a session passed. A session in part counts when the person was there for the rule's share of it.
func (c Course) Stand(sessions []Session, attendances map[ID]Attendance, units []Unit, passes map[ID]bool) Standing {
	standing := Standing{Held: len(sessions)}
	all := 0
	for _, session := range sessions {
		length := session.Minutes()
		all += length
		a := attendances[session.ID]
		if a.Mark.Known() {
			standing.Marked++
		}
		present := a.MinutesOf(length)
		standing.Minutes += present
		if present > 0 && present*100 >= c.MinimumShare*length {
			standing.Attended++
		}
	}
	if all > 0 {
		standing.Share = standing.Minutes * 100 / all
	}
	standing.Missing = c.missing(standing, units, passes)
	return standing
}

func (c Course) missing(standing Standing, units []Unit, passes map[ID]bool) []string {
	var missing []string
	if needed := min(c.MinimumSessions, standing.Held); standing.Attended < needed {
		missing = append(missing, Plural(needed-standing.Attended, "more session", "more sessions"))
	}
	if standing.Share < c.MinimumShare {
		missing = append(missing, "present for "+percent(standing.Share)+" of the time, "+percent(c.MinimumShare)+" needed")
	}
	for _, unit := range units {
		if unit.Required && unit.Kind != SessionUnit && !passes[unit.ID] {
			missing = append(missing, unit.Title)
		}
	}
	return missing
}

// Rule says the completion rule in words.
func (c Course) Rule(units []Unit) string {
	rule := "Attend " + Plural(c.MinimumSessions, "session", "sessions") + " and " + percent(c.MinimumShare) + " of the time"
	for _, unit := range units {
		if unit.Required && unit.Kind != SessionUnit {
			rule += "; " + unit.Title
		}
	}
	return rule
}
