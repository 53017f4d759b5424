package exchange_test

import (
	"fmt"
	"strings"

	"pgregory.net/rapid"

	"trellis/models"
	"trellis/models/store"
)

// letters are what texts are made of that try a format: what parts cells and lines, what begins a formula or a tag, other
// scripts.
const letters = "aZ09 ,;:\"'’=+-@<>&%#|/\\()[]{}.\nłé漢🙂_"

// texts draws texts as people write them; without room, texts of one line that are never empty.
func aText(t *rapid.T, what string) string {
	return strings.TrimSpace(rapid.StringOfN(rapid.SampledFrom([]rune(letters)), 0, 30, -1).Draw(t, what))
}

func aName(t *rapid.T, what string) string {
	return strings.Join(append(strings.Fields(aText(t, what)), "x"), " ")
}

// anIdentifier draws one as other systems give them, or none.
func anIdentifier(t *rapid.T) string {
	return rapid.OneOf(rapid.Just(""), rapid.StringMatching(`[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}`)).Draw(t, "identifier")
}

func codesOf(t *rapid.T, what string, most int) []string {
	code := rapid.StringMatching(`[a-z0-9][a-z0-9._-]{0,4}`)
	return rapid.SliceOfNDistinct(code, 1, most, rapid.ID).Draw(t, what)
}

// aFramework draws one whose references are codes. A plain one has nothing that Moodle's file could not hold.
func aFramework(t *rapid.T, plain bool) store.FrameworkContent {
	codes := codesOf(t, "codes", 12)
	c := store.FrameworkContent{
		Framework: models.Framework{Code: "F" + codes[0], Name: aName(t, "framework")},
		Version:   models.FrameworkVersion{Version: "1", Language: "en-GB", State: models.Published, Description: aText(t, "about")},
	}
	lowest := 0
	if !plain {
		c.Version.Version, c.Version.Licence, c.Version.Language = aName(t, "version"), aText(t, "licence"), aName(t, "language")
		c.Version.Notes = strings.Join(strings.Fields(aText(t, "note")), "\n")
		c.Version.Source, c.Version.Attribution, c.Version.Identifier = aText(t, "source"), aText(t, "attribution"), anIdentifier(t)
		lowest = rapid.IntRange(0, 1).Draw(t, "lowest")
	}
	for i := range rapid.IntRange(3, 6).Draw(t, "levels") {
		l := models.Level{Value: lowest + i, Label: aName(t, "level")}
		if plain {
			l.Label = strings.ReplaceAll(l.Label, ",", "")
			l.Label = strings.Join(strings.Fields(l.Label), " ")
		} else {
			l.Description = aText(t, "meaning")
		}
		c.Levels = append(c.Levels, l)
	}
	split := rapid.IntRange(1, len(codes)).Draw(t, "areas")
	for d, start := 0, 0; start < len(codes); d++ {
		end := min(start+split, len(codes))
		domain := models.Domain{Code: fmt.Sprintf("AREA-%d", d), Name: aName(t, "area"), Description: aText(t, "about the area"), Position: d + 1}
		if d == 0 && rapid.Bool().Draw(t, "an area for all") {
			domain.Code, domain.Name, domain.Description = c.Framework.Code, c.Framework.Name, ""
		}
		c.Domains = append(c.Domains, domain)
		c.Competencies = append(c.Competencies, competencies(t, domain, codes[start:end], len(c.Competencies))...)
		start = end
	}
	if !plain {
		descriptorsAndProfiles(t, &c)
	}
	return c
}

// competencies are those of a domain: each is a part of the one before it, of one that that is a part of, or of none.
func competencies(t *rapid.T, domain models.Domain, codes []string, before int) []models.Competency {
	var list []models.Competency
	for i, code := range codes {
		k := models.Competency{
			DomainID: models.ID(domain.Code), Code: code, Slug: fmt.Sprintf("k-%d", before+i), Name: aName(t, "competency"), Description: aText(t, "about it"), Position: before + i + 1,
		}
		if i > 0 {
			last := list[i-1]
			above := []*models.ID{nil}
			if last.ParentID != nil {
				above = append(above, last.ParentID)
			} else {
				above = append(above, new(models.ID(last.Code)))
			}
			k.ParentID = rapid.SampledFrom(above).Draw(t, "above")
		}
		var see []string
		for range rapid.IntRange(0, 2).Draw(t, "pointers") {
			see = append(see, rapid.OneOf(rapid.SampledFrom(codes), rapid.Custom(func(t *rapid.T) string { return aName(t, "pointer") })).Draw(t, "pointer"))
		}
		k.SeeAlso = strings.Join(see, "\n")
		list = append(list, k)
	}
	return list
}

func descriptorsAndProfiles(t *rapid.T, c *store.FrameworkContent) {
	for i := range c.Domains {
		c.Domains[i].Identifier = anIdentifier(t)
	}
	for i := range c.Competencies {
		k := &c.Competencies[i]
		k.Kind = rapid.SampledFrom(append(models.CompetencyKinds(), "")).Draw(t, "kind")
		k.Flags = strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{"core to all", "leadership", "=new"}), 0, 2).Draw(t, "flags"), "\n")
		k.HoldsMonths, k.Identifier = rapid.SampledFrom([]int{0, 0, 1, 24}).Draw(t, "holds"), anIdentifier(t)
	}
	for _, k := range c.Competencies {
		for _, l := range c.Levels {
			if text := aText(t, "text"); text != "" {
				c.Descriptors = append(c.Descriptors, models.Descriptor{CompetencyID: models.ID(k.Code), Level: l.Value, Text: text})
			}
		}
	}
	for i, code := range codesOf(t, "profiles", 3) {
		p := models.RoleProfile{
			Code: code, Name: aName(t, "profile"), Family: aText(t, "family"), Description: aText(t, "about it"), Bands: aText(t, "bands"), Position: i + 1,
			DecisionMaker: rapid.Bool().Draw(t, "decides"), Retired: rapid.Bool().Draw(t, "retired"),
		}
		optional := 0
		for _, k := range c.Competencies {
			if level := rapid.IntRange(c.Levels[0].Value, c.Levels[len(c.Levels)-1].Value).Draw(t, "asked"); level > c.Levels[0].Value {
				q := models.Requirement{RoleProfileID: models.ID(code), CompetencyID: models.ID(k.Code), Level: level}
				switch rapid.IntRange(0, 2).Draw(t, "how") {
				case 0:
					q.Core = true
				case 1:
					q.Optional = true
					optional++
				}
				if top := c.Levels[len(c.Levels)-1].Value; level < top && rapid.Bool().Draw(t, "ranged") {
					q.UpTo = new(rapid.IntRange(level+1, top).Draw(t, "up to"))
				}
				c.Requirements = append(c.Requirements, q)
			}
		}
		p.OptionalMinimum = rapid.IntRange(0, optional).Draw(t, "chosen")
		c.Profiles = append(c.Profiles, p)
	}
}

// aContent draws courses and programmes that build on the editions.
func aContent(t *rapid.T, editions []store.Edition) store.Content {
	var c store.Content
	competency := func() (models.ID, int) {
		e := rapid.SampledFrom(editions).Draw(t, "edition")
		return rapid.SampledFrom(e.Competencies).Draw(t, "competency").ID, rapid.IntRange(e.Lowest+1, e.Highest).Draw(t, "level")
	}
	for i, code := range codesOf(t, "courses", 5) {
		course := models.Course{
			State: models.CoursePublished, WayIn: rapid.SampledFrom(models.WaysIn()).Draw(t, "way in"), NoOutcomes: rapid.SampledFrom([]string{"", "It is about us"}).Draw(t, "no outcomes"),
			ID: store.NewID(), Code: code, Slug: fmt.Sprintf("c-%d", i), Version: rapid.IntRange(1, 9).Draw(t, "version"), Title: aName(t, "title"), Summary: aText(t, "summary"),
			Format: aText(t, "format"), Delivery: aText(t, "delivery"), Capacity: rapid.IntRange(1, 99).Draw(t, "capacity"), Minutes: rapid.IntRange(1, 999).Draw(t, "minutes"),
			AnyPart: rapid.Bool().Draw(t, "any"), NeedsAssignments: rapid.Bool().Draw(t, "assignments"), NeedsEvaluation: rapid.Bool().Draw(t, "evaluation"),
			MinimumShare: rapid.IntRange(0, 100).Draw(t, "share"), ValidMonths: rapid.IntRange(0, 99).Draw(t, "valid"),
		}
		for range rapid.IntRange(0, 3).Draw(t, "aims") {
			course.Aims = strings.TrimSpace(course.Aims + "\n" + aName(t, "aim"))
		}
		units, held := someUnits(t, course.ID)
		course.MinimumSessions = rapid.IntRange(0, held).Draw(t, "sessions needed")
		if len(units) > 0 && rapid.Bool().Draw(t, "plain") {
			for i := range units {
				units[i].Required = units[i].Kind != models.SessionUnit || course.MinimumSessions == held
			}
		}
		outcomes := map[models.ID]int{}
		for range rapid.IntRange(0, 4).Draw(t, "outcomes") {
			id, level := competency()
			outcomes[id] = level
		}
		for id, level := range outcomes {
			c.Outcomes = append(c.Outcomes, models.Outcome{CourseID: course.ID, CompetencyID: id, Level: level})
		}
		group := 0
		for range rapid.IntRange(0, 5).Draw(t, "prerequisites") {
			if group == 0 || rapid.Bool().Draw(t, "another group") {
				group += rapid.IntRange(1, 2).Draw(t, "group")
			}
			p := models.Prerequisite{CourseID: course.ID, Alternative: group}
			if i > 0 && rapid.Bool().Draw(t, "a course") {
				p.OtherID = new(c.Courses[rapid.IntRange(0, i-1).Draw(t, "course")].ID)
			} else {
				id, level := competency()
				p.CompetencyID, p.Level = &id, level
			}
			c.Prerequisites = append(c.Prerequisites, p)
		}
		c.Courses, c.Units = append(c.Courses, course), append(c.Units, units...)
	}
	for _, code := range codesOf(t, "programmes", 3) {
		p := models.Programme{ID: store.NewID(), Code: code, Title: aName(t, "title")}
		if rapid.Bool().Draw(t, "for a role") {
			p.RoleProfileID = new(rapid.SampledFrom(rapid.SampledFrom(editions).Draw(t, "edition").Profiles).Draw(t, "profile").ID)
		}
		c.Programmes = append(c.Programmes, p)
		first := len(c.Sets)
		for i, course := range rapid.SliceOfNDistinct(rapid.SampledFrom(c.Courses), 1, len(c.Courses), func(c models.Course) models.ID { return c.ID }).Draw(t, "listed") {
			if i == 0 || rapid.IntRange(0, 2).Draw(t, "another set") == 0 {
				c.Sets = append(c.Sets, aSet(t, p.ID, 1+len(c.Sets)-first))
			}
			set := c.Sets[len(c.Sets)-1]
			c.InProgrammes = append(c.InProgrammes, models.ProgrammeCourse{ProgrammeID: p.ID, CourseID: course.ID, SetNumber: set.Number, Position: i + 1})
		}
	}
	return c
}

// aSet draws a set of a programme, of one course or more.
func aSet(t *rapid.T, programme models.ID, number int) models.ProgrammeSet {
	set := models.ProgrammeSet{
		ProgrammeID: programme, Number: number, Title: rapid.SampledFrom([]string{"", "First", "Choose what fits"}).Draw(t, "set"),
		Rule: rapid.SampledFrom([]models.SetRule{models.AllOfSet, models.AnyOfSet, models.AtLeastOfSet}).Draw(t, "rule"),
	}
	if set.Rule == models.AtLeastOfSet {
		set.AtLeast = 1
	}
	return set
}

// someUnits draws the units of a course, and tells how many of them are sessions.
func someUnits(t *rapid.T, course models.ID) (units []models.Unit, held int) {
	kinds := []models.UnitKind{models.SessionUnit, models.SessionUnit, models.SessionUnit, models.SelfStudyUnit, models.AssignmentUnit, models.EvaluationUnit}
	for i := range rapid.IntRange(0, 4).Draw(t, "units") {
		u := models.Unit{
			ID: store.NewID(), CourseID: course, Kind: rapid.SampledFrom(kinds).Draw(t, "kind"), Position: i + 1, Title: aName(t, "unit"), Required: rapid.Bool().Draw(t, "required"),
		}
		if u.Kind == models.SessionUnit {
			u.Minutes = rapid.IntRange(1, 1440).Draw(t, "minutes")
			held++
		} else if rapid.Bool().Draw(t, "timed") {
			u.Minutes = rapid.IntRange(0, 99).Draw(t, "minutes")
		}
		if u.Kind != models.SessionUnit {
			u.Says = rapid.SampledFrom([]string{"", "Read it.\nThen try it: \"=A1\" – twice"}).Draw(t, "says")
			u.URL = rapid.SampledFrom([]string{"", "https://example.org/a?b=c&d=é"}).Draw(t, "url")
		}
		units = append(units, u)
	}
	return units, held
}
