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
	Course     string        `form:"course"` // its code
	Name       string        `form:"name" validate:"max=100" problem:"max=Use 100 characters or fewer"`
	Code       string        `form:"code" validate:"max=40" problem:"max=Use 40 characters or fewer"`
	Capacity   string        `form:"capacity"`
	Minimum    string        `form:"minimum"`
	Place      string        `form:"place" validate:"max=200" problem:"max=Use 200 characters or fewer"`
	JoinURL    string        `form:"join_url" validate:"max=500" problem:"max=Use 500 characters or fewer"`
	Opens      string        `form:"opens"`
	Closes     string        `form:"closes"`
	OfferHours string        `form:"offer_hours"`
	Trainers   string        `form:"trainers" validate:"max=1000" problem:"max=Use 1000 characters or fewer"` // email addresses of the others
	Sessions   []PlanSession `form:"sessions"`
}

// PlanSession is one session of a plan, as it was typed.
type PlanSession struct {
	Title  string `form:"title"`
	Date   string `form:"date"`
	Starts string `form:"starts"`
	Ends   string `form:"ends"`
}

// NewCohortPage is what somebody needs to plan a cohort.
type NewCohortPage struct {
	Courses []models.Course // of which the actor may plan a cohort
	Course  models.Course   // the chosen one; empty when none is
	Units   []models.Unit   // its sessions
	Plan    PlanCohort      // what the form holds
}

// ChooseACourse is said to who plans a cohort of none.
const ChooseACourse = "Choose a course"

// mostTrainers is how many trainers a plan may name besides whoever plans.
const mostTrainers = 20

// defaultOfferHours is how long an offered place is held unless the plan says otherwise.
const defaultOfferHours = 48

// NewCohort is the page on which the actor plans a cohort of the course with that code; without one, they choose first.
func (s *Service) NewCohort(ctx context.Context, actor models.Actor, code string) (page NewCohortPage, err error) {
	if code == "" {
		page.Courses, err = s.Store.PlannableCourses(ctx, taught(actor, policy.PlanCohort))
		return page, err
	}
	if page.Course, page.Units, err = plannable(ctx, s.Store.Reads, actor, code); err != nil {
		return page, err
	}
	page.Plan = PlanCohort{
		Course: page.Course.Code, Capacity: strconv.Itoa(page.Course.Capacity), Minimum: "0", Opens: string(s.Store.Today()),
		OfferHours: strconv.Itoa(defaultOfferHours), Sessions: make([]PlanSession, len(page.Units)),
	}
	for i, unit := range page.Units {
		page.Plan.Sessions[i].Title = unit.Title
	}
	return page, nil
}

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
	units, err := r.Units(ctx, course.ID)
	units = slices.DeleteFunc(units, func(u models.Unit) bool { return u.Kind != models.SessionUnit })
	if len(units) == 0 {
		units = []models.Unit{{Title: course.Title, Minutes: course.Minutes}}
	}
	return course, units, err
}

// PlanCohort keeps a new cohort, open for enrolment from the day that the plan says. Whoever plans it teaches it, with the
// trainers that they name.
func (s *Service) PlanCohort(ctx context.Context, actor models.Actor, in PlanCohort) (cohort models.Cohort, err error) {
	in = in.tidied()
	if in.Course == "" {
		return cohort, models.Invalid{"course": ChooseACourse}
	}
	err = s.Store.InTx(ctx, func(tx *store.Tx) error {
		if err := tx.LockCourseByCode(ctx, in.Course); err != nil { // nobody publishes another version meanwhile
			return err
		}
		course, units, err := plannable(ctx, tx.Reads, actor, in.Course)
		if err != nil {
			return err
		}
		problems, err := input.Problems(in)
		if err != nil {
			return err
		}
		planned, sessions, wrong := in.plan(units).Cohort(course, tx.Now())
		maps.Copy(problems, wrong)
		trainers, err := in.trainers(ctx, tx, actor, problems)
		if err != nil {
			return err
		}
		if err := refuseClashes(ctx, tx, trainers, sessions, problems); err != nil {
			return err
		}
		if err := in.code(ctx, tx, course, &planned, problems); err != nil {
			return err
		}
		if err := problems.OrNil(); err != nil {
			return err
		}
		cohort, err = keepCohort(ctx, tx, actor, planned, sessions, trainers)
		return err
	})
	if errors.Is(err, models.ErrTaken) { // by somebody who planned at the same moment
		err = models.Invalid{"code": codeTaken}
	}
	return cohort, err
}

const codeTaken = "Another cohort has this code: enter a different one"

func (in PlanCohort) tidied() PlanCohort {
	for _, text := range []*string{
		&in.Course, &in.Name, &in.Code, &in.Capacity, &in.Minimum, &in.Place, &in.JoinURL, &in.Opens, &in.Closes, &in.OfferHours, &in.Trainers,
	} {
		*text = input.Tidy(*text)
	}
	in.Sessions = slices.Clone(in.Sessions)
	for i, session := range in.Sessions {
		in.Sessions[i] = PlanSession{Title: input.Tidy(session.Title), Date: input.Tidy(session.Date), Starts: input.Tidy(session.Starts), Ends: input.Tidy(session.Ends)}
	}
	return in
}

// plan is the plan for the sessions that the course asks for; what is typed for others is left out.
func (in PlanCohort) plan(units []models.Unit) models.Plan {
	plan := models.Plan{
		Name: in.Name, Code: in.Code, Place: in.Place, JoinURL: in.JoinURL, Capacity: number(in.Capacity), Minimum: number(in.Minimum),
		OfferHours: number(in.OfferHours), Opens: in.Opens, Closes: in.Closes,
	}
	for i, unit := range units {
		session := models.SessionPlan{}
		if i < len(in.Sessions) {
			typed := in.Sessions[i]
			session = models.SessionPlan{Title: typed.Title, Date: typed.Date, Starts: typed.Starts, Ends: typed.Ends}
		}
		if unit.ID.Known() {
			session.UnitID = &unit.ID
		}
		plan.Sessions = append(plan.Sessions, session)
	}
	return plan
}

// number is a whole number as it was typed; -1 for what is none.
func number(text string) int {
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 {
		return -1
	}
	return n
}

// trainers are the actor and the people named, locked, so that nobody plans their time meanwhile.
func (in PlanCohort) trainers(ctx context.Context, tx *store.Tx, actor models.Actor, problems models.Invalid) ([]models.Person, error) {
	emails := strings.FieldsFunc(in.Trainers, func(r rune) bool { return r == ',' || r == ';' || r == ' ' || r == '\n' })
	if len(emails) > mostTrainers {
		problems["trainers"] = "Name " + strconv.Itoa(mostTrainers) + " trainers or fewer"
		emails = nil
	}
	named, err := tx.PeopleByEmail(ctx, emails)
	if err != nil {
		return nil, err
	}
	known := make(map[string]bool, len(named))
	for _, p := range named {
		known[p.EmailKey] = true
	}
	for _, email := range emails {
		if !known[store.Fold(email)] {
			problems["trainers"] = "We do not know " + email + ": check the address, or leave it out"
			break
		}
	}
	list := append([]models.Person{actor.Person}, slices.DeleteFunc(named, func(p models.Person) bool { return p.ID == actor.ID })...)
	ids := make([]models.ID, len(list))
	for i, p := range list {
		ids[i] = p.ID
	}
	return list, tx.LockPeople(ctx, ids)
}

// refuseClashes refuses sessions at the time of others that one of the trainers teaches.
func refuseClashes(ctx context.Context, tx *store.Tx, trainers []models.Person, sessions []models.Session, problems models.Invalid) error {
	var from, to models.Session // the first and the last with a time
	for _, session := range sessions {
		if session.Starts.IsZero() {
			continue
		}
		if from.Starts.IsZero() {
			from = session
		}
		to = session
	}
	if from.Starts.IsZero() {
		return nil
	}
	ids := make([]models.ID, len(trainers))
	for i, p := range trainers {
		ids[i] = p.ID
	}
	others, err := tx.SessionsTaught(ctx, ids, from.Starts, to.Ends, tx.Today())
	if err != nil {
		return err
	}
	for n, session := range sessions {
		i := slices.IndexFunc(others, func(other store.TaughtSession) bool {
			return !session.Starts.IsZero() && session.Overlaps(other.Session)
		})
		if field := models.SessionField(n, "date"); i >= 0 && problems[field] == "" {
			problems[field] = clash(others[i], trainers[0].ID)
		}
	}
	return nil
}

func clash(other store.TaughtSession, actor models.ID) string {
	who := other.Trainer + " teaches "
	if other.PersonID == actor {
		who = "You teach "
	}
	return who + other.CourseTitle + ", session " + strconv.Itoa(other.Number) + ", at that time: " + other.When()
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

func keepCohort(ctx context.Context, tx *store.Tx, actor models.Actor, c models.Cohort, sessions []models.Session, trainers []models.Person) (models.Cohort, error) {
	if err := tx.Add(ctx, &c); err != nil {
		return c, err
	}
	for i := range sessions {
		sessions[i].CohortID = c.ID
	}
	if err := tx.Add(ctx, &sessions); err != nil {
		return c, err
	}
	if err := tx.Publish(ctx, models.Event{ActorID: &actor.ID, Act: "cohort.planned", Subject: "cohorts", SubjectID: c.ID}); err != nil {
		return c, err
	}
	return c, giveTraining(ctx, tx, actor, c, trainers)
}

// giveTraining makes people trainers of a new cohort, for as long as the actor may give that. As whenever a role is given,
// those named are signed out; whoever plans goes on.
func giveTraining(ctx context.Context, tx *store.Tx, actor models.Actor, c models.Cohort, trainers []models.Person) error {
	of := models.Grant{Role: models.Trainer, ScopeKind: models.OneCohort, ScopeID: c.ID, Started: tx.Today(), GivenByID: &actor.ID}
	of.Ended = policy.GivesUntil(actor, of, policy.Around{IDs: []models.ID{c.CourseID}})
	var named []models.ID
	var events []models.Event
	grants := make([]models.Grant, len(trainers))
	for i, p := range trainers {
		grants[i] = of
		grants[i].ID, grants[i].PersonID = store.NewID(), p.ID
		events = append(events, models.Event{ActorID: &actor.ID, Act: "grant.given", Subject: "grants", SubjectID: grants[i].ID, PersonID: &p.ID})
		if p.ID != actor.ID {
			named = append(named, p.ID)
		}
	}
	if err := tx.Add(ctx, &grants); err != nil {
		return err
	}
	if err := tx.EndDevices(ctx, "", named...); err != nil {
		return err
	}
	return tx.PublishAll(ctx, events, nil)
}
