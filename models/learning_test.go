package models_test

import (
	"testing"
	"time"

	"trellis/models"
)

func TestTheTrainingYearBeginsOnTheFirstOfApril(t *testing.T) {
	for day, want := range map[models.Date]models.Date{
		"2026-04-01": "2026-04-01", "2026-03-31": "2025-04-01", "2026-12-31": "2026-04-01", "2027-01-01": "2026-04-01",
	} {
		if got := models.TrainingYear(day); got != want {
			t.Errorf("%s: %s, want %s", day, got, want)
		}
	}
}

func TestTheLinkToJoinIsShownFromHalfAnHourBefore(t *testing.T) {
	starts := time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
	s := models.Session{Starts: starts, Ends: starts.Add(2 * time.Hour)}
	for after, want := range map[time.Duration]bool{
		-31 * time.Minute: false, -30 * time.Minute: true, time.Hour: true, 2 * time.Hour: false,
	} {
		if got := s.JoinableAt(starts.Add(after)); got != want {
			t.Errorf("%s after the start: %v, want %v", after, got, want)
		}
	}
	c := models.Cohort{JoinURL: "https://meet.example/cohort"}
	if c.LinkFor(s) != c.JoinURL || c.LinkFor(models.Session{JoinURL: "https://meet.example/1"}) != "https://meet.example/1" {
		t.Error("a session's own link goes before the cohort's")
	}
}

func TestATurnComesAfterAllBefore(t *testing.T) {
	now := time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
	if got := models.Turn(now, now.Add(-time.Hour)); !got.Equal(now) {
		t.Errorf("got %s", got)
	}
	if got := models.Turn(now, now.Add(time.Second)); !got.After(now.Add(time.Second)) {
		t.Errorf("a slow transaction is put before one that locked the cohort first: %s", got)
	}
}
