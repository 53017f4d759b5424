package report

import (
	"slices"
	"time"
)

// Span is a time during which somebody was there.
type Span struct{ From, To time.Time }

// Within is how long somebody was there between two times: what they missed in between does not count, nor does time twice that
// they were there with two devices.
func Within(spans []Span, from, to time.Time) time.Duration {
	sorted := slices.Clone(spans)
	slices.SortFunc(sorted, func(a, b Span) int { return a.From.Compare(b.From) })
	var total time.Duration
	reached := from
	for _, s := range sorted {
		if s.From.Before(reached) {
			s.From = reached
		}
		if s.To.After(to) {
			s.To = to
		}
		if s.From.Before(s.To) {
			total += s.To.Sub(s.From)
			reached = s.To
		}
	}
	return total
}

// Minutes is how long the person was at a session, to the nearest minute: not more than it took, and at least one for whoever was
// there at all. Known tells whether the file says so; otherwise it names the person and no more.
func (p Participant) Minutes(from, to time.Time) (minutes int, known bool) {
	if len(p.Spans) == 0 && !p.HasLength {
		return 0, false
	}
	present := p.Said
	if len(p.Spans) > 0 {
		present = Within(p.Spans, from, to)
		if p.HasLength {
			present = min(present, p.Said)
		}
	}
	whole := max(to.Sub(from), 0)
	present = min(max(present, 0), whole)
	if present > 0 {
		minutes = max(int(present.Round(time.Minute)/time.Minute), 1)
	}
	return min(minutes, int(whole/time.Minute)), true
}

// Join is the two as one person: of somebody who came under two names or addresses.
func (p Participant) Join(other Participant) Participant {
	switch {
	case len(p.Spans) > 0 && p.HasLength, len(other.Spans) > 0 && other.HasLength:
		p.Spans, other.Spans = slices.Concat(p.capped(), other.capped()), nil
		p.HasLength, p.Said = false, 0
		if len(p.Spans) == 0 {
			p.HasLength = true
		}
		return p.joinMark(other)
	case len(other.Spans) > 0 && len(p.Spans) == 0:
		p.Spans, p.Said, p.HasLength = other.Spans, 0, false
	case len(p.Spans) > 0:
		p.Spans, p.Said, p.HasLength = slices.Concat(p.Spans, other.Spans), 0, false
	default:
		p.Said, p.HasLength = max(p.Said, 0)+max(other.Said, 0), p.HasLength || other.HasLength
	}
	return p.joinMark(other)
}

func (p Participant) joinMark(other Participant) Participant {
	if p.Mark == "" {
		p.Mark = other.Mark
	}
	return p
}

// capped are the spans of a person no longer than the length that the file states: the first of them.
func (p Participant) capped() []Span {
	if !p.HasLength {
		return p.Spans
	}
	left := p.Said
	var list []Span
	for _, s := range p.Spans {
		if length := s.To.Sub(s.From); length > left {
			s.To = s.From.Add(left)
		}
		if s.From.Before(s.To) {
			left -= s.To.Sub(s.From)
			list = append(list, s)
		}
	}
	return list
}
