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
	r := newProgrammeReader(s, openShelf(editions), kept)
	r.file(top)
	if s.report.IsRefused() {
		return nil
	}
	s.report.Subject = coursesAndProgrammes(r.c)
	m := newMatch(kept, r.c)
	m.courses(r)
	m.programmes()
	if err := m.release(ctx, tx, r); err != nil || s.report.IsRefused() {
		return err
	}
	s.report.Added, s.report.Changed, s.report.Unchanged = m.added, m.changed, m.unchanged
	if m.added+m.changed == 0 {
		return nil
	}
	if err := tx.KeepCourses(ctx, m.differs, ids(m.gone)); err != nil {
		return err
	}
	return tx.Publish(ctx, s.report.told(m.event()))
}

func ids(units []models.Unit) []models.ID {
	list := make([]models.ID, len(units))
	for i, u := range units {
		list[i] = u.ID
	}
	return list
}
