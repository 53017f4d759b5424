package attendance

import (
	"context"
	"slices"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// KeptFiles says what came of files about who came.
type KeptFiles struct {
	Sessions int // whose register changed
	Marks    int // that changed
	LeftOut  int // people in the files of whom nobody said who they are
	// First is the number of the first session that the files were about.
	First int
}

// KeepFiles keeps the marks that a trainer has confirmed, remembers who names in the files are, and forgets what was in the files.
// It keeps nothing where the page has to be looked at again: models.ErrStale when a register or the files changed meanwhile, and
// models.Invalid when a session is not chosen or an answer changes marks that were not shown. FilesPage shows it then.
func (s *Service) KeepFiles(ctx context.Context, actor models.Actor, in LookAtFiles) (kept KeptFiles, err error) {
	err = s.Store.InTx(ctx, func(tx *store.Tx) error {
		locked, err := tx.LockCohortByCode(ctx, in.Cohort)
		if err != nil {
			return err
		}
		if err := policy.Allows(actor, policy.KeepRegister, locked); err != nil {
			return err
		}
		cohort, err := tx.TaughtCohortByCode(ctx, locked.Code)
		if err != nil {
			return err
		}
		uploads, err := tx.AttendanceReports(ctx, cohort.ID)
		if err != nil {
			return err
		}
		uploads = slices.DeleteFunc(uploads, func(u store.UploadedReport) bool { return !slices.Contains(in.Reports, string(u.ID)) })
		if len(in.Reports) == 0 || len(uploads) != len(in.Reports) {
			return models.ErrStale
		}
		l, err := s.lookAt(ctx, tx.Reads, cohort, filesOf(uploads), in)
		if err != nil {
			return err
		}
		if err := l.mayKeep(); err != nil {
			return err
		}
		if kept, err = l.keep(ctx, tx, actor); err != nil {
			return err
		}
		return endFiles(ctx, tx, actor, uploads)
	})
	return kept, err
}

// endFiles forgets what was in the files, now that it is kept.
func endFiles(ctx context.Context, tx *store.Tx, actor models.Actor, uploads []store.UploadedReport) error {
	ids, events := make([]models.ID, len(uploads)), make([]models.Event, len(uploads))
	for i, u := range uploads {
		ids[i], events[i] = u.ID, ofReport("attendance.kept", u.ID, actor)
	}
	if err := tx.KeepAttendanceReports(ctx, ids); err != nil {
		return err
	}
	return tx.PublishAll(ctx, events, nil)
}

// mayKeep tells whether what is to be kept is what was shown.
func (l *looked) mayKeep() error {
	if err := l.page.Problems.OrNil(); err != nil {
		return err
	}
	for _, f := range l.page.Files {
		if f.Problem != "" {
			return models.Invalid{"file-" + string(f.ID): "Put " + f.Name + " aside: it cannot be read"}
		}
	}
	if l.page.Stale {
		return models.ErrStale
	}
	if l.page.Changed || l.in.Shown == "" {
		return models.Invalid{"shown": "Look at the marks that your answers change, and keep them then"}
	}
	return nil
}

func (l *looked) keep(ctx context.Context, tx *store.Tx, actor models.Actor) (kept KeptFiles, err error) {
	var sheets []sheetChanges
	for _, table := range l.page.Tables {
		if kept.First == 0 {
			kept.First = table.Number
		}
		if changes := table.changes(); len(changes) > 0 {
			sheets = append(sheets, sheetChanges{table.Session, changes})
			kept.Sessions, kept.Marks = kept.Sessions+1, kept.Marks+len(changes)
		}
	}
	if _, err := keepSheets(ctx, tx, actor, models.ByFile, sheets); err != nil {
		return kept, err
	}
	names := map[string]models.AttendanceName{}
	for key, p := range l.said {
		id := l.asked[key].Answer
		if id == "" {
			kept.LeftOut++
			continue
		}
		for _, k := range saidKeys(p) {
			names[k] = models.AttendanceName{CohortID: l.page.ID, NameKey: k, EnrolmentID: id}
		}
	}
	rows := make([]models.AttendanceName, 0, len(names))
	for _, n := range names {
		rows = append(rows, n)
	}
	return kept, tx.KeepAttendanceNames(ctx, rows)
}

// changes are the lines of a register that the page makes other than they are.
func (t FileTable) changes() []change {
	var list []change
	for _, l := range t.Lines {
		c := t.change(l)
		now := models.Attendance{Mark: c.mark, Minutes: c.minutes}
		if c.mark != "" && (now.Mark != l.Now.Mark || !sameMinutes(now.Minutes, l.Now.Minutes)) {
			list = append(list, c)
		}
	}
	return list
}

// change is what becomes of a line. The minutes of the file stand beside the mark that they suggested, and beside no other: whoever
// chooses another knows better.
func (t FileTable) change(l FileLine) change {
	c := change{enrolment: l.ID, mark: l.Mark, note: l.Now.Note}
	switch {
	case t.Missed && l.isWithout() && l.Apology:
		c.mark = models.Apologies
	case t.Missed && l.isWithout():
		c.mark = models.Missed
	case l.keepsMinutes():
		minutes := l.Minutes
		c.minutes = &minutes
	}
	return c
}

// isWithout tells whether nothing says of a person whether they came: no file, no trainer, and no register.
func (l FileLine) isWithout() bool { return l.Mark == "" && !l.InFile && l.Now.Mark == "" }

// keepsMinutes tells whether the minutes of the file belong to the mark.
func (l FileLine) keepsMinutes() bool {
	return l.Known && l.Mark == l.Suggested && l.Minutes > 0 && (l.Mark == models.Attended || l.Mark == models.Part)
}

func sameMinutes(a, b *int) bool {
	return a == nil && b == nil || a != nil && b != nil && *a == *b
}
