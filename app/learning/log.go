package learning

import (
	"context"
	"slices"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// FindLog is what a list of one's learning log holds; what is no year, kind or skill is any.
type FindLog struct {
	Year  string // in which the training year begins: 2026
	Kind  models.LearningKind
	Skill string // its address
	At    models.PageAt
}

// LogPage is somebody's learning log, and what it adds up to.
type LogPage struct {
	Find         FindLog
	Year         models.Date // that is shown in figures: the one chosen, or this one
	Years        []models.LearnedYear
	ThisYear     models.LearnedYear // of the years, the one that is shown
	Months       []models.LearnedMonth
	Skills       []models.Competency // to choose from
	Log          []LoggedMonth
	Found        models.LearnedTotal // what the filter leaves
	Newer, Older models.Edge
}

// Log is the actor's learning log with the sessions they attended in its figures.
func (s *Service) Log(ctx context.Context, actor models.Actor, find FindLog) (page LogPage, err error) {
	if page.Skills, err = s.Store.SkillsLogged(ctx, actor.ID); err != nil {
		return page, err
	}
	filter := page.choose(find, s.Store.Today())
	learned, err := s.learned(ctx, actor.ID, "", "")
	if err != nil {
		return page, err
	}
	page.Years = models.YearsOf(learned)
	page.ThisYear, page.Months = models.LearnedYear{Starts: page.Year}, models.MonthsOf(learned, page.Year)
	if at := slices.IndexFunc(page.Years, func(y models.LearnedYear) bool { return y.Starts == page.Year }); at >= 0 {
		page.ThisYear = page.Years[at]
	}
	left, err := s.Store.LoggedIn(ctx, actor.ID, filter)
	if err != nil {
		return page, err
	}
	page.Found = models.TotalOf(left)
	entries, err := s.Store.LogEntriesIn(ctx, actor.ID, filter, page.Find.At)
	if err != nil {
		return page, err
	}
	page.Newer, page.Older = entries.Previous, entries.Next
	logged, err := s.about(ctx, entries.Rows)
	page.Log = months(logged)
	return page, err
}

// choose keeps of what was asked for what there is, and answers it as a filter.
func (p *LogPage) choose(find FindLog, today models.Date) (f store.LogFilter) {
	p.Find.At = find.At
	p.Year = models.TrainingYear(today)
	if starts, err := models.ParseDate(find.Year + "-04-01"); err == nil {
		p.Find.Year, p.Year = find.Year, starts
		f.From, f.Until = starts, starts.AddMonths(12).AddDays(-1)
	}
	if slices.Contains(models.LearningKinds(), find.Kind) {
		p.Find.Kind, f.Kind = find.Kind, find.Kind
	}
	for _, skill := range p.Skills {
		if skill.Slug == find.Skill {
			p.Find.Skill, f.Skill = find.Skill, skill.ID
		}
	}
	return f
}

// EachLogEntryIn hands over all entries of the actor's log that a filter leaves, some at a time.
func (s *Service) EachLogEntryIn(ctx context.Context, actor models.Actor, find FindLog, do func([]LoggedEntry) error) error {
	var page LogPage
	var err error
	if page.Skills, err = s.Store.SkillsLogged(ctx, actor.ID); err != nil {
		return err
	}
	filter := page.choose(find, s.Store.Today())
	read := func(at models.PageAt) (models.Page[LoggedEntry], error) {
		entries, err := s.Store.LogEntriesIn(ctx, actor.ID, filter, at)
		if err != nil {
			return models.Page[LoggedEntry]{}, err
		}
		logged, err := s.about(ctx, entries.Rows)
		return models.PageOf(entries, logged), err
	}
	return models.EachPage(models.PageAt{Size: models.FileChunk}, read, do)
}

// learned is what a person logged and the sessions they attended in a period; empty days are open ends.
func (s *Service) learned(ctx context.Context, person models.ID, from, until models.Date) ([]models.Learned, error) {
	list, err := s.Store.LoggedIn(ctx, person, store.LogFilter{From: from, Until: until})
	if err != nil {
		return nil, err
	}
	present, err := s.Store.PresentIn(ctx, person, from, until)
	return append(list, attendedOn(present)...), err
}

// attendedOn is what the marks of registers add up to, session by session.
func attendedOn(present []store.PresentAt) (list []models.Learned) {
	for _, p := range present {
		if minutes := p.MinutesOf(int(p.Ends.Sub(p.Starts).Minutes())); minutes > 0 {
			list = append(list, models.Learned{On: models.DateOf(p.Starts), Count: 1, Minutes: minutes})
		}
	}
	return list
}

// RemoveLogEntry removes an entry of the actor's log. Self-study of a course is taken back on the page of its unit. It fails
// with models.ErrStale when the entry has changed since the actor saw it.
func (s *Service) RemoveLogEntry(ctx context.Context, actor models.Actor, id models.ID, seen int) error {
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		e, err := tx.LogEntry(ctx, id)
		if err != nil {
			return err
		}
		if err := policy.Allows(actor, policy.KeepLog, e); err != nil {
			return err
		}
		if e.UnitID != nil {
			return models.Invalid{"entry": "This is self-study of a course: take it back on the page of its unit"}
		}
		if e.Version != seen {
			return models.ErrStale
		}
		if err := tx.RemoveLogEntry(ctx, id, seen); err != nil {
			return err
		}
		return tx.Publish(ctx, logged("log_entry.removed", actor, e))
	})
}
