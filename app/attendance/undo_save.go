package attendance

import (
	"context"
	"slices"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// UndoSave undoes a save of a register of the cohort, with what the same act saved of others.
type UndoSave struct {
	Cohort string // its code
	Save   models.ID
}

// UndoneSave says what an undo did.
type UndoneSave struct {
	Restored int
	Left     []string // the names of people whose mark stays, since somebody has changed it after the save
	Before   bool     // it was undone before: nothing was done
}

// UndoSave puts back what a save had changed, mark by mark, where nobody has changed it since. Where that is nowhere, the
// save is not undone. To ask twice is fine.
func (s *Service) UndoSave(ctx context.Context, actor models.Actor, in UndoSave) (undone UndoneSave, err error) {
	err = s.Store.InTx(ctx, func(tx *store.Tx) error {
		undone = UndoneSave{}
		cohort, err := tx.LockCohortByCode(ctx, in.Cohort)
		if err != nil {
			return err
		}
		if err := policy.Allows(actor, policy.KeepRegister, cohort); err != nil {
			return err
		}
		back, err := readBack(ctx, tx, cohort, in.Save)
		if err != nil {
			return err
		}
		if undone.Before = back.saves[0].UndoneAt != nil; undone.Before {
			return nil
		}
		undone, err = back.keep(ctx, tx, actor)
		return err
	})
	return undone, err
}

// wayBack is what it takes to undo saves, under the lock of their cohort.
type wayBack struct {
	saves    []models.RegisterSave
	changes  map[models.ID][]models.RegisterChange // by save
	sessions map[models.ID]models.Session
	now      map[models.ID]map[models.ID]models.Attendance
	later    []store.ChangedLine
	names    map[models.ID]string
}

func readBack(ctx context.Context, tx *store.Tx, cohort models.Cohort, save models.ID) (back wayBack, err error) {
	if back.saves, err = tx.SavedTogether(ctx, cohort.ID, save); err != nil {
		return back, err
	}
	var ids, sessions []models.ID
	for _, s := range back.saves {
		ids, sessions = append(ids, s.ID), append(sessions, s.SessionID)
	}
	changes, err := tx.RegisterChanges(ctx, ids)
	if err != nil {
		return back, err
	}
	back.changes = map[models.ID][]models.RegisterChange{}
	for _, c := range changes {
		back.changes[c.RegisterSaveID] = append(back.changes[c.RegisterSaveID], c)
	}
	marks, err := tx.MarksOfSessions(ctx, sessions)
	if err != nil {
		return back, err
	}
	back.now = models.MarksOf(marks)
	if back.later, err = tx.ChangedAfter(ctx, sessions, back.saves[0].SavedAt); err != nil {
		return back, err
	}
	all, err := tx.Sessions(ctx, cohort.ID)
	if err != nil {
		return back, err
	}
	back.sessions = make(map[models.ID]models.Session, len(all))
	for _, session := range all {
		back.sessions[session.ID] = session
	}
	back.names, err = tx.NamesOn(ctx, cohort.ID)
	return back, err
}

// keep puts back what can be put back. A mark is as it was, and from where it came; whoever undoes answers for it.
func (b wayBack) keep(ctx context.Context, tx *store.Tx, actor models.Actor) (UndoneSave, error) {
	var undone UndoneSave
	var registers []store.KeptRegister
	var ids []models.ID
	var events []models.Event
	for _, save := range b.saves {
		register := store.KeptRegister{Session: b.sessions[save.SessionID]}
		for _, c := range b.changes[save.ID] {
			if b.changedSince(save, c) {
				if name := b.names[c.EnrolmentID]; !slices.Contains(undone.Left, name) {
					undone.Left = append(undone.Left, name)
				}
				continue
			}
			was := c.Was(save.SessionID)
			was.MarkedByID, was.MarkedAt = actor.ID, tx.Now()
			put(&register, was)
			undone.Restored++
		}
		if len(register.Marked)+len(register.Cleared) > 0 {
			registers = append(registers, register)
			events = append(events, models.Event{ActorID: &actor.ID, Act: "register.undone", Subject: "sessions", SubjectID: save.SessionID})
		}
		ids = append(ids, save.ID)
	}
	slices.Sort(undone.Left)
	if undone.Restored == 0 {
		return undone, nil
	}
	if err := tx.KeepRegisters(ctx, registers); err != nil {
		return undone, err
	}
	if err := tx.UndoSaves(ctx, ids, actor.ID); err != nil {
		return undone, err
	}
	return undone, tx.PublishAll(ctx, events, nil)
}

// changedSince tells whether the line is not as the save left it, or was changed after it and back.
func (b wayBack) changedSince(save models.RegisterSave, c models.RegisterChange) bool {
	return slices.Contains(b.later, store.ChangedLine{SessionID: save.SessionID, EnrolmentID: c.EnrolmentID}) ||
		!b.now[c.EnrolmentID][save.SessionID].Says(c.Made(save.SessionID))
}
