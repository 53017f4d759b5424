package components

// use is where the marks of a dumbbell stand: people who have a skill beside people who use it, in percent.
type use struct{ AtTarget, Used int }

func (u use) low() string  { return percentage(inside(min(u.AtTarget, u.Used))) }
func (u use) high() string { return percentage(inside(max(u.AtTarget, u.Used))) }
func (u use) held() string { return percentage(inside(u.AtTarget)) }
func (u use) used() string { return percentage(inside(u.Used)) }

// near says that two numbers would print over each other, so that one goes above its mark.
func (u use) near() bool { return max(u.AtTarget, u.Used)-min(u.AtTarget, u.Used) < 12 }

func (u use) usedY() string {
	if u.near() {
		return "15"
	}
	return "51"
}

// inside keeps a mark and its number within the picture.
func inside(p int) int { return min(97, max(3, p)) }
