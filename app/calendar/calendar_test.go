package calendar_test

import (
	"context"
	"strings"
	"testing"
	"time"

	ics "github.com/arran4/golang-ical"

	"trellis/app"
	"trellis/app/files"
	"trellis/app/learning"
	"trellis/app/outbox"
	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/store"
	"trellis/views/mail"
)

func TestMain(m *testing.M) { modeltest.Main(m) }

// house is the whole product over a world, with a post that keeps what it is given.
type house struct {
	*modeltest.World
	*app.App
	sent []models.Message
}

func (h *house) Send(_ context.Context, m models.Message) error {
	h.sent = append(h.sent, m)
	return nil
}

func over(w *modeltest.World) *house {
	h := &house{World: w}
	h.App = app.New(w.Store, app.Config{BaseURL: "https://trellis.test", Secret: "secret", MailFrom: "The network <trellis@example.org>"}, mail.Letters{}, h, &files.Memory{})
	return h
}

// work does all that is due, and all that follows from it; it answers the messages that went out.
func (h *house) work() []models.Message {
	h.T.Helper()
	h.sent = nil
	for {
		n, err := h.Outbox.Once(h.T.Context())
		if err != nil {
			h.T.Fatal(err)
		}
		if n == 0 {
			return h.sent
		}
	}
}

// invitations are those of the messages that calendars read.
func invitations(t testing.TB, messages []models.Message) (list []*ics.VEvent, methods []string) {
	t.Helper()
	for _, m := range messages {
		if m.Calendar == "" {
			continue
		}
		cal, err := ics.ParseCalendar(strings.NewReader(m.Calendar))
		if err != nil || len(cal.Events()) != 1 {
			t.Fatalf("%v in\n%s", err, m.Calendar)
		}
		for _, p := range cal.CalendarProperties {
			if p.IANAToken == "METHOD" {
				methods = append(methods, p.Value)
			}
		}
		list = append(list, cal.Events()[0])
	}
	return list, methods
}

func (h *house) enrol(a models.Actor, code string) models.Enrolment {
	h.T.Helper()
	e, err := h.Learning.Enrol(h.T.Context(), a, learning.Enrol{Cohort: code})
	if err != nil {
		h.T.Fatal(err)
	}
	return e
}

// change changes the sessions of a cohort and tells calendars, as planning does.
func (h *house) change(cohort models.ID, sql string) {
	h.T.Helper()
	modeltest.Plant(h.T, h.Store, sql)
	h.In(func(ctx context.Context, tx *store.Tx) error {
		return tx.Owe(ctx, []models.Job{{Kind: models.KeepCalendars, SubjectID: cohort}})
	})
}

func TestAPlaceIsAnInvitationToEachSession(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		h, ada, ben, cohort := over(w), w.Learner("Ada"), w.Learner("Ben"), w.Cohort("R1", 1)
		place := h.enrol(ada, cohort.Code)
		h.enrol(ben, cohort.Code) // waits, and is invited to nothing
		events, methods := invitations(t, h.work())
		if len(events) != 2 || methods[0] != "REQUEST" {
			t.Fatalf("%d invitations %v", len(events), methods)
		}
		text := h.sent[len(h.sent)-1].Calendar
		for _, line := range []string{
			"DTSTART;TZID=Europe/London:2026122", "BEGIN:VTIMEZONE", "SEQUENCE:0", "STATUS:CONFIRMED", "ORGANIZER;CN=The network:mailto:trellis@example.org",
			"RSVP=TRUE", "@trellis.test\r\n", "https://trellis.test/enrolments/" + string(place.ID),
		} {
			if !strings.Contains(strings.ReplaceAll(text, "\r\n ", ""), line) {
				t.Errorf("the invitation lacks %q:\n%s", line, text)
			}
		}
		if again := h.work(); len(again) > 0 {
			t.Errorf("told again: %d", len(again))
		}

		h.change(cohort.ID, "UPDATE sessions SET place = 'Room 2' WHERE number = 2")
		events, methods = invitations(t, h.work())
		if len(events) != 1 || methods[0] != "REQUEST" || events[0].GetProperty(ics.ComponentPropertySequence).Value != "1" {
			t.Errorf("of a new place: %v %v", methods, events)
		}

		if _, err := h.Learning.Withdraw(t.Context(), ada, learning.Withdraw{Enrolment: place.ID}); err != nil {
			t.Fatal(err)
		}
		events, methods = invitations(t, h.work())
		if len(events) != 2 || methods[0] != "CANCEL" || events[0].GetProperty(ics.ComponentPropertyStatus).Value != "CANCELLED" {
			t.Errorf("of a withdrawal: %v", methods)
		}
	})
}

func TestTheTimeIsThatOfLondonOnBothSidesOfTheClockChange(t *testing.T) {
	w := modeltest.New(t)
	w.Clock.Set(time.Date(2026, 10, 1, 9, 0, 0, 0, time.UTC))
	h, ada := over(w), w.Learner("Ada")
	cohort := w.CohortOf(w.Course("R1"), "R1-1", 3, time.Date(2026, 10, 20, 13, 0, 0, 0, time.UTC)) // 2pm BST, and then 1pm GMT
	h.enrol(ada, cohort.Code)
	h.work()
	var text string
	for _, m := range h.sent {
		text += m.Calendar
	}
	for _, line := range []string{"DTSTART;TZID=Europe/London:20261020T140000", "DTSTART;TZID=Europe/London:20261027T130000"} {
		if !strings.Contains(text, line) {
			t.Errorf("it lacks %s:\n%s", line, text)
		}
	}
}

var _ outbox.Post = (*house)(nil)
