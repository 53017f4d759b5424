package skills

import (
	"cmp"
	"context"
	"slices"
	"time"

	"trellis/models"
	"trellis/models/store"
)

// Skill is one competency with where a person stands in it and what their role asks for.
type Skill struct {
	CompetencyID models.ID
	Slug         string
	Name         string
	Description  string
	Domain       Domain
	Scale        Scale
	Kind         models.CompetencyKind
	HoldsMonths  int // 0: as the settings say

	Required int // 0: the role asks for nothing
	Core     bool
	UpTo     int // the top of the range whose foot is Required; 0 for no range

	Assessed   bool // by the person or their manager
	Held       int
	Confirmed  bool
	Use        models.Use
	AssessedAt time.Time
	// CarriedFrom is the version of the framework from which what is held was carried over; empty where it was not.
	CarriedFrom string
	// Version is that of the framework, and Earlier tells that the roles are of another one, so that it counts for none of them.
	Version   string
	Earlier   bool
	Age       Age // on pages that tell it
	Suggested int // level that a course or somebody else suggests beside it; 0 for none
}

// Domain is the part of a framework in which a competency stands.
type Domain struct {
	ID   models.ID
	Code string
	Name string
}

// Scale are the levels of a framework version by value, lowest first.
type Scale []models.Level

// Label is what a level is called.
func (s Scale) Label(value int) string {
	for _, l := range s {
		if l.Value == value {
			return l.Label
		}
	}
	return ""
}

// Max is the highest level.
func (s Scale) Max() int {
	highest := 0
	for _, l := range s {
		highest = max(highest, l.Value)
	}
	return highest
}

// Lowest is the lowest level: "not yet".
func (s Scale) Lowest() int {
	if len(s) == 0 {
		return 0
	}
	return s[0].Value
}

// Defined are the levels that a competency describes, with the lowest, which means "not yet" of anything; all, where it
// describes none.
func (s Scale) Defined(texts map[int]string) Scale {
	if len(texts) == 0 {
		return s
	}
	return filter(s, func(l models.Level) bool { return texts[l.Value] != "" || l.Value == s.Lowest() })
}

// Has tells whether the scale has the level.
func (s Scale) Has(value int) bool {
	return slices.ContainsFunc(s, func(l models.Level) bool { return l.Value == value })
}

// HeldLabel is the level held in words; empty when nobody has assessed it.
func (s Skill) HeldLabel() string {
	if !s.Assessed {
		return ""
	}
	return s.Scale.Label(s.Held)
}

// RequiredLabel is the target in words; empty for none.
func (s Skill) RequiredLabel() string {
	if s.Required == 0 {
		return ""
	}
	return s.Scale.Label(s.Required)
}

// SuggestedLabel is the suggested level in words; empty for none.
func (s Skill) SuggestedLabel() string {
	if s.Suggested == 0 {
		return ""
	}
	return s.Scale.Label(s.Suggested)
}

// Gap is how many levels are missing. Never assessed is no data, and no gap.
func (s Skill) Gap() int {
	if !s.Assessed {
		return 0
	}
	return models.Gap(s.Required, s.Held)
}

// AtTarget tells whether the role asks for the competency and the person has it.
func (s Skill) AtTarget() bool { return s.target().Met(s.held()) }

// Unused tells whether the person is at target and said that they did not use the skill in three months.
func (s Skill) Unused() bool { return s.target().Unused(s.held()) }

// target is what the role asks for.
func (s Skill) target() models.Target {
	return models.Target{Level: s.Required, Core: s.Core, UpTo: s.UpTo}
}

// Beyond tells whether the person is past the top of the range that the role asks for. That is no fault.
func (s Skill) Beyond() bool { return s.target().Beyond(s.held()) }

// UpToLabel is the top of the range in words; empty for no range.
func (s Skill) UpToLabel() string {
	if s.UpTo == 0 {
		return ""
	}
	return s.Scale.Label(s.UpTo)
}

// profile is what a person's roles ask for and where they stand in it.
type profile struct {
	roles   []models.RoleProfile
	choices []models.Choice // what the roles leave open
	skills  []Skill         // what the roles ask for, then what else was assessed, in the order of the framework
}

// profileOf reads what the posts ask for and where the person stands.
func profileOf(ctx context.Context, r store.Reads, person models.ID, posts []models.Post) (profile, error) {
	return profileAs(ctx, r, person, profileIDs(posts))
}

// profileAs reads what the role profiles ask for, be they the person's or not, and where the person stands.
func profileAs(ctx context.Context, r store.Reads, person models.ID, profiles []models.ID) (profile, error) {
	held, err := r.SkillsNow(ctx, person)
	if err != nil {
		return profile{}, err
	}
	return profileWith(ctx, r, person, profiles, held)
}

// profileWith reads what the role profiles ask for beside what is held.
func profileWith(ctx context.Context, r store.Reads, person models.ID, profiles []models.ID, held []store.HeldSkill) (profile, error) {
	var p profile
	var err error
	if p.roles, err = r.ProfilesNamed(ctx, profiles); err != nil {
		return p, err
	}
	requirements, err := r.Requirements(ctx, idsOf(p.roles, func(r models.RoleProfile) models.ID { return r.ID }))
	if err != nil {
		return p, err
	}
	if requirements, p.choices, err = chosenOf(ctx, r, person, p.roles, requirements); err != nil {
		return p, err
	}
	targets := models.Targets(requirements)
	byCompetency := make(map[models.ID]store.HeldSkill, len(held))
	ids := make([]models.ID, 0, len(targets)+len(held))
	for _, s := range held {
		byCompetency[s.CompetencyID] = s
		ids = append(ids, s.CompetencyID)
	}
	for id := range targets {
		ids = append(ids, id)
	}
	f, err := frameworkOf(ctx, r, ids)
	if err != nil {
		return p, err
	}
	for _, k := range f.list {
		skill := skillOf(k, f.scales[k.FrameworkVersionID], targets[k.ID], byCompetency[k.ID].Skill)
		skill.CarriedFrom = byCompetency[k.ID].CarriedFrom
		p.skills = append(p.skills, skill)
	}
	markEarlier(p.skills)
	return p, nil
}

// markEarlier marks what is of a version of which no role is, while another version has the skill too.
func markEarlier(skills []Skill) {
	asked := map[models.ID]bool{}
	for _, k := range skills {
		if k.Required > 0 {
			asked[k.versionOf()] = true
		}
	}
	for i, k := range skills {
		skills[i].Earlier = len(asked) > 0 && !asked[k.versionOf()]
	}
}

func skillOf(k store.FrameworkSkill, scale Scale, target models.Target, held models.Skill) Skill {
	s := Skill{
		CompetencyID: k.ID, Slug: k.Slug, Name: k.Name, Description: k.Description, Scale: scale, Version: k.Version,
		Kind: k.Kind, HoldsMonths: k.HoldsMonths,
		Domain:   Domain{ID: k.DomainID, Code: k.DomainCode, Name: k.DomainName},
		Required: target.Level, Core: target.Core, UpTo: target.UpTo,
		Assessed: held.Assessed(), Held: held.Level, Confirmed: held.Confirmed, Use: held.Use,
	}
	if held.AssessedAt != nil {
		s.AssessedAt = *held.AssessedAt
	}
	if held.Suggested != nil {
		s.Suggested = *held.Suggested
	}
	return s
}

// framework is a part of one or more framework versions: competencies in their order, and the scales they use.
type framework struct {
	list   []store.FrameworkSkill
	scales map[models.ID]Scale
}

func frameworkOf(ctx context.Context, r store.Reads, competencies []models.ID) (framework, error) {
	f := framework{}
	slices.Sort(competencies)
	var err error
	if f.list, err = r.FrameworkSkills(ctx, slices.Compact(competencies)); err != nil {
		return f, err
	}
	f.scales, err = scalesOf(ctx, r, idsOf(f.list, func(k store.FrameworkSkill) models.ID { return k.FrameworkVersionID }))
	return f, err
}

func scalesOf(ctx context.Context, r store.Reads, versions []models.ID) (map[models.ID]Scale, error) {
	levels, err := r.Levels(ctx, versions)
	scales := map[models.ID]Scale{}
	for _, l := range levels {
		scales[l.FrameworkVersionID] = append(scales[l.FrameworkVersionID], l)
	}
	return scales, err
}

func profileIDs(posts []models.Post) []models.ID {
	var ids []models.ID
	for _, p := range posts {
		if p.RoleProfileID != nil {
			ids = append(ids, *p.RoleProfileID)
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// idsOf are the different ids of a list, sorted.
func idsOf[T any](list []T, id func(T) models.ID) []models.ID {
	ids := make([]models.ID, len(list))
	for i, item := range list {
		ids[i] = id(item)
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// widestFirst sorts skills to build: core before others, the wider gap first.
func widestFirst(skills []Skill) {
	slices.SortStableFunc(skills, func(a, b Skill) int {
		if a.Core != b.Core {
			if a.Core {
				return -1
			}
			return 1
		}
		return cmp.Compare(b.Gap(), a.Gap())
	})
}

func filter[T any](list []T, keep func(T) bool) []T {
	var kept []T
	for _, item := range list {
		if keep(item) {
			kept = append(kept, item)
		}
	}
	return kept
}

func compareText(a, b string) int { return cmp.Compare(store.Fold(a), store.Fold(b)) }
