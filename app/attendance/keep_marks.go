package attendance

import (
	"context"
	"time"

	"trellis/models"
	"trellis/models/store"
)

// change is what a register is to say of one person; without a mark, nothing any more.
type change struct {
	enrolment models.ID
	mark      models.Mark
	minutes   *int
	note      string
}

// sheetChanges are the changes of the register of one session.
type sheetChanges struct {
	session models.Session
	changes []change
}

// keepMarks keeps what is changed in the register of a session, says where the marks came from, and remembers what was there
// before. The caller holds the lock of the cohort and has read the session under it. What is there already is not a change:
// when nothing is, nothing is kept and the save is zero.
func keepMarks(
	ctx context.Context, tx *store.Tx, actor models.Actor, session models.Session, source models.MarkSource, changes []change,
) (models.RegisterSave, error) {
	saves, err := keepSheets(ctx, tx, actor, source, []sheetChanges{{session, changes}})
	if err != nil || len(saves) == 0 {
		return models.RegisterSave{}, err
	}
	return saves[0], nil
}

// keepSheets is keepMarks for the registers of several sessions of one cohort: one act, which is undone as one.
func keepSheets(
	ctx context.Context, tx *store.Tx, actor models.Actor, source models.MarkSource, sheets []sheetChanges,
) ([]models.RegisterSave, error) {
	if len(sheets) == 0 {
		return nil, nil
	}
	before, err := marksOf(ctx, tx, sheets)
	if err != nil {
		return nil, err
	}
	at, err := nextSave(ctx, tx, sheets[0].session.CohortID)
	if err != nil {
		return nil, err
	}
	var saves []models.RegisterSave
	var lines []models.RegisterChange
	var kept []store.KeptRegister
	for _, sheet := range sheets {
		save := models.RegisterSave{ID: store.NewID(), SessionID: sheet.session.ID, Source: source, ByID: actor.ID, SavedAt: at}
		register := store.KeptRegister{Session: sheet.session}
		for _, c := range sheet.changes {
			was := before[c.enrolment][sheet.session.ID]
			now := models.Attendance{
				SessionID: sheet.session.ID, EnrolmentID: c.enrolment, Mark: c.mark, Minutes: c.minutes, Note: c.note,
				Source: source, MarkedByID: actor.ID, MarkedAt: tx.Now(),
			}
			if now.Says(was) {
				continue
			}
			lines = append(lines, save.Change(was, now))
			put(&register, now)
		}
		if len(register.Marked)+len(register.Cleared) > 0 {
			saves, kept = append(saves, save), append(kept, register)
		}
	}
	if err := tx.KeepRegisters(ctx, kept); err != nil {
		return nil, err
	}
	if err := tx.Add(ctx, &saves); err != nil {
		return nil, err
	}
	if err := tx.Add(ctx, &lines); err != nil {
		return nil, err
	}
	return saves, tx.PublishAll(ctx, savedEvents(saves, actor), nil)
}

// put notes a line in a register: marked, or taken out.
func put(register *store.KeptRegister, a models.Attendance) {
	if a.Mark.Known() {
		register.Marked = append(register.Marked, a)
	} else {
		register.Cleared = append(register.Cleared, a.EnrolmentID)
	}
}

func marksOf(ctx context.Context, tx *store.Tx, sheets []sheetChanges) (map[models.ID]map[models.ID]models.Attendance, error) {
	sessions := make([]models.ID, len(sheets))
	for i, sheet := range sheets {
		sessions[i] = sheet.session.ID
	}
	marks, err := tx.MarksOfSessions(ctx, sessions)
	return models.MarksOf(marks), err
}

// nextSave is the time of a save of a register of the cohort: now, and in any case after the last. A transaction that waited
// for the lock began before the one it waited for; what happened later must be seen to.
func nextSave(ctx context.Context, tx *store.Tx, cohort models.ID) (time.Time, error) {
	last, err := tx.LastSaveOn(ctx, cohort)
	if !last.Before(tx.Now()) {
		return last.UTC().Add(time.Microsecond), err
	}
	return tx.Now(), err
}

func savedEvents(saves []models.RegisterSave, actor models.Actor) []models.Event {
	acts := map[models.MarkSource]string{models.ByTrainerHand: "register.saved", models.ByCheckIn: "register.checked_in", models.ByFile: "register.filled"}
	events := make([]models.Event, 0, len(saves))
	for _, save := range saves {
		events = append(events, models.Event{ActorID: &actor.ID, Act: acts[save.Source], Subject: "sessions", SubjectID: save.SessionID})
	}
	return events
}
