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
