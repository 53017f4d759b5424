// Package report reads files about who came: what Teams, Zoom and spreadsheets say of who joined a meeting and left it.
//
// It knows no database and no people: it says what stands in the file, and who that is others decide. Shape, encoding, delimiter
// and the order of day and month are recognised from the content, never from the name.
package report

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"trellis/models"
)

// The limits of a file.
const (
	Largest     = 10 << 20 // bytes
	mostRows    = 60_000
	mostColumns = 200
	longestText = 250 // characters of a name or an address that are kept
	mostSaid    = 50  // warnings
)

// Kind is the shape of a file.
type Kind string

// The shapes that are known.
const (
	TeamsReport    Kind = "teams_report"     // a meeting or webinar, with sections or with a summary above one table
	TeamsList      Kind = "teams_list"       // the older list of who joined and left
	TeamsLiveEvent Kind = "teams_live_event" // who joined and left, in UTC
	Zoom           Kind = "zoom"
	Table          Kind = "table" // any other table of people
)

// Words name the shape as people do.
func (k Kind) Words() string {
	switch k {
	case TeamsReport:
		return "Teams meeting or webinar report"
	case TeamsList:
		return "Teams attendance list"
	case TeamsLiveEvent:
		return "Teams live event report"
	case Zoom:
		return "Zoom report"
	case Table:
	}
	return "table of people"
}

// Report is what a file says.
type Report struct {
	Kind  Kind
	Title string
	// Start and End are those of the meeting, or else when the first joined and the last left; zero where no time is said.
	Start, End time.Time
	People     []Participant
	Warnings   []Warning
	// Sessions tells that the file itself says to which session each person came.
	Sessions bool
}

// Participant is somebody in a file, with all their rows.
type Participant struct {
	Line         int    // where they are named first
	Name         string // as it is shown; may be empty
	Registration string // the address that they registered with
	Email        string // the address that they signed in with
	UPN          string // the name of that account, mostly an address
	Role         string
	Guest        bool // joined as a guest, or under a name that says so
	// Spans are when they were there, as it stands in the file: they may overlap.
	Spans []Span
	// Said is the length that the file states beside or in place of times; 0 for none. HasLength tells that it does.
	Said      time.Duration
	HasLength bool
	Mark      models.Mark // where the file says one
	// Cohort and Session are what the file says in columns of its own.
	Cohort, Session string
}

// Warning is something about a file that does not stand in the way.
type Warning struct {
	Line int // 0: the whole file
	Text string
}

// String is the warning with its line.
func (w Warning) String() string {
	if w.Line == 0 {
		return w.Text
	}
	return "Line " + strconv.Itoa(w.Line) + ": " + w.Text
}

// Addresses are the addresses of the person, the one of the registration first, each once.
func (p Participant) Addresses() []string {
	var list []string
	for _, a := range []string{p.Registration, p.Email, p.UPN} {
		if strings.Contains(a, "@") && !slices.ContainsFunc(list, func(b string) bool { return strings.EqualFold(a, b) }) {
			list = append(list, a)
		}
	}
	return list
}

// Unreadable says why a file cannot be read, for people.
type Unreadable struct{ Problem string }

func (u Unreadable) Error() string { return u.Problem }

const wanted = "Choose a Teams attendance report, a Zoom participants report, or a CSV file with the columns email or name, and minutes or mark"

// Options are what helps to read a file.
type Options struct {
	// Near are the days on which it may have been: where day and month could be either, they decide.
	Near []time.Time
	// Zone is that of times without one; nil is UTC.
	Zone *time.Location
}

// Read says what stands in a file. A file that is none of the known shapes answers Unreadable.
func Read(content []byte, o Options) (Report, error) {
	if o.Zone == nil {
		o.Zone = time.UTC
	}
	if len(content) > Largest {
		return Report{}, Unreadable{"The file is larger than 10 MB. " + wanted}
	}
	text, err := decode(content)
	if err != nil {
		return Report{}, err
	}
	r := &reader{Options: o, index: map[string]int{}}
	rows, err := split(text)
	if err != nil {
		return Report{}, err
	}
	if sections := sectioned(rows); sections != nil {
		err = r.sections(sections)
	} else {
		err = r.tables(rows)
	}
	if err != nil {
		return Report{}, err
	}
	return r.report()
}

// reader takes a file in: first all that stands in it, and then, when it is known which number is the month, the times.
type reader struct {
	Options
	kind       Kind
	title      string
	start, end clock
	people     []*person
	index      map[string]int // of people, by what tells them apart
	clocks     []clock        // all that are read, to tell day from month
	warnings   []Warning
	sessions   bool
	unsaid     int // warnings beyond the most that are kept
	dayFirst   bool
}

// person is somebody with times that are not resolved yet.
type person struct {
	Participant
	visits     []visit
	activities []visit // of a Teams report: each time that they joined
	events     []event
}

type visit struct {
	line         int
	joined, left clock
	length       time.Duration
}

type event struct {
	line int
	at   clock
	what string
	in   string // the sitting that it belongs to
}

func (r *reader) warn(line int, format string, values ...any) {
	if len(r.warnings) == mostSaid {
		r.unsaid++
		return
	}
	r.warnings = append(r.warnings, Warning{Line: line, Text: fmt.Sprintf(format, values...)})
}

// report resolves what was read.
func (r *reader) report() (Report, error) {
	if len(r.people) == 0 {
		return Report{}, Unreadable{"The file names nobody. " + wanted}
	}
	r.decideOrder()
	out := Report{Kind: r.kind, Title: r.title, Start: r.time(r.start), End: r.time(r.end), Sessions: r.sessions}
	first, last := r.bounds()
	if out.Start.IsZero() {
		out.Start = first
	}
	if out.End.IsZero() || out.End.Before(out.Start) {
		out.End = last
	}
	for _, p := range r.people {
		visits := p.visits
		if len(p.activities) > 0 {
			visits, p.Said, p.HasLength = p.activities, 0, false
		}
		for _, v := range visits {
			r.stay(p, v, out)
		}
		r.sit(p, out)
		p.forgetLength(len(visits))
		out.People = append(out.People, p.Participant)
	}
	if r.unsaid > 0 {
		r.warnings = append(r.warnings, Warning{Text: "There are " + strconv.Itoa(r.unsaid) + " more warnings than are shown"})
	}
	out.Warnings = r.warnings
	return out, nil
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

// bounds are the first and the last time that anybody joined or left.
func (r *reader) bounds() (first, last time.Time) {
	take := func(c clock) {
		t := r.time(c)
		if t.IsZero() {
			return
		}
		if first.IsZero() || t.Before(first) {
			first = t
		}
		if t.After(last) {
			last = t
		}
	}
	for _, p := range r.people {
		for _, v := range slices.Concat(p.visits, p.activities) {
			take(v.joined)
			take(v.left)
		}
		for _, e := range p.events {
			take(e.at)
		}
	}
	return first, last
}

// stay adds a visit to the spans of a person. Where only one end is known, the length or the meeting says the other.
func (r *reader) stay(p *person, v visit, whole Report) {
	from, to := r.time(v.joined), r.time(v.left)
	if day := r.day(whole); v.joined.clockOnly && v.joined.ok && !day.IsZero() {
		from = v.joined.on(day)
	}
	if v.left.ok && v.left.clockOnly && !from.IsZero() {
		to = v.left.on(from)
	}
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
