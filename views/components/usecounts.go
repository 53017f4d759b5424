package components

import (
	"strconv"

	"trellis/views/words"
)

// UseCounts are how many of the people are at target, and how many of those used the skill.
type UseCounts struct{ AtTarget, Used, People int }

func (u UseCounts) use() use {
	return use{AtTarget: Percent(u.AtTarget, u.People), Used: Percent(u.Used, u.People)}
}

func (u UseCounts) held() string { return strconv.Itoa(u.AtTarget) }
func (u UseCounts) used() string { return strconv.Itoa(u.Used) }

func (u UseCounts) words() string {
	return strconv.Itoa(u.AtTarget) + " of " + words.Count(u.People, "person", "people") + " at target level, " + strconv.Itoa(u.Used) + " of them used it in the last 3 months"
}
