package generate

import (
	"context"
	"errors"
	"fmt"

	"trellis/models"
	"trellis/models/store"
)

// batch is some of the rows of the network, to be kept together.
type batch struct {
	people      []models.Person
	passwords   []models.Password
	posts       []models.Post
	delegations []models.Delegation
	grants      []models.Grant

	cohorts     []models.Cohort
	sessions    []models.Session
	enrolments  []models.Enrolment
	changes     []models.EnrolmentChange
	offers      []models.Offer
	pairs       []models.Pair
	attendances []models.Attendance
	passes      []models.Pass
	records     []models.CompletionRecord
	replaced    []models.CompletionRecord // kept after those that replace them
	outcomes    []models.RecordOutcome
	interests   []models.Interest

	rounds        []models.Round
	assessments   []models.Assessment
	confirmations []models.Confirmation
	replies       []models.Reply
	answers       []models.Answer
	skills        []models.Skill

	logs            []models.LogEntry
	logCompetencies []models.LogEntryCompetency

	events []models.Event
	jobs   []models.Job

	done int // how many people are finished with it
}

// rows are the lists of the batch in the order in which they refer to each other.
func (b *batch) rows() []any {
	return []any{
		&b.people, &b.passwords, &b.posts, &b.delegations, &b.grants,
		&b.cohorts, &b.sessions, &b.enrolments, &b.changes, &b.offers, &b.pairs, &b.attendances, &b.passes,
		&b.records, &b.replaced, &b.outcomes, &b.interests,
		&b.rounds, &b.assessments, &b.confirmations, &b.replies, &b.answers, &b.skills,
		&b.logs, &b.logCompetencies, &b.jobs,
	}
}

// keeper writes batches, one transaction each, while the next one is made.
type keeper struct {
	ctx     context.Context // ends the making when the writing fails
	stop    context.CancelCauseFunc
	batches chan *batch
	ended   chan struct{}
}

// keep begins to write.
func keep(ctx context.Context, s *store.Store, progress func(people int)) *keeper {
	ctx, stop := context.WithCancelCause(ctx)
	k := &keeper{ctx: ctx, stop: stop, batches: make(chan *batch, 1), ended: make(chan struct{})}
	go func() {
		defer close(k.ended)
		for b := range k.batches {
			if ctx.Err() != nil {
				continue
			}
			if err := s.InBulk(ctx, func(tx *store.Tx) error { return b.keep(ctx, tx) }); err != nil {
				stop(err)
			} else if progress != nil && b.done > 0 {
				progress(b.done)
			}
		}
	}()
	return k
}

func (b *batch) keep(ctx context.Context, tx *store.Tx) error {
	for _, rows := range b.rows() {
		if records, ok := rows.(*[]models.CompletionRecord); ok {
			if err := tx.GiveStatus(ctx, *records); err != nil {
				return err
			}
		}
		if err := tx.Add(ctx, rows); err != nil {
			return fmt.Errorf("keep %T: %w", rows, err)
		}
	}
	return tx.AddEvents(ctx, b.events)
}

// add hands a batch over; it fails when an earlier one could not be kept.
func (k *keeper) add(b *batch) error {
	select {
	case k.batches <- b:
		return nil
	case <-k.ctx.Done():
		return context.Cause(k.ctx)
	}
}

// close waits until everything is kept, and says what could not be.
func (k *keeper) close() error {
	close(k.batches)
	<-k.ended
	err := context.Cause(k.ctx)
	k.stop(nil)
	return err
}

// flush hands over what has been made so far.
func (g *generator) flush(k *keeper) error {
	made := g.batch
	g.batch = &batch{}
	return k.add(made)
}

// inBatch is how many people one batch holds at most.
const inBatch = 500

// keepPeople hands over the people, then their posts, which name others as managers, and what they are entrusted with.
func (g *generator) keepPeople(k *keeper) error {
	entrusted := g.batch
	g.batch = &batch{}
	var problems []error
	for i, m := range g.members {
		g.batch.people = append(g.batch.people, m.Person)
		changed := m.CreatedAt
		g.batch.passwords = append(g.batch.passwords, models.Password{PersonID: m.ID, Hash: g.in.Hash, ChangedAt: changed})
		g.happened(models.Event{Act: "person.added", Subject: "people", SubjectID: m.ID, PersonID: &m.ID, At: m.CreatedAt})
		if m.WelcomedAt != nil {
			g.happened(models.Event{ActorID: &m.ID, Act: "person.welcomed", Subject: "people", SubjectID: m.ID, PersonID: &m.ID, At: *m.WelcomedAt})
		}
		if (i+1)%inBatch == 0 {
			problems = append(problems, g.flush(k))
		}
	}
	problems = append(problems, g.flush(k))
	for i, m := range g.members {
		g.batch.posts = append(g.batch.posts, m.posts...)
		if (i+1)%inBatch == 0 {
			problems = append(problems, g.flush(k))
		}
	}
	g.batch.grants, g.batch.delegations = entrusted.grants, entrusted.delegations
	problems = append(problems, g.flush(k))
	return errors.Join(problems...)
}

// happened writes down what happened, when it did.
func (g *generator) happened(e models.Event) {
	e.ID = store.NewID()
	g.batch.events = append(g.batch.events, e)
}
