package models

// AtRisk tells whether a person can no longer meet the completion rule by coming: even when every session that is not
// marked for them yet is attended, sessions or time are missing. What is still to be handed in can be, and is left out.
func (c Course) AtRisk(sessions []Session, attendances map[ID]Attendance) (Standing, bool) {
	hoped := make(map[ID]Attendance, len(sessions))
	for _, session := range sessions {
		a := attendances[session.ID]
		if !a.Mark.Known() {
			a = Attendance{SessionID: session.ID, Mark: Attended}
		}
		hoped[session.ID] = a
	}
	standing := c.Stand(sessions, hoped, nil, nil)
	return standing, !standing.Qualifies()
}
