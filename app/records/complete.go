package records

import (
	"context"
	"slices"
	"time"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// IssuanceCount is an issuance with how far it is, as pages name it.
type IssuanceCount = store.IssuanceCount

// CompletePage is who meets the completion rule of a cohort, who does not yet, and who has a record.
type CompletePage struct {
	store.TaughtCohort
	Course        models.Course
	CourseCode    string // of the course itself, whichever version the cohort runs
	Rule          string
	Change        *models.RuleChange // that made the rule; nil for that of the version
	MayChangeRule bool
	Units         []models.Unit // that a trainer can accept: those asked for that are neither sessions nor evaluations
	Open          bool          // records may be issued: the last day has come
	Candidates    []Candidate   // everybody on the register, by name
	Ended         []models.CompletionRecord
	Unmarked      []Unmarked // registers to finish
	Issuances     []store.IssuanceCount
	Now           time.Time
}

// Unmarked is a session that has begun and whose register lacks marks.
type Unmarked struct {
	models.Session
	People int // without a mark
}

// Complete is the page of a cohort's completion records.
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
	page.Course, page.Rule, page.Change, page.Candidates = found.course, found.course.Rule(found.units), found.change, found.candidates
	page.MayChangeRule, page.CourseCode = policy.Allows(actor, policy.ChangeRule, found.course) == nil, found.course.Code
	if found.course.VersionOfID != nil {
		itself, err := s.Store.Course(ctx, cohort.CourseID)
		if err != nil {
			return page, err
		}
		page.CourseCode = itself.Code
	}
	page.Units = slices.DeleteFunc(found.units, func(u models.Unit) bool { return !accepted(found.course, u) })
	for _, r := range found.records {
		if !r.Live() {
			page.Ended = append(page.Ended, r)
		}
	}
	for _, session := range found.sessions {
		if n := found.unmarked(session); n > 0 && !session.Starts.After(now) {
			page.Unmarked = append(page.Unmarked, Unmarked{Session: session, People: n})
		}
	}
	page.Issuances, err = s.Store.IssuancesOf(ctx, cohort.ID)
	return page, err
}

// accepted tells whether the rule asks for a unit that a trainer can accept.
func accepted(c models.Course, u models.Unit) bool {
	switch u.Kind {
	case models.AssignmentUnit:
		return u.Required || c.NeedsAssignments
	case models.SelfStudyUnit:
		return u.Required
	case models.SessionUnit, models.EvaluationUnit:
	}
	return false
}

// Ready are the people who would get a record now.
func (p CompletePage) Ready() []Candidate { return p.those(Candidate.Ready) }

// Nearly are the people to whom only one thing is missing.
func (p CompletePage) Nearly() []Candidate { return p.those(Candidate.Nearly) }

// NotYet are the people to whom more is missing, and those about whom it was decided that they do not complete.
func (p CompletePage) NotYet() []Candidate { return p.those(Candidate.NotYet) }

// Issued are the people who have a record.
func (p CompletePage) Issued() []Candidate {
	return p.those(func(c Candidate) bool { return c.Record != nil })
}

// Running is the issuance that is under way; nil for none.
func (p CompletePage) Running() *store.IssuanceCount {
	for i, n := range p.Issuances {
		if n.FinishedAt == nil {
			return &p.Issuances[i]
		}
	}
	return nil
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

// PreviewPage is what the records of those who are ready will say.
type PreviewPage struct {
	CompletePage
	Provider string
	Outcomes []models.RecordOutcome
	Records  []Preview
}

// Preview is what one record will say.
type Preview struct {
	models.CompletionRecord
	Standing models.Standing
}

// Preview is the page on which the trainer sees the records before they are issued.
func (s *Service) Preview(ctx context.Context, actor models.Actor, code string) (page PreviewPage, err error) {
	if page.CompletePage, err = s.Complete(ctx, actor, code); err != nil {
		return page, err
	}
	if page.Provider, err = s.Store.NetworkName(ctx); err != nil {
		return page, err
	}
	units, err := s.Store.Units(ctx, page.Content())
	if err != nil {
		return page, err
	}
	f := findings{course: page.Course, change: page.Change, units: units}
	for _, c := range page.Ready() {
		page.Records = append(page.Records, Preview{f.record(c, page.Cohort), c.Standing})
	}
	page.Outcomes, err = s.Store.OutcomesForRecords(ctx, page.Content())
	return page, err
}
