package reports

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/disclosure"
	"trellis/models/store"
)

// Demand is the page of who holds the places, and what is wanted.
type Demand struct {
	Heading string // says what stands out
	Systems []SystemShare
	Counted bool // the reader may see names, and so the counts beside the shares
	Held    int  // places held in all; 0 where they are not counted
	Skills  []SkillDemand
	// Unmet is the most wanted competency that no course builds; empty when every one has a course.
	Unmet string
}

// SystemShare is what one system holds of all places, beside its part of all people. Places and People are 0 where the
// reader may not see names.
type SystemShare struct {
	Name         string
	Hidden       bool // too few people work there for this reader
	Places       int
	PlacesShare  int // percent, rounded
	People       int
	PeopleShare  int
	OverItsShare bool // holds more than one and a half times its part of the people
}

// SkillDemand is how a competency stands across the network.
type SkillDemand struct {
	Code, Name, Domain string
	AtTarget           disclosure.Shown
	Below              string // people below what their role asks, in words that keep small numbers private
	Courses            int

	id models.ID
	by disclosure.Thresholds
}

// wanted is how many competencies the page lists.
const wanted = 15

// Demand shows who holds the places on cohorts that have not ended, and which competencies are wanted most. Only who may
// see the names on every cohort sees counts of places; others see shares, and no system of so few people that not even a half may be told.
func (s *Service) Demand(ctx context.Context, actor models.Actor) (Demand, error) {
	places, err := s.Store.PlacesBySystem(ctx, s.Store.Now())
	if err != nil {
		return Demand{}, err
	}
	st, err := s.standing(ctx)
	if err != nil {
		return Demand{}, err
	}
	courses, err := s.Store.CoursesBuildingEach(ctx)
	if err != nil {
		return Demand{}, err
	}
	page := Demand{Counted: policy.Scope(actor, policy.Teach).All}
	page.Systems, page.Held = shares(places, st.others)
	if !page.Counted {
		page.Held = 0
		for i := range page.Systems {
			page.Systems[i] = page.Systems[i].withoutCounts(st.by)
		}
	}
	page.Skills = wantedOf(st, courses)
	if i := slices.IndexFunc(page.Skills, SkillDemand.unmet); i >= 0 {
		page.Unmet = page.Skills[i].Name
	}
	page.Skills = page.Skills[:min(len(page.Skills), wanted)]
	page.Heading = heading(page)
	return page, nil
}

// shares is what each system holds of all places, and how many are held in all. Others is what several systems, or none, are called.
func shares(places []store.SystemPlaces, others string) (list []SystemShare, held int) {
	people := 0
	for _, p := range places {
		held += p.Places
		people += p.People
	}
	for _, p := range places {
		share := SystemShare{
			Name: p.System, Places: p.Places, People: p.People, PlacesShare: percent(p.Places, held), PeopleShare: percent(p.People, people),
			OverItsShare: p.Places*people*2 > p.People*held*3,
		}
		if p.System == "" {
			share.Name = others
		}
		list = append(list, share)
	}
	return list, held
}

// withoutCounts is what somebody may see who may not see names.
func (s SystemShare) withoutCounts(by disclosure.Thresholds) SystemShare {
	if s.People < by.HalfFrom {
		return SystemShare{Name: s.Name, Hidden: true}
	}
	s.Places, s.People = 0, 0
	return s
}

// wantedOf are the competencies that anybody has assessed, the most wanted first. Their order tells no more than their
// figures do: among those that are shown alike it is that of their names.
func wantedOf(st *standing, courses map[models.ID]int) []SkillDemand {
	var list []SkillDemand
	for _, k := range st.asked() {
		shown := k.places[0].share
		if shown.Kind == disclosure.NoData {
			continue
		}
		list = append(list, SkillDemand{Code: k.Code, Name: k.Name, Domain: k.DomainName, AtTarget: shown, Below: below(shown), Courses: courses[k.ID], id: k.ID, by: st.by})
	}
	slices.SortFunc(list, func(a, b SkillDemand) int {
		return cmp.Or(cmp.Compare(b.atLeastBelow(), a.atLeastBelow()), cmp.Compare(a.Name, b.Name), cmp.Compare(a.Code, b.Code))
	})
	return list
}

// atLeastBelow is how many people are below target at the least, as far as what is shown tells.
func (d SkillDemand) atLeastBelow() int {
	switch d.AtTarget.Kind {
	case disclosure.Exact:
		return d.AtTarget.Base - d.AtTarget.AtTarget
	case disclosure.Few:
		return d.AtTarget.Base - disclosure.Edge
	case disclosure.UnderHalf:
		return (d.by.HalfFrom + 1) / 2
	default:
		return 0
	}
}

// unmet tells whether what is shown says that people are below target, and no course builds the competency.
func (d SkillDemand) unmet() bool { return d.Courses == 0 && d.atLeastBelow() > 0 }

func percent(part, whole int) int {
	if whole == 0 {
		return 0
	}
	return (part*100 + whole/2) / whole
}

// below says how many people are under their role's level.
func below(s disclosure.Shown) string {
	switch s.Kind {
	case disclosure.Exact:
		return strconv.Itoa(s.Base - s.AtTarget)
	case disclosure.Few:
		return "Nearly all"
	case disclosure.NearlyAll:
		return "Few"
	case disclosure.UnderHalf:
		return "Over half"
	case disclosure.HalfOrMore:
		return "Half or fewer"
	case disclosure.Hidden, disclosure.NoData:
	}
	return "Hidden"
}

func heading(page Demand) string {
	var first SystemShare
	for _, s := range page.Systems {
		if s.PlacesShare > first.PlacesShare {
			first = s
		}
	}
	if first.PlacesShare == 0 {
		return "Nobody holds a place yet"
	}
	return first.Name + " holds " + strconv.Itoa(first.PlacesShare) + "% of all places, with " + strconv.Itoa(first.PeopleShare) + "% of the people"
}

// hiddenCell stands for what is not shown, to protect people.
const hiddenCell = "[c]"

// Table is the page as a table: each system, then each competency, with the same figures.
func (d Demand) Table() [][]string {
	rows := [][]string{{"what", "name", "places", "share_of_places", "people", "share_of_people", "at_target", "below", "courses"}}
	for _, s := range d.Systems {
		row := []string{"system", s.Name, strconv.Itoa(s.Places), strconv.Itoa(s.PlacesShare), strconv.Itoa(s.People), strconv.Itoa(s.PeopleShare), "", "", ""}
		if !d.Counted {
			row[2], row[4] = hiddenCell, hiddenCell
		}
		if s.Hidden {
			row[3], row[5] = hiddenCell, hiddenCell
		}
		rows = append(rows, row)
	}
	for _, c := range d.Skills {
		rows = append(rows, []string{"competency", c.Name, "", "", "", "", c.AtTarget.String(), c.Below, strconv.Itoa(c.Courses)})
	}
	return rows
}
