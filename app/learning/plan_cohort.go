package learning

import (
	"context"
	"errors"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"trellis/app/input"
	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// PlanCohort plans a run of a course. All of it is as it was typed, so that a refused form is shown as it was sent.
type PlanCohort struct {
	CohortTerms  `form:"terms"`
	Course       string              `form:"course"` // its code
	Code         string              `form:"code" validate:"max=40" problem:"max=Use 40 characters or fewer"`
	Trainers     string              `form:"trainers" validate:"max=1000" problem:"max=Use 1000 characters or fewer"` // email addresses of the others
	Dates        string              `form:"dates"`                                                                   // datesLater: they are set later
	From         string              `form:"from"`                                                                    // months, where they are
	To           string              `form:"to"`
	Repeats      string              `form:"repeats"` // weeks between sessions without a day
	Sessions     []PlanSession       `form:"sessions"`
	Questions    []CohortQuestion    `form:"questions"`
	Preparations []CohortPreparation `form:"preparations"`
	Copied       string              `form:"copied"` // the code of the cohort that this is a copy of
	As           string              `form:"as"`     // asDraft: nobody else sees it until it is opened
}

// What a plan may say of its dates, and of itself.
const (
	datesLater = "later"
	asDraft    = "draft"
)

// Later tells whether the dates are set later.
func (in PlanCohort) Later() bool { return in.Dates == datesLater }

// ChooseACourse is said to who plans a cohort of none.
const ChooseACourse = "Choose a course"

// plannable is a course of which the actor may plan a cohort, with the sessions that it asks for: one at least.
func plannable(ctx context.Context, r store.Reads, actor models.Actor, code string) (models.Course, []models.Unit, error) {
	course, err := r.CourseByCode(ctx, code)
	if err != nil {
		return course, nil, err
	}
	if err := policy.Allows(actor, policy.PlanCohort, course); err != nil {
		return course, nil, err
	}
	if !course.IsTaught() {
		return course, nil, models.ErrNotFound
	}
	units, err := sessionUnits(ctx, r, course)
	return course, units, err
}

// sessionUnits are the sessions that a course asks for: one at least.
func sessionUnits(ctx context.Context, r store.Reads, course models.Course) ([]models.Unit, error) {
	units, err := r.Units(ctx, course.ID)
	units = slices.DeleteFunc(units, func(u models.Unit) bool { return u.Kind != models.SessionUnit })
	if len(units) == 0 {
		units = []models.Unit{{Title: course.Title, Minutes: course.Minutes}}
	}
	return units, err
}

// PlanCohort keeps a new cohort: a draft, or open for enrolment from the day that the plan says. Whoever plans it teaches it,
// with the trainers that they name.
func (s *Service) PlanCohort(ctx context.Context, actor models.Actor, in PlanCohort) (cohort models.Cohort, err error) {
	in = in.tidied()
	if in.Course == "" {
		return cohort, models.Invalid{"course": ChooseACourse}
	}
	err = s.Store.InTx(ctx, func(tx *store.Tx) error {
		if err := tx.LockCourseByCode(ctx, in.Course); err != nil { // nobody publishes another version meanwhile
			return err
		}
		problems, err := in.problems()
		if err != nil {
			return err
		}
		made, err := in.make(ctx, tx, actor, problems)
		if err != nil {
			return err
		}
		if err := problems.OrNil(); err != nil {
			return err
		}
		kept, err := keepCohorts(ctx, tx, actor, []plannedCohort{made})
		if err == nil {
			cohort = kept[0]
		}
		return err
	})
	if errors.Is(err, models.ErrTaken) { // by somebody who planned at the same moment
		err = models.Invalid{"code": codeTaken}
	}
	return cohort, err
}

const codeTaken = "Another cohort has this code: enter a different one"

// make is the cohort that the form plans, of a locked course, with its trainers; what is wrong with it goes to the problems.
func (in PlanCohort) make(ctx context.Context, tx *store.Tx, actor models.Actor, problems models.Invalid) (made plannedCohort, err error) {
	course, units, err := plannable(ctx, tx.Reads, actor, in.Course)
	if err != nil {
		return made, err
	}
	plan, err := in.plan(ctx, tx, units, problems)
	if err != nil {
		return made, err
	}
	if plan.CopiedFrom, err = in.copied(ctx, tx.Reads, course); err != nil {
		return made, err
	}
	cohort, sessions, wrong := plan.Cohort(course, tx.Now())
	maps.Copy(problems, wrong)
	made = plannedCohort{Cohort: cohort, sessions: sessions, shares: plan.Shares, questions: plan.Questions, preparations: plan.Preparations}
	if made.trainers, err = in.trainers(ctx, tx, actor, problems); err != nil {
		return made, err
	}
	if err := refuseClashes(ctx, tx, actor, made.trainers, made.sessions, problems); err != nil {
		return made, err
	}
	return made, in.code(ctx, tx, course, &made.Cohort, problems)
}

// copied is the cohort of the course of which this is a copy; nil for none.
func (in PlanCohort) copied(ctx context.Context, r store.Reads, course models.Course) (*models.ID, error) {
	if in.Copied == "" {
		return nil, nil //nolint:nilnil // a copy of none
	}
	from, err := r.CohortByCode(ctx, in.Copied)
	if err == nil && from.CourseID != course.ID {
		err = models.ErrNotFound
	}
	return &from.ID, err
}

func (in PlanCohort) tidied() PlanCohort {
	in.CohortTerms = in.CohortTerms.tidied()
	for _, text := range []*string{&in.Course, &in.Code, &in.Trainers, &in.From, &in.To, &in.Copied} {
		*text = input.Tidy(*text)
	}
	in.Sessions = tidySessions(in.Sessions)
	in.Questions = tidyQuestions(in.Questions)
	in.Preparations = slices.Clone(in.Preparations)
	for i, p := range in.Preparations {
		in.Preparations[i] = CohortPreparation{Title: input.Line(p.Title), URL: input.Tidy(p.URL), Minutes: input.Tidy(p.Minutes)}
	}
	return in
}

// problems are those of the form itself, and of texts that may name a patient.
func (in PlanCohort) problems() (models.Invalid, error) {
	problems, err := input.Problems(in)
	texts := append(in.texts(), questionTexts(in.Questions)...)
	for n, s := range in.Sessions {
		texts = append(texts, sessionTexts(s, func(field string) string { return models.SessionField(n, field) })...)
	}
	for n, p := range in.Preparations {
		texts = append(texts, input.Text{Field: models.PreparationField(n, "title"), Text: p.Title})
	}
	maps.Copy(problems, input.Patients(in.NotNHSNumber, texts...))
	return problems, err
}

// plan is the plan for the sessions that the course asks for, and for more where somebody typed them.
func (in PlanCohort) plan(ctx context.Context, tx *store.Tx, units []models.Unit, problems models.Invalid) (models.Plan, error) {
	terms, err := in.terms(ctx, tx.Reads, tx.Today(), problems)
	plan := models.Plan{
		Terms: terms, Code: in.Code, Draft: in.As == asDraft, Unscheduled: in.Later(), From: in.From, To: in.To,
		Questions: questions(in.Questions), Preparations: preparations(in.Preparations),
	}
	if !in.Later() {
		plan.Sessions = sessionPlans(in.Sessions, units)
		plan = plan.Repeat(max(number(in.Repeats), 0))
	}
	if len(plan.Sessions) > models.MostSessions {
		problems["sessions"] = "Plan " + strconv.Itoa(models.MostSessions) + " sessions or fewer"
		plan.Sessions = nil
	}
	return plan, err
}

// number is a whole number as it was typed; -1 for what is none.
func number(text string) int {
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 {
		return -1
	}
	return n
}

// numberOr is number, or another where nothing was typed.
func numberOr(text string, otherwise int) int {
	if text == "" {
		return otherwise
	}
	return number(text)
}

var cohortCode = regexp.MustCompile(`^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$`)

// code gives the cohort a code that no other has: the one typed, or one made of the course and the month.
func (in PlanCohort) code(ctx context.Context, tx *store.Tx, course models.Course, c *models.Cohort, problems models.Invalid) error {
	switch {
	case in.Code == "" && c.Starts.IsZero():
		return nil
	case in.Code == "":
		taken, err := tx.CohortCodes(ctx, course.ID)
		c.Code = course.CodeFor(c.Starts, taken)
		return err
	case !cohortCode.MatchString(in.Code) || strings.EqualFold(in.Code, "new"):
		problems["code"] = "Use letters and digits, joined by hyphens, such as " + course.Code + "-2027-01"
		return nil
	}
	taken, err := tx.CodeTaken(ctx, in.Code)
	if taken {
		problems["code"] = codeTaken
	}
	return err
}
