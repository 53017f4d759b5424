package attendance

import (
	"bytes"
	"context"
	"slices"
	"strconv"

	"trellis/app/attendance/report"
	"trellis/app/files"
	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// UploadFiles brings files about who came to sessions of a cohort.
type UploadFiles struct {
	Cohort string // its code
	Files  []UploadedFile
	// NotNHSNumber says that ten digits in them are no NHS number.
	NotNHSNumber bool `form:"not_nhs_number"`
}

// UploadedFile is one of them.
type UploadedFile struct {
	Name    string
	Content []byte
}

// MostFiles is how many files may wait on a cohort.
const MostFiles = 20

// UploadFiles keeps files until somebody has looked at them: all of them, or none where one cannot be read. One that is there
// already is not kept twice.
func (s *Service) UploadFiles(ctx context.Context, actor models.Actor, in UploadFiles) error {
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		cohort, err := tx.LockCohortByCode(ctx, in.Cohort)
		if err != nil {
			return err
		}
		if err := policy.Allows(actor, policy.KeepRegister, cohort); err != nil {
			return err
		}
		sessions, err := tx.Sessions(ctx, cohort.ID)
		if err != nil {
			return err
		}
		if err := in.check(sessions); err != nil {
			return err
		}
		there, err := tx.AttendanceReports(ctx, cohort.ID)
		if err != nil {
			return err
		}
		var added []models.AttendanceReport
		var events []models.Event
		for _, f := range in.Files {
			if slices.ContainsFunc(there, func(u store.UploadedReport) bool { return bytes.Equal(u.Content, f.Content) }) {
				continue
			}
			row := models.AttendanceReport{ID: store.NewID(), CohortID: cohort.ID, FileName: files.Name(f.Name), Content: f.Content, ByID: actor.ID, UploadedAt: tx.Now()}
			there = append(there, store.UploadedReport{AttendanceReport: row})
			added, events = append(added, row), append(events, ofReport("attendance.uploaded", row.ID, actor))
		}
		if len(there) > MostFiles {
			return models.Invalid{"file": "Keep or put aside the files that are here first: at most " + strconv.Itoa(MostFiles) + " may wait"}
		}
		if len(added) == 0 {
			return nil
		}
		if err := tx.Add(ctx, &added); err != nil {
			return err
		}
		return tx.PublishAll(ctx, events, nil)
	})
}

func (in UploadFiles) check(sessions []models.Session) error {
	if len(in.Files) == 0 {
		return models.Invalid{"file": "Choose one file or several"}
	}
	for _, f := range in.Files {
		name := files.Name(f.Name)
		r, err := report.Read(f.Content, readOptions(sessions))
		if err != nil {
			return models.Invalid{"file": name + ": " + problemOf(err)}
		}
		if !in.NotNHSNumber && namesPatient(name, r) {
			return models.Invalid{"file": models.NHSNumberProblem}
		}
	}
	return nil
}

// namesPatient tells whether a text of people's may hold an NHS number. What programs write, such as the number of a meeting, is none.
func namesPatient(name string, r report.Report) bool {
	return models.MentionsNHSNumber(name) || models.MentionsNHSNumber(r.Title) || slices.ContainsFunc(r.People, func(p report.Participant) bool {
		return models.MentionsNHSNumber(p.Name) || models.MentionsNHSNumber(p.Session)
	})
}

func ofReport(act string, report models.ID, actor models.Actor) models.Event {
	return models.Event{ActorID: &actor.ID, Act: act, Subject: "attendance_reports", SubjectID: report}
}

// DropFile puts a file aside: what was in it is forgotten, and no register changes. A file that is done already stays so.
func (s *Service) DropFile(ctx context.Context, actor models.Actor, code string, id models.ID) error {
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		cohort, err := tx.LockCohortByCode(ctx, code)
		if err != nil {
			return err
		}
		if err := policy.Allows(actor, policy.KeepRegister, cohort); err != nil {
			return err
		}
		there, err := tx.AttendanceReports(ctx, cohort.ID)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(there, func(u store.UploadedReport) bool { return u.ID == id }) {
			return models.ErrNotFound
		}
		if err := tx.DropAttendanceReports(ctx, []models.ID{id}); err != nil {
			return err
		}
		return tx.Publish(ctx, ofReport("attendance.dropped", id, actor))
	})
}

// AttendanceFiles is the page from which files are uploaded.
type AttendanceFiles struct {
	store.TaughtCohort
	Sessions []models.Session // whose registers are open
	Waiting  []store.UploadedReport
	Kept     []store.UploadedReport // the latest
	Coming   *models.Session        // the first of all, where none has begun
}

// AttendanceFiles is that page.
func (s *Service) AttendanceFiles(ctx context.Context, actor models.Actor, code string) (page AttendanceFiles, err error) {
	if page.TaughtCohort, err = s.keptCohort(ctx, actor, code); err != nil {
		return page, err
	}
	if err := policy.Allows(actor, policy.KeepRegister, page.Cohort); err != nil {
		return page, err
	}
	all, err := s.Store.Sessions(ctx, page.ID)
	if err != nil {
		return page, err
	}
	for i, session := range all {
		if session.MarkableAt(s.Store.Now()) {
			page.Sessions = append(page.Sessions, session)
		} else if page.Coming == nil {
			page.Coming = &all[i]
		}
	}
	if page.Waiting, err = s.Store.AttendanceReports(ctx, page.ID); err != nil {
		return page, err
	}
	page.Kept, err = s.Store.KeptAttendanceReports(ctx, page.ID, 10)
	return page, err
}
