package components

import (
	"fmt"

	"trellis/views/words"
)

// Share is how many people are at target, against a goal in percent (0 for none). Only figures that may be shown come here.
type Share struct{ AtTarget, People, Goal int }

func (s Share) percent() int { return Percent(s.AtTarget, s.People) }

// fewPeople is where "6 of 14" is plainer than a percentage.
const fewPeople = 20

func (s Share) number() string {
	if s.People < fewPeople {
		return fmt.Sprint(s.AtTarget)
	}
	return percentage(s.percent())
}

func (s Share) base() string {
	if s.People < fewPeople {
		return fmt.Sprintf("of %d", s.People)
	}
	return "of " + words.Count(s.People, "person", "people")
}

func (s Share) words() string {
	text := s.number() + " of " + words.Count(s.People, "person", "people") + " at target"
	if s.Goal > 0 {
		text += fmt.Sprintf(". Goal %d%%", s.Goal)
	}
	return text
}

// Use is a skill people have beside a skill people use, in percent.
type Use struct {
	Link           Link
	AtTarget, Used int
	People         int
}

func (u Use) low() string  { return percentage(inside(min(u.AtTarget, u.Used))) }
func (u Use) high() string { return percentage(inside(max(u.AtTarget, u.Used))) }
func (u Use) held() string { return percentage(inside(u.AtTarget)) }
func (u Use) used() string { return percentage(inside(u.Used)) }

func (u Use) words() string {
	return fmt.Sprintf("%d%% at target level, %d%% used it in the last 3 months, of %s", u.AtTarget, u.Used, words.Count(u.People, "person", "people"))
}

// near says that two numbers would print over each other, so that one goes above its mark.
func (u Use) near() bool { return max(u.AtTarget, u.Used)-min(u.AtTarget, u.Used) < 12 }

func (u Use) usedY() string {
	if u.near() {
		return "15"
	}
	return "51"
}

// inside keeps a mark and its number within the picture.
func inside(p int) int { return min(97, max(3, p)) }
