package words

// figuresOfNeeds are those of what teams need.
func figuresOfNeeds() []Figure {
	return []Figure{
		{
			Code: "coverage", Name: "Coverage of a need",
			What: "Covered: more people hold the level than are needed. Thin: exactly as many, or only one. Gap: fewer. A need leans on one person when exactly one holds the level",
			Whom: "People with a current post in the team, from whichever employer; or whose current post names the manager", Refreshed: asItStands,
			Query: "Needs of the team joined to the skills of its members that are assessed by themselves or a manager, at the level or above",
		},
		{
			Code: "lender", Name: "Units with people to spare",
			What: "Teams and decision support units with more people at the level than they need themselves, and so many that it may be told. Nobody in them is named, but who leads them",
			Whom: "Units of the same system, cluster or region", Refreshed: asItStands,
			Query: "Skills of the members of each unit at the level or above, against what the unit needs",
		},
	}
}
