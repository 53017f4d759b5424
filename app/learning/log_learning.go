package learning

import (
	"context"
	"maps"
	"slices"

	"trellis/app/input"
	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// LogLearning is a piece of learning that somebody writes down, or changes.
type LogLearning struct {
	Title      string   `form:"title" validate:"required,max=200" problem:"required=Enter what you learned|max=Use 200 characters or fewer"`
	Minutes    int      `form:"minutes" validate:"min=1,max=1440" problem:"min=Enter how many minutes it took, from 1 to 1440|max=Enter 1440 minutes (24 hours) or fewer"`
	On         string   `form:"on" validate:"required,datetime=2006-01-02" problem:"required=Enter the date on which you learned it|datetime=Enter a date, such as 2026-11-23"`
	Kind       string   `form:"kind" validate:"required,oneof=self-study reading project conference other" problem:"required=Select what kind of learning it was|oneof=Select what kind of learning it was"`
	Reflection string   `form:"reflection" validate:"max=4000" problem:"max=Use 4000 characters or fewer"`
	Competency []string `form:"competency" validate:"max=20" problem:"max=Select 20 skills or fewer"`
	// Version is that of the entry which the person opened.
	Version int `form:"version"`
	// NotNHSNumber says that ten digits in the text are no NHS number.
	NotNHSNumber bool `form:"not_nhs_number"`
}

func (in LogLearning) check(today models.Date) error {
	problems, err := input.Problems(in)
	if err != nil {
		return err
	}
	if _, wrong := problems["on"]; !wrong && models.Date(in.On) > today {
		problems["on"] = "Enter today or an earlier date"
	}
	maps.Copy(problems, input.Patients(in.NotNHSNumber, input.Text{Field: "title", Text: in.Title}, input.Text{Field: "reflection", Text: in.Reflection}))
	return problems.OrNil()
}

// about finds the skills that were named, by id, code or address; an empty name is none.
func (in LogLearning) about(ctx context.Context, tx *store.Tx) ([]models.Competency, error) {
	names := slices.DeleteFunc(slices.Clone(in.Competency), func(name string) bool { return name == "" })
	if len(names) == 0 {
		return nil, nil
	}
	found, err := tx.CompetenciesNamed(ctx, names)
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		if !slices.ContainsFunc(found, func(c models.Competency) bool {
			return string(c.ID) == name || c.Code == name || c.Slug == name
		}) {
			return nil, models.Invalid{"competency": "Select a skill from the list"}
		}
	}
	return found, nil
}

func (in LogLearning) onto(e models.LogEntry) models.LogEntry {
	e.Title, e.Minutes, e.LearnedOn = in.Title, in.Minutes, models.Date(in.On)
	e.Kind, e.Reflection = models.LearningKind(in.Kind), in.Reflection
	return e
}

// AddLogEntry writes a piece of learning into the actor's log.
func (s *Service) AddLogEntry(ctx context.Context, actor models.Actor, in LogLearning) (e models.LogEntry, err error) {
	in.Title, in.Reflection = input.Tidy(in.Title), input.Tidy(in.Reflection)
	err = s.Store.InTx(ctx, func(tx *store.Tx) error {
		if err := in.check(tx.Today()); err != nil {
			return err
		}
		e = in.onto(models.LogEntry{PersonID: actor.ID, Version: 1, CreatedAt: tx.Now(), ChangedAt: tx.Now()})
		if err := policy.Allows(actor, policy.KeepLog, e); err != nil {
			return err
		}
		about, err := in.about(ctx, tx)
		if err != nil {
			return err
		}
		if err := tx.AddLogEntry(ctx, &e, about); err != nil {
			return err
		}
		return tx.Publish(ctx, logged("log_entry.added", actor, e))
	})
	return e, err
}

// ChangeLogEntry changes an entry of the actor's log. It fails with models.ErrStale when the entry has changed since the
// actor opened it.
func (s *Service) ChangeLogEntry(ctx context.Context, actor models.Actor, id models.ID, in LogLearning) error {
	in.Title, in.Reflection = input.Tidy(in.Title), input.Tidy(in.Reflection)
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		e, err := tx.LogEntry(ctx, id)
		if err != nil {
			return err
		}
		if err := policy.Allows(actor, policy.KeepLog, e); err != nil {
			return err
		}
		if e.UnitID != nil {
			return models.Invalid{"entry": "This is self-study of a course: change it on the page of its unit"}
		}
		if err := in.check(tx.Today()); err != nil {
			return err
		}
		if e.Version != in.Version {
			return models.ErrStale
		}
		about, err := in.about(ctx, tx)
		if err != nil {
			return err
		}
		e = in.onto(e)
		e.Version, e.ChangedAt = in.Version+1, tx.Now()
		if err := tx.ChangeLogEntry(ctx, e, in.Version, about); err != nil {
			return err
		}
		return tx.Publish(ctx, logged("log_entry.changed", actor, e))
	})
}

func logged(act string, actor models.Actor, e models.LogEntry) models.Event {
	return models.Event{ActorID: &actor.ID, Act: act, Subject: "log_entries", SubjectID: e.ID, PersonID: &e.PersonID}
}

// LogEntryPage is an entry of a log with what it can be about.
type LogEntryPage struct {
	Entry   LoggedEntry
	About   []models.ID
	Choices []store.FrameworkSkill
	Today   models.Date
}

// NewLogEntryPage is the page on which learning is written down.
func (s *Service) NewLogEntryPage(ctx context.Context) (LogEntryPage, error) {
	choices, err := s.Store.CompetencyChoices(ctx)
	return LogEntryPage{Choices: choices, Today: s.Store.Today()}, err
}

// LogEntryPage is an entry of the actor's own log, to be changed.
func (s *Service) LogEntryPage(ctx context.Context, actor models.Actor, id models.ID) (LogEntryPage, error) {
	e, err := s.Store.LogEntry(ctx, id)
	if err != nil {
		return LogEntryPage{}, err
	}
	if err := policy.Allows(actor, policy.KeepLog, e); err != nil {
		return LogEntryPage{}, err
	}
	page, err := s.NewLogEntryPage(ctx)
	if err != nil {
		return page, err
	}
	page.Entry.LogEntry = e
	about, err := s.Store.CompetenciesOfEntries(ctx, []models.ID{id})
	for _, c := range about {
		page.Entry.Skills, page.About = append(page.Entry.Skills, c.Name), append(page.About, c.ID)
		if !slices.ContainsFunc(page.Choices, func(known store.FrameworkSkill) bool { return known.ID == c.ID }) {
			page.Choices = append(page.Choices, store.FrameworkSkill{Competency: c.Competency, DomainName: "Earlier versions"})
		}
	}
	return page, err
}
