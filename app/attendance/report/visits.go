package report

import (
	"slices"
	"time"
)

// stay adds a visit to the spans of a person. Where only one end is known, the length or the meeting says the other.
func (r *reader) stay(p *person, v visit, whole Report) {
	from, to := r.ends(v, whole)
	switch {
	case from.IsZero() && to.IsZero():
		if v.joined.said || v.left.said {
			r.warn(v.line, "the time cannot be read")
		}
		return
	case from.IsZero():
		from = whole.Start
		if v.length > 0 {
			from = to.Add(-v.length)
		}
		r.warn(v.line, "it does not say when they joined")
	case to.IsZero():
		to = whole.End
		if v.length > 0 {
			to = from.Add(v.length)
		} else {
			r.warn(v.line, "it does not say when they left: counted to the end")
		}
	}
	if to.Before(from) {
		r.warn(v.line, "they left before they joined: left out")
		return
	}
	p.Spans = append(p.Spans, Span{from, to})
}

// ends are when a visit began and ended, as far as it says: a time alone is on the day of the meeting, or on that of joining.
func (r *reader) ends(v visit, whole Report) (from, to time.Time) {
	from, to = r.time(v.joined), r.time(v.left)
	if day := r.day(whole); v.joined.clockOnly && v.joined.ok && !day.IsZero() {
		from = v.joined.on(day)
	}
	if v.left.ok && v.left.clockOnly && !from.IsZero() {
		to = v.left.on(from)
	}
	return from, to
}

// day is the beginning of the day of the meeting, where that is known; it is for times without a day.
func (r *reader) day(whole Report) time.Time {
	day := whole.Start
	if day.IsZero() && len(r.Near) == 1 {
		day = r.Near[0]
	}
	if day.IsZero() {
		return day
	}
	day = day.In(r.Zone)
	return time.Date(day.Year(), day.Month(), day.Day(), 0, 0, 0, 0, r.Zone)
}

// sit makes spans of what a list of joining and leaving says of a person: each joining up to the next leaving.
func (r *reader) sit(p *person, whole Report) {
	if len(p.events) == 0 {
		return
	}
	by := map[string][]event{}
	var order []string
	for _, e := range p.events {
		if r.time(e.at).IsZero() {
			r.warn(e.line, "the time cannot be read")
			continue
		}
		if by[e.in] == nil {
			order = append(order, e.in)
		}
		by[e.in] = append(by[e.in], e)
	}
	for _, in := range order {
		events := by[in]
		slices.SortStableFunc(events, func(a, b event) int { return r.time(a.at).Compare(r.time(b.at)) })
		r.pair(p, events, whole)
	}
}

func (r *reader) pair(p *person, events []event, whole Report) {
	var from time.Time
	for i, e := range events {
		at := r.time(e.at)
		switch {
		case e.what == joined:
			if from.IsZero() {
				from = at
			}
		case !from.IsZero():
			p.Spans, from = append(p.Spans, Span{from, at}), time.Time{}
		case i == 0:
			p.Spans = append(p.Spans, Span{whole.Start, at})
			r.warn(e.line, "they left without having joined: counted from the beginning")
		}
	}
	if !from.IsZero() && !whole.End.Before(from) {
		p.Spans = append(p.Spans, Span{from, whole.End})
	}
}

// forgetLength leaves out a stated length that says no more than the times do. It says more where only the first time that somebody
// joined and the last that they left are given.
func (p *person) forgetLength(visits int) {
	if len(p.Spans) == 0 || !p.HasLength {
		return
	}
	first, last := p.Spans[0].From, p.Spans[0].To
	for _, s := range p.Spans {
		if s.From.Before(first) {
			first = s.From
		}
		if s.To.After(last) {
			last = s.To
		}
	}
	if p.Said+time.Duration(visits)*time.Minute >= Within(p.Spans, first, last) {
		p.HasLength, p.Said = false, 0
	}
}
