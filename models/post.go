package models

// Problems are what is wrong with a post at the organisation, and in the team where one is named: nil for nothing. That
// managers manage each other in a circle is none: who holds two posts may manage in one whom they work for in the other,
// and nobody sees more by it, for sight reaches those whom a post names and no further.
func (p Post) Problems(at Organisation, team *Organisation) Invalid {
	problems := Invalid{}
	if p.Ended != "" && p.Ended < p.Started {
		problems["ended"] = "The last day must be the first day or later"
	}
	if p.ManagerID != nil && *p.ManagerID == p.PersonID {
		problems["manager"] = "Name somebody else: nobody is their own manager"
	}
	if text := at.openFor(p); text != "" {
		problems["organisation"] = text
	}
	switch {
	case team == nil:
	case !team.Kind.IsTeam():
		problems["team"] = "Select a team or a decision support unit"
	default:
		if text := team.openFor(p); text != "" {
			problems["team"] = text
		}
	}
	return problems
}

// openFor says on which days of the post the organisation is not there; nothing when it is on all of them.
func (o Organisation) openFor(p Post) string {
	switch {
	case o.Opened != "" && p.Started < o.Opened:
		return o.Name + " opened on " + string(o.Opened) + ": the post cannot begin before that"
	case o.Closed != "" && (p.Ended == "" || p.Ended >= o.Closed):
		return o.Name + " closed on " + string(o.Closed) + ": the post must end before that"
	}
	return ""
}

// SamePlace tells whether two posts are at the same organisations on the same days: then only words differ.
func (p Post) SamePlace(other Post) bool {
	return p.OrganisationID == other.OrganisationID && SameID(p.TeamID, other.TeamID) && p.Started == other.Started && p.Ended == other.Ended
}

// Edition is another one whenever the post says something else, so that who changes it can tell whether it still says what
// they saw.
func (p Post) Edition() string {
	return editionOf(p.ID, p.OrganisationID, textOf(p.TeamID), p.Team, p.Title, p.Band, textOf(p.RoleProfileID), textOf(p.ManagerID),
		p.Started, p.Ended, p.ManagerUnknown)
}
