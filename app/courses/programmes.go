package courses

import (
	"context"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// ProgrammesPage is the programmes, with how far the viewer is with each.
type ProgrammesPage struct {
	Programmes []ProgrammeLine
	MayWrite   bool
}

// ProgrammeLine is a programme with how far the viewer is.
type ProgrammeLine struct {
	models.Programme
	Progress models.ProgrammeProgress
	Courses  int
}

// ProgrammePage is a programme as a path: its sets, what the viewer has completed of them, and what is next.
type ProgrammePage struct {
	models.Programme
	Progress models.ProgrammeProgress
	Sets     []SetView
	Next     []models.Course
	MayWrite bool
}

// SetView is a set with its courses.
type SetView struct {
	models.SetProgress
	Courses []CourseView
}

// CourseView is a course of a set, as it stands for the viewer.
type CourseView struct {
	models.Course
	Done, On, Next bool
}

// Programmes is the page of all programmes.
func (s *Service) Programmes(ctx context.Context, actor models.Actor) (page ProgrammesPage, err error) {
	page.MayWrite = MayAdd(actor) == nil
	list, err := s.Store.Programmes(ctx)
	if err != nil {
		return page, err
	}
	parts, err := s.Store.ProgrammeParts(ctx, list...)
	if err != nil {
		return page, err
	}
	done, err := s.completed(ctx, actor, parts)
	for _, p := range parts {
		page.Programmes = append(page.Programmes, ProgrammeLine{Programme: p.Programme, Progress: p.Progress(done), Courses: len(p.Courses)})
	}
	return page, err
}

func coursesOf(parts []models.ProgrammeParts) []models.ID {
	var ids []models.ID
	for _, p := range parts {
		for _, c := range p.Courses {
			ids = append(ids, c.CourseID)
		}
	}
	return ids
}

func (s *Service) completed(ctx context.Context, actor models.Actor, parts []models.ProgrammeParts) (map[models.ID]bool, error) {
	ids, err := s.Store.CompletedAmong(ctx, actor.ID, coursesOf(parts))
	return setOf(ids), err
}

func setOf(ids []models.ID) map[models.ID]bool {
	set := make(map[models.ID]bool, len(ids))
	for _, id := range ids {
		set[id] = true
	}
	return set
}

// Programme is the page of a programme.
func (s *Service) Programme(ctx context.Context, actor models.Actor, code string) (page ProgrammePage, err error) {
	if !policy.May(actor, policy.SeeCourses) {
		return page, models.ErrForbidden
	}
	if page.Programme, err = s.Store.ProgrammeByCode(ctx, code); err != nil {
		return page, err
	}
	page.MayWrite = MayAdd(actor) == nil
	parts, err := s.Store.ProgrammeParts(ctx, page.Programme)
	if err != nil {
		return page, err
	}
	done, err := s.completed(ctx, actor, parts)
	if err != nil {
		return page, err
	}
	page.Progress = parts[0].Progress(done)
	ids := coursesOf(parts)
	on, err := s.Store.CoursesOn(ctx, actor.ID, ids, s.Store.Now())
	if err != nil {
		return page, err
	}
	courses, err := s.Store.CoursesAmong(ctx, ids)
	if err != nil {
		return page, err
	}
	page.fill(courses, setOf(on))
	return page, nil
}

// fill puts the courses into their sets. One that the viewer is on is not what comes next: it is under way.
func (p *ProgrammePage) fill(courses []models.Course, on map[models.ID]bool) {
	byID := make(map[models.ID]models.Course, len(courses))
	for _, c := range courses {
		byID[c.ID] = c
	}
	next := setOf(p.Progress.Next)
	for _, set := range p.Progress.Sets {
		view, done := SetView{SetProgress: set}, setOf(set.Done)
		for _, id := range set.Courses {
			c := CourseView{Course: byID[id], Done: done[id], On: on[id] && !done[id]}
			c.Next = next[id] && !c.On
			if c.Next {
				p.Next = append(p.Next, c.Course)
			}
			view.Courses = append(view.Courses, c)
		}
		p.Sets = append(p.Sets, view)
	}
}

// aboutProgramme is an event that writing a programme leaves.
func aboutProgramme(act string, actor models.Actor, id models.ID) models.Event {
	return models.Event{ActorID: &actor.ID, Act: act, Subject: "programmes", SubjectID: id}
}

// ProgrammeForm is the form in which a programme is written.
type ProgrammeForm struct {
	Now     models.ProgrammeParts // empty for one that is not there yet
	Courses []models.Course
}

// ProgrammeForm is the form of a programme; with no code, of a new one.
func (s *Service) ProgrammeForm(ctx context.Context, actor models.Actor, code string) (form ProgrammeForm, err error) {
	if err := MayAdd(actor); err != nil {
		return form, err
	}
	if form.Courses, err = s.Store.CoursesByTitle(ctx); err != nil || code == "" {
		return form, err
	}
	form.Now, err = programme(ctx, s.Store.Reads, code)
	return form, err
}

func programme(ctx context.Context, r store.Reads, code string) (models.ProgrammeParts, error) {
	p, err := r.ProgrammeByCode(ctx, code)
	if err != nil {
		return models.ProgrammeParts{}, err
	}
	parts, err := r.ProgrammeParts(ctx, p)
	if err != nil {
		return models.ProgrammeParts{}, err
	}
	return parts[0], nil
}
