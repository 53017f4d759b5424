package models

import (
	"strings"
	"testing"
	"time"
)

var plannedAt = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

func goodPlan() Plan {
	return Plan{
		Terms:    Terms{Capacity: 12, Minimum: 4, OfferHours: 48, Place: "Room 2", Opens: "2026-11-23"},
		Sessions: []SessionPlan{{Title: "First", Date: "2027-01-12", Starts: "10:00", Ends: "12:00"}, {Title: "Second", Date: "2027-01-19", Starts: "10:00", Ends: "12:00"}},
	}
}

func TestAPlanWithoutAProblemBecomesACohort(t *testing.T) {
	cohort, sessions, problems := goodPlan().Cohort(Course{ID: "c"}, plannedAt)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	first, end := time.Date(2027, 1, 12, 10, 0, 0, 0, time.UTC), time.Date(2027, 1, 19, 12, 0, 0, 0, time.UTC)
	if !cohort.Starts.Equal(first) || !cohort.Ends.Equal(end) || !cohort.Closes.Equal(first) || cohort.State != CohortOpen || cohort.Name != "January 2027 cohort" {
		t.Errorf("cohort %+v", cohort)
	}
	if len(sessions) != 2 || sessions[1].Number != 2 || sessions[1].Minutes() != 120 {
		t.Errorf("sessions %+v", sessions)
	}
}

func TestAPlanIsRefusedAtTheFieldThatIsWrong(t *testing.T) {
	for _, test := range []struct {
		name, field, says string
		change            func(p *Plan)
	}{
		{"a session without a title", "sessions[1].title", "title of session 2", func(p *Plan) { p.Sessions[1].Title = "" }},
		{"a session without a day", "sessions[0].date", "Enter the day of session 1", func(p *Plan) { p.Sessions[0].Date = "" }},
		{"a day that is none", "sessions[0].date", "such as 2027-01-12", func(p *Plan) { p.Sessions[0].Date = "2027-02-30" }},
		{"a session without a start", "sessions[0].starts", "when session 1 starts", func(p *Plan) { p.Sessions[0].Starts = "" }},
		{"a time that is none", "sessions[0].ends", "such as 14:30", func(p *Plan) { p.Sessions[0].Ends = "25:00" }},
		{"a session in the past", "sessions[0].date", "Session 1 is in the past", func(p *Plan) { p.Sessions[0].Date = "2026-11-22" }},
		{"a session that ends before it starts", "sessions[0].ends", "must end after it starts", func(p *Plan) { p.Sessions[0].Ends = "09:00" }},
		{"a session that ends when it starts", "sessions[0].ends", "must end after it starts", func(p *Plan) { p.Sessions[0].Ends = "10:00" }},
		{"sessions out of order", "sessions[1].date", "Session 2 begins before session 1 ends", func(p *Plan) { p.Sessions[1].Date = "2027-01-05" }},
		{"sessions that overlap", "sessions[1].date", "Session 2 begins before session 1 ends", func(p *Plan) { p.Sessions[1].Date, p.Sessions[1].Starts = "2027-01-12", "11:00" }},
		{"the hour that the clocks leave out", "sessions[0].starts", "does not exist", func(p *Plan) {
			p.Sessions = []SessionPlan{{Title: "Night", Date: "2027-03-28", Starts: "01:30", Ends: "03:00"}}
		}},
		{"no opening day", "opens", "Enter the day on which enrolment opens", func(p *Plan) { p.Opens = "" }},
		{"closing before opening", "closes", "before it opens", func(p *Plan) { p.Opens, p.Closes = "2026-12-10", "2026-12-09" }},
		{"closing after the last session", "closes", "after the last session", func(p *Plan) { p.Closes = "2027-01-20" }},
		{"opening after the first session", "opens", "before the first session", func(p *Plan) { p.Opens = "2027-01-13" }},
		{"no places", "capacity", "from 1 to 500", func(p *Plan) { p.Capacity = 0 }},
		{"too many places", "capacity", "from 1 to 500", func(p *Plan) { p.Capacity = 501 }},
		{"a minimum above the places", "minimum", "Enter 12 or fewer", func(p *Plan) { p.Minimum = 13 }},
		{"a minimum that is no number", "minimum", "or 0", func(p *Plan) { p.Minimum = -1 }},
		{"no time to reply", "offer_hours", "from 1 to 336", func(p *Plan) { p.OfferHours = 0 }},
		{"nowhere to meet", "place", "where people meet", func(p *Plan) { p.Place = "" }},
		{"a link that is none", "join_url", "https://", func(p *Plan) { p.JoinURL = "javascript:alert(1)" }},
	} {
		t.Run(test.name, func(t *testing.T) {
			plan := goodPlan()
			test.change(&plan)
			_, _, problems := plan.Cohort(Course{}, plannedAt)
			if len(problems) != 1 || !strings.Contains(problems[test.field], test.says) {
				t.Errorf("problems %v, want %q at %s", problems, test.says, test.field)
			}
		})
	}
}

func TestTheLastDayToEnrolCountsWholeButNeverBeyondTheLastSession(t *testing.T) {
	plan := goodPlan()
	plan.Closes = "2027-01-05"
	if cohort, _, _ := plan.Cohort(Course{}, plannedAt); !cohort.Closes.Equal(time.Date(2027, 1, 5, 23, 59, 0, 0, time.UTC)) {
		t.Errorf("closes %s", cohort.Closes)
	}
	plan.Closes = "2027-01-19"
	if cohort, _, problems := plan.Cohort(Course{}, plannedAt); len(problems) > 0 || !cohort.Closes.Equal(cohort.Ends) {
		t.Errorf("closes %s, problems %v", cohort.Closes, problems)
	}
}

func TestTheClocksOfLondonAreRead(t *testing.T) {
	for _, test := range []struct {
		name         string
		day          Date
		hour, minute int
		want         string // UTC; empty when the clocks never show it
	}{
		{"winter", "2027-01-12", 10, 0, "2027-01-12T10:00:00Z"},
		{"summer", "2027-07-06", 10, 0, "2027-07-06T09:00:00Z"},
		{"before the clocks go forward", "2027-03-28", 0, 59, "2027-03-28T00:59:00Z"},
		{"the first minute left out", "2027-03-28", 1, 0, ""},
		{"the last minute left out", "2027-03-28", 1, 59, ""},
		{"after the clocks went forward", "2027-03-28", 2, 0, "2027-03-28T01:00:00Z"},
		{"before the clocks go back", "2027-10-31", 0, 59, "2027-10-30T23:59:00Z"},
		{"shown twice, the first counts", "2027-10-31", 1, 30, "2027-10-31T00:30:00Z"},
		{"after the clocks went back", "2027-10-31", 2, 0, "2027-10-31T02:00:00Z"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, exists := WallClock(test.day, test.hour, test.minute)
			if exists != (test.want != "") || exists && got.UTC().Format(time.RFC3339) != test.want {
				t.Errorf("%s, %v; want %q", got.UTC().Format(time.RFC3339), exists, test.want)
			}
		})
	}
}

func TestACodeIsSuggestedThatNobodyHas(t *testing.T) {
	course, starts := Course{Code: "R1"}, time.Date(2027, 1, 12, 10, 0, 0, 0, time.UTC)
	for want, taken := range map[string][]string{"R1-2027-01": {"R1-2026-01"}, "R1-2027-01-2": {"r1-2027-01"}, "R1-2027-01-3": {"R1-2027-01", "R1-2027-01-2"}} {
		if got := course.CodeFor(starts, taken); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

func TestAPersonIsAtRiskWhenComingToAllThatIsLeftIsNotEnough(t *testing.T) {
	course := Course{MinimumSessions: 3, MinimumShare: 75}
	var sessions []Session
	for n, id := range []ID{"a", "b", "c", "d"} {
		starts := plannedAt.AddDate(0, 0, 7*n)
		sessions = append(sessions, Session{ID: id, Starts: starts, Ends: starts.Add(2 * time.Hour)})
	}
	for _, test := range []struct {
		name  string
		marks map[ID]Attendance
		want  bool
	}{
		{"nothing is marked", nil, false},
		{"one missed", map[ID]Attendance{"a": {Mark: Missed}}, false},
		{"two missed", map[ID]Attendance{"a": {Mark: Missed}, "b": {Mark: Apologies}}, true},
		{"one missed, one half", map[ID]Attendance{"a": {Mark: Missed}, "b": {Mark: Part}}, true},
	} {
		if standing, got := course.AtRisk(sessions, test.marks, nil); got != test.want {
			t.Errorf("%s: at risk %v, %+v", test.name, got, standing)
		}
	}
}
