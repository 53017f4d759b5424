package skills

import (
	"context"
	"strconv"
	"time"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// AsAtPage is where a person stood on a day, by what was said until its end and what their posts of that day asked for.
type AsAtPage struct {
	Person models.Person
	Own    bool
	On     models.Date
	Titles []string // of the posts of that day
	Mine   MinePage
	// Problem says what is wrong with the day that was asked for; the page shows today then.
	Problem string
}

// Nothing tells whether nothing was known of the person on that day.
func (p AsAtPage) Nothing() bool { return len(p.Mine.Areas) == 0 && len(p.Titles) == 0 }

// AsAt shows the actor where they stood on a day.
func (s *Service) AsAt(ctx context.Context, actor models.Actor, on string) (AsAtPage, error) {
	page, err := s.asAt(ctx, actor.Person, on)
	page.Own = true
	return page, err
}

// TeamPersonAsAt shows where one of the actor's people stood on a day. Whom the actor may see today, they may see as they were.
func (s *Service) TeamPersonAsAt(ctx context.Context, actor models.Actor, id models.ID, on string) (AsAtPage, error) {
	posts, err := s.Store.CurrentPosts(ctx, id, s.Store.Today())
	if err != nil {
		return AsAtPage{}, err
	}
	if err := policy.Allows(actor, policy.SeeTeam, posts); err != nil {
		return AsAtPage{}, err
	}
	person, err := s.Store.Person(ctx, id)
	if err != nil {
		return AsAtPage{}, err
	}
	page, err := s.asAt(ctx, person, on)
	if err == nil {
		s.looked(actor.ID, id)
	}
	return page, err
}

func (s *Service) asAt(ctx context.Context, person models.Person, on string) (AsAtPage, error) {
	page := AsAtPage{Person: person, On: s.Store.Today()}
	day, err := models.ParseDate(on)
	switch {
	case err != nil || day == "":
		page.Problem = "Enter a day, like 2026-03-01. This is today"
	case day > page.On:
		page.Problem = "Choose a day that is not in the future. This is today"
	default:
		page.On = day
	}
	p, err := s.profileOn(ctx, s.Store.Reads, person.ID, page.On, &page)
	if err != nil {
		return page, err
	}
	page.Mine.Now = s.Store.Now()
	page.Mine.describe(p)
	courses, err := s.courses(ctx, idsOf(p.skills, func(k Skill) models.ID { return k.CompetencyID }))
	page.Mine.lay(p.skills, courses)
	return page, err
}

// profileOn reads what the posts of the day asked for, and where the person stood at its end.
func (s *Service) profileOn(ctx context.Context, r store.Reads, person models.ID, day models.Date, page *AsAtPage) (profile, error) {
	posts, err := r.CurrentPosts(ctx, person, day)
	if err != nil {
		return profile{}, err
	}
	for _, p := range posts {
		page.Titles = append(page.Titles, p.Title)
	}
	held, err := r.SkillsShownAt(ctx, person, endOf(day))
	if err != nil {
		return profile{}, err
	}
	then := make([]store.HeldSkill, len(held))
	for i, k := range held {
		then[i].Skill = k
	}
	return profileWith(ctx, r, person, profileIDs(posts), then)
}

// endOf is the last moment of a day in London.
func endOf(day models.Date) time.Time { return day.AddDays(1).Time().Add(-time.Microsecond).UTC() }

// Table is the page as rows of a file, with a head: the same figures.
func (p AsAtPage) Table() [][]string {
	rows := p.Mine.Table()
	for i := range rows {
		first := string(p.On)
		if i == 0 {
			first = "as at"
		}
		rows[i] = append([]string{first}, rows[i]...)
	}
	return rows
}

func number(n int) string { return strconv.Itoa(n) }
