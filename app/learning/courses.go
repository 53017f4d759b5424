package learning

import (
	"context"
	"strconv"
	"strings"

	"trellis/models"
	"trellis/models/store"
)

// FindCourses is what somebody looks for in the catalogue, as the address says it. What is empty asks for nothing.
type FindCourses struct {
	Text  string // q: words
	Skill string // slug of a competency
	Level string // number of the level that the course reaches
	How   string // delivery
	Dates string // "open": a cohort takes enrolments now
	At    models.PageAt
}

// CoursesPage is a page of the catalogue.
type CoursesPage struct {
	Find FindCourses
	models.Page[CourseRow]
	Count  int // of all pages
	Skills []models.Competency
	Levels []models.Level
	Hows   []string
}

// CourseRow is a course in the catalogue.
type CourseRow struct {
	models.Course
	Outcomes []store.CourseOutcome
	// Next is the first cohort that takes enrolments now, or the next one to; nil when there is none.
	Next *CohortCard
}

// Courses is a page of the catalogue, as the actor sees it.
func (s *Service) Courses(ctx context.Context, actor models.Actor, find FindCourses) (CoursesPage, error) {
	page := CoursesPage{Find: find}
	var err error
	if page.Page, err = s.coursePage(ctx, actor, find, find.At); err != nil {
		return page, err
	}
	if page.Count, err = s.Store.CountCourses(ctx, s.search(find)); err != nil {
		return page, err
	}
	if page.Skills, err = s.Store.BuiltCompetencies(ctx); err != nil {
		return page, err
	}
	if page.Levels, err = s.Store.BuiltLevels(ctx); err != nil {
		return page, err
	}
	page.Hows, err = s.Store.Deliveries(ctx)
	return page, err
}

// EachCourse hands over all of the catalogue that is found, some at a time.
func (s *Service) EachCourse(ctx context.Context, actor models.Actor, find FindCourses, do func([]CourseRow) error) error {
	read := func(at models.PageAt) (models.Page[CourseRow], error) { return s.coursePage(ctx, actor, find, at) }
	return models.EachPage(models.PageAt{Size: models.FileChunk}, read, do)
}

func (s *Service) coursePage(ctx context.Context, actor models.Actor, find FindCourses, at models.PageAt) (models.Page[CourseRow], error) {
	courses, err := s.Store.Courses(ctx, s.search(find), at)
	if err != nil {
		return models.Page[CourseRow]{}, err
	}
	rows, err := s.rows(ctx, actor, courses.Rows)
	return models.PageOf(courses, rows), err
}

func (s *Service) search(find FindCourses) store.CourseSearch {
	search := store.CourseSearch{Text: find.Text, Skill: find.Skill, Delivery: find.How, Now: s.Store.Now()}
	if level, err := strconv.ParseInt(find.Level, 10, 16); err == nil && level > 0 { // within what a database compares
		search.Level = int(level)
	}
	if find.Dates == "open" {
		now := s.Store.Now()
		search.OpenAt = &now
	}
	return search
}

func (s *Service) rows(ctx context.Context, actor models.Actor, courses []models.Course) ([]CourseRow, error) {
	ids := make([]models.ID, len(courses))
	rows := make([]CourseRow, len(courses))
	at := make(map[models.ID]*CourseRow, len(courses))
	for i, c := range courses {
		ids[i], rows[i].Course = c.ID, c
		at[c.ID] = &rows[i]
	}
	outcomes, err := s.Store.OutcomesOf(ctx, ids)
	if err != nil {
		return nil, err
	}
	for _, o := range outcomes {
		at[o.CourseID].Outcomes = append(at[o.CourseID].Outcomes, o)
	}
	now := s.Store.Now()
	cohorts, err := s.Store.UpcomingCohorts(ctx, ids, now)
	if err != nil {
		return nil, err
	}
	left, err := s.left(ctx, actor, cohorts)
	if err != nil {
		return nil, err
	}
	for _, c := range cohorts {
		card := CohortCard{CohortPlaces: c, left: left[c.ID], now: now}
		if row := at[c.CourseID]; row.Next == nil && now.Before(c.Closes) {
			row.Next = &card
		}
	}
	return rows, nil
}

// levelsOf says what a course reaches, from the lowest to the highest: "Working to Practitioner".
func levelsOf(outcomes []store.CourseOutcome) string {
	if len(outcomes) == 0 {
		return ""
	}
	low, high := outcomes[0], outcomes[0]
	for _, o := range outcomes {
		if o.Level < low.Level {
			low = o
		}
		if o.Level > high.Level {
			high = o
		}
	}
	if low.Level == high.Level {
		return high.LevelLabel
	}
	return low.LevelLabel + " to " + high.LevelLabel
}

// Reaches says which levels the course reaches: "Working to Practitioner"; empty when it builds nothing.
func (r CourseRow) Reaches() string { return levelsOf(r.Outcomes) }

// Builds names the skills that the course builds.
func (r CourseRow) Builds() []string {
	names := make([]string, len(r.Outcomes))
	for i, o := range r.Outcomes {
		names[i] = o.Name
	}
	return names
}

// BuildsWords is Builds in one cell of a file.
func (r CourseRow) BuildsWords() string { return strings.Join(r.Builds(), "; ") }
