package attendance

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"
	"time"

	"trellis/app/attendance/report"
	"trellis/models"
	"trellis/models/store"
)

// countAlike counts, for each name in the files, the people whom no address tells, by their addresses.
func (l *looked) countAlike() {
	seen := map[string]bool{}
	for _, f := range l.page.Files {
		for _, p := range f.Report.People {
			if _, found := l.known.byAddress(p); found || p.Name == "" {
				continue
			}
			name := store.Fold(p.Name)
			if key := name + "\x00" + store.Fold(strings.Join(p.Addresses(), " ")); !seen[key] {
				seen[key] = true
				l.alike[name]++
			}
		}
	}
}

// place says of each person in a file who they are and at which session they were.
func (l *looked) place(f *LookedFile) {
	for _, p := range f.Report.People {
		if p.Cohort != "" && !strings.EqualFold(p.Cohort, l.page.Code) {
			f.Unknown = append(f.Unknown, report.Warning{Line: p.Line, Text: "this is about the cohort " + p.Cohort + ", and left out"})
			continue
		}
		number := f.Session
		if f.Report.Sessions {
			if number = l.sessionCalled(p.Session); number == 0 {
				f.Unknown = append(f.Unknown, report.Warning{Line: p.Line, Text: "no session that has begun is called " + strconv.Quote(p.Session) + ": want its number, its day or its title"})
				continue
			}
		}
		l.put(f, p, number)
	}
}

// put notes somebody at a session; number 0 is none.
func (l *looked) put(f *LookedFile, p report.Participant, number int) {
	m := l.known.find(p, l.alike[store.Fold(p.Name)])
	key := ""
	if m.enrolment == "" && m.trainer == "" {
		key = questionOf(*f, p)
		l.ask(key, p, m, number)
		if id := models.ID(l.in.Who[key]); id != "" && l.known.on(id) {
			m.enrolment, m.by = id, ByAnswer
		}
	}
	l.row(f, p, m, number)
	switch {
	case m.trainer != "":
		if !slices.Contains(l.page.Trainers, m.trainer) {
			l.page.Trainers = append(l.page.Trainers, m.trainer)
		}
	case m.enrolment != "" && number > 0:
		if l.there[number] == nil {
			l.there[number] = map[models.ID]*found{}
		}
		as := cmp.Or(p.Name, strings.Join(p.Addresses(), ", "), "no name")
		if before := l.there[number][m.enrolment]; before != nil {
			before.participant = before.participant.Join(p)
			if !slices.Contains(before.as, as) {
				before.as = append(before.as, as)
			}
			return
		}
		l.there[number][m.enrolment] = &found{p, []string{as}, m.by}
	}
}

// row notes a person of a file for the list of all of them.
func (l *looked) row(f *LookedFile, p report.Participant, m match, number int) {
	row := FileRow{File: f.Name, Line: p.Line, Session: number, Name: p.Name, Addresses: p.Addresses(), Person: l.known.name(m.enrolment), By: m.by}
	if m.trainer != "" {
		row.Person, row.By = m.trainer, "trainer"
	}
	if session := l.session(number); session != nil {
		row.Minutes, row.Known = p.Minutes(session.Starts, session.Ends)
		row.Share = shareOf(row.Minutes, session.Minutes())
		if m.enrolment != "" {
			row.Mark = suggestedMark(l.page.Course, *session, FileLine{Known: row.Known, Minutes: row.Minutes}, p.Mark)
		}
	}
	l.page.Rows = append(l.page.Rows, row)
}

// shareOf is percent of a length, rounded down.
func shareOf(minutes, length int) int {
	if length == 0 {
		return 0
	}
	return minutes * 100 / length
}

// questionOf tells those apart of whom it is asked who they are. Somebody without a name is somebody else in each line.
func questionOf(f LookedFile, p report.Participant) string {
	text := store.Fold(p.Name) + "\x00" + store.Fold(strings.Join(p.Addresses(), " "))
	if text == "\x00" {
		text = string(f.ID) + "\x00" + f.Name + "\x00" + strconv.Itoa(p.Line)
	}
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:8])
}

func (l *looked) ask(key string, p report.Participant, m match, number int) {
	a := l.asked[key]
	if a == nil {
		a = &Asked{Key: key, Name: p.Name, Addresses: p.Addresses(), Role: p.Role, Why: m.why, Perhaps: m.perhaps}
		if id := models.ID(l.in.Who[key]); l.known.on(id) {
			a.Answer = id
		}
		l.asked[key], l.said[key] = a, p
	}
	session := l.session(number)
	if session == nil {
		return
	}
	where := "session " + strconv.Itoa(number)
	if n, known := p.Minutes(session.Starts, session.Ends); known {
		a.minutes += n
		where += ", " + models.Plural(n, "minute", "minutes")
	}
	a.Where = append(a.Where, where)
}

// answer puts the questions in order: those that somebody on the cohort may be the answer to first, then who was there longest.
func (l *looked) answer() {
	for _, a := range l.asked {
		l.page.Asked = append(l.page.Asked, *a)
	}
	slices.SortFunc(l.page.Asked, func(a, b Asked) int {
		near := func(a Asked) int {
			if len(a.Perhaps) > 0 || a.Answer != "" {
				return 0
			}
			return 1
		}
		return cmp.Or(cmp.Compare(near(a), near(b)), cmp.Compare(b.minutes, a.minutes), cmp.Compare(a.Name, b.Name), cmp.Compare(a.Key, b.Key))
	})
	if more := len(l.page.Asked) - mostAsked; more > 0 {
		l.page.Asked, l.page.AskedMore = l.page.Asked[:mostAsked], more
	}
	l.page.Shown = l.shown()
}

// sessionCalled is the number of the session that a cell names: its number, its day or its title; 0 for none.
func (l *looked) sessionCalled(text string) int {
	folded := store.Fold(text)
	number, err := strconv.Atoi(strings.TrimSpace(strings.TrimPrefix(folded, "session")))
	var onDay []int
	for _, s := range l.page.Sessions {
		if err == nil && s.Number == number || store.Fold(s.Title) == folded {
			return s.Number
		}
		if isDay(text, s.Starts) {
			onDay = append(onDay, s.Number)
		}
	}
	if len(onDay) == 1 {
		return onDay[0]
	}
	return 0
}

// isDay tells whether a text says the day, as a spreadsheet here writes it.
func isDay(text string, at time.Time) bool {
	day := models.DateOf(at)
	if len(text) >= 10 && models.Date(text[:10]) == day {
		return true
	}
	for _, layout := range []string{"02/01/2006", "2/1/2006", "02/01/06", "02.01.2006", "2 January 2006", "2 Jan 2006"} {
		if t, err := time.Parse(layout, strings.TrimSpace(text)); err == nil && models.Date(t.Format("2006-01-02")) == day {
			return true
		}
	}
	return false
}

// tables make a table of each session that a file is about.
func (l *looked) tables() {
	for _, session := range l.page.Sessions {
		table := FileTable{Session: session, Files: l.filesAbout(session)}
		if len(table.Files) == 0 {
			continue
		}
		number := strconv.Itoa(session.Number)
		table.Missed = l.in.Shown == "" || l.in.Missed[number] == "true"
		if opened, sent := l.in.Versions[number]; sent && opened != session.RegisterVersion {
			l.page.Stale = true
		}
		for _, person := range l.page.People {
			line := l.line(session, person)
			if !line.InFile && line.Now.Mark == "" {
				table.Without++
			}
			table.Lines = append(table.Lines, line)
		}
		l.page.Tables = append(l.page.Tables, table)
	}
}

// filesAbout are the names of the files that are about a session.
func (l *looked) filesAbout(session models.Session) []string {
	var names []string
	for _, f := range l.page.Files {
		if f.Session == session.Number || f.Report.Sessions && l.there[session.Number] != nil {
			names = append(names, f.Name)
		}
	}
	return names
}

// line is what the files say of a person at a session, with the mark that is suggested: apologies stay where the file says no more
// than that the person was not there.
func (l *looked) line(session models.Session, person store.RollLine) FileLine {
	field := LineField(session.Number, person.ID)
	line := FileLine{RollLine: person, Now: l.marks[person.ID][session.ID], Apology: l.sent[field]}
	if f := l.there[session.Number][person.ID]; f != nil {
		line.InFile, line.As, line.By = true, f.as, f.by
		line.Minutes, line.Known = f.participant.Minutes(session.Starts, session.Ends)
		line.Share = shareOf(line.Minutes, session.Minutes())
		line.Suggested = suggestedMark(l.page.Course, session, line, f.participant.Mark)
		if line.Suggested == models.Missed && (line.Apology || line.Now.Mark == models.Apologies) {
			line.Suggested = models.Apologies
		}
	}
	line.Mark = line.Suggested
	if was, sent := l.in.Was[field]; sent && models.Mark(was) == line.Suggested {
		line.Mark = models.Mark(l.in.Marks[field])
		if line.Mark != "" && !line.Mark.Known() {
			line.Mark = line.Suggested
		}
	}
	return line
}

// suggestedMark is the mark that the file says, or else the one that the minutes make by the rule of the course: a rule without a
// share takes three quarters.
func suggestedMark(course models.Course, session models.Session, line FileLine, said models.Mark) models.Mark {
	share := cmp.Or(course.MinimumShare, 75)
	switch {
	case said != "":
		return said
	case !line.Known:
		return models.Attended // named as one who came
	case line.Minutes == 0:
		return models.Missed
	case line.Minutes*100 >= share*session.Minutes():
		return models.Attended
	}
	return models.Part
}

// readOptions help to read files about those sessions.
func readOptions(sessions []models.Session) report.Options {
	o := report.Options{Zone: models.London()}
	for _, s := range sessions {
		o.Near = append(o.Near, s.Starts)
	}
	return o
}
