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
	if out.End.Before(out.Start) {
		out.End = out.Start
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
