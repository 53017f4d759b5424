package calendar_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	ics "github.com/arran4/golang-ical"
	"pgregory.net/rapid"

	"trellis/app/learning"
	"trellis/models"
	"trellis/models/modeltest"
)

// held is an appointment as a calendar holds it.
type held struct {
	sequence     string
	cancelled    bool
	title, place string
	starts, ends time.Time
}

// diary is a calendar that follows RFC 5546: what it is told of a UID counts where its sequence is not below what it has.
type diary map[string]held

func (d diary) take(t testing.TB, text string) {
	t.Helper()
	cal, err := ics.ParseCalendar(strings.NewReader(text))
	if err != nil || len(cal.Events()) != 1 {
		t.Fatalf("%v in\n%s", err, text)
	}
	event := cal.Events()[0]
	value := func(p ics.ComponentProperty) string {
		if found := event.GetProperty(p); found != nil {
			return found.Value
		}
		return ""
	}
	entry := held{sequence: fmt.Sprintf("%05s", value(ics.ComponentPropertySequence)), title: value(ics.ComponentPropertySummary), place: value(ics.ComponentPropertyLocation)}
	entry.cancelled = strings.Contains(text, "METHOD:CANCEL")
	var startProblem, endProblem error
	entry.starts, startProblem = event.GetStartAt()
	entry.ends, endProblem = event.GetEndAt()
	if startProblem != nil || endProblem != nil {
		t.Fatal(startProblem, endProblem)
	}
	if d[event.Id()].sequence <= entry.sequence {
		d[event.Id()] = entry
	}
}

// moments are starts on both sides of the two changes of the clock, and within the doubled hour.
var moments = []time.Time{
	time.Date(2026, 10, 24, 8, 0, 0, 0, time.UTC), time.Date(2026, 10, 25, 0, 30, 0, 0, time.UTC), time.Date(2026, 10, 25, 2, 0, 0, 0, time.UTC),
	time.Date(2026, 10, 26, 9, 0, 0, 0, time.UTC), time.Date(2027, 3, 27, 10, 0, 0, 0, time.UTC), time.Date(2027, 3, 28, 0, 0, 0, 0, time.UTC),
	time.Date(2027, 3, 28, 1, 0, 0, 0, time.UTC), time.Date(2027, 3, 29, 8, 0, 0, 0, time.UTC),
}

// TestMessagesReplayedLeaveTheRightAppointments does what people and planners do in any order, and lets calendars read all
// messages: in their order, each twice, and then all of them again.
func TestMessagesReplayedLeaveTheRightAppointments(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		w.Clock.Set(time.Date(2026, 10, 1, 9, 0, 0, 0, time.UTC))
		h, people, run := over(w), []models.Actor{w.Learner("Ada"), w.Learner("Łukasz"), w.Learner("Chloé")}, 0
		rapid.Check(t, func(r *rapid.T) {
			run++
			cohort := w.CohortOf(w.Course(fmt.Sprintf("C%d", run)), fmt.Sprintf("C%d-1", run), 9, time.Date(2026, 10, 20, 13, 0, 0, 0, time.UTC))
			replay(r, h, cohort, people)
		})
	})
}

func replay(r *rapid.T, h *house, cohort models.Cohort, people []models.Actor) {
	diaries, told := map[string]diary{}, []models.Message{}
	for _, p := range people {
		diaries[p.Email] = diary{}
	}
	read := func() {
		for _, m := range h.work() {
			if m.Calendar != "" {
				told = append(told, m)
				diaries[m.Recipient].take(h.T, m.Calendar)
				diaries[m.Recipient].take(h.T, m.Calendar)
			}
		}
	}
	for range rapid.IntRange(1, 12).Draw(r, "steps") {
		h.Clock.Advance(time.Minute)
		step(r, h, cohort.ID, people[rapid.IntRange(0, len(people)-1).Draw(r, "who")])
		if rapid.Bool().Draw(r, "work") {
			read()
		}
	}
	read()
	h.agree(r, cohort.ID, people, diaries)
	for _, m := range told { // and all of it once more, however late
		diaries[m.Recipient].take(h.T, m.Calendar)
	}
	h.agree(r, cohort.ID, people, diaries)
}

// step does one thing that somebody may do.
func step(r *rapid.T, h *house, id models.ID, who models.Actor) {
	ctx := h.T.Context()
	cohort, err := h.Store.Cohort(ctx, id)
	if err != nil {
		r.Fatal(err)
	}
	sessions, err := h.Store.Sessions(ctx, id)
	if err != nil {
		r.Fatal(err)
	}
	e, err := h.Store.LiveEnrolment(ctx, id, who.ID)
	placed := err == nil && e.State == models.Placed
	switch what := rapid.SampledFrom([]string{"enrol", "enrol", "withdraw", "move", "place", "title", "remove", "call off"}).Draw(r, "what"); {
	case what == "enrol" && !placed && cohort.State == models.CohortOpen:
		h.enrol(who, cohort.Code)
	case what == "withdraw" && placed:
		if _, err := h.Learning.Withdraw(ctx, who, learning.Withdraw{Enrolment: e.ID}); err != nil {
			r.Fatal(err)
		}
	case len(sessions) == 0 || cohort.State != models.CohortOpen:
	case what == "call off" && rapid.IntRange(0, 3).Draw(r, "really") == 0:
		h.callOff(cohort)
	default:
		h.plan(r, what, rapid.SampledFrom(sessions).Draw(r, "session"))
	}
}

// plan changes a session as a planner does.
func (h *house) plan(r *rapid.T, what string, session models.Session) {
	var sets string
	switch what {
	case "move":
		const moment = "2006-01-02 15:04:05+00:00"
		starts := rapid.SampledFrom(moments).Draw(r, "starts")
		sets = "starts = '" + starts.Format(moment) + "', ends = '" + starts.Add(90*time.Minute).Format(moment) + "'"
	case "place":
		sets = "place = '" + rapid.SampledFrom([]string{"Online", "Room 2; first floor, Łódź", ""}).Draw(r, "place") + "'"
	case "title":
		sets = "title = '" + rapid.SampledFrom([]string{"First", "A title, with much in it; and an ü on the fold of the line at seventy-five"}).Draw(r, "title") + "'"
	case "remove":
		h.change(session.CohortID, "DELETE FROM sessions WHERE id = '"+string(session.ID)+"'")
		return
	default:
		return
	}
	h.change(session.CohortID, "UPDATE sessions SET "+sets+" WHERE id = '"+string(session.ID)+"'")
}

// callOff calls a cohort off, as its planner does.
func (h *house) callOff(cohort models.Cohort) {
	h.change(cohort.ID, "UPDATE cohorts SET state = 'cancelled' WHERE id = '"+string(cohort.ID)+"'")
}

// agree compares what calendars hold of a cohort with what they should.
func (h *house) agree(r *rapid.T, id models.ID, people []models.Actor, diaries map[string]diary) {
	ctx := h.T.Context()
	cohort, err := h.Store.Cohort(ctx, id)
	if err != nil {
		r.Fatal(err)
	}
	sessions, err := h.Store.Sessions(ctx, id)
	if err != nil {
		r.Fatal(err)
	}
	for _, p := range people {
		e, err := h.Store.LiveEnrolment(ctx, id, p.ID)
		want := map[string]models.Session{}
		if err == nil && e.State == models.Placed && cohort.State == models.CohortOpen {
			for _, s := range sessions {
				want[string(s.ID)+"@trellis.test"] = s
			}
		}
		for uid, has := range diaries[p.Email] {
			s, wanted := want[uid]
			delete(want, uid)
			if wanted == has.cancelled {
				r.Errorf("%s: %s is cancelled: %t, wanted: %t", p.Name, uid, has.cancelled, wanted)
			} else if wanted && (!has.starts.Equal(s.Starts) || !has.ends.Equal(s.Ends) || has.place != s.PlaceOf(cohort) || !strings.HasSuffix(has.title, ": "+s.Title)) {
				r.Errorf("%s: %s stands as %+v, and is %+v", p.Name, uid, has, s)
			}
		}
		if len(want) > 0 {
			r.Errorf("%s lacks %d appointments", p.Name, len(want))
		}
	}
}
