package skills

import (
	"context"
	"slices"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// HistoryPage is one competency of a person over time, by kind.
type HistoryPage struct {
	Person models.Person
	Own    bool // it is the reader's
	Skill  Skill
	Standpoint
	Levels  []LevelText
	Past    []Voice  // everything that was ever said, newest first, with the evidence as it stood
	Moments []Moment // the answers among it
	Next    *NextSteps
}

// NextSteps are what somebody who sees the skill of one of their people can do about it.
type NextSteps struct {
	Waits   bool            // the assessment waits for the actor's answer
	Books   bool            // the actor may book people on courses
	Plans   bool            // the actor agrees the plan of the person
	Courses []CourseToBuild // that reach beyond what is held, where something is to build
}

// next finds what the actor can do about a skill of one of their people.
func (s *Service) next(ctx context.Context, actor models.Actor, person models.ID, posts []models.Post, k Skill) (*NextSteps, error) {
	next := &NextSteps{Books: policy.Allows(actor, policy.BookPeople, posts) == nil}
	courses, err := s.courses(ctx, []models.ID{k.CompetencyID})
	if err != nil {
		return nil, err
	}
	if k.Gap() > 0 || !k.Assessed && k.Required > 0 {
		next.Plans = policy.Allows(actor, policy.AgreePlans, posts) == nil
		next.Courses = filter(courses[k.CompetencyID], func(c CourseToBuild) bool { return c.Level > k.Held })
	}
	if policy.Allows(actor, policy.ConfirmSkill, posts) != nil {
		return next, nil // a lead sees, and does not answer
	}
	waiting, err := s.Store.UnansweredOf(ctx, person)
	next.Waits = slices.ContainsFunc(waiting, func(u store.Unanswered) bool { return u.CompetencyID == k.CompetencyID })
	return next, err
}

// SkillHistory shows the actor one of their competencies over time.
func (s *Service) SkillHistory(ctx context.Context, actor models.Actor, slug string) (HistoryPage, error) {
	page, err := s.historyOf(ctx, actor.Person, actor.Posts, slug)
	page.Own = true
	return page, err
}

// TeamPersonSkill shows one competency of one of the actor's people. Anybody else does not exist for them.
func (s *Service) TeamPersonSkill(ctx context.Context, actor models.Actor, id models.ID, slug string) (HistoryPage, error) {
	posts, err := s.Store.CurrentPosts(ctx, id, s.Store.Today())
	if err != nil {
		return HistoryPage{}, err
	}
	if err := policy.Allows(actor, policy.SeeTeam, posts); err != nil {
		return HistoryPage{}, err
	}
	person, err := s.Store.Person(ctx, id)
	if err != nil {
		return HistoryPage{}, err
	}
	page, err := s.historyOf(ctx, person, posts, slug)
	if err != nil {
		return page, err
	}
	s.looked(actor.ID, id)
	page.Next, err = s.next(ctx, actor, id, posts, page.Skill)
	return page, err
}

func (s *Service) historyOf(ctx context.Context, person models.Person, posts []models.Post, slug string) (HistoryPage, error) {
	page := HistoryPage{Person: person}
	p, err := profileOf(ctx, s.Store.Reads, person.ID, posts)
	if err != nil {
		return page, err
	}
	if page.Skill, err = s.find(ctx, p.skills, slug); err != nil {
		return page, err
	}
	if page.Levels, err = s.levelTexts(ctx, page.Skill); err != nil {
		return page, err
	}
	judgements, err := s.Store.History(ctx, person.ID, page.Skill.CompetencyID)
	if err != nil {
		return page, err
	}
	evidence, err := s.Store.SkillEvidence(ctx, person.ID, page.Skill.CompetencyID)
	if err != nil {
		return page, err
	}
	page.tell(judgements, evidence, s.Store)
	elsewhere, err := inferred(ctx, s.Store.Reads, person.ID, page.Skill)
	page.Inferred = elsewhere[page.Skill.CompetencyID]
	return page, err
}

func (p *HistoryPage) tell(judgements []store.Judgement, evidence []store.ShownEvidence, s *store.Store) {
	p.Standpoint = standpointOf(judgements, evidence, p.Skill.Scale, s.Now())
	for _, j := range judgements {
		p.Past = append(p.Past, voiceOf(j, evidence, p.Skill.Scale))
	}
	for _, m := range moments(judgements, map[models.ID]Scale{p.Skill.versionOf(): p.Skill.Scale}) {
		if m.Kind == Agreed || m.Kind == Differed {
			p.Moments = append(p.Moments, m)
		}
	}
}

// Line is what one kind of judge has said over time, oldest first.
type Line struct {
	Kind   models.AssessmentKind
	Points []Voice
}

// Lines are what was said over time, by kind.
func (p HistoryPage) Lines() []Line {
	var lines []Line
	for _, kind := range models.AssessmentKinds() {
		of := filter(p.Past, func(v Voice) bool { return v.Kind == kind })
		if len(of) > 0 {
			slices.Reverse(of)
			lines = append(lines, Line{kind, of})
		}
	}
	return lines
}

// Table is the page as rows of a file, with a head.
func (p HistoryPage) Table() [][]string {
	rows := [][]string{{"skill", "said on", "kind", "by", "level", "level name", "counts now", "confirmed by", "carried over from version", "still right", "example", "evidence"}}
	for _, v := range p.Past {
		counts := slices.ContainsFunc(p.Voices, func(o Voice) bool { return o.ID == v.ID && o.Counts })
		evidence := ""
		for i, e := range v.Evidence {
			if i > 0 {
				evidence += "; "
			}
			evidence += e.Title
		}
		rows = append(rows, []string{
			p.Skill.Name, string(models.DateOf(v.At)), string(v.Kind), v.By, number(v.Level), v.Label, yes(counts), v.Agreed, v.CarriedFrom, yes(v.StillRight), v.Example, evidence,
		})
	}
	return rows
}
