package models_test

import (
	"testing"
	"time"

	"trellis/models"
)

func TestACalendarIsToldWhatItDoesNotHold(t *testing.T) {
	now := time.Date(2026, 10, 1, 9, 0, 0, 0, time.UTC)
	wanted := models.Appointment{SessionID: "s", PersonID: "p", Title: "First", Place: "Online", Starts: now.Add(time.Hour), Ends: now.Add(2 * time.Hour)}
	told := wanted
	told.ID, told.Sequence = "a", 4
	changed := func(a models.Appointment, change func(*models.Appointment)) []models.Appointment {
		change(&a)
		return []models.Appointment{a}
	}
	over := func(a *models.Appointment) {
		a.Starts, a.Ends = now.Add(-2*time.Hour), now.Add(-time.Hour)
	}
	for name, c := range map[string]struct {
		wanted, told []models.Appointment
		sequence     int // -1: nothing is told
		cancelled    bool
	}{
		"what is new":                             {[]models.Appointment{wanted}, nil, 0, false},
		"what it holds":                           {[]models.Appointment{wanted}, []models.Appointment{told}, -1, false},
		"another time":                            {[]models.Appointment{wanted}, changed(told, func(a *models.Appointment) { a.Starts = now }), 5, false},
		"another place":                           {[]models.Appointment{wanted}, changed(told, func(a *models.Appointment) { a.Place = "Room 2" }), 5, false},
		"another title":                           {[]models.Appointment{wanted}, changed(told, func(a *models.Appointment) { a.Title = "1" }), 5, false},
		"what is no longer":                       {nil, []models.Appointment{told}, 5, true},
		"what was cancelled":                      {nil, changed(told, func(a *models.Appointment) { a.Cancelled = true }), -1, false},
		"what comes back":                         {[]models.Appointment{wanted}, changed(told, func(a *models.Appointment) { a.Cancelled = true }), 5, false},
		"what was over before it was told":        {changed(wanted, over), nil, -1, false},
		"what is over stays when somebody leaves": {nil, changed(told, over), -1, false},
		"what moved into the past":                {changed(wanted, over), []models.Appointment{told}, 5, false},
		"what moved out of the past":              {[]models.Appointment{wanted}, changed(told, over), 5, false},
	} {
		list := models.Tell(c.wanted, c.told, now)
		if c.sequence < 0 {
			if len(list) > 0 {
				t.Errorf("%s: told %+v", name, list)
			}
			continue
		}
		if len(list) != 1 || list[0].Sequence != c.sequence || list[0].Cancelled != c.cancelled || !list[0].ToldAt.Equal(now) || (list[0].ID == "a") != (len(c.told) > 0) {
			t.Errorf("%s: told %+v", name, list)
		}
	}
}
