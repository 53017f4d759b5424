package records

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"trellis/app/input"
	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// ChangeRule is another completion rule of a version of a course, as it was typed.
type ChangeRule struct {
	Version          string `form:"version"` // its number; empty for the one that is taught now
	AppliesFrom      string `form:"applies_from"`
	AnyPart          bool   `form:"any_part"`
	MinimumSessions  string `form:"minimum_sessions"`
	MinimumShare     string `form:"minimum_share"`
	NeedsAssignments bool   `form:"needs_assignments"`
	NeedsEvaluation  bool   `form:"needs_evaluation"`
	Reason           string `form:"reason" validate:"required,max=300" problem:"required=Say why the rule changes: it is kept with the rule|max=Use 300 characters or fewer"`
	// NotNHSNumber says that ten digits in the text are no NHS number.
	NotNHSNumber bool `form:"not_nhs_number"`
	// Latest is the change that was the latest when the page was opened; empty for none.
	Latest models.ID `form:"latest"`
}

// RulePage is the completion rule of a version of a course, with what it was before, and what another would do.
type RulePage struct {
	Course   models.Course // the course itself
	Of       models.Course // the version whose rule it is, as it was published
	Versions []int         // the newest first
	Units    []models.Unit
	Rules    []RuleMade // that it was published with, and each that took its place, the latest date first
	In       ChangeRule
	Rule     string         // of what was typed, in words
	Cohorts  []RuleOnCohort // to which what was typed applies; nil while nothing was
	Previews bool           // what was typed is shown with what it would do
}

// RuleMade is a rule with when and why it was made.
type RuleMade struct {
	models.RuleChange // without an ID for the rule of the version
	Rule              string
	By                string
}

// RuleOnCohort is what another rule would do to a cohort.
type RuleOnCohort struct {
	models.Cohort
	People  int // without a record and a decision
	Before  int // of them complete by the rule as it is
	After   int // would complete
	Gain    int // would complete who do not
	Lose    int // would not complete who do
	Records int // that were issued, and stay
	Later   bool
}

// RulePage is the page of a course's completion rule.
func (s *Service) RulePage(ctx context.Context, actor models.Actor, code, version string) (RulePage, error) {
	course, err := s.ruled(ctx, s.Store.Reads, actor, code)
	if err != nil {
		return RulePage{}, err
	}
	page, _, err := rulePage(ctx, s.Store.Reads, course, version)
	return page, err
}

// ruled is a course that was published, by its own code, whose rule the actor may change.
func (s *Service) ruled(ctx context.Context, r store.Reads, actor models.Actor, code string) (models.Course, error) {
	course, err := r.CourseByCode(ctx, code)
	if err != nil {
		return course, err
	}
	if err := policy.Allows(actor, policy.ChangeRule, course); err != nil {
		return course, err
	}
	if course.VersionOfID != nil || !course.IsTaught() {
		return course, models.ErrNotFound
	}
	return course, nil
}

func rulePage(ctx context.Context, r store.Reads, course models.Course, version string) (page RulePage, changes []models.RuleChange, err error) {
	page.Course = course
	earlier, err := r.EarlierVersions(ctx, course.ID)
	if err != nil {
		return page, nil, err
	}
	number, _ := strconv.Atoi(cmp.Or(version, strconv.Itoa(course.Version)))
	for _, c := range append([]models.Course{course}, earlier...) {
		page.Versions = append(page.Versions, c.Version)
		if c.Version == number {
			page.Of = c
		}
	}
	if !page.Of.ID.Known() {
		return page, nil, models.ErrNotFound
	}
	if page.Units, err = r.Units(ctx, page.Of.ID); err != nil {
		return page, nil, err
	}
	if changes, err = r.RuleChanges(ctx, []models.ID{course.ID}); err != nil {
		return page, nil, err
	}
	changes = slices.DeleteFunc(changes, func(c models.RuleChange) bool { return c.CourseVersion != number })
	now := page.Of
	if len(changes) > 0 {
		now, _ = page.Of.RuledBy(changes, changes[0].AppliesFrom)
	}
	page.In = typed(now)
	page.In.Latest = latest(changes)
	return page, changes, page.history(ctx, r, changes)
}

// typed is the rule of a course as a form has it.
func typed(c models.Course) ChangeRule {
	return ChangeRule{
		Version: strconv.Itoa(c.Version), AnyPart: c.AnyPart, MinimumSessions: strconv.Itoa(c.MinimumSessions), MinimumShare: strconv.Itoa(c.MinimumShare),
		NeedsAssignments: c.NeedsAssignments, NeedsEvaluation: c.NeedsEvaluation,
	}
}

// latest is the change that was made last; empty for none.
func latest(changes []models.RuleChange) models.ID {
	if len(changes) == 0 {
		return ""
	}
	return slices.MaxFunc(changes, func(a, b models.RuleChange) int {
		return cmp.Or(a.MadeAt.Compare(b.MadeAt), cmp.Compare(a.ID, b.ID))
	}).ID
}

func (p *RulePage) history(ctx context.Context, r store.Reads, changes []models.RuleChange) error {
	by := make([]models.ID, len(changes))
	for i, c := range changes {
		by[i] = c.MadeByID
	}
	people, err := r.PeopleAmong(ctx, by)
	if err != nil {
		return err
	}
	for _, c := range changes {
		made := RuleMade{RuleChange: c, Rule: p.Of.Follows(c).Rule(p.Units)}
		if i := slices.IndexFunc(people, func(p models.Person) bool { return p.ID == c.MadeByID }); i >= 0 {
			made.By = people[i].Name
		}
		p.Rules = append(p.Rules, made)
	}
	p.Rules = append(p.Rules, RuleMade{Rule: p.Of.Rule(p.Units)})
	return nil
}

// PreviewRule is the page with what another rule would do to the cohorts to which it applies. Nothing is kept.
func (s *Service) PreviewRule(ctx context.Context, actor models.Actor, code string, in ChangeRule) (RulePage, error) {
	course, err := s.ruled(ctx, s.Store.Reads, actor, code)
	if err != nil {
		return RulePage{}, err
	}
	page, changes, err := rulePage(ctx, s.Store.Reads, course, in.Version)
	if err != nil {
		return page, err
	}
	in.Latest, page.In = page.In.Latest, in
	change, problems := in.change(page)
	if err := problems.OrNil(); err != nil {
		return page, err
	}
	page.Previews, page.Rule = true, page.Of.Follows(change).Rule(page.Units)
	change.MadeAt = s.Store.Now()
	page.Cohorts, err = affected(ctx, s.Store.Reads, page, changes, change)
	return page, err
}

// ChangeRule keeps a rule that takes the place of the one before for cohorts that end on or after a date. Records that were issued
// stay as they are. It answers models.ErrStale when the rule was changed after the page was opened.
func (s *Service) ChangeRule(ctx context.Context, actor models.Actor, code string, in ChangeRule) error {
	in.Reason = input.Tidy(in.Reason)
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		course, err := s.ruled(ctx, tx.Reads, actor, code)
		if err != nil {
			return err
		}
		if course, err = tx.LockCourse(ctx, course.ID); err != nil {
			return err
		}
		page, _, err := rulePage(ctx, tx.Reads, course, in.Version)
		if err != nil {
			return err
		}
		if page.In.Latest != in.Latest {
			return models.ErrStale
		}
		change, problems := in.change(page)
		checked, err := input.Problems(in)
		if err != nil {
			return err
		}
		problems.Add(checked)
		problems.Add(input.Patients(in.NotNHSNumber, input.Text{Field: "reason", Text: in.Reason}))
		if err := problems.OrNil(); err != nil {
			return err
		}
		change.ID, change.MadeByID, change.MadeAt = store.NewID(), actor.ID, tx.Now()
		if err := tx.Add(ctx, &change); err != nil {
			return err
		}
		return tx.Publish(ctx, models.Event{ActorID: &actor.ID, Act: "rule.changed", Subject: "rule_changes", SubjectID: change.ID})
	})
}

// change is what was typed as a change of the rule, and what is wrong with it but for the reason.
func (in ChangeRule) change(page RulePage) (models.RuleChange, models.Invalid) {
	problems := models.Invalid{}
	number := func(field, text string, most int) int {
		n, err := strconv.Atoi(cmp.Or(input.Line(text), "0"))
		if err != nil || n < 0 || n > most {
			problems[field] = "Enter a whole number from 0 to " + strconv.Itoa(most)
		}
		return n
	}
	sessions := len(models.CourseParts{Units: page.Units}.Sessions())
	c := models.RuleChange{
		CourseID: page.Course.ID, CourseVersion: page.Of.Version, AnyPart: in.AnyPart, MinimumSessions: number("minimum_sessions", in.MinimumSessions, sessions),
		MinimumShare: number("minimum_share", in.MinimumShare, 100), NeedsAssignments: in.NeedsAssignments, NeedsEvaluation: in.NeedsEvaluation, Reason: in.Reason,
	}
	day, err := models.ParseDate(in.AppliesFrom)
	if c.AppliesFrom = day; err != nil || day < "2000-01-01" || day > "2100-01-01" {
		problems["applies_from"] = "Enter the day from which it applies, such as 1 September 2026"
	}
	if last := page.last(); len(problems) == 0 && day >= last.AppliesFrom && last.Same(c) {
		problems["minimum_sessions"] = "This is the rule as it is: change something, or leave it"
	}
	return c, problems
}

// last is the rule of the latest date.
func (p RulePage) last() models.RuleChange {
	if first := p.Rules[0]; first.ID.Known() {
		return first.RuleChange
	}
	c := p.Of
	return models.RuleChange{
		AnyPart: c.AnyPart, MinimumSessions: c.MinimumSessions, MinimumShare: c.MinimumShare, NeedsAssignments: c.NeedsAssignments, NeedsEvaluation: c.NeedsEvaluation,
	}
}

// affected is what a change would do to each cohort to which it applies, the next to end first.
func affected(ctx context.Context, r store.Reads, page RulePage, changes []models.RuleChange, change models.RuleChange) ([]RuleOnCohort, error) {
	cohorts, err := r.CohortsByVersion(ctx, page.Course.ID)
	if err != nil {
		return nil, err
	}
	var list []RuleOnCohort
	var ids []models.ID
	for _, c := range cohorts {
		if c.Content() == page.Of.ID && c.State != models.CohortCancelled && models.DateOf(c.Ends) >= change.AppliesFrom {
			list, ids = append(list, RuleOnCohort{Cohort: c.Cohort}), append(ids, c.ID)
		}
	}
	if len(list) == 0 {
		return nil, nil
	}
	return list, weigh(ctx, r, page, changes, change, list, ids)
}

// weigh counts, cohort by cohort, who qualifies before a change and after it.
func weigh(ctx context.Context, r store.Reads, page RulePage, changes []models.RuleChange, change models.RuleChange, list []RuleOnCohort, ids []models.ID) error {
	sessions, err := r.SessionsOf(ctx, ids)
	if err != nil {
		return err
	}
	undecided, err := r.UndecidedOn(ctx, ids)
	if err != nil {
		return err
	}
	evidence, err := r.EvidenceOn(ctx, ids)
	if err != nil {
		return err
	}
	records, err := r.LiveRecordsOn(ctx, ids)
	if err != nil {
		return err
	}
	next := append(slices.Clone(changes), change)
	for i := range list {
		c := &list[i]
		before, _ := page.Of.RuledBy(changes, models.DateOf(c.Ends))
		after, by := page.Of.RuledBy(next, models.DateOf(c.Ends))
		c.Records, c.Later = records[c.ID], by == nil || by.ID.Known()
		held := slices.DeleteFunc(slices.Clone(sessions), func(s models.Session) bool { return s.CohortID != c.ID })
		for _, e := range undecided {
			if e.CohortID == c.ID && evidence.Decisions[e.ID] == nil {
				c.count(evidence.Standing(before, held, page.Units, e.ID).Qualifies(), evidence.Standing(after, held, page.Units, e.ID).Qualifies())
			}
		}
	}
	slices.SortStableFunc(list, func(a, b RuleOnCohort) int { return a.Ends.Compare(b.Ends) })
	return nil
}

func (c *RuleOnCohort) count(before, after bool) {
	c.People++
	if before {
		c.Before++
	}
	if after {
		c.After++
	}
	if after && !before {
		c.Gain++
	}
	if before && !after {
		c.Lose++
	}
}
