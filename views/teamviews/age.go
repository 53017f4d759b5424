package teamviews

import (
	"trellis/app/skills"
	"trellis/models"
	"trellis/views/skillsviews"
	"trellis/views/words"
)

// monthOf is when somebody was assessed, and that it is due again: "November 2026", "October 2025, due again".
func monthOf(c skills.Cell) string {
	if c.Month == "" {
		return "Not yet"
	}
	month := models.Date(c.Month + "-01").Time()
	text := words.Months(month, month)
	if c.Due {
		text += ", due again"
	}
	return text
}

// dueKey tells what the sign of a cell means, and of how many it stands.
func dueKey(p skills.TeamPage) string {
	if n := p.Due(); n > 0 {
		return "↻ Due again: assessed too long ago (" + number(n) + ")"
	}
	return "↻ Due again"
}

// saidWhen is how old what waits is, and whether it was weighed anew.
func saidWhen(i skills.ConfirmItem) string {
	text := skillsviews.Aged(i.Skill)
	if i.StillRight {
		text += ". Confirmed at a glance: still right"
	}
	return text
}

// canDo is what a manager can do about what stands in the way of a skill.
func canDo(chance models.Chance, barrier models.Barrier) string {
	switch barrier {
	case models.NoTime:
		return "What you can do: agree what may wait, so that there is time for it."
	case models.NoData:
		return "What you can do: ask for access to the data, or name somebody who can give it."
	case models.NoSoftware:
		return "What you can do: ask for the software, or for a place where it runs."
	case models.NobodyAsked:
		return "What you can do: give work that needs it, or tell others who could ask."
	case models.OtherBarrier:
		return "What you can do: ask what it is, when you next talk."
	}
	if chance == models.NoChance {
		return "What you can do: give work that needs it."
	}
	return "What you can do: ask what would help, when you next talk."
}
