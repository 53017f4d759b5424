package attendance

import (
	"context"
	"strconv"
	"time"

	"trellis/app/input"
	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// SaveGrid keeps the registers of several sessions at once. A cell that it does not hold stays as it is.
type SaveGrid struct {
	Cohort string // its code
	// Versions are those of the registers when the page was opened, by the number of the session.
	Versions map[string]int `form:"version"`
	// Cells, Notes and Was are by the key of the cell. Was is the entry as the page showed it.
	Cells map[string]string `form:"cell"`
	Notes map[string]string `form:"note"`
	Was   map[string]string `form:"was"`
	// NotNHSNumber says that what looks like an NHS number in a note is none.
	NotNHSNumber bool `form:"not_nhs_number"`
}

// SavedGrid says what a saved grid has changed.
type SavedGrid struct {
	Changed  int
	Sessions []int    // their numbers
	AtRisk   []string // the names of those who fell below the rule by it
	Merged   bool     // another trainer had saved meanwhile, and nothing met
}

// SaveGrid keeps what was changed in the grid. Where another trainer has saved since the page was opened, what does not meet
// goes together; where both have changed the same cell in different ways it keeps nothing and answers models.ErrStale:
// GridPage.Against shows the two beside each other.
func (s *Service) SaveGrid(ctx context.Context, actor models.Actor, in SaveGrid) (saved SavedGrid, err error) {
	err = s.Store.InTx(ctx, func(tx *store.Tx) error {
		saved = SavedGrid{}
		cohort, err := tx.LockCohortByCode(ctx, in.Cohort)
		if err != nil {
			return err
		}
		if err := policy.Allows(actor, policy.KeepRegister, cohort); err != nil {
			return err
		}
		book, err := readBook(ctx, tx, cohort)
		if err != nil {
			return err
		}
		sheets, err := book.changes(in, tx.Now(), &saved)
		if err != nil {
			return err
		}
		if _, err := keepSheets(ctx, tx, actor, models.ByTrainerHand, sheets); err != nil {
			return err
		}
		saved.AtRisk, err = book.newlyAtRisk(ctx, tx)
		return err
	})
	return saved, err
}

// book is all registers of a cohort, under its lock.
type book struct {
	cohort   models.Cohort
	course   models.Course // with the rule that holds for the cohort
	units    []models.Unit
	sessions []models.Session
	people   []store.RollLine
	marks    map[models.ID]map[models.ID]models.Attendance // by enrolment and session
}

func readBook(ctx context.Context, tx *store.Tx, cohort models.Cohort) (b book, err error) {
	b.cohort = cohort
	if b.units, err = tx.Units(ctx, cohort.Content()); err != nil {
		return b, err
	}
	if b.course, _, err = tx.RuledCourse(ctx, cohort); err != nil {
		return b, err
	}
	if b.sessions, err = tx.Sessions(ctx, cohort.ID); err != nil {
		return b, err
	}
	if b.people, err = tx.Roll(ctx, cohort.ID, models.OnRegister()...); err != nil {
		return b, err
	}
	marks, err := tx.AttendancesOn(ctx, []models.ID{cohort.ID})
	b.marks = models.MarksOf(marks)
	return b, err
}

// changes are what the form changes, by session: models.Invalid where something cannot be read, models.ErrStale where it
// meets what another has changed.
func (b book) changes(in SaveGrid, now time.Time, saved *SavedGrid) ([]sheetChanges, error) {
	form := gridForm{SaveGrid: in, now: now, saved: saved, problems: models.Invalid{}}
	var sheets []sheetChanges
	for _, session := range b.sessions {
		sheet := sheetChanges{session: session}
		for _, p := range b.people {
			if c, changed := form.change(session, p.ID, b.marks[p.ID][session.ID]); changed {
				sheet.changes = append(sheet.changes, c)
			}
		}
		if len(sheet.changes) > 0 {
			sheets, saved.Changed, saved.Sessions = append(sheets, sheet), saved.Changed+len(sheet.changes), append(saved.Sessions, session.Number)
		}
	}
	switch {
	case len(form.problems) > 0:
		return nil, form.problems
	case form.stale:
		return nil, models.ErrStale
	}
	return sheets, nil
}

// gridForm is a form while its cells are read, with what is found on the way.
type gridForm struct {
	SaveGrid
	now      time.Time
	saved    *SavedGrid
	problems models.Invalid
	stale    bool // a cell meets what another has changed
}

// change is what the form makes of a cell, where that is not what is saved.
func (f *gridForm) change(session models.Session, enrolment models.ID, was models.Attendance) (c change, changed bool) {
	cell := GridCell{Key: CellKey(session.Number, enrolment), Session: session, Saved: models.EntryOf(was)}
	if !f.lists(cell.Key) {
		return c, false
	}
	entry, problem := f.read(cell)
	if entry == cell.Saved && problem == "" {
		return c, false
	}
	switch f.meets(cell, entry) {
	case theirsAlone:
		f.saved.Merged = true
		return c, false
	case bothWays:
		f.stale = true
	case mineAlone:
		f.saved.Merged = f.saved.Merged || f.version(session) != session.RegisterVersion
	}
	if !session.MarkableAt(f.now) {
		problem = "Session " + strconv.Itoa(session.Number) + " has not begun. Its register opens half an hour before it starts"
	}
	if problem != "" {
		f.problems[CellField(cell.Key)] = problem
	}
	f.problems.Add(input.Patients(f.NotNHSNumber, input.Text{Field: CellNoteField(cell.Key), Text: entry.Note}))
	return changeTo(entry, was, enrolment), true
}

// meeting says how what is sent of a cell and what is saved have come apart.
type meeting int

const (
	mineAlone meeting = iota
	theirsAlone
	bothWays
)

// meets compares a cell with what is saved, when the two differ.
func (in SaveGrid) meets(c GridCell, mine models.Entry) meeting {
	if in.version(c.Session) == c.Session.RegisterVersion {
		return mineAlone
	}
	_, known := in.Was[c.Key]
	switch opened := in.opened(c); {
	case known && mine == opened:
		return theirsAlone
	case known && opened == c.Saved:
		return mineAlone
	}
	return bothWays
}

// lists tells whether the cell is in the form.
func (in SaveGrid) lists(key string) bool {
	_, found := in.Cells[key]
	return found
}

func (in SaveGrid) version(s models.Session) int { return in.Versions[strconv.Itoa(s.Number)] }

func (in SaveGrid) opened(c GridCell) models.Entry { return models.KeptEntry(in.Was[c.Key]) }

// read is what the form says of a cell. A form that does not ask for notes leaves the note as it was.
func (in SaveGrid) read(c GridCell) (models.Entry, string) {
	note, asked := in.Notes[c.Key]
	if !asked && in.Cells[c.Key] != "" {
		note = c.Saved.Note
	}
	return models.ReadCell(in.Cells[c.Key], input.Line(note), c.Session.Minutes())
}

// newlyAtRisk are the names of those who fell below the rule since the book was read.
func (b book) newlyAtRisk(ctx context.Context, tx *store.Tx) ([]string, error) {
	marks, err := tx.AttendancesOn(ctx, []models.ID{b.cohort.ID})
	now := models.MarksOf(marks)
	var names []string
	for _, p := range b.people {
		if atRisk(b.course, b.units, b.sessions, now, p) && !atRisk(b.course, b.units, b.sessions, b.marks, p) {
			names = append(names, p.Name)
		}
	}
	return names, err
}
