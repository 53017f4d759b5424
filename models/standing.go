package models

import (
	"strconv"
	"strings"
)

// RulePart is one thing that a completion rule asks for, and how somebody has met it.
type RulePart struct {
	Asks    string // "Attend 2 sessions"
	Met     string // "Attended 2 of 2 sessions"; empty until it is met
	Missing string // "1 more session"; empty once it is met
	Coming  bool   // met by coming to sessions; the other parts can be met at any time
}

// Done tells whether the part is met.
func (p RulePart) Done() bool { return p.Missing == "" }

// Standing is how far a person is by the completion rule of a course.
type Standing struct {
	Attended int // sessions that count
	Held     int // sessions of the cohort
	Marked   int // sessions with a mark for this person
	Minutes  int
	Share    int // percent of all minutes, rounded down
	Parts    []RulePart
	// Missing says in words what is still to do; empty when the rule is met.
	Missing []string
	// Decision stands in place of the rule; nil where nobody has decided.
	Decision *Decision
}

// Qualifies tells whether the person completes: by the decision about them, or else by the rule.
func (s Standing) Qualifies() bool {
	if s.Decision != nil {
		return s.Decision.Completes
	}
	return len(s.Missing) == 0
}

// Decided is the standing with the decision about the person; nil for none.
func (s Standing) Decided(d *Decision) Standing {
	s.Decision = d
	return s
}

// Requirements are what a record says was required, and how each was met.
func (s Standing) Requirements(record ID) []RecordRequirement {
	list := make([]RecordRequirement, len(s.Parts))
	for i, p := range s.Parts {
		list[i] = RecordRequirement{CompletionRecordID: record, Position: i + 1, Asks: p.Asks, Met: p.Met}
	}
	return list
}

// Stand measures one person against the course's completion rule. Met are the units that they have met, and the sessions
// and units that they have evaluated, by id. A session in part counts when the person was there for the rule's share of it.
func (c Course) Stand(sessions []Session, attendances map[ID]Attendance, units []Unit, met map[ID]bool) Standing {
	standing, evaluated := Standing{Held: len(sessions)}, false
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
		evaluated = evaluated || present > 0 && met[session.ID]
	}
	if all > 0 {
		standing.Share = standing.Minutes * 100 / all
	}
	standing.Parts = append(c.coming(standing), c.handedIn(units, met, evaluated)...)
	standing.Missing = c.missing(standing.Parts)
	return standing
}

// missing says what is to do: every part that is not met, or, where one is enough and none is met, one of them.
func (c Course) missing(parts []RulePart) []string {
	var missing []string
	for _, p := range parts {
		if !p.Done() {
			missing = append(missing, p.Missing)
		}
	}
	switch {
	case !c.AnyPart || len(missing) == 0:
		return missing
	case len(missing) < len(parts):
		return nil
	}
	return []string{"one of these: " + strings.Join(missing, ", or ")}
}

// coming are the parts that are met by coming to sessions. A cohort that holds fewer than the rule names asks for all of its own.
func (c Course) coming(s Standing) []RulePart {
	var parts []RulePart
	if c.MinimumSessions > 0 {
		needed := min(c.MinimumSessions, s.Held)
		parts = append(parts, RulePart{
			Asks: "Attend " + Plural(c.MinimumSessions, "session", "sessions"), Coming: true,
			Met: "Attended " + strconv.Itoa(s.Attended) + " of " + Plural(s.Held, "session", "sessions"),
		}.until(s.Attended >= needed, Plural(needed-s.Attended, "more session", "more sessions")))
	}
	if c.MinimumShare > 0 {
		parts = append(parts, RulePart{
			Asks: "Be present for " + percent(c.MinimumShare) + " of the time", Met: "Present for " + percent(s.Share) + " of the time", Coming: true,
		}.until(s.Share >= c.MinimumShare, "present for "+percent(s.Share)+" of the time, "+percent(c.MinimumShare)+" needed"))
	}
	return parts
}

// handedIn are the parts that are not met by coming: every required unit that is no session, and, where the rule asks for
// them, the assignments as one part and the evaluation as another. An assignment is not asked for twice.
func (c Course) handedIn(units []Unit, met map[ID]bool, evaluated bool) []RulePart {
	var parts []RulePart
	assignments, evaluations := group{met: met}, group{met: met}
	for _, u := range units {
		switch {
		case u.Kind == AssignmentUnit && c.NeedsAssignments:
			assignments.add(u)
		case u.Kind == EvaluationUnit && c.NeedsEvaluation:
			evaluations.add(u)
		case u.Required && u.Kind != SessionUnit:
			parts = append(parts, RulePart{Asks: u.Title, Met: metWord(u.Kind)}.until(met[u.ID], u.Title))
		}
	}
	if len(assignments.all) > 0 {
		parts = append(parts, RulePart{
			Asks: "Pass every assignment: " + strings.Join(assignments.all, ", "), Met: "Passed " + Plural(len(assignments.all), "assignment", "assignments"),
		}.until(len(assignments.open) == 0, strings.Join(assignments.open, " and ")))
	}
	if c.NeedsEvaluation {
		given := evaluated
		if len(evaluations.all) > 0 {
			given = len(evaluations.open) == 0
		}
		parts = append(parts, RulePart{Asks: "Say what the course was like", Met: "Evaluation given"}.until(given, "say what the course was like"))
	}
	return parts
}

// group are units that a rule asks for as one part.
type group struct {
	met       map[ID]bool
	all, open []string // titles
}

func (g *group) add(u Unit) {
	g.all = append(g.all, u.Title)
	if !g.met[u.ID] {
		g.open = append(g.open, u.Title)
	}
}

// until is the part with one of how it was met and what is missing.
func (p RulePart) until(done bool, missing string) RulePart {
	if done {
		return p
	}
	p.Met, p.Missing = "", missing
	return p
}

func metWord(k UnitKind) string {
	switch k {
	case AssignmentUnit:
		return "Passed"
	case EvaluationUnit:
		return "Evaluation given"
	case SelfStudyUnit, SessionUnit:
	}
	return "Done"
}

// Rule says the completion rule in words.
func (c Course) Rule(units []Unit) string {
	coming, others := c.coming(Standing{Held: c.MinimumSessions}), c.handedIn(units, nil, false)
	var asks []string
	for _, p := range append(coming, others...) {
		asks = append(asks, p.Asks)
	}
	switch {
	case len(asks) == 0:
		return "Nothing is asked for but a place"
	case c.AnyPart && len(asks) > 1:
		return "One of these is enough: " + strings.Join(asks, "; ")
	case len(coming) == 2: // in one breath: attend 2 sessions and 75% of the time
		asks = append([]string{asks[0] + " and " + percent(c.MinimumShare) + " of the time"}, asks[2:]...)
	}
	return strings.Join(asks, "; ")
}
