package exchange

import (
	"context"
	"fmt"

	"trellis/models"
	"trellis/models/store"
)

// ImportCourses is how to import courses and programmes.
type ImportCourses struct {
	File   File
	DryRun bool // say what would happen, and keep nothing
	By     *models.ID
}

// ImportCourses keeps the courses and programmes of a file: all of them, or nothing when the report refuses anything. Who
// may run commands on the machine may import, so it asks no policy. It answers an error only where file or store fail.
func (s *Service) ImportCourses(ctx context.Context, in ImportCourses) (Report, error) {
	report := newReport("courses", []File{in.File})
	report.DryRun, report.by = in.DryRun, in.By
	src, err := read(in.File, report)
	if err != nil || src == nil {
		return *report, err
	}
	top := readProgrammeFile(src, "courses")
	if top == nil {
		return *report, nil
	}
	leaveOut(src, top)
	return s.transact(ctx, *report, func(tx *store.Tx, report *Report) error { return keepCourses(ctx, tx, src.telling(report), top) })
}

// leaveOut says that a file of courses holds organisations, which another import takes.
func leaveOut(s *source, top *value) {
	n := 0
	for _, name := range []string{"clusters", "integrated_care_boards", "organisations"} {
		if v := top.get(name); v != nil {
			n += len(v.items)
		}
	}
	if n > 0 {
		s.report.warn(fmt.Sprintf("%s: %s left out: trellis import organisations %s takes them", s.name, count(n, "organisation is", "organisations are"), s.name))
	}
}

// keepCourses reads a file of courses against what the network has, and keeps what differs.
func keepCourses(ctx context.Context, tx *store.Tx, s *source, top *value) error {
	if err := tx.LockCourses(ctx); err != nil {
		return err
	}
	editions, err := tx.Editions(ctx)
	if err != nil {
		return err
	}
	kept, err := tx.CourseContent(ctx)
	if err != nil {
		return err
	}
	others, began, err := beside(ctx, tx, kept)
	if err != nil {
		return err
	}
	r := newProgrammeReader(s, openShelf(editions), kept)
	r.file(top)
	if s.report.IsRefused() {
		return nil
	}
	s.report.Subject = coursesAndProgrammes(r.c)
	m := newMatch(kept, r.c, others, began)
	m.courses(r)
	m.programmes()
	if s.report.IsRefused() {
		return nil
	}
	s.report.Added, s.report.Changed, s.report.Unchanged = m.added, m.changed, m.unchanged
	if m.added+m.changed == 0 {
		return nil
	}
	now := tx.Now()
	for i := range m.differs.Courses {
		m.differs.Courses[i].PublishedAt, m.differs.Courses[i].ChangedAt = &now, &now
	}
	if err := tx.KeepCourses(ctx, m.differs, ids(m.gone)); err != nil {
		return err
	}
	return m.publish(ctx, tx, s.report)
}

// beside are the drafts and earlier versions of courses, and those of the courses that have cohorts.
func beside(ctx context.Context, tx *store.Tx, kept store.Content) (others []models.Course, began map[models.ID]bool, err error) {
	if others, err = tx.CoursesNotTaught(ctx); err != nil {
		return nil, nil, err
	}
	courses := make([]models.ID, len(kept.Courses))
	for i, c := range kept.Courses {
		courses[i] = c.ID
	}
	began, err = tx.WithCohorts(ctx, courses)
	return others, began, err
}

// publish lets the courses that have cohorts go on with what the file says, and says that the file was imported.
func (m *match) publish(ctx context.Context, tx *store.Tx, report *Report) error {
	now := map[models.ID]models.Course{}
	for _, c := range m.kept.Courses {
		now[c.ID] = c
	}
	events := []models.Event{report.told(m.event())}
	for _, next := range m.versions { // each is some statements; a file changes few courses that run
		if err := tx.PublishCourse(ctx, now[next.Course.ID], next); err != nil {
			return err
		}
		events = append(events, models.Event{ActorID: report.by, Act: "course.published", Subject: "courses", SubjectID: next.Course.ID})
	}
	return tx.PublishAll(ctx, events, nil)
}

func ids(units []models.Unit) []models.ID {
	list := make([]models.ID, len(units))
	for i, u := range units {
		list[i] = u.ID
	}
	return list
}
