package skills

import (
	"context"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// FrameworkPage is one version of a framework, whole.
type FrameworkPage struct {
	Framework models.Framework
	Version   models.FrameworkVersion
	Levels    []models.Level
	Domains   []FrameworkDomain
	Profiles  []FrameworkProfile
	// Competencies counts those of all domains.
	Competencies int
	MayExample   bool // the reader may add worked examples
	MayPublish   bool // it is a draft, and the reader may make it the version that holds
	MayWrite     bool // the reader writes the framework
	MayEnd       bool // it is published, and the reader may announce its end
	MayMove      bool // it is published, and the reader may move people to it
	SeesPeople   bool // the reader may list who has a role
}

// FrameworkDomain is a domain with its competencies, in their order.
type FrameworkDomain struct {
	models.Domain
	Competencies []FrameworkCompetency
}

// FrameworkCompetency is a competency with what it looks like at each level.
type FrameworkCompetency struct {
	models.Competency
	Under       string // name of the competency that it is part of; empty for none
	Descriptors []LevelWords
}

// LevelWords says what a level is called, and what a competency looks like at it.
type LevelWords struct{ Label, Text string }

// FrameworkProfile is a role profile with how much it asks for, and how many people have it.
type FrameworkProfile struct {
	models.RoleProfile
	Requirements, Core, People int
}

// Framework is the page of one version of a framework, for who runs the network and for its editors.
func (s *Service) Framework(ctx context.Context, actor models.Actor, code, version string) (FrameworkPage, error) {
	v, err := s.Store.VersionNamed(ctx, code, version)
	if err != nil {
		return FrameworkPage{}, err
	}
	if err := policy.Allows(actor, policy.SeeFrameworks, v); err != nil {
		return FrameworkPage{}, err
	}
	content, err := s.Store.FrameworkContent(ctx, v.ID)
	if err != nil {
		return FrameworkPage{}, err
	}
	counts, err := s.Store.ProfileCounts(ctx, v.ID, s.Store.Today())
	page := FrameworkPage{
		Framework: content.Framework, Version: content.Version, Levels: content.Levels,
		Domains: domainsOf(content), Competencies: len(content.Competencies),
		MayExample: policy.Allows(actor, policy.WriteFrameworks, v) == nil,
		MayPublish: v.IsDraft() && policy.Allows(actor, policy.KeepFrameworks, v) == nil, MayWrite: policy.Allows(actor, policy.WriteFrameworks, v) == nil,
		MayEnd:     v.PublishedAt != nil && policy.Allows(actor, policy.KeepFrameworks, v) == nil,
		SeesPeople: policy.May(actor, policy.SeePeople),
		MayMove:    v.State == models.Published && policy.May(actor, policy.MoveVersions),
	}
	for _, p := range content.Profiles {
		count := counts[p.ID]
		page.Profiles = append(page.Profiles, FrameworkProfile{RoleProfile: p, Requirements: count.Requirements, Core: count.Core, People: count.People})
	}
	return page, err
}

func domainsOf(content store.FrameworkContent) []FrameworkDomain {
	label := make(map[int]string, len(content.Levels))
	for _, l := range content.Levels {
		label[l.Value] = l.Label
	}
	texts := make(map[models.ID][]LevelWords, len(content.Competencies))
	for _, d := range content.Descriptors {
		texts[d.CompetencyID] = append(texts[d.CompetencyID], LevelWords{Label: label[d.Level], Text: d.Text})
	}
	domains := make([]FrameworkDomain, len(content.Domains))
	at := make(map[models.ID]*FrameworkDomain, len(content.Domains))
	for i, d := range content.Domains {
		domains[i].Domain = d
		at[d.ID] = &domains[i]
	}
	name := make(map[models.ID]string, len(content.Competencies))
	for _, c := range content.Competencies {
		name[c.ID] = c.Name
	}
	for _, c := range content.Competencies {
		one := FrameworkCompetency{Competency: c, Descriptors: texts[c.ID]}
		if c.ParentID != nil {
			one.Under = name[*c.ParentID]
		}
		d := at[c.DomainID]
		d.Competencies = append(d.Competencies, one)
	}
	return domains
}
