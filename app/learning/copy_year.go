package learning

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"time"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// CopyYear says which cohorts are copied as a set, and to when.
type CopyYear struct {
	Year    string   `form:"year"`   // the day on which the training year of the cohorts began
	Courses []string `form:"course"` // codes; none is all
	To      string   `form:"to"`     // toStart: the first of them starts on a day; otherwise all are 52 weeks later
	Start   string   `form:"start"`
	Chosen  []string `form:"copy"`   // codes of the cohorts to copy
	Digest  string   `form:"digest"` // of the preview
}

const toStart = "start"

// mostCopies is how many cohorts are copied at once.
const mostCopies = 200

// CopyYearPage is what would be copied.
type CopyYearPage struct {
	Years   []models.Date // training years to choose from, the latest first
	Courses []models.Course
	In      CopyYear
	Shown   bool // a year is chosen
	Rows    []models.CopyRow
	Digest  string
	Days    int // by which the dates move
}

// Title is the title of a course of the page.
func (p CopyYearPage) Title(course models.ID) string {
	for _, c := range p.Courses {
		if c.ID == course {
			return c.Title
		}
	}
	return ""
}

// CopyYearPage previews the copies of the cohorts of a training year, of courses of which the actor may plan cohorts.
func (s *Service) CopyYearPage(ctx context.Context, actor models.Actor, in CopyYear) (CopyYearPage, error) {
	set, err := gatherCopies(ctx, s.Store.Reads, actor, in, s.Store.Now())
	return set.page, err
}

// copySet are the copies with what belongs to each, in the same order.
type copySet struct {
	page CopyYearPage
	made []plannedCohort
}

func gatherCopies(ctx context.Context, r store.Reads, actor models.Actor, in CopyYear, now time.Time) (set copySet, err error) {
	page := CopyYearPage{In: in, Shown: in.Year != ""}
	this := models.TrainingYear(models.DateOf(now))
	page.Years = []models.Date{this.AddMonths(12), this, this.AddMonths(-12)}
	if page.Courses, err = r.PlannableCourses(ctx, taught(actor, policy.PlanCohort)); err != nil || !page.Shown {
		return copySet{page: page}, err
	}
	if len(page.Courses) == 0 {
		return copySet{page: page}, models.ErrForbidden
	}
	year, err := models.ParseDate(in.Year)
	if err != nil || !slices.Contains(page.Years, year) {
		return copySet{page: page}, models.Invalid{"year": "Select a training year"}
	}
	cohorts, err := r.CohortsBetween(ctx, chosenCourses(page.Courses, in.Courses), year.Time().UTC(), models.EndOfTrainingYear(year).Time().UTC())
	if err != nil {
		return copySet{page: page}, err
	}
	if len(cohorts) > mostCopies {
		return copySet{page: page}, models.Invalid{"course": "These are more than " + strconv.Itoa(mostCopies) + " cohorts: select fewer courses"}
	}
	if page.Days, err = in.days(cohorts); err != nil {
		return copySet{page: page}, err
	}
	made, err := copies(ctx, r, &page, cohorts, now)
	page.Digest = models.DigestOfCopies(page.Rows)
	return copySet{page: page, made: made}, err
}

func chosenCourses(courses []models.Course, codes []string) (ids []models.ID) {
	for _, c := range courses {
		if len(codes) == 0 || slices.Contains(codes, c.Code) {
			ids = append(ids, c.ID)
		}
	}
	return ids
}

// days is by how much the dates move.
func (in CopyYear) days(cohorts []models.Cohort) (int, error) {
	if in.To != toStart || len(cohorts) == 0 {
		return aYear, nil
	}
	day, err := models.ParseDate(in.Start)
	if err != nil || day == "" {
		return aYear, models.Invalid{"start": "Enter the day on which the first of them starts, such as 2027-04-06"}
	}
	return models.DaysBetween(models.DateOf(cohorts[0].Starts), day), nil
}

// copies plans a copy of each of the cohorts, and says what is wrong with it.
func copies(ctx context.Context, r store.Reads, page *CopyYearPage, cohorts []models.Cohort, now time.Time) ([]plannedCohort, error) {
	parts, err := partsOf(ctx, r, cohorts, models.DateOf(now))
	if err != nil {
		return nil, err
	}
	var made []plannedCohort
	for _, c := range cohorts {
		course := page.Courses[slices.IndexFunc(page.Courses, func(o models.Course) bool { return o.ID == c.CourseID })]
		plan := models.PlanOf(c, parts.sessions[c.ID], parts.shares[c.ID], page.Days)
		if c.ContentID != nil { // it began with an earlier version
			plan = plan.Of(models.CourseParts{Units: parts.units[c.CourseID]}.Sessions())
		}
		plan.Questions, plan.Preparations = parts.questions[c.ID], parts.preparations[c.ID]
		cohort, sessions, problems := plan.Cohort(course, now)
		if !cohort.Starts.IsZero() {
			cohort.Code = course.CodeFor(cohort.Starts, parts.codes)
			parts.codes = append(parts.codes, cohort.Code)
		}
		row := models.CopyRow{From: c, Plan: plan, Copy: cohort, Sessions: sessions, Problems: sentences(problems)}
		page.Rows = append(page.Rows, row)
		made = append(made, plannedCohort{
			Cohort: cohort, sessions: sessions, shares: slices.Clone(plan.Shares), questions: blankQuestions(plan.Questions), preparations: blankPreparations(plan.Preparations),
			trainers: parts.trainers[c.ID],
		})
	}
	return made, copyClashes(ctx, r, page, made, models.DateOf(now))
}

// copyClashes says of each copy whether a trainer would teach something else at the time: what is planned, or another copy.
func copyClashes(ctx context.Context, r store.Reads, page *CopyYearPage, made []plannedCohort, today models.Date) error {
	taken, err := taughtMeanwhile(ctx, r, made, today)
	if err != nil {
		return err
	}
	for i, m := range made {
		taught := m.taught()
		for k := range taught {
			taught[k].CourseTitle = page.Title(m.CourseID) + ", " + m.Name
		}
		for _, s := range taught {
			at := slices.IndexFunc(taken, func(other store.TaughtSession) bool { return other.PersonID == s.PersonID && s.Overlaps(other.Session) })
			if at >= 0 {
				page.Rows[i].Problems = append(page.Rows[i].Problems, clash(taken[at], ""))
			}
		}
		taken = append(taken, taught...) // the copies after it must not clash with this one
	}
	return nil
}

// taughtMeanwhile is what the trainers of the copies teach already, from the first of the sessions to the end of the last.
func taughtMeanwhile(ctx context.Context, r store.Reads, made []plannedCohort, today models.Date) ([]store.TaughtSession, error) {
	var taught []store.TaughtSession
	for _, m := range made {
		taught = append(taught, m.taught()...)
	}
	if len(taught) == 0 {
		return nil, nil
	}
	from, to := taught[0].Starts, taught[0].Ends
	for _, s := range taught {
		if s.Starts.Before(from) {
			from = s.Starts
		}
		if s.Ends.After(to) {
			to = s.Ends
		}
	}
	return r.SessionsTaught(ctx, trainersOfAll(made), from, to, today)
}

// taught are the sessions that have a time, each by each of the trainers.
func (m plannedCohort) taught() (list []store.TaughtSession) {
	for _, s := range m.sessions {
		if s.Starts.IsZero() {
			continue
		}
		for _, t := range m.trainers {
			list = append(list, store.TaughtSession{Session: s, PersonID: t.ID, Trainer: t.Name, CourseTitle: m.Name})
		}
	}
	return list
}

// sentences are problems in a fixed order, each once.
func sentences(problems models.Invalid) (list []string) {
	for _, text := range problems {
		list = append(list, text)
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// CopyYear makes the chosen copies of a preview, all as drafts, or none of them. It answers models.ErrStale when the preview
// would show something else now.
func (s *Service) CopyYear(ctx context.Context, actor models.Actor, in CopyYear) (copied []models.Cohort, err error) {
	err = s.Store.InTx(ctx, func(tx *store.Tx) error {
		copied = nil
		set, err := gatherCopies(ctx, tx.Reads, actor, in, tx.Now())
		if err != nil {
			return err
		}
		if err := tx.LockCoursesAmong(ctx, coursesOfAll(set.made)); err != nil { // nobody publishes another version meanwhile
			return err
		}
		if err := tx.LockPeople(ctx, trainersOfAll(set.made)); err != nil {
			return err
		}
		if set, err = gatherCopies(ctx, tx.Reads, actor, in, tx.Now()); err != nil { // again, now that nobody plans the time of the trainers
			return err
		}
		if set.page.Digest != in.Digest {
			return models.ErrStale
		}
		chosen, err := set.chosen(in.Chosen)
		if err != nil {
			return err
		}
		copied, err = keepCohorts(ctx, tx, actor, chosen)
		return err
	})
	if errors.Is(err, models.ErrTaken) {
		err = models.ErrStale
	}
	return copied, err
}

// chosen are the copies of the cohorts that were chosen, all of which can be made.
func (set copySet) chosen(codes []string) (chosen []plannedCohort, err error) {
	for i, row := range set.page.Rows {
		if !slices.Contains(codes, row.From.Code) {
			continue
		}
		if !row.Ready() {
			return nil, models.ErrStale
		}
		chosen = append(chosen, set.made[i])
	}
	if len(chosen) == 0 {
		err = models.Invalid{"copy": "Select at least one cohort to copy"}
	}
	return chosen, err
}

func coursesOfAll(made []plannedCohort) (ids []models.ID) {
	for _, m := range made {
		ids = append(ids, m.CourseID)
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

func trainersOfAll(made []plannedCohort) (ids []models.ID) {
	for _, m := range made {
		ids = append(ids, personIDs(m.trainers)...)
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}
