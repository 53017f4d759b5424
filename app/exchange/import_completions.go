package exchange

import (
	"context"
	"fmt"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// ImportCompletions asks to import learning from before this system: see docs/formats.md.
type ImportCompletions struct {
	File   File
	By     *models.Actor // nil: whoever may run commands on the machine
	DryRun bool
}

// ImportCompletions imports past learning: all of the file or, where something is wrong with it, nothing. A line whose address
// is that of somebody, or was, is theirs; one of nobody we know is kept, and waits until somebody says whose it is. A line
// that is there already changes nothing.
func (s *Service) ImportCompletions(ctx context.Context, in ImportCompletions) (Report, error) {
	report := newReport("past learning", []File{in.File})
	report.DryRun = in.DryRun
	if in.By != nil {
		if !policy.Scope(*in.By, policy.KeepPastLearning).All {
			return *report, models.ErrForbidden
		}
		report.by = &in.By.ID
	}
	opened, err := read(in.File, report)
	if err != nil || opened == nil {
		return *report, err
	}
	lines := readCompletions(opened)
	if report.IsRefused() {
		report.sort()
		return *report, nil
	}
	return s.transact(ctx, *report, func(tx *store.Tx, report *Report) error {
		return keepCompletions(ctx, tx, report, lines)
	})
}

func keepCompletions(ctx context.Context, tx *store.Tx, report *Report, lines []models.PastCompletion) error {
	unknown, first := 0, models.ID("")
	for begin := 0; begin < len(lines); begin += chunk {
		some := lines[begin:min(begin+chunk, len(lines))]
		fresh, err := newCompletions(ctx, tx, some)
		if err != nil {
			return err
		}
		for i := range fresh {
			fresh[i].ID, fresh[i].FileName, fresh[i].AddedByID, fresh[i].AddedAt = store.NewID(), report.File, report.by, tx.Now()
			if fresh[i].PersonID == nil {
				unknown++
			} else {
				at := tx.Now()
				fresh[i].MatchedAt = &at
			}
			if first == "" {
				first = fresh[i].ID
			}
		}
		if err := tx.Add(ctx, &fresh); err != nil {
			return err
		}
		report.Added += len(fresh)
		report.Unchanged += len(some) - len(fresh)
	}
	if unknown > 0 {
		report.warn(fmt.Sprintf("%s of nobody we know: kept under Admin, Past learning, until somebody says whose", count(unknown, "line is", "lines are")))
	}
	if report.Added == 0 {
		return nil
	}
	return tx.Publish(ctx, report.told(models.Event{Act: "past_learning.imported", Subject: "past_completions", SubjectID: first}))
}

// newCompletions are those of the lines that are not there yet, with whose they are.
func newCompletions(ctx context.Context, tx *store.Tx, lines []models.PastCompletion) ([]models.PastCompletion, error) {
	keys := make([]string, len(lines))
	for i, l := range lines {
		keys[i] = l.EmailKey
	}
	there, err := tx.PastByKeys(ctx, keys)
	if err != nil {
		return nil, err
	}
	known := map[string]bool{}
	for _, p := range there {
		known[completionKey(p)] = true
	}
	whose, err := reachedBy(ctx, tx, keys)
	if err != nil {
		return nil, err
	}
	var fresh []models.PastCompletion
	for _, l := range lines {
		if known[completionKey(l)] {
			continue
		}
		if person, found := whose[l.EmailKey]; found {
			l.PersonID = &person
		}
		fresh = append(fresh, l)
	}
	return fresh, nil
}

// reachedBy are the people who have the folded addresses, or had them where nobody has.
func reachedBy(ctx context.Context, tx *store.Tx, keys []string) (map[string]models.ID, error) {
	whose := map[string]models.ID{}
	renamed, err := tx.PeopleByFormerEmails(ctx, keys)
	if err != nil {
		return nil, err
	}
	for _, p := range renamed {
		if p.ErasedAt == nil {
			whose[p.FormerKey] = p.ID
		}
	}
	people, err := tx.PeopleByEmail(ctx, keys)
	for _, p := range people {
		whose[p.EmailKey] = p.ID
	}
	return whose, err
}

// completionKey is what a line of past learning is known by.
func completionKey(p models.PastCompletion) string {
	return p.EmailKey + "\x00" + p.CourseTitle + "\x00" + p.Provider + "\x00" + string(p.CompletedOn)
}
