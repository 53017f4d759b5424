package learning

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"trellis/app/files"
	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// SessionPage is a session as those see it who are placed, or teach it.
type SessionPage struct {
	Course    models.Course
	Cohort    models.Cohort
	Session   models.Session
	Sessions  []models.Session // of the cohort
	Place     string
	Enrolment models.ID // of the actor, who is placed; empty for who teaches
	Edits     bool      // the actor may change what belongs to the session
	Trainers  []string  // who teaches it, and in whose place
	Coming    []string  // the first names of those who come
	Materials []store.SessionMaterial
	// Sent tells that the actor has sent apologies.
	Sent bool
	// JoinURL is the link to join, from half an hour before the start until the end; Online tells that there is one.
	JoinURL string
	Online  bool
	Now     time.Time
}

// SessionMaterial is what the pages name of a material.
type SessionMaterial = store.SessionMaterial

// Over tells whether the session has ended.
func (p SessionPage) Over() bool { return !p.Now.Before(p.Session.Ends) }

// MayApologise tells whether the actor can say that they cannot come.
func (p SessionPage) MayApologise() bool {
	return p.Enrolment.Known() && p.Session.ApologiesAt(p.Now) && p.Cohort.State == models.CohortOpen
}

// SessionPage is the page of a session, for those placed, also afterwards, and for those who teach it. For others there is none.
func (s *Service) SessionPage(ctx context.Context, actor models.Actor, id models.ID) (SessionPage, error) {
	page, substitutes, err := s.reachSession(ctx, actor, id)
	if err != nil {
		return page, err
	}
	if page.Course, err = s.Store.Course(ctx, page.Cohort.Content()); err != nil {
		return page, err
	}
	if page.Sessions, err = s.Store.Sessions(ctx, page.Cohort.ID); err != nil {
		return page, err
	}
	if page.Materials, err = s.Store.MaterialsOf(ctx, []models.ID{id}); err != nil {
		return page, err
	}
	if page.Trainers, err = s.teachersAt(ctx, page.Cohort, substitutes); err != nil {
		return page, err
	}
	names, err := s.Store.ComingTo(ctx, page.Session)
	for _, name := range names {
		page.Coming = append(page.Coming, firstName(name))
	}
	if err != nil || !page.Enrolment.Known() {
		return page, err
	}
	sent, err := s.Store.ApologiesOf(ctx, page.Enrolment)
	page.Sent = slices.ContainsFunc(sent, func(a models.Apology) bool { return a.SessionID == id })
	return page, err
}

// reachSession is the session with its cohort, for who may see what belongs to it, and who teaches it in place of others.
func (s *Service) reachSession(ctx context.Context, actor models.Actor, id models.ID) (page SessionPage, substitutes []models.Substitute, err error) {
	page.Now = s.Store.Now()
	if page.Session, err = s.Store.Session(ctx, id); err != nil {
		return page, nil, err
	}
	if page.Cohort, err = s.Store.Cohort(ctx, page.Session.CohortID); err != nil {
		return page, nil, err
	}
	mine, err := s.Store.OnCohort(ctx, page.Cohort.ID, actor.ID)
	if err != nil && !errors.Is(err, models.ErrNotFound) {
		return page, nil, err
	}
	if substitutes, err = s.Store.SubstitutesAt(ctx, id); err != nil {
		return page, nil, err
	}
	stands := slices.ContainsFunc(substitutes, func(sub models.Substitute) bool { return sub.SubstituteID == actor.ID })
	page.Enrolment, page.Edits = mine.ID, policy.Allows(actor, policy.Teach, page.Cohort) == nil
	if !page.Enrolment.Known() && !page.Edits && !stands {
		return SessionPage{}, nil, models.ErrNotFound
	}
	link := page.Cohort.LinkFor(page.Session)
	page.Place, page.Online = page.Session.PlaceOf(page.Cohort), link != ""
	if page.Session.JoinableAt(page.Now) && page.Cohort.State == models.CohortOpen {
		page.JoinURL = link
	}
	return page, substitutes, nil
}

// teachersAt are who teaches a session: the trainers of the cohort, and those in their place.
func (s *Service) teachersAt(ctx context.Context, cohort models.Cohort, substitutes []models.Substitute) ([]string, error) {
	teachers, err := s.Store.TeachersOf(ctx, cohort, s.Store.Today())
	if err != nil {
		return nil, err
	}
	instead, ids := map[models.ID]models.ID{}, slices.Clone(teachers)
	for _, sub := range substitutes {
		instead[sub.TrainerID], ids = sub.SubstituteID, append(ids, sub.SubstituteID, sub.TrainerID)
		if !slices.Contains(teachers, sub.TrainerID) {
			teachers = append(teachers, sub.TrainerID)
		}
	}
	if len(ids) == 0 {
		return nil, nil
	}
	people, err := s.Store.PeopleAmong(ctx, ids)
	names := make(map[models.ID]string, len(people))
	for _, p := range people {
		names[p.ID] = p.Name
	}
	var list []string
	for _, id := range teachers {
		if sub, away := instead[id]; away {
			list = append(list, names[sub]+", in place of "+names[id])
		} else {
			list = append(list, names[id])
		}
	}
	slices.Sort(list)
	return list, err
}

// firstName is what somebody is called among those who learn together.
func firstName(name string) string {
	first, _, _ := strings.Cut(strings.TrimSpace(name), " ")
	return first
}

// SessionFile is a file of a session, for those who see the session. What was taken out is there for nobody.
func (s *Service) SessionFile(ctx context.Context, actor models.Actor, session, material models.ID) (models.File, error) {
	m, err := s.sessionFile(ctx, actor, session, material)
	if err != nil {
		return models.File{}, err
	}
	file, err := s.Store.File(ctx, *m.FileID)
	if err != nil {
		return file, err
	}
	file.Data, err = files.Read(ctx, s.Shelf, file)
	return file, err
}

func (s *Service) sessionFile(ctx context.Context, actor models.Actor, session, material models.ID) (store.SessionMaterial, error) {
	if _, _, err := s.reachSession(ctx, actor, session); err != nil {
		return store.SessionMaterial{}, err
	}
	m, err := s.Store.Material(ctx, session, material)
	if err == nil && (m.FileID == nil || m.Number == 0) {
		err = models.ErrNotFound
	}
	return m, err
}

// KeptMaterials is what somebody keeps of a course: the sessions that have something to open.
type KeptMaterials struct {
	Course models.Course
	Cohort models.Cohort
	Kept   []KeptSession
}

// KeptSession is a session with how many materials it has, and whether it was recorded.
type KeptSession struct {
	models.Session
	Materials int
}

// keptMaterials are the materials and recordings of the courses on which somebody has a place, or had one to the end.
func (s *Service) keptMaterials(ctx context.Context, courses []MyCourse) ([]KeptMaterials, error) {
	var sessions []models.ID
	for _, m := range courses {
		if slices.Contains(models.OnRegister(), m.Enrolment.State) {
			for _, session := range m.Sessions {
				sessions = append(sessions, session.ID)
			}
		}
	}
	if len(sessions) == 0 {
		return nil, nil
	}
	materials, err := s.Store.MaterialsOf(ctx, sessions)
	count := map[models.ID]int{}
	for _, m := range materials {
		count[m.SessionID]++
	}
	var list []KeptMaterials
	for _, m := range courses {
		if !slices.Contains(models.OnRegister(), m.Enrolment.State) {
			continue
		}
		kept := KeptMaterials{Course: m.Course, Cohort: m.Cohort}
		for _, session := range m.Sessions {
			if n := count[session.ID]; n > 0 || session.RecordingURL != "" {
				kept.Kept = append(kept.Kept, KeptSession{Session: session, Materials: n})
			}
		}
		if len(kept.Kept) > 0 {
			list = append(list, kept)
		}
	}
	return list, err
}
