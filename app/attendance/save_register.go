package attendance

import (
	"context"
	"strings"

	"trellis/app/input"
	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// SaveRegister keeps the register of a session. Whoever it does not name keeps the mark they have.
type SaveRegister struct {
	Cohort  string // its code
	Session int    // its number
	// Version is the register's when the page was opened.
	Version int `form:"version"`
	// Marks, Minutes and Was are by enrolment. Was is the entry as the page showed it, for everybody in the form; somebody
	// who has no mark in it is not marked, or no longer.
	Marks   map[string]string `form:"mark"`
	Minutes map[string]string `form:"minutes"`
	Was     map[string]string `form:"was"`
	Notes   map[string]string `form:"note"`
	// NotNHSNumber says that what looks like an NHS number in a note is none.
	NotNHSNumber bool `form:"not_nhs_number"`
	// Rest is "attended" to mark everybody in the form who has no mark as attended, but those who sent apologies as that; without names in the form,
	// everybody.
	Rest string `form:"rest"`
}

// SavedRegister says what a saved register holds.
type SavedRegister struct {
	Marked, People int
	Rest           []string // the names of those who were marked as attended because they had no mark
	AtRisk         []string // the names of those who fell below the rule by it
}

// MinutesField is the field of a person's minutes, and the key of its problem.
func MinutesField(enrolment models.ID) string { return "minutes-" + string(enrolment) }

// NoteField is the field of the note beside a person's mark, and the key of its problem.
func NoteField(enrolment models.ID) string { return "note-" + string(enrolment) }

// SaveRegister keeps the register of a session of the cohort. When another trainer has saved it otherwise since the page
// was opened it keeps nothing and answers models.ErrStale: RegisterPage.Against shows the two beside each other.
func (s *Service) SaveRegister(ctx context.Context, actor models.Actor, in SaveRegister) (saved SavedRegister, err error) {
	err = s.Store.InTx(ctx, func(tx *store.Tx) error {
		cohort, err := tx.LockCohortByCode(ctx, in.Cohort)
		if err != nil {
			return err
		}
		if err := policy.Allows(actor, policy.KeepRegister, cohort); err != nil {
			return err
		}
		session, err := tx.SessionNumbered(ctx, cohort.ID, in.Session)
		if err != nil {
			return err
		}
		if !session.MarkableAt(tx.Now()) {
			return models.Invalid{"session": "This session has not begun. Its register opens half an hour before it starts"}
		}
		book, err := readBook(ctx, tx, cohort)
		if err != nil {
			return err
		}
		sheet, err := book.sheet(ctx, tx, session)
		if err != nil {
			return err
		}
		if saved, err = sheet.keep(ctx, tx, actor, in); err != nil {
			return err
		}
		saved.AtRisk, err = book.newlyAtRisk(ctx, tx)
		return err
	})
	return saved, err
}

// sheet is a register under its lock.
type sheet struct {
	session models.Session
	people  []store.RollLine
	now     map[models.ID]models.Attendance
	sent    map[models.ID]bool // apologies, by enrolment
}

func (b book) sheet(ctx context.Context, tx *store.Tx, session models.Session) (sheet, error) {
	sheet := sheet{session: session, people: b.people, now: map[models.ID]models.Attendance{}, sent: map[models.ID]bool{}}
	apologies, err := tx.ApologiesFor(ctx, session.ID)
	for _, a := range apologies {
		sheet.sent[a.EnrolmentID] = true
	}
	for enrolment, marks := range b.marks {
		if mark, found := marks[session.ID]; found {
			sheet.now[enrolment] = mark
		}
	}
	return sheet, err
}

func (sh sheet) keep(ctx context.Context, tx *store.Tx, actor models.Actor, in SaveRegister) (SavedRegister, error) {
	saved := SavedRegister{People: len(sh.people)}
	problems := models.Invalid{}
	var changes []change
	for _, p := range sh.people {
		entry, problem := sh.entry(p, in)
		switch {
		case !in.marksRest(p.ID, entry):
		case sh.sent[p.ID]:
			entry, problem = models.Entry{Mark: models.Apologies, Note: entry.Note}, ""
		default:
			entry, problem = models.Entry{Mark: models.Attended, Note: entry.Note}, ""
			saved.Rest = append(saved.Rest, p.Name)
		}
		if problem != "" {
			problems[MinutesField(p.ID)] = problem
		}
		if entry.Note != sh.now[p.ID].Note {
			problems.Add(input.Patients(in.NotNHSNumber, input.Text{Field: NoteField(p.ID), Text: entry.Note}))
		}
		if entry.Mark.Known() {
			saved.Marked++
		}
		if was := sh.now[p.ID]; entry != models.EntryOf(was) {
			changes = append(changes, changeTo(entry, was, p.ID))
		}
	}
	switch {
	case len(problems) > 0:
		return saved, problems
	case len(changes) == 0: // the same sent twice, or nothing new
		return saved, nil
	case in.Version != sh.session.RegisterVersion:
		return saved, models.ErrStale
	}
	_, err := keepMarks(ctx, tx, actor, sh.session, models.ByTrainerHand, changes)
	return saved, err
}

// changeTo is the change of somebody's line to an entry. Minutes that a file found for who attended stay while they have attended.
func changeTo(entry models.Entry, was models.Attendance, enrolment models.ID) change {
	c := change{enrolment: enrolment, mark: entry.Mark, note: entry.Note}
	switch {
	case entry.Minutes > 0:
		c.minutes = &entry.Minutes
	case entry.Mark == models.Attended && was.Mark == models.Attended:
		c.minutes = was.Minutes
	}
	return c
}

// entry is what the form says of a person, with a problem if it cannot be; whom it does not list keeps what they have.
func (sh sheet) entry(p store.RollLine, in SaveRegister) (models.Entry, string) {
	if !in.lists(p.ID) {
		return models.EntryOf(sh.now[p.ID]), ""
	}
	return in.read(p.ID, models.EntryOf(sh.now[p.ID]), sh.session.Minutes())
}

// marksRest tells whether the person is one of the rest, who are marked as attended.
func (in SaveRegister) marksRest(enrolment models.ID, entry models.Entry) bool {
	return !entry.Mark.Known() && in.Rest == string(models.Attended) && in.names(enrolment)
}

// lists tells whether the person is in the form.
func (in SaveRegister) lists(enrolment models.ID) bool {
	_, shown := in.Was[string(enrolment)]
	_, marked := in.Marks[string(enrolment)]
	return shown || marked
}

// names tells whether the rest includes the person.
func (in SaveRegister) names(enrolment models.ID) bool {
	return len(in.Was) == 0 || in.lists(enrolment)
}

// read is what the form says of the person. A form that does not ask for notes leaves the note as it was.
func (in SaveRegister) read(enrolment models.ID, was models.Entry, length int) (models.Entry, string) {
	mark, note := in.Marks[string(enrolment)], was.Note
	if sent, asked := in.Notes[string(enrolment)]; asked {
		note = input.Line(sent)
	} else if mark == "" {
		note = ""
	}
	return models.ReadEntry(mark, strings.TrimSpace(in.Minutes[string(enrolment)]), note, length)
}

// entry is what the form says of the person, less what cannot be read. The rest are left out: to mark them takes another
// look at who they are now.
func (in SaveRegister) entry(enrolment models.ID, length int) models.Entry {
	e, _ := in.read(enrolment, in.opened(enrolment), length)
	return e
}

// opened is what the page showed of the person when it was opened.
func (in SaveRegister) opened(enrolment models.ID) models.Entry {
	return models.KeptEntry(in.Was[string(enrolment)])
}
