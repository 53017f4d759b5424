package components

import "testing"

func TestACellDarkensTowardsTheTarget(t *testing.T) {
	for _, c := range []struct {
		level, required int
		class, words    string
	}{
		{0, 4, "app-heat__c--1", "level 0, target 4, below target"},
		{0, 3, "app-heat__c--1", "level 0, target 3, below target"},
		{1, 3, "app-heat__c--2", "level 1, target 3, below target"},
		{2, 3, "app-heat__c--3", "level 2, target 3, below target"},
		{3, 3, "app-heat__c--4", "level 3, target 3, at target"},
		{4, 2, "app-heat__c--5", "level 4, target 2, at target"},
		{2, 0, "app-heat__c--free", "level 2, no target"},
		{NotAssessed, 3, "app-heat__c--none", "not assessed, target 3"},
		{NotAssessed, 0, "app-heat__c--none", "not assessed"},
	} {
		if got := HeatClass(c.level, c.required); got != c.class {
			t.Errorf("HeatClass(%d, %d) = %q, want %q", c.level, c.required, got, c.class)
		}
		if got := HeatWords(c.level, c.required); got != c.words {
			t.Errorf("HeatWords(%d, %d) = %q, want %q", c.level, c.required, got, c.words)
		}
	}
}

func TestAShareFallsIntoFiveSteps(t *testing.T) {
	for percent, want := range map[int]string{0: "app-heat__c--1", 19: "app-heat__c--1", 20: "app-heat__c--2", 80: "app-heat__c--5", 100: "app-heat__c--5"} {
		if got := HeatShareClass(percent); got != want {
			t.Errorf("%d: %s, want %s", percent, got, want)
		}
	}
}
