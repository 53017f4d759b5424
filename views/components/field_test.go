package components

import "testing"

func TestDescribedByJoinsHintAndProblem(t *testing.T) {
	f := Field{Name: "reason", Hint: "Say why", Problem: "Enter a reason"}
	if got := f.describedBy("reason-info"); got != "reason-info reason-hint reason-error" {
		t.Error(got)
	}
	if got := (Field{Name: "reason"}).describedBy(); got != "" {
		t.Error(got)
	}
}

func TestAnOptionIsChosenByItselfOrByTheValue(t *testing.T) {
	f := Field{Value: "2"}
	for _, c := range []struct {
		option Option
		want   bool
	}{{Option{Value: "2"}, true}, {Option{Value: "1"}, false}, {Option{Value: "1", Chosen: true}, true}} {
		if f.chosen(c.option) != c.want {
			t.Errorf("%+v: want %v", c.option, c.want)
		}
	}
	if (Field{}).chosen(Option{}) {
		t.Error("an empty answer chooses nothing")
	}
}

func TestNeighboursOfOneGroupStandTogether(t *testing.T) {
	got := grouped([]Option{{Value: "a"}, {Value: "b", Group: "B"}, {Value: "c", Group: "B"}, {Value: "d"}})
	if len(got) != 3 || len(got[1].Options) != 2 || got[1].Label != "B" || got[2].Label != "" {
		t.Errorf("%+v", got)
	}
}
