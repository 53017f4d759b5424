package learning

import (
	"cmp"
	"context"
	"slices"

	"trellis/models"
)

// LearningPage is what somebody is learning and has learned.
type LearningPage struct {
	Current []MyCourse // under way, offered or in line
	Over    []MyCourse
	Kept    []KeptMaterials // of courses they are or were on
	Missed  int             // sessions without apologies, in the months that the trainers of their cohorts see
	Log     []LoggedMonth
	// Newer and Older are the edges of the neighbouring pages of the log; not known where there is none.
	Newer, Older models.Edge
	// Since is the day from which minutes are counted: the first of the training year.
	Since  models.Date
	Totals []LearningTotal // of what there is, most first
	Total  int             // minutes of all
}

// LearningTotal is how many minutes somebody has learned in one way; an empty kind is sessions of courses.
type LearningTotal struct {
	Kind    models.LearningKind
	Minutes int
}

// LoggedMonth is a month of a learning log.
type LoggedMonth struct {
	First   models.Date
	Minutes int // of the entries shown
	Entries []LoggedEntry
}

// LoggedEntry is an entry of a learning log, with the names of what it was about.
type LoggedEntry struct {
	models.LogEntry
	Skills []string
}

// Learning is the actor's own learning, with one page of the log.
func (s *Service) Learning(ctx context.Context, actor models.Actor, at models.PageAt) (page LearningPage, err error) {
	if page.Current, page.Over, err = s.myCourses(ctx, actor.ID); err != nil {
		return page, err
	}
	if page.Kept, err = s.keptMaterials(ctx, slices.Concat(page.Current, page.Over)); err != nil {
		return page, err
	}
	missed, err := s.Store.MissedSince(ctx, []models.ID{actor.ID}, s.Store.Today().AddMonths(-missedFor).Time().UTC())
	if err != nil {
		return page, err
	}
	page.Missed = missed[actor.ID]
	entries, err := s.Store.LogEntries(ctx, actor.ID, at)
	if err != nil {
		return page, err
	}
	page.Newer, page.Older = entries.Previous, entries.Next
	logged, err := s.about(ctx, entries.Rows)
	if err != nil {
		return page, err
	}
	page.Log = months(logged)
	page.Since = models.TrainingYear(s.Store.Today())
	page.Totals, page.Total, err = s.totals(ctx, actor.ID, page)
	return page, err
}

// EachLogEntry hands over all of the actor's learning log, some at a time.
func (s *Service) EachLogEntry(ctx context.Context, actor models.Actor, do func([]LoggedEntry) error) error {
	read := func(at models.PageAt) (models.Page[LoggedEntry], error) {
		entries, err := s.Store.LogEntries(ctx, actor.ID, at)
		if err != nil {
			return models.Page[LoggedEntry]{}, err
		}
		logged, err := s.about(ctx, entries.Rows)
		return models.PageOf(entries, logged), err
	}
	return models.EachPage(models.PageAt{Size: models.FileChunk}, read, do)
}

// about adds to entries the names of the skills that they were about.
func (s *Service) about(ctx context.Context, entries []models.LogEntry) ([]LoggedEntry, error) {
	logged := make([]LoggedEntry, len(entries))
	ids := make([]models.ID, len(entries))
	at := make(map[models.ID]*LoggedEntry, len(entries))
	for i, e := range entries {
		logged[i].LogEntry, ids[i] = e, e.ID
		at[e.ID] = &logged[i]
	}
	if len(entries) == 0 {
		return nil, nil
	}
	skills, err := s.Store.CompetenciesOfEntries(ctx, ids)
	for _, c := range skills {
		at[c.LogEntryID].Skills = append(at[c.LogEntryID].Skills, c.Name)
	}
	return logged, err
}

func months(entries []LoggedEntry) []LoggedMonth {
	var list []LoggedMonth
	for _, e := range entries {
		first := e.LearnedOn[:7] + "-01"
		if len(list) == 0 || list[len(list)-1].First != first {
			list = append(list, LoggedMonth{First: first})
		}
		month := &list[len(list)-1]
		month.Entries, month.Minutes = append(month.Entries, e), month.Minutes+e.Minutes
	}
	return list
}

// totals are the minutes since the training year began: what was logged, and the sessions attended.
func (s *Service) totals(ctx context.Context, person models.ID, page LearningPage) (totals []LearningTotal, all int, err error) {
	logged, err := s.Store.LoggedSince(ctx, person, page.Since)
	if err != nil {
		return nil, 0, err
	}
	for _, k := range logged {
		totals = append(totals, LearningTotal{Kind: k.Kind, Minutes: k.Minutes})
	}
	attended, err := s.Store.PresentSince(ctx, person, page.Since)
	if err != nil {
		return nil, 0, err
	}
	minutes := 0
	for _, p := range attended {
		minutes += p.MinutesOf(int(p.Ends.Sub(p.Starts).Minutes()))
	}
	if minutes > 0 {
		totals = append(totals, LearningTotal{Minutes: minutes})
	}
	for _, t := range totals {
		all += t.Minutes
	}
	slices.SortStableFunc(totals, func(a, b LearningTotal) int { return cmp.Compare(b.Minutes, a.Minutes) })
	return totals, all, nil
}

// sortCurrent puts what waits for an answer first, and then the soonest cohort.
func sortCurrent(list []MyCourse) {
	slices.SortStableFunc(list, func(a, b MyCourse) int {
		return cmp.Or(compareFirst(a, b), a.Cohort.Starts.Compare(b.Cohort.Starts))
	})
}

func compareFirst(a, b MyCourse) int {
	first := func(m MyCourse) int {
		if m.Enrolment.State == models.Offered {
			return 0
		}
		return 1
	}
	return cmp.Compare(first(a), first(b))
}
