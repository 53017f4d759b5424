package doctor

import (
	"context"
	"fmt"
	"time"

	"trellis/models"
	"trellis/models/store"
)

// events asks whether the events are those that were kept: none edited, none missing, none come in later.
func events(ctx context.Context, r store.Reads, _ *store.Store) (Check, error) {
	w := &walk{events: &eventStream{read: func(after models.ID) ([]models.Event, error) { return r.EventsAfter(ctx, after, page) }}}
	for last, more := 0, true; more; {
		seals, err := r.SealsAfter(ctx, last, page)
		if err != nil {
			return Check{}, err
		}
		for _, seal := range seals {
			if err := w.under(seal); err != nil {
				return Check{}, err
			}
			last = seal.Number
		}
		more = len(seals) == page
	}
	if err := w.beyond(); err != nil {
		return Check{}, err
	}
	check := w.check("events")
	switch check.Status {
	case OK:
		check.Summary = fmt.Sprintf("%s as kept, under %s; %s.", counted(w.sealed, "event is", "events are"), counted(w.seals, "seal", "seals"),
			counted(w.open, "is not sealed yet", "are not sealed yet"))
	case Fault:
		check.Summary = "Events were edited, taken away or added by other hands: keep a copy of the database, and compare with a backup to see what was done."
	case Warning:
		check.Summary = counted(w.bare, "event has", "events have") + " no digest and no seal, as those of an earlier version: trellis serve seals them within a quarter of an hour."
	}
	return check, nil
}

// walk goes through all events in the order of their ids, from seal to seal.
type walk struct {
	findings
	events *eventStream
	seal   models.Seal // the last one
	// doubt is what was found under the last seal, until the next one tells whether its events or the seal itself are wrong.
	doubt               *doubt
	seals, sealed, open int
	bare                int // events without a digest under no seal
}

// doubt is a seal that does not agree with its events, and the digest that they make.
type doubt struct {
	seal   models.Seal
	digest string
	how    string
}

// under compares a seal with the events up to its last one.
func (w *walk) under(seal models.Seal) error {
	run := &run{digest: w.seal.Digest, asKept: w.seal.Digest}
	if w.doubt != nil {
		run.ifSealWrong = w.doubt.digest
	}
	before := w.seal
	for {
		e, err := w.events.peek()
		if err != nil {
			return err
		}
		if e == nil || e.ID > seal.LastID {
			break
		}
		w.edited(*e)
		run.add(*e)
		w.events.pop()
	}
	w.settle(before, seal, run)
	w.seal, w.seals, w.sealed = seal, w.seals+1, w.sealed+run.count
	return nil
}

// settle decides what the events under a seal tell.
func (w *walk) settle(before, seal models.Seal, run *run) {
	gap := seal.Number != before.Number+1
	if gap {
		w.one(Fault, "seals "+fmt.Sprint(before.Number+1), "it is missing: the next one is "+fmt.Sprint(seal.Number))
	}
	agrees := run.digest == seal.Digest
	switch {
	case w.doubt == nil:
	case agrees: // so the seal before is right, and its events are not
		w.flush("")
	case run.ifSealWrong == seal.Digest:
		w.doubt.how, agrees = "its digest was changed: its events agree with the seal that follows", true
		w.flush("")
	default:
		w.flush(orSeal)
	}
	switch {
	case agrees && !gap && run.count != seal.Events:
		w.one(Fault, sealAt(seal), fmt.Sprintf("it was changed: it says %s, and its digest is that of %d", counted(seal.Events, "event", "events"), run.count))
	case agrees:
	case run.asKept == seal.Digest: // the edited events have been named, and nothing else is wrong
	default:
		w.doubt = &doubt{seal: seal, digest: run.digest, how: run.against(before, seal, gap)}
	}
}

// orSeal is what else may be wrong where no later seal agrees with this one.
const orSeal = "; or the seal itself was changed"

// flush notes what was found under the last seal.
func (w *walk) flush(or string) {
	if w.doubt != nil {
		w.one(Fault, sealAt(w.doubt.seal), w.doubt.how+or)
	}
	w.doubt = nil
}

func sealAt(s models.Seal) string { return fmt.Sprintf("seals %d", s.Number) }

// beyond looks at the events that no seal closes yet.
func (w *walk) beyond() error {
	w.flush(orSeal)
	for {
		e, err := w.events.peek()
		if err != nil || e == nil {
			return err
		}
		w.edited(*e)
		w.open++
		if e.Digest == "" {
			w.bare++
			w.add(Warning, "events "+string(e.ID), "it has no digest, and no seal closes it")
		}
		w.events.pop()
	}
}

// edited names an event that says something else than when it was kept.
func (w *walk) edited(e models.Event) {
	if e.Edited() {
		w.add(Fault, "events "+string(e.ID), fmt.Sprintf("it was edited since it was kept; it says now: %s, %s %s, at %s", e.Act, e.Subject, e.SubjectID, e.At.UTC().Format(time.RFC3339)))
	}
}

// eventStream reads events a page at a time.
type eventStream struct {
	read func(after models.ID) ([]models.Event, error)
	list []models.Event
	last models.ID
	done bool
}

// peek is the next event; nil after the last.
func (s *eventStream) peek() (*models.Event, error) {
	if len(s.list) == 0 && !s.done {
		list, err := s.read(s.last)
		if err != nil {
			return nil, err
		}
		s.list, s.done = list, len(list) < page
		if len(list) > 0 {
			s.last = list[len(list)-1].ID
		}
	}
	if len(s.list) == 0 {
		return nil, nil
	}
	return &s.list[0], nil
}

func (s *eventStream) pop() { s.list = s.list[1:] }
