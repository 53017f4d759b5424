package calendar_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"trellis/app/learning"
	"trellis/models"
	"trellis/models/modeltest"
)

// tick lets the time bring what is due, in two processes, and sends it; it answers the subjects.
func (h *house) tick() (subjects []string) {
	h.T.Helper()
	for range 2 {
		if err := h.Calendar.CatchUp(h.T.Context()); err != nil {
			h.T.Fatal(err)
		}
	}
	for _, m := range h.work() {
		subjects = append(subjects, m.Subject)
	}
	return subjects
}

func (h *house) prefer(a models.Actor, topic models.MailTopic, way models.MailWay) {
	h.T.Helper()
	ways, err := h.Calendar.Preferences(h.T.Context(), a)
	if err != nil {
		h.T.Fatal(err)
	}
	ways[topic] = way
	if err := h.Calendar.Prefer(h.T.Context(), a, ways); err != nil {
		h.T.Fatal(err)
	}
}

func TestASessionIsRemindedOfAWeekAndADayBefore(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		h, ada, cleo := over(w), w.Learner("Ada"), w.Learner("Cleo")
		cohort := w.CohortOf(w.Course("R1"), "R1-1", 9, w.Store.Now().AddDate(0, 0, 10))
		w.Keep(&models.Preparation{CohortID: cohort.ID, Number: 1, Title: "Install R", Minutes: 20})
		modeltest.Plant(t, w.Store, "UPDATE sessions SET joining_text = 'Bring your own data.'", "DELETE FROM sessions WHERE number = 2")
		h.enrol(ada, cohort.Code)
		h.work()
		if got := h.tick(); len(got) > 0 {
			t.Errorf("ten days before: %q", got)
		}
		w.Clock.Advance(4 * 24 * time.Hour)
		h.enrol(cleo, cohort.Code) // six days before: was just told
		h.work()
		if got := h.tick(); !slices.Equal(got, []string{"In a week: Course R1, session 1: First"}) {
			t.Fatalf("a week before: %q", got)
		}
		for _, says := range []string{"Bring your own data.", "- Install R, 20 minutes", "https://trellis.test/", "Hello Ada"} {
			if !strings.Contains(h.sent[0].Body, says) {
				t.Errorf("the reminder lacks %q:\n%s", says, h.sent[0].Body)
			}
		}
		if got := h.tick(); len(got) > 0 {
			t.Errorf("again: %q", got)
		}
		modeltest.Plant(t, w.Store, "UPDATE sessions SET starts = '2026-12-05 10:00:00+00:00', ends = '2026-12-05 12:00:00+00:00' WHERE number = 1")
		w.Clock.Set(time.Date(2026, 11, 28, 10, 30, 0, 0, time.UTC))
		if got := h.tick(); len(got) != 2 { // it moved by two days, so that Cleo's place is older than a week before it
			t.Errorf("after it moved: %q", got)
		}
		w.Clock.Set(time.Date(2026, 12, 4, 11, 0, 0, 0, time.UTC))
		if got := h.tick(); len(got) != 2 || !strings.HasPrefix(got[0], "Soon: ") {
			t.Errorf("a day before: %q", got)
		}
	})
}

func TestLettersWaitForOneAMorning(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		h, ada, ben := over(w), w.Learner("Ada"), w.Learner("Ben")
		for _, code := range []string{"A", "B"} {
			cohort := w.CohortOf(w.Course(code), code+"-1", 9, w.Store.Now().AddDate(0, 0, 8))
			h.enrol(ada, cohort.Code)
			h.enrol(ben, cohort.Code)
		}
		h.work()
		h.prefer(ada, models.TopicReminders, models.MailInDigest)
		h.prefer(ben, models.TopicReminders, models.MailNot)
		w.Clock.Advance(30 * time.Hour) // a week before, and past 7 in the morning
		if got := h.tick(); len(got) > 0 {
			t.Errorf("went at once: %q", got)
		}
		held, err := w.Store.HeldForDigest(t.Context(), 9)
		if err != nil || len(held) != 2 {
			t.Fatalf("%d wait (%v)", len(held), err)
		}
		w.Clock.Set(time.Date(2026, 11, 25, 7, 5, 0, 0, time.UTC))
		if got := h.tick(); !slices.Equal(got, []string{"Your messages of the day"}) {
			t.Fatalf("in the morning: %q", got)
		}
		body := h.sent[0].Body
		if h.sent[0].Recipient != ada.Email || !strings.Contains(body, "In a week: Course A") || !strings.Contains(body, "In a week: Course B") || strings.Count(body, "Hello Ada") != 1 || strings.Contains(body, models.SecretMark) {
			t.Errorf("the digest reads\n%s", body)
		}
		if got := h.tick(); len(got) > 0 {
			t.Errorf("again: %q", got)
		}
	})
}

func TestWhoWantsNoInvitationsIsToldOfChangesInWords(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		h, ada, cohort := over(w), w.Learner("Ada"), w.Cohort("R1", 3)
		h.prefer(ada, models.TopicCalendar, models.MailNot)
		h.enrol(ada, cohort.Code)
		if sent := h.work(); len(sent) != 1 || sent[0].Calendar != "" {
			t.Errorf("sent %d", len(sent))
		}
		h.change(cohort.ID, "UPDATE sessions SET place = 'Room 2' WHERE number = 1")
		if sent := h.work(); len(sent) != 1 || sent[0].Calendar != "" || !strings.HasPrefix(sent[0].Subject, "Changed: ") || !strings.Contains(sent[0].Body, "Room 2") {
			t.Errorf("of the change: %+v", sent)
		}
		h.prefer(ada, models.TopicCalendar, models.MailAtOnce)
		events, methods := invitations(t, h.work())
		if len(events) != 2 || methods[0] != "REQUEST" {
			t.Errorf("wanted again: %v", methods)
		}
		var invalid models.Invalid
		if err := h.Calendar.Prefer(t.Context(), ada, nil); !errors.As(err, &invalid) || len(invalid) != len(models.MailTopics()) {
			t.Errorf("nothing chosen: %v", err)
		}
	})
}

func TestAManagerGetsCopiesWhereThatWasAsked(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		h, ada, cohort := over(w), w.Person("Ada"), w.Cohort("R1", 3)
		mo := w.Manager("Mo", ada)
		ada = w.Again(ada)
		e, err := h.Learning.Enrol(t.Context(), ada, learning.Enrol{Cohort: cohort.Code, CopyManager: true})
		if err != nil {
			t.Fatal(err)
		}
		copies := func() (subjects []string) {
			for _, m := range h.work() {
				if m.Recipient == mo.Email {
					subjects = append(subjects, m.Subject)
				}
			}
			return subjects
		}
		if got := copies(); len(got) != 1 || !strings.Contains(got[0], "Ada has a place") {
			t.Errorf("of a place: %q", got)
		}
		if _, err := h.Learning.Withdraw(t.Context(), ada, learning.Withdraw{Enrolment: e.ID}); err != nil {
			t.Fatal(err)
		}
		if got := copies(); len(got) != 1 || !strings.Contains(got[0], "Ada is not on the cohort") {
			t.Errorf("of leaving: %q", got)
		}
	})
}
