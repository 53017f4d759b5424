package skills

import (
	"context"
	"slices"
	"time"

	"trellis/models"
	"trellis/models/store"
)

// SkillPage is one competency: what its levels are, how the person came to where they stand, and what builds it.
type SkillPage struct {
	Skill   Skill
	Notes   []VersionNote // of the version that it is of
	Levels  []LevelText
	Worked  []LevelExamples
	History []Moment
	Before  []Skill // the same in a version of which no role of theirs is: it does not count here
	Standpoint
	Wanted   []store.WantedEvidence // that waits for the person
	Courses  []CourseToBuild
	Evidence []Shown // that stands now
	Item     int     // number in the round that is open, to answer it; 0 for none
	Round    string  // address of that round
}

// LevelText is one level of a competency in words.
type LevelText struct {
	Value          int
	Label, Text    string
	Held, Required bool
}

// MomentKind tells what happened to a skill.
type MomentKind string

// The kinds of moment that are no assessment: a manager's answer. The others are kinds of assessment.
const (
	Agreed   MomentKind = "agreed"
	Differed MomentKind = "differed"
)

// Moment is something that happened to a skill of a person.
type Moment struct {
	At       time.Time
	Kind     MomentKind
	Skill    string
	Slug     string
	Label    string // level that was said
	OwnLabel string // level the manager said, when they differed
	By       string
	Comment  string
	Example  string
	// StillRight tells that the level was confirmed at a glance.
	StillRight bool
	// CarriedFrom is the version of the framework in which it was said; empty where it was in this one.
	CarriedFrom string
	// Version is the version in which it was said, where it does not count in this one.
	Version string
}

// One shows the actor one competency at its address.
func (s *Service) One(ctx context.Context, actor models.Actor, slug string) (SkillPage, error) {
	page := SkillPage{}
	p, err := profileOf(ctx, s.Store.Reads, actor.ID, actor.Posts)
	if err != nil {
		return page, err
	}
	if err := s.aged(ctx, p.skills); err != nil {
		return page, err
	}
	if page.Skill, err = s.find(ctx, p.skills, slug); err != nil {
		return page, err
	}
	if err := s.describe(ctx, &page); err != nil {
		return page, err
	}
	if err := s.say(ctx, actor.ID, &page); err != nil {
		return page, err
	}
	if err := s.before(ctx, actor, p.skills, &page); err != nil {
		return page, err
	}
	return page, s.askAgain(ctx, actor, p, &page)
}

// describe adds what is the same for everybody: what the levels are, and what builds the skill.
func (s *Service) describe(ctx context.Context, page *SkillPage) (err error) {
	if page.Levels, err = s.levelTexts(ctx, page.Skill); err != nil {
		return err
	}
	if page.Notes, err = s.Store.VersionNotes(ctx, []models.ID{page.Skill.versionOf()}); err != nil {
		return err
	}
	worked, err := s.examples(ctx, page.Skill)
	if err != nil {
		return err
	}
	courses, err := s.courses(ctx, []models.ID{page.Skill.CompetencyID})
	page.Worked, page.Courses = worked[page.Skill.CompetencyID], courses[page.Skill.CompetencyID]
	return err
}

// say adds what is said of the person, what shows it, and what is wanted of them.
func (s *Service) say(ctx context.Context, person models.ID, page *SkillPage) error {
	id := page.Skill.CompetencyID
	history, err := s.Store.History(ctx, person, id)
	if err != nil {
		return err
	}
	evidence, err := s.Store.SkillEvidence(ctx, person, id)
	if err != nil {
		return err
	}
	elsewhere, err := inferred(ctx, s.Store.Reads, person, page.Skill)
	if err != nil {
		return err
	}
	wanted, err := s.Store.EvidenceWanted(ctx, person)
	page.History = moments(history, map[models.ID]Scale{page.Skill.versionOf(): page.Skill.Scale})
	page.Evidence, page.Standpoint = standing(evidence), standpointOf(history, evidence, page.Skill.Scale, s.Store.Now())
	page.Inferred = elsewhere[id]
	page.Wanted = filter(wanted, func(w store.WantedEvidence) bool { return w.CompetencyID == id })
	return err
}

// before adds what was said of the skill in a version of which no role of the person is.
func (s *Service) before(ctx context.Context, actor models.Actor, own []Skill, page *SkillPage) error {
	page.Before = filter(own, func(k Skill) bool {
		return k.Earlier && k.Slug == page.Skill.Slug && k.CompetencyID != page.Skill.CompetencyID
	})
	if len(page.Before) == 0 {
		return nil
	}
	scales, numbers := map[models.ID]Scale{}, map[models.ID]string{}
	for _, k := range page.Before {
		scales[k.versionOf()], numbers[k.versionOf()] = k.Scale, k.Version
	}
	said, err := s.Store.Judgements(ctx, actor.ID, idsOf(page.Before, func(k Skill) models.ID { return k.CompetencyID }), s.Store.Now())
	if err != nil {
		return err
	}
	for version, number := range numbers {
		for _, m := range moments(filter(said, func(j store.Judgement) bool { return j.VersionID == version }), scales) {
			m.Version = number
			page.History = append(page.History, m)
		}
	}
	slices.SortStableFunc(page.History, func(a, b Moment) int { return b.At.Compare(a.At) })
	return nil
}

// askAgain finds the way to answer the skill in the round that is open.
func (s *Service) askAgain(ctx context.Context, actor models.Actor, p profile, page *SkillPage) error {
	progress, err := s.asked(ctx, actor.ID, p)
	if err != nil || progress == nil {
		return err
	}
	for _, i := range progress.items {
		if i.CompetencyID == page.Skill.CompetencyID {
			page.Item, page.Round = i.N, progress.round.Slug
		}
	}
	return nil
}

// find is the skill at the address: one of the person's, or any of a published framework.
func (s *Service) find(ctx context.Context, own []Skill, slug string) (Skill, error) {
	return findIn(ctx, s.Store.Reads, own, slug)
}

func findIn(ctx context.Context, r store.Reads, own []Skill, slug string) (Skill, error) {
	var versions []models.ID
	for _, k := range own {
		if k.Slug == slug && k.Required > 0 {
			return k, nil
		}
		versions = append(versions, k.versionOf())
	}
	if at := slices.IndexFunc(own, func(k Skill) bool { return k.Slug == slug }); at >= 0 {
		return own[at], nil
	}
	slices.Sort(versions)
	found, err := r.FrameworkSkillBySlug(ctx, slices.Compact(versions), slug)
	if err != nil {
		return Skill{}, err
	}
	scales, err := scalesOf(ctx, r, []models.ID{found.FrameworkVersionID})
	return skillOf(found, scales[found.FrameworkVersionID], models.Target{}, models.Skill{}), err
}

// versionOf is the framework version that the skill is of.
func (s Skill) versionOf() models.ID {
	if len(s.Scale) == 0 {
		return ""
	}
	return s.Scale[0].FrameworkVersionID
}

func (s *Service) levelTexts(ctx context.Context, skill Skill) ([]LevelText, error) {
	texts, err := s.descriptors(ctx, skill.CompetencyID)
	var list []LevelText
	for _, l := range skill.Scale {
		text := texts[l.Value]
		if text == "" {
			text = l.Description
		}
		list = append(list, LevelText{
			Value: l.Value, Label: l.Label, Text: text,
			Held: skill.Assessed && skill.Held == l.Value, Required: skill.Required > 0 && skill.Required == l.Value,
		})
	}
	return list, err
}

// moments tell a history, newest first. A manager's own assessment is told once, with the answer it came with.
func moments(history []store.Judgement, scales map[models.ID]Scale) []Moment {
	answers := map[models.ID]bool{}
	for _, h := range history {
		if h.OwnID != nil {
			answers[*h.OwnID] = true
		}
	}
	var list []Moment
	for _, h := range history {
		scale := scales[h.VersionID]
		m := Moment{At: h.AssessedAt, Kind: MomentKind(h.Kind), Skill: h.CompetencyName, Slug: h.CompetencySlug, Label: scale.Label(h.Level), By: h.ByName, Example: h.Example, StillRight: h.StillRight, CarriedFrom: h.CarriedFrom}
		if h.ConfirmationID != nil {
			answer := m
			answer.At, answer.Kind, answer.By, answer.Example = *h.ConfirmedAt, Agreed, h.ConfirmedBy, ""
			answer.StillRight = false
			if !h.Agrees {
				answer.Kind, answer.OwnLabel, answer.Comment = Differed, scale.Label(h.OwnLevel), h.Comment
			}
			list = append(list, answer)
		}
		if !answers[h.ID] {
			list = append(list, m)
		}
	}
	slices.SortStableFunc(list, func(a, b Moment) int { return b.At.Compare(a.At) })
	return list
}
