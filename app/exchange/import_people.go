package exchange

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"trellis/models"
	"trellis/models/store"
)

// ImportPeople is how to import people and their posts.
type ImportPeople struct {
	File     File
	DryRun   bool           // say what would happen, and keep nothing
	Progress func(Progress) // is told how far it is; may be nil
}

// ImportPeople keeps the people and posts of a file: all of them, or none when the report refuses anything. Whoever is not
// in the file, and posts that are not, stay as they are. Who may run commands on the machine may import, so it asks no
// policy.
func (s *Service) ImportPeople(ctx context.Context, in ImportPeople) (Report, error) {
	if in.Progress == nil {
		in.Progress = func(Progress) {}
	}
	report := newReport("people", []File{in.File})
	report.DryRun = in.DryRun
	file, err := s.openPeople(ctx, in, report)
	if err != nil || report.IsRefused() {
		return *report, err
	}
	checked := report.clone()
	check := &peopleImport{file: file, report: &checked, today: s.Store.Today(), doing: "checking rows", progress: in.Progress}
	if err := check.run(ctx, s.Store.Reads, nil); err != nil || checked.IsRefused() {
		checked.sort()
		return checked, err
	}
	return s.transact(ctx, *report, func(tx *store.Tx, report *Report) error {
		keep := &peopleImport{file: file, report: report, today: tx.Today(), doing: "keeping rows", progress: in.Progress}
		if err := keep.run(ctx, tx.Reads, tx); err != nil || report.IsRefused() || keep.added+keep.changed == 0 {
			return err
		}
		return tx.Publish(ctx, keep.event())
	})
}

func (s *Service) openPeople(ctx context.Context, in ImportPeople, report *Report) (*peopleFile, error) {
	opened, err := read(in.File, report)
	if err != nil || opened == nil {
		return nil, err
	}
	known, err := readDirectory(ctx, s.Store.Reads)
	if err != nil {
		return nil, err
	}
	return readPeople(opened, known, in.Progress), nil
}

// chunk is how many people are looked up, and kept, at once.
const chunk = 500

// peopleImport compares a file with what is known, some hundred people at a time, and keeps it where it has a
// transaction. Without one it finds what will be refused.
type peopleImport struct {
	file     *peopleFile
	report   *Report
	today    models.Date
	doing    string
	progress func(Progress)
	known    *directory
	trace    *trace // writes down what is done to each row; nil for nobody

	ids   []models.ID // of the file's people; empty for a manager whom nobody knows
	state []personState
	meant map[models.ID]int // who has rows already, under one address or another: their number in the file
	added, changed,
	unchanged int // rows
}

// personState tells what the file does to a person.
type personState byte

const (
	asBefore personState = iota
	isNew
	isChanged
)

func (p *peopleImport) run(ctx context.Context, reads store.Reads, tx *store.Tx) (err error) {
	if p.known, err = readDirectory(ctx, reads); err != nil {
		return err
	}
	p.ids, p.state = make([]models.ID, len(p.file.people)), make([]personState, len(p.file.people))
	p.meant = map[models.ID]int{}
	for from := 0; from < len(p.file.people); from += chunk {
		if err := p.people(ctx, reads, tx, from, min(from+chunk, len(p.file.people))); err != nil {
			return err
		}
	}
	p.refuseUnknownManagers()
	for some := range slices.Chunk(p.order(tx), chunk) {
		if tx != nil && p.report.IsRefused() {
			return nil
		}
		if err := p.posts(ctx, reads, tx, some); err != nil {
			return err
		}
		p.progress(Progress{Doing: p.doing, Done: p.added + p.changed + p.unchanged, Of: len(p.file.rows)})
	}
	if p.report.IsRefused() {
		return nil
	}
	p.report.Added, p.report.Changed, p.report.Unchanged = p.added, p.changed, p.unchanged
	return nil
}

// order is the order in which people's posts are looked at: that of the file while problems are looked for; while they are
// kept, by organisation, so that what is counted of each is written a few times and not with every chunk.
func (p *peopleImport) order(tx *store.Tx) []int32 {
	numbers := make([]int32, 0, len(p.file.people))
	for n, person := range p.file.people {
		if person.first >= 0 {
			numbers = append(numbers, int32(n))
		}
	}
	if tx != nil {
		where := func(n int32) word { return p.file.rows[p.file.people[n].first].organisation }
		slices.SortStableFunc(numbers, func(a, b int32) int { return cmp.Compare(where(a), where(b)) })
	}
	return numbers
}

// event names the network where there is one: an import is about nobody in particular.
func (p *peopleImport) event() models.Event {
	if p.known.network.Known() {
		return models.Event{Act: "people.imported", Subject: "organisations", SubjectID: p.known.network}
	}
	return models.Event{Act: "people.imported", Subject: "people", SubjectID: p.ids[0]}
}

// people finds who is known, and adds and renames.
func (p *peopleImport) people(ctx context.Context, reads store.Reads, tx *store.Tx, from, to int) error {
	keys := make([]string, 0, chunk)
	for _, person := range p.file.people[from:to] {
		keys = append(keys, person.key)
	}
	find := reads.PeopleByKeys
	if tx != nil {
		find = tx.LockPeopleByKeys
	}
	found, err := find(ctx, keys)
	if err != nil {
		return err
	}
	byKey := make(map[string]models.Person, len(found))
	for _, person := range found {
		byKey[person.EmailKey] = person
	}
	if err := p.former(ctx, reads, tx, keys, byKey); err != nil {
		return err
	}
	var added, was, changed []models.Person
	for n := from; n < to; n++ {
		before, known := byKey[p.file.people[n].key]
		after := p.person(n, before)
		p.ids[n] = after.ID
		if known && p.isTwice(n) || p.file.people[n].line == 0 {
			continue
		}
		switch {
		case after == before:
		case known:
			p.state[n], was, changed = isChanged, append(was, before), append(changed, after)
		default:
			p.state[n], added = isNew, append(added, after)
		}
		p.trace.person(n, before, after)
	}
	if tx == nil {
		return nil
	}
	for i := range added {
		added[i].CreatedAt = tx.Now()
	}
	if err := tx.Add(ctx, &added); err != nil {
		return err
	}
	traceAdded(p.trace, added)
	traceChanged(p.trace, was, changed)
	return tx.ChangePeople(ctx, changed)
}

// former finds those whom nobody has the address of, among the addresses that people had. A transaction locks them.
func (p *peopleImport) former(ctx context.Context, reads store.Reads, tx *store.Tx, keys []string, byKey map[string]models.Person) error {
	strange := make([]string, 0, len(keys))
	for _, key := range keys {
		if _, known := byKey[key]; !known {
			strange = append(strange, key)
		}
	}
	found, err := reads.PeopleByFormerEmails(ctx, strange)
	if err == nil && tx != nil && len(found) > 0 {
		ids := make([]models.ID, len(found))
		for i, person := range found {
			ids[i] = person.ID
		}
		if err = tx.LockPeople(ctx, ids); err == nil {
			found, err = tx.PeopleByFormerEmails(ctx, strange)
		}
	}
	for _, person := range found {
		byKey[person.FormerKey] = person.Person
	}
	return err
}

// isTwice tells whether the file names somebody by two of their addresses, each with rows, and refuses the second. It warns
// of an address that is a former one.
func (p *peopleImport) isTwice(n int) bool {
	says, id := &p.file.people[n], p.ids[n]
	if says.line == 0 {
		return false
	}
	first, twice := p.meant[id]
	switch p.meant[id] = n; {
	case twice:
		p.report.refuse(Problem{
			File: p.file.name, Line: int(says.line), Column: 1, ColumnName: "email", Value: says.email,
			Problem: fmt.Sprintf("line %d is about this person already, by another of their addresses: want one address", p.file.people[first].line),
		})
	case says.former:
		p.report.warn(fmt.Sprintf("%s:%d: %s is an address that somebody had before: the row means them, and their address stays as it is", p.file.name, says.line, says.email))
	}
	return twice
}

// person is somebody as they would be. Who is named as a manager alone is as before, or nobody.
func (p *peopleImport) person(n int, before models.Person) models.Person {
	after, says := before, &p.file.people[n]
	if says.line == 0 {
		return before
	}
	if before.ID == "" {
		after.ID = store.NewID()
	}
	says.former = before.ID.Known() && before.EmailKey != says.key
	if !says.former && !sameAddress(before.Email, says.email) {
		after.Email, after.EmailKey = says.email, says.key
	}
	if before.Name != says.name {
		after.Name, after.NameKey = says.name, store.Fold(says.name)
	}
	return after
}

func (p *peopleImport) refuseUnknownManagers() {
	for i := range p.file.rows {
		row := &p.file.rows[i]
		if row.manager >= 0 && p.ids[row.manager] == "" {
			p.refuse(row, row.atManager, "manager_email", p.file.people[row.manager].email,
				"nobody in this file or in Trellis has this address: add a row for them, or leave the cell empty")
		} else if row.manager >= 0 && p.ids[row.manager] == p.ids[row.person] { // by another of their addresses
			p.refuse(row, row.atManager, "manager_email", p.file.people[row.manager].email, "nobody is their own manager: name another, or leave the cell empty")
		}
	}
}

func (p *peopleImport) refuse(row *fileRow, at spot, column, value, problem string) {
	if !p.file.has[column] { // the spot is that of the organisation then
		column, value = "organisation", p.file.words[row.organisation]
	}
	p.report.refuse(Problem{File: p.file.name, Line: int(at.line), Column: int(at.column), ColumnName: column, Value: value, Problem: problem})
}
