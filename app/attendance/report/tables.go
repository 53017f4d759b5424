package report

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"trellis/models"
)

// tables reads a file of one table, or of several one below the other, with what stands above of the meeting.
func (r *reader) tables(rows []row) error {
	var cols columns
	for i := 0; i < len(rows); i++ {
		known, others := columnsOf(rows[i])
		switch {
		case known.isPreface() && len(known) >= 2 && i+1 < len(rows):
			i++
			r.preface(rows[i], known)
		case known.isHeader() && !r.isData(rows[i], cols):
			cols = known
			r.recognise(rows[i], cols)
			r.others(rows[i].line, others)
		case cols == nil:
			r.keyAndValue(rows[i])
		case beginsAnother(rows[i], cols):
			cols = columns{} // what follows has a header of its own
		case len(cols) > 0:
			r.take(rows[i], cols)
		}
	}
	if cols == nil {
		return Unreadable{"The columns are not known: the first row says " + strconv.Quote(beginning(rows)) + ". " + wanted}
	}
	if r.kind == "" {
		r.kind = Table
	}
	return nil
}

// titleOfTable is what stands above each table of a Zoom webinar report.
var titleOfTable = regexp.MustCompile(`(?i)^(host|panelist|attendee|registrant|other attended|topic)( details)?$`) //nolint:misspell // words of other languages, and of American programs

// beginsAnother tells whether a row below a table is the title of the next.
func beginsAnother(row row, cols columns) bool {
	return row.alone() && len(cols) > 2 && titleOfTable.MatchString(row.cell(0))
}

// isData tells whether a row that reads like a header is a person after all: of a table that goes on, only a header of at least three
// columns begins another.
func (r *reader) isData(row row, cols columns) bool {
	if slices.ContainsFunc(row.cells, func(c string) bool { return strings.Contains(c, "@") }) {
		return true
	}
	if len(cols) == 0 {
		return false
	}
	known, _ := columnsOf(row)
	return len(known) < 3
}

func beginning(rows []row) string {
	if len(rows) == 0 {
		return ""
	}
	text := []rune(strings.Join(rows[0].cells, ", "))
	return string(text[:min(len(text), 80)])
}

// preface takes what a row says of the meeting below headings of their own.
func (r *reader) preface(row row, cols columns) {
	if cols.has(topic) {
		r.kind = Zoom
		r.title = short(row.cell(cols.at(topic)))
	}
	if c := r.clock(row.cell(cols.at(startsAt)), false); c.ok {
		r.start = c
	}
	if c := r.clock(row.cell(cols.at(endsAt)), false); c.ok {
		r.end = c
	}
}

// keyAndValue takes a row above the table such as "Meeting Title, Introduction to R".
func (r *reader) keyAndValue(row row) {
	known, _ := columnsOf(row)
	value := row.cell(1)
	switch {
	case value == "" || len(known) != 1:
	case known.at(topic) == 0:
		r.title = short(value)
	case known.at(startsAt) == 0:
		r.start = r.clock(value, strings.Contains(row.cell(0), "UTC"))
	case known.at(endsAt) == 0:
		r.end = r.clock(value, strings.Contains(row.cell(0), "UTC"))
	}
}

// recognise says which program wrote the table.
func (r *reader) recognise(header row, cols columns) {
	all := bare(strings.Join(header.cells, " "))
	switch {
	case cols.has(action) && cols.has(timestamp) && cols.has(participantID):
		r.kind = TeamsLiveEvent
	case cols.has(action) && cols.has(timestamp):
		r.kind = TeamsList
	case cols.has(upn) && cols.has(joinedAt):
		r.kind = TeamsReport
	case r.kind == "" && (strings.Contains(all, "original name") || strings.Contains(all, "user email")):
		r.kind = Zoom
	}
	if !cols.has(joinedAt) {
		r.sessions = cols.has(sessionColumn)
	}
}

// take adds a row to the person whom it names; it answers nil for a row about nobody.
func (r *reader) take(row row, cols columns) *person {
	got := Participant{
		Line: row.line, Name: short(row.cell(cols.at(name))), Registration: address(row.cell(cols.at(registrationEmail))), Email: address(row.cell(cols.at(email))),
		UPN: short(row.cell(cols.at(upn))), Role: short(row.cell(cols.at(role))), Guest: isYes(row.cell(cols.at(guest))),
		Cohort: short(row.cell(cols.at(cohortColumn))),
	}
	if r.sessions {
		got.Session = short(row.cell(cols.at(sessionColumn)))
	}
	if got.Name == "" {
		got.Name = short(row.cell(cols.at(firstName)) + " " + row.cell(cols.at(lastName)))
	}
	if got.Name == "" {
		got.Name = short(row.cell(cols.at(registrationFirst)) + " " + row.cell(cols.at(registrationLast)))
	}
	got.Guest = got.Guest || guestName.MatchString(got.Name)
	if isYes(row.cell(cols.at(waitingRoom))) { // nobody was in the meeting who waited to be let in
		return nil
	}
	p := r.whose(got, row.cell(cols.at(participantID)))
	if got.Guest {
		p.Guest = true
	}
	r.tell(p, row, cols)
	return p
}

// guestName is how programs mark the name of somebody who was not signed in.
var guestName = regexp.MustCompile(`(?i)\((guest|gast|gäst|invité|invitado|convidado|ospite|unverified|external|extern)\)\s*$`)

// whose is the person whom a row names. A row without a name or an address is about somebody of its own.
func (r *reader) whose(got Participant, id string) *person {
	key := ""
	switch {
	case id != "":
		key = "id " + id
	case got.Registration+got.Email+got.UPN != "":
		key = "at " + strings.ToLower(got.Registration+" "+got.Email+" "+got.UPN)
		if got.Registration == "" && got.Email != "" {
			key = "at " + strings.ToLower(got.Email)
		}
	case got.Name != "":
		key = "as " + bare(got.Name)
		if bare(got.Name) == "" {
			key = ""
		}
	}
	if key != "" {
		key += "\x00" + strings.ToLower(got.Cohort) + "\x00" + strings.ToLower(got.Session)
		if at, found := r.index[key]; found {
			p := r.people[at]
			if p.Name == "" {
				p.Name = got.Name
			}
			return p
		}
		r.index[key] = len(r.people)
	}
	p := &person{Participant: got}
	r.people = append(r.people, p)
	return p
}

// tell adds what a row says of when somebody was there.
func (r *reader) tell(p *person, row row, cols columns) {
	said := row.cell(cols.at(mark))
	if said == "" {
		said = row.cell(cols.at(attended))
	}
	marked, known := readMark(said)
	switch {
	case cols.has(action) && cols.has(timestamp):
		r.tellEvent(p, row, cols)
		return
	case cols.has(joinedAt):
		r.tellTimes(p, row, cols)
		if marked == models.Attended {
			marked = "" // the times say more
		}
	default:
		r.length(p, row, cols)
		if said != "" && !known && cols.has(mark) {
			r.warn(row.line, "%q is no mark: want attended, part, missed or apologies", short(said))
		}
		if said == "" && !cols.has(minutes, length, seconds, mark, attended) {
			marked = models.Attended // a list of those who came
		}
	}
	if marked != "" {
		p.Mark = marked
	}
}

// tellEvent adds that somebody joined or left.
func (r *reader) tellEvent(p *person, row row, cols columns) {
	at := r.clock(row.cell(cols.at(timestamp)), r.kind == TeamsLiveEvent)
	p.events = append(p.events, event{line: row.line, at: at, what: r.action(row.cell(cols.at(action))), in: row.cell(cols.at(sittingID))})
}

// tellTimes adds from when to when somebody was there. Who is named without a time registered, and did not come.
func (r *reader) tellTimes(p *person, row row, cols columns) {
	if v := r.visit(row, cols); v.joined.said || v.left.said {
		p.visits = append(p.visits, v)
	}
	r.length(p, row, cols)
	if len(p.visits) == 0 && !p.HasLength {
		p.HasLength = true
	}
}

// visit is when a row says that somebody joined and left.
func (r *reader) visit(row row, cols columns) visit {
	d, _ := readLength(row.cell(cols.at(length)), time.Minute)
	return visit{line: row.line, joined: r.clock(row.cell(cols.at(joinedAt)), false), left: r.clock(row.cell(cols.at(leftAt)), false), length: d}
}

// length adds the length that a row states. What is wrong with it is said; times stand in its place.
func (r *reader) length(p *person, row row, cols columns) {
	for _, c := range []struct {
		column
		unit time.Duration
	}{{minutes, time.Minute}, {length, time.Minute}, {seconds, time.Second}} {
		text := row.cell(cols.at(c.column))
		if text == "" || strings.Trim(text, "-") == "" {
			continue
		}
		d, ok := readLength(text, c.unit)
		if !ok {
			r.warn(row.line, "%q is no length of time: want minutes, as in 75", short(text))
			continue
		}
		p.Said, p.HasLength = min(p.Said+d, longestLength), true
		return
	}
}

const joined, left = "joined", "left"

// action reads what a list says that somebody did: what is not known to be leaving is joining.
func (r *reader) action(text string) string {
	text = strings.ToLower(text)
	for _, word := range []string{
		"left", "leave", "verlassen", "saiu", "sair", "salió", "salido", "abandon", "quitté", "parti", "uscit", "abbandon", "opuści", "lämna", "forlod", "forlat", "vertrok", "verlaten",
	} {
		if strings.Contains(text, word) {
			return left
		}
	}
	return joined
}

// readMark reads a mark in the words that people use.
func readMark(text string) (m models.Mark, known bool) {
	switch bare(text) {
	case "attended", "yes", "y", "true", "present", "1", "x", "came", "full", "complete", "attending", "p":
		return models.Attended, true
	case "part", "partial", "partly", "partially attended", "part attended", "late", "left early":
		return models.Part, true
	case "missed", "no", "n", "false", "absent", "did not attend", "dna", "0", "no show", "not attended", "a":
		return models.Missed, true
	case "apologies", "apology", "apologised", "excused", "sent apologies", "sick", "leave":
		return models.Apologies, true
	}
	return "", false
}

func isYes(text string) bool {
	switch strings.ToLower(text) {
	case "yes", "y", "true", "1", "ja", "oui", "sí", "si", "sim":
		return true
	}
	return false
}

// address is an address as it stands; what is none is left out.
func address(text string) string {
	text = short(text)
	if strings.HasPrefix(strings.ToLower(text), "mailto:") {
		text = text[len("mailto:"):]
	}
	if !strings.Contains(text, "@") || strings.ContainsAny(text, " ,;<>") {
		return ""
	}
	return text
}
