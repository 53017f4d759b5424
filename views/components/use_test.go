package components

import "testing"

func TestUseKeepsItsNumbersApart(t *testing.T) {
	u := use{AtTarget: 60, Used: 14}
	if u.low() != "14%" || u.high() != "60%" || u.usedY() != "51" {
		t.Error(u.low(), u.high(), u.usedY())
	}
	if (use{AtTarget: 50, Used: 45}).usedY() != "15" || (use{Used: 100}).used() != "97%" {
		t.Error("near numbers are drawn apart and marks stay inside")
	}
}
