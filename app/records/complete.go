package records

import (
	"context"
	"slices"
	"time"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// Candidate is somebody on a cohort with how far they are by the completion rule.
type Candidate struct {
	store.RollLine
	Standing models.Standing
	Met      map[models.ID]bool // units that are not sessions
	Record   *models.CompletionRecord
}

// Ready tells whether the person meets the rule and has no record yet.
func (c Candidate) Ready() bool { return c.Record == nil && c.Standing.Qualifies() }

// CompletePage is who meets the completion rule of a cohort, who does not yet, and who has a record.
type CompletePage struct {
	store.TaughtCohort
	Course     models.Course
	Rule       string
	Units      []models.Unit // required ones that are not sessions
	Open       bool          // records may be issued: the last day has come
	Candidates []Candidate   // everybody on the register, by name
	Withdrawn  []models.CompletionRecord
	Unmarked   []Unmarked // registers to finish
	Now        time.Time
}

// Unmarked is a session that has begun and whose register lacks marks.
type Unmarked struct {
	models.Session
	People int // without a mark
}

// Complete is the page on which records are issued for a cohort.
func (s *Service) Complete(ctx context.Context, actor models.Actor, code string) (CompletePage, error) {
	cohort, err := s.Store.TaughtCohortByCode(ctx, code)
	if err != nil {
		return CompletePage{}, err
	}
	if err := policy.Allows(actor, policy.IssueRecords, cohort.Cohort); err != nil {
		return CompletePage{}, err
	}
	now := s.Store.Now()
	page := CompletePage{TaughtCohort: cohort, Now: now, Open: cohort.CompletableAt(now)}
	found, err := look(ctx, s.Store.Reads, cohort.Cohort)
	if err != nil {
		return page, err
	}
	page.Course, page.Rule, page.Candidates = found.course, found.course.Rule(found.units), found.candidates
	page.Units = slices.DeleteFunc(found.units, func(u models.Unit) bool { return !u.Required || u.Kind == models.SessionUnit })
	for _, r := range found.records {
		if r.RevokedAt != nil {
			page.Withdrawn = append(page.Withdrawn, r)
		}
	}
	for _, session := range found.sessions {
		if n := found.unmarked(session); n > 0 && !session.Starts.After(now) {
			page.Unmarked = append(page.Unmarked, Unmarked{Session: session, People: n})
		}
	}
	return page, nil
}

// Ready are the people who would get a record now.
func (p CompletePage) Ready() []Candidate { return p.those(Candidate.Ready) }

// Nearly are the people to whom only one thing is missing.
func (p CompletePage) Nearly() []Candidate {
	return p.those(func(c Candidate) bool { return c.Record == nil && c.Standing.Nearly() })
}

// NotYet are the people to whom more is missing.
func (p CompletePage) NotYet() []Candidate {
	return p.those(func(c Candidate) bool { return c.Record == nil && len(c.Standing.Missing) > 1 })
}

// Issued are the people who have a record.
func (p CompletePage) Issued() []Candidate {
	return p.those(func(c Candidate) bool { return c.Record != nil })
}

// Undecided are the people who have no record yet.
func (p CompletePage) Undecided() []Candidate {
	return p.those(func(c Candidate) bool { return c.Record == nil })
}

func (p CompletePage) those(are func(Candidate) bool) []Candidate {
	var list []Candidate
	for _, c := range p.Candidates {
		if are(c) {
			list = append(list, c)
		}
	}
	return list
}

// findings are all that decides about the records of a cohort.
type findings struct {
	course     models.Course      // with the rule that holds
	change     *models.RuleChange // that made the rule; nil for that of the version
	units      []models.Unit
	sessions   []models.Session
	evidence   store.Evidence
	records    []models.CompletionRecord
	candidates []Candidate
}

// look reads what decides about a cohort's records, and measures everybody on its register.
func look(ctx context.Context, r store.Reads, cohort models.Cohort) (f findings, err error) {
	if f.course, f.change, err = r.RuledCourse(ctx, cohort); err != nil {
		return f, err
	}
	if f.units, err = r.Units(ctx, cohort.Content()); err != nil {
		return f, err
	}
	if f.sessions, err = r.Sessions(ctx, cohort.ID); err != nil {
		return f, err
	}
	if f.evidence, err = r.EvidenceOn(ctx, []models.ID{cohort.ID}); err != nil {
		return f, err
	}
	if f.records, err = r.CohortRecords(ctx, cohort.ID); err != nil {
		return f, err
	}
	roll, err := r.Roll(ctx, cohort.ID, models.OnRegister()...)
	f.measure(roll)
	return f, err
}

func (f *findings) measure(roll []store.RollLine) {
	live := map[models.ID]*models.CompletionRecord{}
	for i, record := range f.records {
		if record.RevokedAt == nil && record.SupersededAt == nil {
			live[record.EnrolmentID] = &f.records[i]
		}
	}
	for _, line := range roll {
		f.candidates = append(f.candidates, Candidate{
			RollLine: line, Met: f.evidence.Met[line.ID], Record: live[line.ID],
			Standing: f.evidence.Standing(f.course, f.sessions, f.units, line.ID),
		})
	}
}

func (f findings) unmarked(session models.Session) int {
	n := 0
	for _, c := range f.candidates {
		if !f.evidence.Marks[c.ID][session.ID].Mark.Known() {
			n++
		}
	}
	return n
}
