package words

// figuresOfTheNetwork are those of the roll-up.
func figuresOfTheNetwork() []Figure {
	return []Figure{
		{
			Code: "network-share", Name: "Share at or above, in the network",
			What: "People at or above the level that their role asks, of those who are asked and have an assessment. Each current post that asks counts once", Whom: "Current posts of the organisations of the group, whose role profile asks for the competency",
			Refreshed: withChanges, Query: "Role tallies of the organisations: at_target of assessed, added up; for a past month past_tallies of its last day; then protected together with all else that is shown of the competency",
		},
		{
			Code: "network-coverage", Name: "Coverage of answers",
			What: "Those who have an assessment of those who are asked, rounded to ten percent, where the number of those who have one is told. Below 50% a share is striped and not coloured", Whom: "The same posts",
			Refreshed: withChanges, Query: "Role tallies: assessed of asked, added up",
		},
		{
			Code: "network-age", Name: "Age of answers",
			What: "Mean number of months between the assessments that count and the day of the figures, rounded down", Whom: "Those who have an assessment, in groups whose counts are told",
			Refreshed: withChanges, Query: "Role tallies: the month of the day less months divided by assessed",
		},
		{
			Code: "network-levels", Name: "Distribution of levels",
			What: "How many hold each level of the scale", Whom: "Those who have an assessment, in groups whose counts are told",
			Refreshed: withChanges, Query: "Role tallies: level_0 to level_6, added up, each of all of them",
		},
		{
			Code: "network-quadrants", Name: "The four quadrants",
			What: "Has: at or above what the role asks. Lacks: below it. Uses, or needs: used it at least once in the last three months, so the work calls for it", Whom: "Those who are asked and have an assessment, in groups whose counts are told; who was not asked about use is in none",
			Refreshed: withChanges, Query: "Role tallies: used, use_asked less used, below_used, below_use_asked less below_used; the first two of at_target, the others of assessed less at_target",
		},
		{
			Code: "network-unused", Name: "Unused skills",
			What: "People who have what their role asks, and did not use it in the last three months", Whom: "Those at or above the level that their role asks",
			Refreshed: withChanges, Query: "Role tallies: use_asked less used, of at_target",
		},
		{
			Code: "network-barriers", Name: "What stands in the way",
			What: "What people said last stops them from using what they can, each person once", Whom: "People with a current post who named something, in an assessment or when they were asked after a course",
			Refreshed: asItStands, Query: "The newest of assessments.barrier and follow_ups.stopped of each person, at the organisation of their newest current post",
		},
	}
}
