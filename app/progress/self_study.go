package progress

import (
	"context"
	"errors"
	"maps"

	"trellis/app/files"

	"trellis/app/input"
	"trellis/models"
	"trellis/models/store"
)

// SelfStudyPage is a unit that the actor does by themselves.
type SelfStudyPage struct {
	Enrolment models.Enrolment
	Course    models.Course
	Cohort    models.Cohort
	Unit      models.Unit
	Entry     *models.LogEntry // once it is done
	Accepted  bool             // it counts as done
	Open      bool             // it can be marked as done, changed and taken back
	Today     models.Date
}

// DoSelfStudy says that somebody has done the self-study of a unit, with how long it took and what they made of it.
type DoSelfStudy struct {
	Enrolment  models.ID
	Unit       models.ID
	Minutes    int    `form:"minutes" validate:"min=1,max=1440" problem:"min=Enter how many minutes it took, from 1 to 1440|max=Enter 1440 minutes (24 hours) or fewer"`
	On         string `form:"on" validate:"required,datetime=2006-01-02" problem:"required=Enter the date on which you did it|datetime=Enter a date, such as 2026-11-23"`
	Reflection string `form:"reflection" validate:"max=4000" problem:"max=Use 4000 characters or fewer"`
	// Version is that of the entry which the person opened; 0 where there was none.
	Version int `form:"version"`
	// NotNHSNumber says that ten digits in the text are no NHS number.
	NotNHSNumber bool `form:"not_nhs_number"`
}

// TakeBackSelfStudy takes back that somebody has done a unit.
type TakeBackSelfStudy struct {
	Enrolment models.ID
	Unit      models.ID
	Version   int `form:"version"` // of the entry that the person saw
}

// SelfStudy is the page of a unit that the actor does by themselves. A unit of another kind, or of another course, is not there.
func (s *Service) SelfStudy(ctx context.Context, actor models.Actor, enrolment, unit models.ID) (SelfStudyPage, error) {
	e, err := ownEnrolment(ctx, s.Store.Reads, actor, enrolment)
	if err != nil {
		return SelfStudyPage{}, err
	}
	cohort, err := s.Store.Cohort(ctx, e.CohortID)
	if err != nil {
		return SelfStudyPage{}, err
	}
	page := SelfStudyPage{Enrolment: e, Cohort: cohort, Open: doesUnits(e, cohort), Today: s.Store.Today()}
	if page.Unit, err = selfStudy(ctx, s.Store.Reads, cohort, unit); err != nil {
		return page, err
	}
	if page.Course, err = s.Store.Course(ctx, cohort.Content()); err != nil {
		return page, err
	}
	known, err := s.Store.StepsOf(ctx, []models.ID{e.ID})
	walked := walkedBy(known, nil)[e.ID]
	page.Entry, page.Accepted = walked.Entries[unit], walked.Met[unit]
	return page, err
}

func selfStudy(ctx context.Context, r store.Reads, cohort models.Cohort, unit models.ID) (models.Unit, error) {
	u, err := r.Unit(ctx, cohort.Content(), unit)
	if err == nil && u.Kind != models.SelfStudyUnit {
		err = models.ErrNotFound
	}
	return u, err
}

func (in DoSelfStudy) check(today models.Date) error {
	problems, err := input.Problems(in)
	if err != nil {
		return err
	}
	if _, wrong := problems["on"]; !wrong && models.Date(in.On) > today {
		problems["on"] = "Enter today or an earlier date"
	}
	maps.Copy(problems, input.Patients(in.NotNHSNumber, input.Text{Field: "reflection", Text: in.Reflection}))
	return problems.OrNil()
}

func (in DoSelfStudy) onto(e models.LogEntry, u models.Unit) models.LogEntry {
	e.Title, e.Kind = u.Title, models.SelfStudy
	e.Minutes, e.LearnedOn, e.Reflection = in.Minutes, models.Date(in.On), in.Reflection
	return e
}

// DoSelfStudy keeps that the actor has done a unit: as an entry of their learning log, and as a unit that is met. Asking
// twice makes one entry; another save of an entry that is there changes it. It fails with models.ErrStale when the entry has
// changed, come or gone since the actor opened the page.
func (s *Service) DoSelfStudy(ctx context.Context, actor models.Actor, in DoSelfStudy) error {
	in.Reflection = input.Tidy(in.Reflection)
	return s.atSelfStudy(ctx, actor, in.Enrolment, in.Unit, func(tx *store.Tx, e models.Enrolment, u models.Unit) error {
		if err := in.check(tx.Today()); err != nil {
			return err
		}
		is, err := tx.UnitEntry(ctx, e.ID, u.ID)
		switch {
		case errors.Is(err, models.ErrNotFound) && in.Version == 0:
			return s.addSelfStudy(ctx, tx, actor, in, e, u)
		case errors.Is(err, models.ErrNotFound):
			return models.ErrStale
		case err != nil:
			return err
		}
		next := in.onto(is, u)
		if next == is { // the same was said before
			return nil
		}
		if in.Version != is.Version {
			return models.ErrStale
		}
		next.Version, next.ChangedAt = is.Version+1, tx.Now()
		about, err := tx.CompetenciesOfEntries(ctx, []models.ID{is.ID})
		if err != nil {
			return err
		}
		if err := tx.ChangeLogEntry(ctx, next, is.Version, competencies(about)); err != nil {
			return err
		}
		return tx.Publish(ctx, studied("self_study.changed", actor, next))
	})
}

func (s *Service) addSelfStudy(ctx context.Context, tx *store.Tx, actor models.Actor, in DoSelfStudy, e models.Enrolment, u models.Unit) error {
	entry := in.onto(models.LogEntry{PersonID: e.PersonID, EnrolmentID: &e.ID, UnitID: &u.ID, Version: 1, CreatedAt: tx.Now(), ChangedAt: tx.Now()}, u)
	if err := tx.AddLogEntry(ctx, &entry, nil); err != nil {
		return err
	}
	if err := tx.PassOwn(ctx, models.Pass{EnrolmentID: e.ID, UnitID: u.ID, ByID: actor.ID, PassedAt: tx.Now()}); err != nil {
		return err
	}
	return tx.Publish(ctx, studied("self_study.done", actor, entry))
}

// TakeBackSelfStudy forgets that the actor has done a unit: the entry of the log, and, where nobody else has accepted it,
// that the unit is met.
func (s *Service) TakeBackSelfStudy(ctx context.Context, actor models.Actor, in TakeBackSelfStudy) error {
	return s.atSelfStudy(ctx, actor, in.Enrolment, in.Unit, func(tx *store.Tx, e models.Enrolment, u models.Unit) error {
		entry, err := tx.UnitEntry(ctx, e.ID, u.ID)
		if errors.Is(err, models.ErrNotFound) {
			return nil // taken back before
		}
		if err != nil {
			return err
		}
		if err := tx.RemoveLogEntry(ctx, entry.ID, in.Version); err != nil {
			return err
		}
		if err := tx.TakeBackPass(ctx, models.Pass{EnrolmentID: e.ID, UnitID: u.ID, ByID: actor.ID}); err != nil {
			return err
		}
		return tx.Publish(ctx, studied("self_study.taken_back", actor, entry))
	})
}

// atSelfStudy does something to a unit of self-study that the actor may do now, under the lock of the cohort: while records
// are issued nothing changes.
func (s *Service) atSelfStudy(
	ctx context.Context, actor models.Actor, enrolment, unit models.ID, do func(tx *store.Tx, e models.Enrolment, u models.Unit) error,
) error {
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		e, err := tx.Enrolment(ctx, enrolment)
		if err != nil {
			return err
		}
		cohort, err := tx.LockCohort(ctx, e.CohortID)
		if err != nil {
			return err
		}
		if e, err = ownEnrolment(ctx, tx.Reads, actor, enrolment); err != nil {
			return err
		}
		u, err := selfStudy(ctx, tx.Reads, cohort, unit)
		if err != nil {
			return err
		}
		if !doesUnits(e, cohort) {
			return models.Invalid{"": "This can no longer be changed: your completion of the course is decided"}
		}
		return do(tx, e, u)
	})
}

func competencies(list []store.EntryCompetency) []models.Competency {
	about := make([]models.Competency, len(list))
	for i, c := range list {
		about[i] = c.Competency
	}
	return about
}

func studied(act string, actor models.Actor, e models.LogEntry) models.Event {
	return models.Event{ActorID: &actor.ID, Act: act, Subject: "log_entries", SubjectID: e.ID, PersonID: &e.PersonID}
}

// UnitFile is the file of a unit of the version that the actor's cohort runs, with what is in it.
func (s *Service) UnitFile(ctx context.Context, actor models.Actor, enrolment, unit models.ID) (models.File, error) {
	e, err := ownEnrolment(ctx, s.Store.Reads, actor, enrolment)
	if err != nil {
		return models.File{}, err
	}
	cohort, err := s.Store.Cohort(ctx, e.CohortID)
	if err != nil {
		return models.File{}, err
	}
	u, err := s.Store.Unit(ctx, cohort.Content(), unit)
	if err != nil {
		return models.File{}, err
	}
	if u.FileID == nil {
		return models.File{}, models.ErrNotFound
	}
	file, err := s.Store.File(ctx, *u.FileID)
	if err != nil {
		return file, err
	}
	file.Data, err = files.Read(ctx, s.Shelf, file)
	return file, err
}
