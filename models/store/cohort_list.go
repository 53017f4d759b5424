package store

import (
	"context"
	"time"

	"gorm.io/gorm"

	"trellis/models"
)

// CohortSearch says which cohorts a list holds. What is empty asks for nothing.
type CohortSearch struct {
	Text   string // the beginning of the code or the name, or of a word in the course's title
	Course string // code of the course
	Stage  models.CohortStage
	// From and Before bound the start; the zero time bounds nothing.
	From, Before time.Time
	Now          time.Time
}

// ListedCohort is a cohort with its course, how its places stand, and how many live completion records it has given.
type ListedCohort struct {
	models.Cohort
	CourseCode, CourseTitle  string
	Placed, Offered, Waiting int
	Reserved                 int // for teams, and without a name yet
	Records                  int
}

// Held counts the places taken, on offer and reserved.
func (c ListedCohort) Held() int { return c.Placed + c.Offered + c.Reserved }

// Cohorts is one page of the cohorts found: by start, course, or code.
func (r Reads) Cohorts(ctx context.Context, search CohortSearch, at models.PageAt) (models.Page[ListedCohort], error) {
	found, err := readPage[models.Cohort](list{
		from: search.find(r.cohortsAndCourses(ctx)), columns: "cohorts.*", usual: "-start",
		orders: map[string]order{
			"start":  {by: "cohorts.starts", kind: asMoment},
			"course": {by: "courses.title_key", kind: asText},
			"code":   {by: "cohorts.code", kind: asText},
		},
	}, at)
	if err != nil || len(found.Rows) == 0 {
		return models.PageOf[ListedCohort](found, nil), err
	}
	rows, err := r.listedCohorts(ctx, found.Rows)
	return models.PageOf(found, rows), err
}

// CountCohorts counts the cohorts found.
func (r Reads) CountCohorts(ctx context.Context, search CohortSearch) (int, error) {
	return list{from: search.find(r.cohortsAndCourses(ctx))}.count()
}

func (r Reads) cohortsAndCourses(ctx context.Context) *gorm.DB {
	return r.db.WithContext(ctx).Table("cohorts").Joins("JOIN courses ON courses.id = COALESCE(cohorts.content_id, cohorts.course_id)")
}

func (f CohortSearch) find(db *gorm.DB) *gorm.DB {
	if wantedText(f.Text) != "" {
		start, within := like(f.Text)
		db = db.Where(`lower(cohorts.code) LIKE ? ESCAPE '\' OR lower(cohorts.name) LIKE ? ESCAPE '\' OR courses.title_key LIKE ? ESCAPE '\'
			OR courses.title_key LIKE ? ESCAPE '\'`, start, start, start, within)
	}
	if f.Course != "" {
		db = db.Where("cohorts.course_id = (SELECT id FROM courses WHERE code = ?)", f.Course)
	}
	if !f.From.IsZero() {
		db = db.Where("cohorts.starts >= ?", f.From)
	}
	if !f.Before.IsZero() {
		db = db.Where("cohorts.starts < ?", f.Before)
	}
	if f.Stage != "" {
		db = db.Where(stage+" = ?", f.Now, f.Now, f.Now, f.Now, statesWhere(models.EnrolmentState.HoldsPlace), []models.EnrolmentState{models.Waiting}, f.Stage)
	}
	return db
}

// stage is Cohort.StageAt in the database. It asks for the time four times, for the states that hold a place, and for
// those who wait.
const stage = `CASE WHEN cohorts.state = 'draft' THEN 'draft' WHEN cohorts.state = 'cancelled' THEN 'cancelled' WHEN cohorts.unscheduled THEN 'expected'
	WHEN cohorts.ends < ? THEN 'finished' WHEN cohorts.starts <= ? THEN 'running' WHEN cohorts.opens > ? THEN 'coming'
	WHEN cohorts.closes <= ? THEN 'closed'
	WHEN (SELECT count(*) FROM enrolments WHERE enrolments.cohort_id = cohorts.id AND enrolments.state IN ?) + ` + reserved + ` >= cohorts.capacity + cohorts.overbook
		OR EXISTS (SELECT 1 FROM enrolments WHERE enrolments.cohort_id = cohorts.id AND enrolments.state IN ?) THEN 'full'
	ELSE 'open' END`

// listedCohorts counts the places of the cohorts, in their order.
func (r Reads) listedCohorts(ctx context.Context, cohorts []models.Cohort) ([]ListedCohort, error) {
	ids := make([]models.ID, len(cohorts))
	at := make(map[models.ID]int, len(cohorts))
	for i, c := range cohorts {
		ids[i], at[c.ID] = c.ID, i
	}
	var counted []ListedCohort
	const count = "(SELECT count(*) FROM enrolments WHERE enrolments.cohort_id = cohorts.id AND enrolments.state IN ?)"
	err := r.cohortsAndCourses(ctx).
		Select("cohorts.*, (SELECT code FROM courses AS own WHERE own.id = cohorts.course_id) AS course_code, courses.title AS course_title, "+count+" AS placed, "+count+" AS offered, "+count+" AS waiting, "+reserved+` AS reserved,
			(SELECT count(*) FROM completion_records WHERE completion_records.cohort_id = cohorts.id
				AND completion_records.revoked_at IS NULL AND completion_records.superseded_at IS NULL) AS records`,
			models.OnRegister(), []models.EnrolmentState{models.Offered}, []models.EnrolmentState{models.Waiting}).
		Where("cohorts.id IN ?", ids).Scan(&counted).Error
	rows := make([]ListedCohort, len(cohorts))
	for _, c := range counted {
		rows[at[c.ID]] = c
	}
	return rows, err
}
