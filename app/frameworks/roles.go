package frameworks

import (
	"context"
	"slices"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// AtVersion is where a page on a version of a framework stands.
type AtVersion struct {
	Framework models.Framework
	Version   models.FrameworkVersion
	// Draws tells that the reader may draw role profiles on it.
	Draws bool
	// Moves tells that the reader may move people to it.
	Moves bool
}

// RolesPage is the role profiles of a version: those that are a part of it, and those drawn on it.
type RolesPage struct {
	AtVersion
	Roles []RoleLine
}

// RoleLine is one of them, with how much it asks for, and how many people have it.
type RoleLine struct {
	models.RoleProfile
	Requirements, Core, People int
}

// RolePage is one role profile.
type RolePage struct {
	AtVersion
	models.DrawnRole
	Domains []RoleDomain
	People  int
	// Changes tells that the reader may change it: it was drawn here, and is in use.
	Changes bool
}

// RoleDomain is what a role profile asks for of one domain, in the order of the framework.
type RoleDomain struct {
	Code, Name string
	Asks       []RoleAsk
}

// RoleAsk is what it asks for of one competency, in words.
type RoleAsk struct {
	models.Requirement
	Name        string
	Label, UpTo string // UpTo is empty for no range
}

// Roles is the list of the role profiles of a version, for those who draw them.
func (s *Service) Roles(ctx context.Context, actor models.Actor, framework, version string) (RolesPage, error) {
	at, err := s.at(ctx, actor, framework, version)
	page := RolesPage{AtVersion: at}
	if err != nil {
		return page, err
	}
	profiles, err := s.Store.RoleProfiles(ctx, at.Version.ID)
	if err != nil {
		return page, err
	}
	counts, err := s.Store.ProfileCounts(ctx, at.Version.ID, s.Store.Today())
	for _, p := range profiles {
		c := counts[p.ID]
		page.Roles = append(page.Roles, RoleLine{RoleProfile: p, Requirements: c.Requirements, Core: c.Core, People: c.People})
	}
	return page, err
}

// at is a version as those who draw role profiles see it. A draft has its role profiles in its editor.
func (s *Service) at(ctx context.Context, actor models.Actor, framework, version string) (AtVersion, error) {
	v, err := s.Store.VersionNamed(ctx, framework, version)
	if err != nil {
		return AtVersion{}, err
	}
	if err := policy.Allows(actor, policy.DrawRoles, v); err != nil {
		return AtVersion{}, err
	}
	f, err := s.Store.FrameworkByID(ctx, v.FrameworkID)
	return AtVersion{Framework: f, Version: v, Draws: v.State == models.Published, Moves: v.State == models.Published && policy.May(actor, policy.MoveVersions)}, err
}

// Role is one role profile of a version, for those who draw them.
func (s *Service) Role(ctx context.Context, actor models.Actor, framework, version, code string) (RolePage, error) {
	at, err := s.at(ctx, actor, framework, version)
	page := RolePage{AtVersion: at}
	if err != nil {
		return page, err
	}
	if page.DrawnRole, err = s.Store.RoleCoded(ctx, at.Version.ID, code); err != nil {
		return page, err
	}
	page.Changes = at.Draws && page.DrawnHere && !page.Retired
	competencies, scale, err := s.parts(ctx, at.Version.ID)
	if err != nil {
		return page, err
	}
	page.Domains = askedByDomain(competencies, scale, page.Asks)
	page.People, err = s.Store.CountHoldersOf(ctx, page.ID, s.Store.Today())
	return page, err
}

func (s *Service) parts(ctx context.Context, version models.ID) ([]store.FrameworkSkill, []models.Level, error) {
	competencies, err := s.Store.CompetenciesOf(ctx, version)
	if err != nil {
		return nil, nil, err
	}
	levels, err := s.Store.Levels(ctx, []models.ID{version})
	return competencies, levels, err
}

func askedByDomain(competencies []store.FrameworkSkill, scale []models.Level, asks []models.Requirement) (domains []RoleDomain) {
	for _, k := range competencies {
		at := slices.IndexFunc(asks, func(r models.Requirement) bool { return r.CompetencyID == k.ID })
		if at < 0 {
			continue
		}
		ask := RoleAsk{Requirement: asks[at], Name: k.Name, Label: labelOf(scale, asks[at].Level)}
		if asks[at].UpTo != nil {
			ask.UpTo = labelOf(scale, *asks[at].UpTo)
		}
		if last := len(domains) - 1; last < 0 || domains[last].Code != k.DomainCode {
			domains = append(domains, RoleDomain{Code: k.DomainCode, Name: k.DomainName})
		}
		d := &domains[len(domains)-1]
		d.Asks = append(d.Asks, ask)
	}
	return domains
}

func labelOf(scale []models.Level, value int) string {
	for _, l := range scale {
		if l.Value == value {
			return l.Label
		}
	}
	return ""
}

// Table is the list as rows of a file, with a head.
func (p RolesPage) Table() [][]string {
	rows := [][]string{{"code", "name", "family", "drawn_here", "retired", "requirements", "core", "people"}}
	for _, r := range p.Roles {
		rows = append(rows, []string{r.Code, r.Name, r.Family, yes(r.DrawnHere), yes(r.Retired), number(r.Requirements), number(r.Core), number(r.People)})
	}
	return rows
}

// Table is the role profile as rows of a file, with a head.
func (p RolePage) Table() [][]string {
	rows := [][]string{{"domain", "skill", "level", "level_name", "up_to", "asked"}}
	for _, d := range p.Domains {
		for _, a := range d.Asks {
			rows = append(rows, []string{d.Name, a.Name, number(a.Level), a.Label, upTo(a.Requirement), string(KindOf(a.Requirement))})
		}
	}
	return rows
}
