package exchange

import (
	"context"
	"encoding/json"
	"fmt"

	"trellis/models"
	"trellis/models/store"
)

// The kinds of thing that an import changes, as their tables are named.
const (
	ofPeople        = "people"
	ofPosts         = "posts"
	ofOrganisations = "organisations"
	ofLinks         = "links"
)

// trace writes down what an import does: to each row of the file, so that it can be looked at before, and, where it keeps,
// to each row of the database, so that it can be undone. A nil trace writes nothing down.
type trace struct {
	rows    []models.ImportRow // of the file, in its order
	changes []models.ImportChange
	persons map[int][]models.Alteration // what changes of somebody, by their number in the file
	emails  map[models.ID]string        // of managers
	codes   map[models.ID]string        // of organisations
	problem error
}

// person writes down what changes of somebody.
func (t *trace) person(n int, before, after models.Person) {
	if t == nil || before == after {
		return
	}
	var list []models.Alteration
	list = altered(list, "name", before.Name, after.Name)
	if before.ID.Known() {
		list = altered(list, "email", before.Email, after.Email)
	}
	t.persons[n] = list
}

func altered(list []models.Alteration, column, was, becomes string) []models.Alteration {
	if was == becomes {
		return list
	}
	return append(list, models.Alteration{Column: column, Was: was, Becomes: becomes})
}

// readManagers reads the addresses of the managers whom posts name.
func (t *trace) readManagers(ctx context.Context, reads store.Reads, posts []models.Post) error {
	if t == nil {
		return nil
	}
	wanted := map[models.ID]bool{}
	for _, post := range posts {
		if post.ManagerID != nil && t.emails[*post.ManagerID] == "" {
			wanted[*post.ManagerID] = true
		}
	}
	ids := make([]models.ID, 0, len(wanted))
	for id := range wanted {
		ids = append(ids, id)
	}
	if len(ids) == 0 {
		return nil
	}
	found, err := reads.PeopleAmong(ctx, ids)
	for _, person := range found {
		t.emails[person.ID] = person.Email
	}
	return err
}

// row writes down what the row weighed last does.
func (t *trace) row(w *postWeigher, i int32, outcome models.ImportOutcome, first bool) {
	if t == nil {
		return
	}
	row := &w.file.rows[i]
	person := &w.file.people[row.person]
	var list []models.Alteration
	if first {
		list = t.persons[int(row.person)]
	}
	if w.after.ID.Known() {
		list = t.post(w, row, list)
	}
	t.rows[i] = models.ImportRow{
		Number: int(i) + 1, Line: int(row.line), Outcome: outcome, Who: person.email, Name: person.name, Changes: t.written(list),
	}
}

// post lists what differs between the post as it was and as it would be, in the order of the columns.
func (t *trace) post(w *postWeigher, row *fileRow, list []models.Alteration) []models.Alteration {
	before, after := w.before, w.after
	if !before.ID.Known() {
		list = altered(list, "organisation", "", w.file.words[row.organisation])
	}
	list = altered(list, "team", w.known.teamOf(before), w.known.teamOf(after))
	list = altered(list, "job_title", before.Title, after.Title)
	list = altered(list, "band", before.Band, after.Band)
	list = altered(list, "role_profile", w.codeOf(before.RoleProfileID), w.codeOf(after.RoleProfileID))
	if !models.SameID(before.ManagerID, after.ManagerID) {
		becomes := ""
		if row.manager >= 0 {
			becomes = w.file.people[row.manager].email
		}
		was := ""
		if before.ManagerID != nil {
			was = t.emails[*before.ManagerID]
		}
		list = append(list, models.Alteration{Column: "manager_email", Was: was, Becomes: becomes})
	}
	list = altered(list, "started", string(before.Started), string(after.Started))
	return altered(list, "ended", string(before.Ended), string(after.Ended))
}

func (p *peopleImport) codeOf(profile *models.ID) string {
	if profile == nil {
		return ""
	}
	return p.known.codeOf[*profile]
}

// written is a list as it is kept.
func (t *trace) written(value any) string {
	if list, ok := value.([]models.Alteration); ok && len(list) == 0 {
		return ""
	}
	text, err := json.Marshal(value)
	if err != nil {
		t.problem = err
	}
	return string(text)
}

// noun is what an import can add or change.
type noun interface {
	models.Person | models.Post | models.Organisation | models.Link
}

func traceAdded[T noun](t *trace, rows []T) {
	if t == nil {
		return
	}
	for _, row := range rows {
		t.change(nil, row)
	}
}

func traceChanged[T noun](t *trace, was, became []T) {
	if t == nil {
		return
	}
	for i := range was {
		t.change(was[i], became[i])
	}
}

// change writes down one row of the database; nothing was there before a row that is new, and is after one that goes.
func (t *trace) change(was, became any) {
	change := models.ImportChange{Number: len(t.changes) + 1}
	if was != nil {
		change.Noun, change.RowID = nounOf(was)
		change.Was = t.written(was)
	}
	if became != nil {
		change.Noun, change.RowID = nounOf(became)
		change.Became = t.written(became)
	}
	t.changes = append(t.changes, change)
}

func nounOf(row any) (noun string, id models.ID) {
	switch r := row.(type) {
	case models.Person:
		return ofPeople, r.ID
	case models.Post:
		return ofPosts, r.ID
	case models.Organisation:
		return ofOrganisations, r.ID
	case models.Link:
		return ofLinks, r.ID
	}
	return fmt.Sprintf("%T", row), ""
}
