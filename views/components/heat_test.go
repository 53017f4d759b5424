package components

import "testing"

func TestACellDarkensTowardsTheTarget(t *testing.T) {
	for _, c := range []struct {
		level, required int
		class           string
	}{
		{0, 4, "app-heat__c--1"},
		{0, 3, "app-heat__c--1"},
		{1, 3, "app-heat__c--2"},
		{2, 3, "app-heat__c--3"},
		{3, 3, "app-heat__c--4"},
		{4, 2, "app-heat__c--5"},
		{2, 0, "app-heat__c--free"},
		{NotAssessed, 3, "app-heat__c--none"},
		{NotAssessed, 0, "app-heat__c--none"},
	} {
		if got := HeatClass(c.level, c.required); got != c.class {
			t.Errorf("HeatClass(%d, %d) = %q, want %q", c.level, c.required, got, c.class)
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
