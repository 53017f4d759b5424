package reports

import (
	"context"
	"slices"
	"strconv"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/disclosure"
	"trellis/models/store"
)

// NetworkSkill is how the network stands in one competency, group by group. Small numbers are protected.
type NetworkSkill struct {
	store.FrameworkSkill
	Find   FindSkills
	Into   string // what is looked into; empty for the whole network
	Day    models.Date
	Levels []models.Level
	Groups []SkillGroup
	// Named tells that the actor may see names in a team, and so goes on from here.
	Named   bool
	Heading string
}

// SkillGroup is how a group of people stands in the competency.
type SkillGroup struct {
	SkillsColumn
	SkillsCell
	Confirmed disclosure.Shown   // of those assessed
	Levels    []disclosure.Shown // of those assessed, by level; none where the counts of the group are not told
}

// NetworkSkill shows one competency in the groups that the actor may see. It answers models.ErrNotFound where nobody there is
// asked for it.
func (s *Service) NetworkSkill(ctx context.Context, actor models.Actor, slug string, find FindSkills) (NetworkSkill, error) {
	find.By, find.Role, find.Area = "", "", ""
	look, st, err := s.lookAt(ctx, actor, find)
	if err != nil {
		return NetworkSkill{}, err
	}
	asked := st.asked()
	at := slices.IndexFunc(asked, func(pic *picture) bool { return pic.Slug == slug })
	if at < 0 {
		return NetworkSkill{}, models.ErrNotFound
	}
	pic := asked[at]
	page := NetworkSkill{FrameworkSkill: pic.FrameworkSkill, Find: look.Find, Day: look.Day, Named: policy.May(actor, policy.SeeTeam)}
	if page.Levels, err = s.Store.Levels(ctx, []models.ID{pic.FrameworkVersionID}); err != nil {
		return page, err
	}
	more := pic.details(st.by, st.places, st.at)
	for _, c := range slices.Concat([]SkillsColumn{{Name: "Whole network", Covers: "network"}}, look.Columns) {
		g := SkillGroup{SkillsColumn: c, SkillsCell: st.cell(pic, c), Confirmed: more.confirmed[c.place]}
		if pic.places[c.place].told() {
			for _, l := range page.Levels {
				if l.Value <= models.MostLevel {
					g.Levels = append(g.Levels, more.levels[l.Value][c.place])
				}
			}
		}
		page.Groups = append(page.Groups, g)
	}
	page.Heading = page.says()
	return page, nil
}

// says names the groups that are furthest from each other, as far as is told.
func (p NetworkSkill) says() string {
	var lowest, highest *SkillGroup
	for i := range p.Groups[1:] {
		g := &p.Groups[i+1]
		if g.Kind != disclosure.Exact {
			continue
		}
		if lowest == nil || g.Percent() < lowest.Percent() {
			lowest = g
		}
		if highest == nil || g.Percent() > highest.Percent() {
			highest = g
		}
	}
	if lowest == nil || lowest.Percent() == highest.Percent() {
		return "People at the level that their role asks: " + p.Groups[0].String()
	}
	return "From " + strconv.Itoa(lowest.Percent()) + "% in " + lowest.Name + " to " + strconv.Itoa(highest.Percent()) + "% in " + highest.Name
}

// Table is the page as a table, a line for each group.
func (p NetworkSkill) Table() [][]string {
	head := []string{
		"skill_code", "organisation_code", "organisation", "covers", "at_target", "base", "share_percent", "shown",
		"assessed", "asked", "coverage_percent", "coverage_shown", "mean_age_months", "confirmed", "as_at",
	}
	for _, l := range p.Levels {
		head = append(head, "level_"+strconv.Itoa(l.Value))
	}
	rows := [][]string{head}
	for _, g := range p.Groups {
		row := slices.Concat([]string{p.Code, g.Code, g.Name, g.Covers}, g.cells(), g.answers(), []string{g.Confirmed.String(), string(p.Day)})
		for i := range p.Levels {
			text := hiddenCell
			if i < len(g.Levels) {
				text = PartOf(g.Levels[i])
			}
			row = append(row, text)
		}
		rows = append(rows, row)
	}
	return rows
}

// PartOf is a part whose whole is on show beside it, in few words.
func PartOf(s disclosure.Shown) string {
	switch s.Kind {
	case disclosure.Exact:
		return strconv.Itoa(s.AtTarget)
	case disclosure.Few:
		return "Few"
	case disclosure.NearlyAll:
		return "Nearly all"
	case disclosure.NoData:
		return "0"
	case disclosure.Hidden, disclosure.UnderHalf, disclosure.HalfOrMore:
	}
	return s.String()
}
