package models

// AtRisk tells whether a person can no longer meet the completion rule by coming: even when every session that is not
// marked for them yet is attended, sessions or time are missing. What is still to be handed in can be, and is left out; where
// one part is enough and something can be handed in, nobody is at risk.
func (c Course) AtRisk(sessions []Session, attendances map[ID]Attendance, units []Unit) (Standing, bool) {
	hoped := make(map[ID]Attendance, len(sessions))
	for _, session := range sessions {
		a := attendances[session.ID]
		if !a.Mark.Known() {
			a = Attendance{SessionID: session.ID, Mark: Attended}
		}
		hoped[session.ID] = a
	}
	standing := c.Stand(sessions, hoped, units, nil)
	var coming []RulePart
	for _, p := range standing.Parts {
		if p.Coming {
			coming = append(coming, p)
		}
	}
	others := len(standing.Parts) > len(coming)
	standing.Missing = c.missing(coming)
	if c.AnyPart && others || len(coming) == 0 {
		standing.Missing = nil
	}
	return standing, len(standing.Missing) > 0
}
