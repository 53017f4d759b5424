package generate

import (
	"time"

	"trellis/models"
	"trellis/models/store"
)

// leave takes somebody off the cohort or its waiting list, and offers what they held to the next in line.
func (l *line) leave(a *asked, to models.EnrolmentState, by *models.ID, reason string, at time.Time) {
	held, waited, applied := a.State.HoldsPlace(), a.State == models.Waiting, a.State == models.Applied
	if !l.move(a, to, by, reason, at) {
		return
	}
	switch {
	case waited:
		l.unqueue(a)
	case applied:
		l.applied--
	case held:
		l.held--
		a.m.free(l.run)
	}
	l.settle(a, at)
	a.m.taken = without(a.m.taken, l.run.course.place)
	l.freed(at)
}

// settle closes the offer that somebody had.
func (l *line) settle(a *asked, at time.Time) {
	if a.offer != nil && a.offer.ClosedAt == nil {
		for i := range l.g.batch.offers {
			if l.g.batch.offers[i].ID == a.offer.ID {
				l.g.batch.offers[i].ClosedAt = &at
			}
		}
		a.offer.ClosedAt = &at
	}
}

func (l *line) unqueue(a *asked) { l.wait = without(l.wait, a) }

func without[T comparable](list []T, gone T) []T {
	kept := list[:0:0]
	for _, item := range list {
		if item != gone {
			kept = append(kept, item)
		}
	}
	return kept
}

// free gives the times of the cohort's sessions back.
func (m *member) free(r *run) {
	for _, s := range r.sessions {
		m.busy = without(m.busy, span{s.Starts, s.Ends})
	}
}

// freed offers every place that nobody holds to the first in line, until the cohort starts.
func (l *line) freed(at time.Time) {
	for l.run.cohort.OffersAt(at) && len(l.wait) > 0 && l.run.cohort.Free(l.held) > 0 {
		a := l.wait[0]
		l.wait = l.wait[1:]
		if !l.move(a, models.Offered, nil, "a place became free", at) {
			continue
		}
		l.held++
		a.m.give(l.run)
		o := l.run.cohort.Offer(a.Enrolment, at)
		o.ID, o.Token = store.NewID(), l.token()
		a.offer = &o
		l.g.batch.offers = append(l.g.batch.offers, o)
		l.await(a, o)
	}
}

// token opens an offer without a sign-in. It is made by chance that anybody can repeat: nothing here is anybody's.
func (l *line) token() string {
	text := make([]byte, 26)
	for i := range text {
		text[i] = models.RecordLetters[l.c.IntN(len(models.RecordLetters))]
	}
	return string(text)
}

// await lets somebody take an offer, turn it down, or let it run out; an offer that is open now owes its end.
func (l *line) await(a *asked, o models.Offer) {
	answer := o.MadeAt.Add(time.Duration(l.c.Float64() * float64(o.ExpiresAt.Sub(o.MadeAt)))).Truncate(time.Second)
	switch n := l.c.IntN(100); {
	case n < 72:
		l.due.add(answer, func() {
			if l.move(a, models.Placed, &a.m.ID, "took the offer", answer) {
				l.settle(a, answer)
				l.mayLeave(a, answer, 5)
			}
		})
	case n < 85:
		l.due.add(answer, func() {
			if a.State == models.Offered {
				l.leave(a, models.Declined, &a.m.ID, "turned the offer down", answer)
			}
		})
	default:
		answer = o.ExpiresAt
		l.due.add(answer, func() {
			if a.State == models.Offered {
				l.leave(a, models.Lapsed, nil, "no reply in time", answer)
			}
		})
	}
	if !answer.Before(l.g.now) {
		l.g.batch.jobs = append(l.g.batch.jobs, models.Job{
			ID: store.NewID(), Kind: models.LapseOffer, SubjectID: o.ID, State: models.JobReady, RunAt: o.ExpiresAt, CreatedAt: o.MadeAt,
		})
	}
}

// decide answers an application.
func (l *line) decide(a *asked, at time.Time) {
	if a.State != models.Applied {
		return
	}
	by := &l.run.trainer.ID
	if l.c.percent(15) {
		l.leave(a, models.Refused, by, among(l.c, l.g.words.learning.Refusals), at)
		return
	}
	l.applied--
	if l.run.cohort.Full(l.held, len(l.wait)) {
		l.move(a, models.Waiting, by, "approved, and no place is free", at)
		l.wait = append(l.wait, a)
		return
	}
	l.move(a, models.Placed, by, "approved", at)
	l.hold(a, at)
}

// begin sends those home who still wait when the cohort starts.
func (l *line) begin() {
	at := l.run.cohort.Starts
	for _, a := range l.asked {
		if a.State.InLine() {
			l.leave(a, models.Withdrawn, nil, l.g.words.learning.NoPlace, at)
		}
	}
}

// callOff cancels the cohort, with everybody on it.
func (l *line) callOff(at time.Time) {
	l.run.cohort.State = models.CohortCancelled
	reason := among(l.c, l.g.words.learning.Cancellations)
	for _, a := range l.asked {
		if a.State.MayBecome(models.Cancelled) {
			l.leave(a, models.Cancelled, &l.run.trainer.ID, reason, at)
		}
	}
	l.g.happened(models.Event{ActorID: &l.run.trainer.ID, Act: "cohort.cancelled", Subject: "cohorts", SubjectID: l.run.cohort.ID, At: at})
}
