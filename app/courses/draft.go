package courses

import (
	"cmp"
	"context"
	"errors"
	"regexp"
	"strconv"
	"strings"

	"trellis/app/input"
	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// Choices are what a course can build and ask for.
type Choices struct {
	Skills  []store.SkillChoice
	Levels  []models.Level // of all their frameworks
	Courses []models.Course
}

func (c Choices) skill(id models.ID) (store.SkillChoice, bool) {
	for _, s := range c.Skills {
		if s.ID == id {
			return s, true
		}
	}
	return store.SkillChoice{}, false
}

// scale is the lowest and the highest level of a framework version.
func (c Choices) scale(version models.ID) (lowest, highest int) {
	first := true
	for _, l := range c.Levels {
		if l.FrameworkVersionID != version {
			continue
		}
		if first || l.Value < lowest {
			lowest = l.Value
		}
		highest, first = max(highest, l.Value), false
	}
	return lowest, highest
}

// choices are what can be chosen, with what the parts name already.
func choices(ctx context.Context, r store.Reads, p models.CourseParts) (c Choices, err error) {
	var also []models.ID
	for _, o := range p.Outcomes {
		also = append(also, o.CompetencyID)
	}
	for _, b := range p.Prerequisites {
		if b.CompetencyID != nil {
			also = append(also, *b.CompetencyID)
		}
	}
	if c.Skills, err = r.SkillChoices(ctx, also); err != nil {
		return c, err
	}
	var versions []models.ID
	for i, s := range c.Skills {
		if i == 0 || s.FrameworkVersionID != c.Skills[i-1].FrameworkVersionID {
			versions = append(versions, s.FrameworkVersionID)
		}
	}
	if c.Levels, err = r.Levels(ctx, versions); err != nil {
		return c, err
	}
	c.Courses, err = r.CoursesByTitle(ctx)
	return c, err
}

// FormPage is the form in which a course is written.
type FormPage struct {
	Course  models.Course      // what it is a draft of, or the course itself where it was never published
	Now     models.CourseParts // as it is written
	Drafted bool
	Choices Choices
}

// Form is the form of a course: its draft, or what is taught now.
func (s *Service) Form(ctx context.Context, actor models.Actor, code string) (page FormPage, err error) {
	if page.Course, err = writable(ctx, s.Store.Reads, actor, code); err != nil {
		return page, err
	}
	if page.Now, page.Drafted, err = written(ctx, s.Store.Reads, page.Course); err != nil {
		return page, err
	}
	page.Choices, err = choices(ctx, s.Store.Reads, page.Now)
	return page, err
}

// SaveDraft keeps what was typed as the draft of a course, begun where there is none. A draft need not be whole. It answers
// models.ErrStale when somebody changed it after the form was opened.
func (s *Service) SaveDraft(ctx context.Context, actor models.Actor, code string, in WriteCourse) error {
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		course, err := lockWritable(ctx, tx, actor, code)
		if err != nil {
			return err
		}
		now, drafted, err := written(ctx, tx.Reads, course)
		if err != nil {
			return err
		}
		if in.Edition != now.Edition() {
			return models.ErrStale
		}
		can, err := choices(ctx, tx.Reads, now)
		if err != nil {
			return err
		}
		next, err := in.onto(now, can)
		if err != nil {
			return err
		}
		next.Units = rearranged(next.Units, in.Do)
		next = next.Under(next.Course.ID, store.NewID)
		if next.Edition() == now.Edition() {
			return nil
		}
		return keepDraft(ctx, tx, actor, course, next, drafted)
	})
}

// keepDraft keeps what a draft of the course says now. Drafted tells whether there was one before.
func keepDraft(ctx context.Context, tx *store.Tx, actor models.Actor, course models.Course, next models.CourseParts, drafted bool) error {
	if course.IsTaught() { // it is the one after what is taught now, whatever was imported meanwhile
		next.Course.Version = course.Version + 1
	}
	at := tx.Now()
	next.Course.ChangedAt = &at
	if err := tx.KeepCourse(ctx, next); err != nil {
		return err
	}
	act := "course.draft_changed"
	if !drafted {
		act = "course.drafted"
	}
	return tx.Publish(ctx, about(act, actor, course.ID))
}

func lockWritable(ctx context.Context, tx *store.Tx, actor models.Actor, code string) (models.Course, error) {
	course, err := writable(ctx, tx.Reads, actor, code)
	if err != nil {
		return course, err
	}
	return tx.LockCourse(ctx, course.ID)
}

// AddCourse is a new course.
type AddCourse struct {
	Title        string `form:"title" validate:"required,max=150" problem:"required=Enter the title|max=Use 150 characters or fewer for the title"`
	Code         string `form:"code" validate:"required,max=40" problem:"required=Enter a code|max=Use 40 characters or fewer for the code"`
	NotNHSNumber bool   `form:"not_nhs_number"`
}

var courseCode = regexp.MustCompile(`^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$`)

// MayAdd asks whether the actor may add a course: whoever writes all may, a trainer writes those that they teach.
func MayAdd(actor models.Actor) error {
	if policy.Scope(actor, policy.AddCourses).All {
		return nil
	}
	return models.ErrForbidden
}

// AddCourse begins a new course, as a draft.
func (s *Service) AddCourse(ctx context.Context, actor models.Actor, in AddCourse) (course models.Course, err error) {
	if err := MayAdd(actor); err != nil {
		return course, err
	}
	in.Title, in.Code = input.Line(in.Title), input.Line(in.Code)
	problems, err := in.problems()
	if err != nil {
		return course, err
	}
	err = s.Store.InTx(ctx, func(tx *store.Tx) error {
		slug, err := in.slug(ctx, tx, problems)
		if err != nil {
			return err
		}
		if err := problems.OrNil(); err != nil {
			return err
		}
		now := tx.Now()
		course = models.Course{
			ID: store.NewID(), Code: in.Code, Slug: slug, State: models.CourseDraft, Version: 1, Title: in.Title, TitleKey: store.Fold(in.Title), Capacity: 12,
			MinimumShare: 75, WayIn: models.FirstCome, ChangedAt: &now,
		}
		if err := tx.Add(ctx, &course); err != nil {
			return err
		}
		return tx.Publish(ctx, about("course.drafted", actor, course.ID))
	})
	if errors.Is(err, models.ErrTaken) { // somebody was quicker
		err = models.Invalid{"code": "Another course has this code or this title: enter a different one"}
	}
	return course, err
}

// problems are those of the form itself.
func (in AddCourse) problems() (models.Invalid, error) {
	problems, err := input.Problems(in)
	problems.Add(input.Patients(in.NotNHSNumber, input.Text{Field: "title", Text: in.Title}))
	if problems["code"] == "" && (!courseCode.MatchString(in.Code) || strings.EqualFold(in.Code, "new")) {
		problems["code"] = "Use letters and digits, joined by hyphens, such as R1"
	}
	return problems, err
}

// slug is what addresses call the course by: its title, with its code where another has that. A code that is taken is a problem.
func (in AddCourse) slug(ctx context.Context, tx *store.Tx, problems models.Invalid) (string, error) {
	code := strings.ToLower(in.Code)
	slug := cmp.Or(models.Slug(store.Fold(in.Title)), code)
	codeTaken, slugTaken, err := tx.CourseCodeTaken(ctx, in.Code, slug)
	if codeTaken {
		problems.Add(models.Invalid{"code": "Another course has this code: enter a different one"})
	}
	if slugTaken {
		slug += "-" + code
	}
	return slug, err
}

// DropDraft forgets the draft of a course; the course itself where it was never published.
func (s *Service) DropDraft(ctx context.Context, actor models.Actor, code string) (course models.Course, err error) {
	err = s.Store.InTx(ctx, func(tx *store.Tx) error {
		if course, err = lockWritable(ctx, tx, actor, code); err != nil {
			return err
		}
		draft, drafted, err := draftOf(ctx, tx.Reads, course)
		if err != nil {
			return err
		}
		if !drafted { // dropped already
			return nil
		}
		if err := tx.DropDraft(ctx, draft); err != nil {
			return err
		}
		return tx.Publish(ctx, about("course.draft_dropped", actor, course.ID))
	})
	return course, err
}

// Preview is the address of the draft of a course, at which those who write it see it as learners will.
func (s *Service) Preview(ctx context.Context, actor models.Actor, code string) (course, draft models.Course, err error) {
	if course, err = writable(ctx, s.Store.Reads, actor, code); err != nil {
		return course, draft, err
	}
	draft, drafted, err := draftOf(ctx, s.Store.Reads, course)
	if err == nil && !drafted {
		err = models.ErrNotFound
	}
	return course, draft, err
}

// versionNumber says which version a course is, for a sentence.
func versionNumber(c models.Course) string { return strconv.Itoa(c.Version) }
