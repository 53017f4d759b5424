package components

import "testing"

func TestFewPeopleAreCountedAndManyAreShared(t *testing.T) {
	for _, c := range []struct {
		share             Share
		number, base, say string
	}{
		{Share{6, 14, 70}, "6", "of 14", "6 of 14 people at target. Goal 70%"},
		{Share{24, 44, 70}, "55%", "of 44 people", "55% of 44 people at target. Goal 70%"},
		{Share{24, 44, 0}, "55%", "of 44 people", "55% of 44 people at target"},
	} {
		if c.share.number() != c.number || c.share.base() != c.base || c.share.words() != c.say {
			t.Errorf("%+v: %q %q %q", c.share, c.share.number(), c.share.base(), c.share.words())
		}
	}
}

func TestUseKeepsItsNumbersApart(t *testing.T) {
	u := Use{AtTarget: 60, Used: 14, People: 42}
	if u.low() != "14%" || u.high() != "60%" || u.usedY() != "51" {
		t.Error(u.low(), u.high(), u.usedY())
	}
	if (Use{AtTarget: 50, Used: 45}).usedY() != "15" || (Use{Used: 100}).used() != "97%" {
		t.Error("near numbers are drawn apart and marks stay inside")
	}
	if got := u.words(); got != "60% at target level, 14% used it in the last 3 months, of 42 people" {
		t.Error(got)
	}
}
