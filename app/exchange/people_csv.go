package exchange

import (
	"fmt"
	"slices"
	"strings"

	"trellis/app/input"
	"trellis/models"
	"trellis/models/store"
)

var (
	peopleColumns = []string{"email", "name", "organisation"}
	peopleOthers  = []string{"team", "job_title", "band", "role_profile", "manager_email", "started", "ended"}
)

const (
	longestEmail = 320
	mostPosts    = 500 // of one person in one file
)

// peopleFile is what a file says of people and their posts. There may be half a million rows: little is kept of each.
type peopleFile struct {
	name   string
	has    map[string]bool // the columns that are there; the others change nothing
	people []filePerson
	rows   []fileRow
	words  []string // what the rows say, each text once
}

// word is a text that many rows say, by its number. 0 is the empty text.
type word int32

// filePerson is somebody whom a file names.
type filePerson struct {
	email, key, name string
	line             int32 // of the first row; 0 for somebody who is named as a manager alone
	first, last      int32 // rows; -1 for none
	rows             int32
	former           bool // the address is one that the person had before
}

// fileRow is one row: somebody's post, or nothing but the person.
type fileRow struct {
	organisation, profile word // codes; no organisation: nothing but the person
	team, title, band     word
	started, ended        word  // days
	line, person          int32 // the person is a number
	manager, next         int32 // a person, and the person's next row; -1 for none
	atStart, atEnd        spot
	atProfile, atManager  spot
}

// spot is where a cell stands.
type spot struct{ line, column int32 }

// peopleReader takes in a file of people.
type peopleReader struct {
	*table
	file    *peopleFile
	known   *directory
	numbers map[string]int32  // of people, by folded address
	words   map[string]word   // their numbers
	nearby  map[string]string // codes that may have been meant, by what was written
}

// readPeople reads a file of people. Where it is wrong, the report says so.
func readPeople(s *source, known *directory, progress func(Progress)) *peopleFile {
	file := &peopleFile{name: s.name, has: map[string]bool{}}
	if looksLikeJSON(s) {
		s.refuse(0, "", "this is JSON: want people.csv, with the columns "+strings.Join(peopleColumns, ", "))
		return file
	}
	t := openTable(s)
	if t.has("code") && !t.has("email") {
		s.refuse(0, strings.Join(t.names, ","), "this is no file of people: trellis import organisations takes organisations.csv")
		return file
	}
	if t.broken || !t.wants(peopleColumns, peopleOthers) {
		return file
	}
	for _, name := range slices.Concat(peopleColumns, peopleOthers) {
		file.has[name] = t.has(name)
	}
	r := &peopleReader{table: t, file: file, known: known, numbers: map[string]int32{}, words: map[string]word{}, nearby: map[string]string{}}
	r.word("")
	for t.next() {
		r.take()
		if len(file.rows)%often == 0 {
			progress(Progress{Doing: "reading rows", Done: len(file.rows)})
		}
	}
	return file
}

// take takes in the row read last.
func (r *peopleReader) take() {
	person := r.person()
	if person < 0 {
		return
	}
	row := fileRow{
		organisation: r.organisation(), profile: r.profile(), team: r.word(r.phrase("team")), title: r.word(r.phrase("job_title")),
		band: r.word(r.phrase("band")), started: r.word(string(r.day("started"))), ended: r.word(string(r.day("ended"))),
		line: int32(r.line()), person: person, manager: r.manager(person), next: -1,
		atStart: r.spot("started", "organisation"), atEnd: r.spot("ended", "organisation"),
		atProfile: r.spot("role_profile", "organisation"), atManager: r.spot("manager_email", "organisation"),
	}
	if started, ended := r.file.words[row.started], r.file.words[row.ended]; ended != "" && ended < started {
		r.wrong("ended", fmt.Sprintf("this is before the post started (%s)", started))
	}
	if row.organisation == 0 && row.tells() {
		r.wrong("organisation", "this cell is empty, but the row tells of a post: want the code of the organisation")
	}
	r.watch(&row)
	if r.isNew(&row) {
		r.keep(row)
	}
}

// tells tells whether a row says anything of a post.
func (row *fileRow) tells() bool {
	return row.profile+row.team+row.title+row.band+row.started+row.ended > 0 || row.manager >= 0
}

// person is the number of the one whom the row is about; -1 where that cannot be told.
func (r *peopleReader) person() int32 {
	email, name := r.cell("email"), r.needed("name", "a name")
	if email == "" {
		r.wrong("email", "this cell is empty: want the person's email address")
		return -1
	}
	if !r.isEmail("email", email) {
		return -1
	}
	n := r.number(email)
	p := &r.file.people[n]
	switch {
	case p.line == 0:
		p.line, p.name, p.email = int32(r.line()), strings.Clone(name), strings.Clone(email)
	case name != "" && p.name != name:
		r.wrong("name", fmt.Sprintf("line %d calls the person with this address %s: want one name", p.line, p.name))
	}
	return n
}

func (r *peopleReader) isEmail(column, email string) bool {
	if !input.IsEmail(email) || len(email) > longestEmail {
		r.wrong(column, "this is not one email address: want one such as name@example.org")
		return false
	}
	return true
}

// number is the number of the person with that address, who is new where there is none.
func (r *peopleReader) number(email string) int32 {
	key := store.Fold(email)
	n, found := r.numbers[key]
	if !found {
		n = int32(len(r.file.people))
		p := filePerson{email: strings.Clone(email), key: key, first: -1, last: -1}
		if p.email == key {
			p.key = p.email
		}
		r.file.people = append(r.file.people, p)
		r.numbers[p.key] = n
	}
	return n
}

func (r *peopleReader) organisation() word {
	code := r.cell("organisation")
	if _, found := r.known.organisations[code]; !found && code != "" {
		spelt := r.near(code, r.known.speltOrganisations[strings.ToLower(code)], func() string { return nearest(code, r.known.organisations) })
		r.wrong("organisation", unknownCode("organisation", code, spelt, "import the organisations first, or correct the code"))
	}
	return r.word(code)
}

func (r *peopleReader) profile() word {
	code := r.cell("role_profile")
	switch profile, used := r.known.profiles[code]; {
	case code == "":
	case used && profile.Retired:
		r.report.warn(fmt.Sprintf("%s: the role profile %s is retired", r.name, code))
	case !used && !r.known.codes[code]:
		spelt := r.near(code, r.known.speltProfiles[strings.ToLower(code)], func() string { return nearest(code, r.known.profiles) })
		r.wrong("role_profile", unknownCode("role profile", code, spelt, "import its framework first, or correct the code"))
	}
	return r.word(code)
}

// near is a code that may have been meant: one that differs in capital letters alone, or the nearest. It is looked for once.
func (r *peopleReader) near(code, spelt string, find func() string) string {
	if spelt != "" {
		return spelt
	}
	found, looked := r.nearby[code]
	if !looked {
		found = find()
		r.nearby[strings.Clone(code)] = found
	}
	return found
}

// manager is the number of the manager; -1 for none.
func (r *peopleReader) manager(person int32) int32 {
	email := r.cell("manager_email")
	if email == "" || !r.isEmail("manager_email", email) {
		return -1
	}
	n := r.number(email)
	if n == person {
		r.wrong("manager_email", "nobody is their own manager: name another, or leave the cell empty")
		return -1
	}
	return n
}

// isNew tells whether no earlier row is about the same post. One that says the same is left out.
func (r *peopleReader) isNew(row *fileRow) bool {
	p := &r.file.people[row.person]
	if p.rows >= mostPosts {
		r.wrong("email", fmt.Sprintf("this person has more than %d rows", mostPosts))
		return false
	}
	for i := p.first; i >= 0; i = r.file.rows[i].next {
		other := &r.file.rows[i]
		switch {
		case row.organisation != other.organisation || row.started != other.started:
		case row.says(other):
			r.report.warn(fmt.Sprintf("%s:%d: this row says the same as line %d, and is left out", r.name, row.line, other.line))
			return false
		default:
			r.wrong("organisation", fmt.Sprintf("line %d is about this post already: two posts at one organisation need different days in started", other.line))
			return false
		}
	}
	return true
}

// says tells whether two rows of one person say the same.
func (row *fileRow) says(other *fileRow) bool {
	a, b := *row, *other
	for _, r := range []*fileRow{&a, &b} {
		r.line, r.next, r.atStart, r.atEnd, r.atProfile, r.atManager = 0, 0, spot{}, spot{}, spot{}, spot{}
	}
	return a == b
}

func (r *peopleReader) keep(row fileRow) {
	n, p := int32(len(r.file.rows)), &r.file.people[row.person]
	if p.first < 0 {
		p.first = n
	} else {
		r.file.rows[p.last].next = n
	}
	p.last = n
	p.rows++
	r.file.rows = append(r.file.rows, row)
}

// watch warns of what may name a patient.
func (r *peopleReader) watch(row *fileRow) {
	for _, text := range []string{r.file.words[row.team], r.file.words[row.title], r.file.words[row.band], r.file.people[row.person].name} {
		if models.MentionsNHSNumber(text) {
			r.report.warn(fmt.Sprintf("%s:%d: this row may hold an NHS number: take it out if it is one", r.name, row.line))
		}
	}
}

// word is the number of a text.
func (r *peopleReader) word(text string) word {
	n, found := r.words[text]
	if !found {
		n, text = word(len(r.file.words)), strings.Clone(text)
		r.words[text], r.file.words = n, append(r.file.words, text)
	}
	return n
}

// spot is where a column stands, or the other where there is no such column.
func (r *peopleReader) spot(column, otherwise string) spot {
	if !r.has(column) {
		column = otherwise
	}
	where := r.column[heading(column)]
	line, character := r.at(where)
	return spot{int32(line), int32(character)}
}
