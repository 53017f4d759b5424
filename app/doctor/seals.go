package doctor

import (
	"fmt"
	"strings"
	"time"

	"trellis/models"
)

// tried is under how many events one that came in later is looked for: each is left out once, and all after it counted anew.
const tried = 2000

// run are the events under one seal, as they are found.
type run struct {
	digest string // of the seal before, and of these events
	// asKept is the same with the digests that the events had when they were kept, and ifSealWrong begins with the digest
	// that the events before make, where the seal before them says another.
	asKept, ifSealWrong string

	count       int
	first, last models.Event
	ids         []models.ID // of the first so many, with their fingerprints
	prints      []string
}

func (r *run) add(e models.Event) {
	if r.count == 0 {
		r.first = e
	}
	r.last = e
	r.count++
	says := e.Fingerprint()
	kept := says
	if e.Edited() {
		kept = e.Digest
	}
	r.digest = models.Chain(r.digest, says)
	r.asKept = models.Chain(r.asKept, kept)
	if r.ifSealWrong != "" {
		r.ifSealWrong = models.Chain(r.ifSealWrong, says)
	}
	if len(r.prints) <= tried {
		r.ids, r.prints = append(r.ids, e.ID), append(r.prints, kept)
	}
}

// against says how the events differ from those that the seal closed, as exactly as can be.
func (r *run) against(before, seal models.Seal, gap bool) string {
	if gap {
		return "its events do not agree with it and the last seal that is there: some were changed, taken away or added"
	}
	between := r.between(before, seal)
	lastGone := r.count == 0 || r.last.ID != seal.LastID
	switch missing := seal.Events - r.count; {
	case missing == 1 && lastGone:
		return fmt.Sprintf("event %s is missing", seal.LastID)
	case missing > 0 && lastGone:
		return fmt.Sprintf("event %s is missing, and %d more %s", seal.LastID, missing-1, between)
	case missing > 0:
		return fmt.Sprintf("%s missing %s", counted(missing, "event is", "events are"), between)
	case missing == -1:
		if id, found := r.intruder(before.Digest, seal.Digest); found {
			return fmt.Sprintf("event %s came in after the seal", id)
		}
		return "1 event too many stands " + between + ", or others were changed"
	case missing < 0:
		return fmt.Sprintf("%d events too many stand %s", -missing, between)
	case lastGone:
		return fmt.Sprintf("event %s is missing, and another came in %s", seal.LastID, between)
	}
	return "an event " + between + " was changed together with its digest, or replaced"
}

// between says where the events are: after the last of the seal before, and up to that of this one.
func (r *run) between(before, seal models.Seal) string {
	var text strings.Builder
	text.WriteString("up to event " + string(seal.LastID))
	if before.LastID.Known() {
		text.Reset()
		text.WriteString("after event " + string(before.LastID) + " and up to event " + string(seal.LastID))
	}
	if r.count > 0 {
		fmt.Fprintf(&text, " (%s to %s)", r.first.At.UTC().Format(time.RFC3339), r.last.At.UTC().Format(time.RFC3339))
	}
	return text.String()
}

// intruder finds the event without which the others agree with the seal.
func (r *run) intruder(before, sealed string) (models.ID, bool) {
	if r.count != len(r.prints) {
		return "", false
	}
	for i, upTo := 0, before; i < len(r.prints); i++ {
		rest := upTo
		for _, later := range r.prints[i+1:] {
			rest = models.Chain(rest, later)
		}
		if rest == sealed {
			return r.ids[i], true
		}
		upTo = models.Chain(upTo, r.prints[i])
	}
	return "", false
}
