package reports

import (
	"context"
	"slices"
	"strconv"

	"trellis/models"
	"trellis/models/disclosure"
)

// NetworkUse is whether what people can do is used: competency by competency in four quadrants, and what stands in the way,
// group by group. Small numbers are protected.
type NetworkUse struct {
	Find     FindSkills
	Systems  []Choice
	Day      models.Date
	Of       string // whom the quadrants are about
	Rows     []UseRow
	Groups   []SkillsColumn
	Unused   []UnusedRow // by competency, in the order of the groups
	Barriers []BarrierRow
	Heading  string
}

// UseRow is how people stand in one competency, of those of whom it is asked.
type UseRow struct {
	Code, Name, Slug string
	Share            disclosure.Shown
	Quadrants        map[models.Quadrant]disclosure.Shown
}

// UnusedRow is what part of those at target does not use the competency, by group.
type UnusedRow struct {
	Code, Name, Slug string
	Cells            []disclosure.Shown
}

// BarrierRow is how many name what stands in the way, of those who said what does.
type BarrierRow struct {
	Barrier models.Barrier
	Shown   disclosure.Shown
}

// NetworkUse shows whether skills are used, in the groups that the actor may see.
func (s *Service) NetworkUse(ctx context.Context, actor models.Actor, find FindSkills) (NetworkUse, error) {
	find.By, find.Role, find.AsAt = "", "", ""
	look, st, err := s.lookAt(ctx, actor, find)
	if err != nil {
		return NetworkUse{}, err
	}
	page := NetworkUse{Find: look.Find, Systems: look.Systems, Day: look.Day, Of: "the whole network", Groups: look.Columns}
	at := 0
	if look.Find.System != "" && len(look.Columns) > 0 {
		at = look.Columns[0].place
		page.Of = st.name(st.places[at])
	}
	if len(look.Columns) > 0 {
		page.fill(st, at)
	}
	if page.Barriers, err = s.barriers(ctx, st, at); err != nil {
		return page, err
	}
	page.Heading = page.says()
	return page, nil
}

func (p *NetworkUse) fill(st *standing, at int) {
	for _, pic := range st.asked() {
		quadrants := pic.used(st.by, st.places, st.at)
		row := UseRow{Code: pic.Code, Name: pic.Name, Slug: pic.Slug, Share: pic.places[at].share, Quadrants: map[models.Quadrant]disclosure.Shown{}}
		for q, by := range quadrants {
			row.Quadrants[q] = by[at]
		}
		p.Rows = append(p.Rows, row)
		unused := UnusedRow{Code: pic.Code, Name: pic.Name, Slug: pic.Slug}
		for _, c := range p.Groups {
			unused.Cells = append(unused.Cells, quadrants[models.HasAndDoesNotUse][c.place])
		}
		p.Unused = append(p.Unused, unused)
	}
	slices.SortStableFunc(p.Rows, func(a, b UseRow) int {
		return b.Quadrants[models.HasAndDoesNotUse].Percent() - a.Quadrants[models.HasAndDoesNotUse].Percent()
	})
}

func (p NetworkUse) says() string {
	if len(p.Rows) > 0 {
		if most := p.Rows[0].Quadrants[models.HasAndDoesNotUse]; most.Kind == disclosure.Exact {
			return p.Rows[0].Name + ": " + strconv.Itoa(most.AtTarget) + " of " + strconv.Itoa(most.Base) + " who have it do not use it"
		}
	}
	return "Whether what people can do is used"
}

// barriers are what those say stands in the way who do not use what they can, among everybody in a place. They are told for
// the whole network, its clusters and its systems.
func (s *Service) barriers(ctx context.Context, st *standing, at int) ([]BarrierRow, error) {
	counted, err := s.Store.BarriersByOrganisation(ctx, st.stamp.Day)
	if err != nil {
		return nil, err
	}
	all := models.Barriers()
	var table disclosure.Table
	within := make([][]int, len(st.places))
	for _, o := range counted {
		place, there := st.at[o.OrganisationID]
		if !there {
			continue
		}
		for p := st.places[place].parent; p >= 0; p = st.places[p].parent {
			within[p] = append(within[p], len(table.Cells))
		}
		for _, b := range all {
			table.Cells = append(table.Cells, o.Counts[b])
		}
	}
	kinds := make([]int, len(all))
	for k := range kinds {
		kinds[k] = k
	}
	from := 0
	for p := range st.places {
		if st.places[p].level == office {
			continue
		}
		if p == at {
			from = len(table.Figures)
		}
		for k := range all {
			table.Figures = append(table.Figures, disclosure.Figure{Part: spread(within[p], []int{k}), Whole: spread(within[p], kinds), Rank: int(st.places[p].level)})
		}
	}
	shown := st.by.Table(table)
	rows := make([]BarrierRow, len(all))
	for k, b := range all {
		rows[k] = BarrierRow{Barrier: b, Shown: shown[from+k]}
	}
	return rows, nil
}

// Table is the page as a table: the quadrants of each competency, what is unused by group, and what stands in the way.
func (p NetworkUse) Table() [][]string {
	rows := [][]string{{"what", "skill_code", "skill", "group", "count", "base", "share_percent", "shown", "as_at"}}
	line := func(what, code, name, group string, s disclosure.Shown) {
		rows = append(rows, slices.Concat([]string{what, code, name, group}, shownCells(s), []string{string(p.Day)}))
	}
	for _, r := range p.Rows {
		for _, q := range models.Quadrants() {
			line(string(q), r.Code, r.Name, p.Of, r.Quadrants[q])
		}
	}
	for _, r := range p.Unused {
		for i, g := range p.Groups {
			line("unused_in_group", r.Code, r.Name, g.Name, r.Cells[i])
		}
	}
	for _, b := range p.Barriers {
		line("barrier_"+string(b.Barrier), "", "", p.Of, b.Shown)
	}
	return rows
}
