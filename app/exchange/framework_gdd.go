package exchange

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"trellis/models"
	"trellis/models/store"
)

// The UK Government Digital and Data Profession Capability Framework comes as two CSV files, one of skills and one of
// roles: https://ddat-capability-framework.service.gov.uk. What they do not say, docs/formats.md says.
const (
	gddCode    = "GDD"
	gddName    = "Government Digital and Data Profession Capability Framework"
	gddLicence = "Open Government Licence v3.0. Contains public sector information, Crown copyright."

	notInUse = "not in use"
	coreMost = 15 // a first assessment asks no more than this
)

// gddLevels are the levels above "Not yet", as the columns of the skills file are named.
var gddLevels = []string{"Awareness", "Working", "Practitioner", "Expert"}

var (
	gddSkillColumns = append([]string{"Skill Name"}, gddLevels...)
	gddRoleColumns  = []string{"Role", "Role Level", "Skill Name", "Skill Level"}
	gddSkillOthers  = []string{"Skill Description", "Roles that require Skill"}
	gddRoleOthers   = []string{
		"Role Family", "Role Description", "Role Level Description", "Skill Description", "Skill Level Description", "Role Type",
	}
)

// gddRole is one role level: what several rows of the roles file say of it together.
type gddRole struct {
	family, role, level, description, bands string
	unused                                  bool           // every row so far says NOT IN USE
	skipped                                 int            // how many do
	asked                                   map[string]int // level, by the code of the competency
	named                                   map[string]int // how often a skill was named, by its code
}

// gddReader turns the two files into nouns. The order of rows means nothing: competencies and role profiles are sorted
// by name, so that the same content is the same framework.
type gddReader struct {
	report *Report
	skills map[string]models.Competency // by key of the name
	texts  map[string][]string          // of the levels, by key of the name
	roles  map[string]*gddRole          // by keys of role and role level
}

// readGDD reads the two files of the framework. Where they are wrong, the report says so.
func readGDD(skills, roles *table) store.FrameworkContent {
	r := &gddReader{report: skills.report, skills: map[string]models.Competency{}, texts: map[string][]string{}, roles: map[string]*gddRole{}}
	if skills.wants(gddSkillColumns, gddSkillOthers) {
		for skills.next() {
			r.skill(skills)
		}
	}
	if len(r.skills) > mostParts {
		r.report.refuse(Problem{File: skills.name, Problem: fmt.Sprintf("there are more than %d skills", mostParts)})
		return store.FrameworkContent{}
	}
	c := r.frame()
	if roles.wants(gddRoleColumns, gddRoleOthers) {
		for roles.next() {
			r.role(roles)
		}
	}
	if len(r.skills) == 0 || len(r.roles) == 0 {
		r.report.refuse(Problem{File: skills.name + ", " + roles.name, Problem: "want at least one skill and one role level"})
	}
	if len(r.roles) > mostParts {
		r.report.refuse(Problem{File: roles.name, Problem: fmt.Sprintf("there are more than %d role levels", mostParts)})
		return c
	}
	r.profiles(&c)
	r.tell(roles.name, c)
	return c
}

// skill reads one row of the skills file.
func (r *gddReader) skill(t *table) {
	name := t.named("Skill Name")
	id := key(name)
	if id == "" {
		return
	}
	texts := make([]string, len(gddLevels))
	for i, level := range gddLevels {
		texts[i] = t.cell(level)
	}
	skill := models.Competency{Name: name, Description: t.cell("Skill Description")}
	if old, twice := r.skills[id]; twice {
		if old.Description != skill.Description || !slices.Equal(r.texts[id], texts) {
			t.wrong("Skill Name", "this skill is there already, with other text")
		}
		return
	}
	r.skills[id], r.texts[id] = skill, texts
}

// gddScale is the scale of the framework, with a point below it.
func gddScale() []models.Level {
	return []models.Level{
		{Value: 0, Label: "Not yet", Description: "No experience, or the role does not call for it."},
		{Value: 1, Label: gddLevels[0], Description: "Knows what it is, why it matters and whom to ask."},
		{Value: 2, Label: gddLevels[1], Description: "Does it with some help, or on familiar tasks."},
		{Value: 3, Label: gddLevels[2], Description: "Does it independently, and helps others to do it."},
		{Value: 4, Label: gddLevels[3], Description: "Leads it, and shapes how others do it."},
	}
}

// frame gives the skills their codes and order, and everything but the role profiles its place.
func (r *gddReader) frame() store.FrameworkContent {
	c := store.FrameworkContent{
		Framework: models.Framework{Code: gddCode, Name: gddName},
		Version:   models.FrameworkVersion{Language: "en-GB", Licence: gddLicence},
		Levels:    gddScale(),
		Domains:   []models.Domain{{Code: "SKILLS", Name: "Skills", Position: 1}},
	}
	slugs := slugs{}
	for _, id := range slices.Sorted(maps.Keys(r.skills)) {
		skill := r.skills[id]
		skill.Slug = slugs.of(skill.Name, "skill")
		skill.Code, skill.DomainID, skill.Position = skill.Slug, "SKILLS", len(c.Competencies)+1
		r.skills[id] = skill
		c.Competencies = append(c.Competencies, skill)
		for i, text := range r.texts[id] {
			if text != "" {
				c.Descriptors = append(c.Descriptors, models.Descriptor{CompetencyID: models.ID(skill.Code), Level: i + 1, Text: text})
			}
		}
	}
	return c
}

// role reads one row of the roles file: one skill that one role level asks for.
func (r *gddReader) role(t *table) {
	name, level, skillName := t.named("Role"), t.named("Role Level"), t.named("Skill Name")
	if name == "" || level == "" || skillName == "" {
		return
	}
	skill, known := r.skills[key(skillName)]
	if !known {
		t.wrong("Skill Name", "no row of the skills file has this name")
		return
	}
	role := r.roleLevel(t, name, level)
	asked := t.cell("Skill Level")
	if key(asked) == notInUse || key(level) == notInUse {
		role.skipped++
		return
	}
	role.unused = false
	value := 1 + slices.IndexFunc(gddLevels, func(l string) bool { return key(l) == key(asked) })
	if value == 0 {
		t.wrong("Skill Level", "there is no such level: want "+strings.Join(gddLevels, ", ")+" or NOT IN USE")
		return
	}
	role.named[skill.Code]++
	role.asked[skill.Code] = max(role.asked[skill.Code], value)
}

// roleLevel is the role level of a row. What a later row says of it otherwise is left out, with a warning.
func (r *gddReader) roleLevel(t *table, name, level string) *gddRole {
	id := key(name) + "\n" + key(level)
	description := strings.TrimSpace(t.cell("Role Description") + "\n\n" + t.cell("Role Level Description"))
	family, kind := t.cell("Role Family"), t.cell("Role Type")
	role, found := r.roles[id]
	if !found {
		role = &gddRole{
			family: family, role: name, level: level, description: description, bands: kind, unused: true,
			asked: map[string]int{}, named: map[string]int{},
		}
		r.roles[id] = role
	}
	if role.family != family || role.description != description || role.bands != kind {
		r.report.warn(fmt.Sprintf("%s:%d: %s, %s: family, description or role type differ from an earlier row, which is kept",
			t.name, t.line(), name, level))
	}
	return role
}

// profiles makes a role profile of each role level, in the order of family, role and level.
func (r *gddReader) profiles(c *store.FrameworkContent) {
	roles := slices.SortedFunc(maps.Values(r.roles), func(a, b *gddRole) int {
		return cmp.Or(
			cmp.Compare(key(a.family), key(b.family)),
			cmp.Compare(key(a.role), key(b.role)),
			cmp.Compare(key(a.level), key(b.level)),
		)
	})
	shared := map[string]int{} // how many roles have a level of that name
	for _, role := range roles {
		shared[key(role.level)]++
	}
	codes := slugs{}
	for _, role := range roles {
		p := models.RoleProfile{
			Code: codes.free(slugOf(role.role) + "." + slugOf(role.level)),
			Name: role.name(shared[key(role.level)] > 1), Family: role.family, Description: role.description,
			Bands: role.bands, Position: len(c.Profiles) + 1, Retired: role.unused,
		}
		c.Profiles = append(c.Profiles, p)
		for _, k := range c.Competencies {
			if level := role.asked[k.Code]; level > 0 {
				c.Requirements = append(c.Requirements, models.Requirement{
					RoleProfileID: models.ID(p.Code), CompetencyID: models.ID(k.Code), Level: level, Core: len(role.asked) <= coreMost,
				})
			}
		}
	}
}

// name is what the role profile is called: its level, mostly, for that has the role in it.
func (role *gddRole) name(shared bool) string {
	switch {
	case key(role.level) == notInUse:
		return role.role
	case shared:
		return role.level + " (" + role.role + ")"
	}
	return role.level
}

// tell warns of what was merged and of what is missing.
func (r *gddReader) tell(file string, c store.FrameworkContent) {
	byCode := map[string]string{}
	for _, k := range c.Competencies {
		byCode[k.Code] = k.Name
	}
	for _, id := range slices.Sorted(maps.Keys(r.roles)) {
		role := r.roles[id]
		who := fmt.Sprintf("%s: %s, %s: ", file, role.role, role.level)
		for _, skill := range slices.Sorted(maps.Keys(role.named)) {
			if n := role.named[skill]; n > 1 {
				r.report.warn(who + fmt.Sprintf("%q is named %d times; the highest level, %s, is kept", byCode[skill], n, gddLevels[role.asked[skill]-1]))
			}
		}
		if !role.unused && role.skipped > 0 {
			r.report.warn(who + count(role.skipped, "row says", "rows say") + " NOT IN USE and asks for nothing")
		}
	}
	described := map[models.ID]bool{}
	for _, d := range c.Descriptors {
		described[d.CompetencyID] = true
	}
	if n := len(c.Competencies) - len(described); n > 0 {
		r.report.warn(count(n, "skill has", "skills have") + " no text at any level")
	}
}
