package components

import "testing"

func TestAGapReadsAloud(t *testing.T) {
	for _, c := range []struct {
		gap  Gap
		want string
	}{
		{Gap{Held: 2, Required: 3, Max: 4, Confirmed: true, HeldLabel: "Working", RequiredLabel: "Practitioner"}, "Level 2 of 4, Working, confirmed. Target level 3, Practitioner"},
		{Gap{Required: 3, Max: 4, HeldLabel: "Not yet", RequiredLabel: "Practitioner"}, "Level 0 of 4, Not yet, self-assessed. Target level 3, Practitioner"},
		{Gap{Required: 3, Max: 4, RequiredLabel: "Practitioner"}, "Not assessed. Target level 3, Practitioner"},
		{Gap{Held: 1, Max: 4, HeldLabel: "Awareness", Reach: 3, ReachLabel: "Practitioner"}, "Level 1 of 4, Awareness, self-assessed. The course is designed to reach level 3, Practitioner"},
	} {
		if got := c.gap.Words(); got != c.want {
			t.Errorf("got  %q\nwant %q", got, c.want)
		}
	}
}

func TestAGapDrawsEveryLevelInsideThePicture(t *testing.T) {
	g := Gap{Held: 2, Required: 3, Max: 4, Confirmed: true}
	got := g.segments()
	if len(got) != 4 || got[0].X != "1" || got[0].Fill != "#2e72b2" || got[2].Dash != "4 3" || got[3].Dash != "none" {
		t.Errorf("%+v", got)
	}
	if g.targetX() != "198.8" || g.textAnchor() != "middle" {
		t.Error(g.targetX(), g.textAnchor())
	}
	full := Gap{Held: 1, Required: 4, Max: 4}
	if full.targetX() != "259.5" || full.textAnchor() != "end" || full.segments()[0].Fill != "url(#app-stripes)" {
		t.Error(full.targetX(), full.textAnchor(), full.segments())
	}
}

func TestARingReadsAloud(t *testing.T) {
	if got := ringLabel(9, 14, "skills at target"); got != "9 of 14 skills at target, 64%" {
		t.Error(got)
	}
	if got := ringArc(1, 2); got != "75.4 150.8" {
		t.Error(got)
	}
}
