package doctor_test

import (
	"fmt"
	"strings"
	"testing"

	"trellis/app/doctor"
	"trellis/models"
	"trellis/models/modeltest"
)

// at is a place among the events of the sound network: four under each of two seals, then five that are not sealed.
func at(i int) func(n *network) string {
	return func(n *network) string { return "events " + string(n.events[i].ID) }
}

func theSeal(number int) func(n *network) string {
	return func(*network) string { return fmt.Sprintf("seals %d", number) }
}

func on(i int, statement string) func(n *network) []string {
	return func(n *network) []string { return []string{statement + " WHERE id = '" + string(n.events[i].ID) + "'"} }
}

// forged changes an event together with its digest.
func forged(i int) func(n *network) []string {
	return func(n *network) []string {
		e := n.events[i]
		e.Act = "forged"
		return on(i, "UPDATE events SET act = 'forged', digest = '"+e.Fingerprint()+"'")(n)
	}
}

// comesIn adds an event after another, with a right digest.
func comesIn(after int) func(n *network) []string {
	return func(n *network) []string {
		e := models.Event{ID: n.events[after].ID + "0", Act: "forged", Subject: "people", SubjectID: n.ada.ID, At: n.Store.Now()}
		return []string{fmt.Sprintf("INSERT INTO events (id, act, subject, subject_id, at, digest) VALUES ('%s', '%s', '%s', '%s', '%s', '%s')",
			e.ID, e.Act, e.Subject, e.SubjectID, e.At.Format("2006-01-02 15:04:05.999999"), e.Fingerprint())}
	}
}

func TestWhatWasDoneToEventsIsFound(t *testing.T) {
	const mayBeTheSeal = "; or the seal itself was changed"
	finds(t, []planted{
		{
			name: "edited under a seal", both: true, check: "events", status: doctor.Fault, found: 1, where: at(1), how: "it was edited since it was kept; it says now: forged, enrolments",
			plant: on(1, "UPDATE events SET act = 'forged'"),
		},
		{
			name: "edited under no seal", check: "events", status: doctor.Fault, found: 1, where: at(9), how: "it was edited since it was kept",
			plant: on(9, "UPDATE events SET actor_id = NULL, at = '2026-11-01 09:00:00+00:00'"),
		},
		{
			name: "two edited under a seal", check: "events", status: doctor.Fault, found: 2, where: at(0), how: "it was edited",
			plant: func(n *network) []string {
				return append(on(0, "UPDATE events SET act = 'forged'")(n), on(2, "UPDATE events SET act = 'forged'")(n)...)
			},
		},
		{
			name: "edited with its digest", both: true, check: "events", status: doctor.Fault, found: 1, where: theSeal(1), how: "was changed together with its digest, or replaced",
			plant: forged(1),
		},
		{
			name: "edited with its digest under the last seal", check: "events", status: doctor.Fault, found: 1, where: theSeal(2), how: "or replaced" + mayBeTheSeal,
			plant: forged(5),
		},
		{
			name: "gone under a seal", both: true, check: "events", status: doctor.Fault, found: 1, where: theSeal(1), how: "1 event is missing up to event",
			plant: on(1, "DELETE FROM events"),
		},
		{
			name: "the last under a seal is gone", check: "events", status: doctor.Fault, found: 1, where: theSeal(1), how: "is missing",
			plant: on(3, "DELETE FROM events"),
		},
		{
			name: "the last under the last seal is gone", check: "events", status: doctor.Fault, found: 1, where: theSeal(2), how: "is missing" + mayBeTheSeal,
			plant: on(7, "DELETE FROM events"),
		},
		{
			name: "two are gone", check: "events", status: doctor.Fault, found: 1, where: theSeal(2), how: "is missing, and 1 more after event",
			plant: func(n *network) []string {
				return append(on(7, "DELETE FROM events")(n), on(5, "DELETE FROM events")(n)...)
			},
		},
		{
			name: "come in under a seal", both: true, check: "events", status: doctor.Fault, found: 1, where: theSeal(1), how: "0 came in after the seal",
			plant: comesIn(1),
		},
		{
			name: "replaced", check: "events", status: doctor.Fault, found: 1, where: theSeal(1), how: "or replaced",
			plant: func(n *network) []string { return append(on(2, "DELETE FROM events")(n), comesIn(1)(n)...) },
		},
		{
			name: "the digest of a seal", check: "events", status: doctor.Fault, found: 1, where: theSeal(1), how: "its digest was changed: its events agree with the seal that follows",
			plant: func(*network) []string { return []string{"UPDATE seals SET digest = 'forged' WHERE number = 1"} },
		},
		{
			name: "the count of a seal", check: "events", status: doctor.Fault, found: 1, where: theSeal(2), how: "it was changed: it says 9 events, and its digest is that of 4",
			plant: func(*network) []string { return []string{"UPDATE seals SET events = 9 WHERE number = 2"} },
		},
		{
			name: "a seal is gone", check: "events", status: doctor.Fault, found: 1, where: theSeal(1), how: "it is missing: the next one is 2",
			plant: func(*network) []string { return []string{"DELETE FROM seals WHERE number = 1"} },
		},
		{
			name: "a seal and an event are gone", check: "events", status: doctor.Fault, found: 2, where: theSeal(1), how: "it is missing",
			plant: func(n *network) []string {
				return append(on(2, "DELETE FROM events")(n), "DELETE FROM seals WHERE number = 1")
			},
		},
		{
			name: "no digest and no seal", check: "events", status: doctor.Warning, found: 1, where: at(10), how: "it has no digest, and no seal closes it",
			plant: on(10, "UPDATE events SET digest = ''"),
		},
	})
}

// An installation of an earlier version has events without digests; once they are sealed, nobody need worry.
func TestEventsWithoutADigestAreSoundUnderASeal(t *testing.T) {
	n := sound(modeltest.New(t))
	modeltest.Plant(t, n.Store, on(2, "UPDATE events SET digest = ''")(n)...)
	healthy(t, examine(t, n.Store))
	modeltest.Plant(t, n.Store, on(2, "UPDATE events SET act = 'forged'")(n)...)
	if c := check(t, examine(t, n.Store), "events"); c.Status != doctor.Fault || !strings.Contains(c.Examples[0].Problem, "an event up to event") {
		t.Errorf("an edit of it is not found: %+v", c)
	}
}

// However many are at fault, the report stays short and says how many.
func TestAReportGivesTwentyExamplesAndTheWholeCount(t *testing.T) {
	w := modeltest.New(t)
	n := sound(w)
	var add []string
	for i := range 30 {
		add = append(add, fmt.Sprintf("INSERT INTO messages (id, job_id, person_id, recipient, subject, body, calendar, secret, secret_of, state, problem, created_at) VALUES ('m%02d', 'gone%d', 'gone', '', '', '', '', '', '', 'kept', '', '2026-11-23 09:00:00+00:00')", i, i))
	}
	modeltest.Plant(t, n.Store, append(add, "UPDATE looks SET viewer_id = 'gone'")...)
	c := check(t, examine(t, n.Store), "references")
	if c.Found != 61 || len(c.Examples) != 20 { // thirty messages have no job and no person, and one look has no viewer
		t.Fatalf("%d found, with %d examples", c.Found, len(c.Examples))
	}
	if !strings.HasPrefix(c.Examples[0].Where, "looks ") {
		t.Errorf("the many hide the one: %+v", c.Examples)
	}
}
