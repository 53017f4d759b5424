package needs

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"trellis/models"
	"trellis/models/disclosure"
	"trellis/models/store"
)

// Show says which group is looked at, and how.
type Show struct {
	Of      models.ID
	Without []models.ID // people who are thought away; nothing is written
	Beside  models.ID   // another unit to stand beside; empty for none
}

// Page is what a group needs and how it is covered.
type Page struct {
	Group
	Kept    []Group
	Show    Show
	Members []Member
	Lines   []Line
	Now     Count
	Then    Count    // without those who are thought away
	Gone    []string // their names
	Units   []Unit   // that may be looked at beside
	Beside  string   // name of the unit beside; empty for none
	By      disclosure.Thresholds
	Undo    models.ID // what was added last from a template, while it can be taken back
	Undoes  int       // needs that this would remove
}

// Member is somebody in the group.
type Member struct {
	store.UnitMember
	Gone    bool        // thought away
	Leaving models.Date // last day of their post, where that is soon
}

// Line is one need, with those who meet it.
type Line struct {
	store.NeedLine
	Have     int
	Coverage models.Coverage
	Holders  []store.UnitMember
	Assessed int // members who have assessed the competency
	// ThenHave and Then are without those who are thought away.
	ThenHave int
	Then     models.Coverage
	Beside   disclosure.Shown // people at the level in the unit beside, of those in it
	Advice   *Advice          // for what is not covered
}

// Changed tells whether it would be covered otherwise without those who are thought away.
func (l Line) Changed() bool { return l.Coverage != l.Then }

// LeansOnOne tells whether one person alone meets the need.
func (l Line) LeansOnOne() bool { return models.LeansOnOne(l.Have) }

// Page shows the needs of one group that the actor keeps.
func (s *Service) Page(ctx context.Context, actor models.Actor, show Show) (page Page, err error) {
	page.Show = show
	if page.Group, page.Kept, err = s.group(ctx, actor, show.Of); err != nil {
		return page, err
	}
	settings, err := s.Store.Settings(ctx)
	if err != nil {
		return page, err
	}
	page.By = settings.Thresholds()
	st, err := s.stand(ctx, []models.ID{show.Of})
	if err != nil {
		return page, err
	}
	without := page.leave(st.members[show.Of], s.Store.Today())
	for _, n := range st.needs[show.Of] {
		page.Lines = append(page.Lines, page.line(st, n, without))
	}
	if err := s.around(ctx, actor, &page, st); err != nil {
		return page, err
	}
	page.offerUndo(s.Store.Now())
	return page, nil
}

// leave lists the members and marks those who are thought away. Whoever is no member is left out of the question.
func (p *Page) leave(members []store.UnitMember, today models.Date) map[models.ID]bool {
	without := map[models.ID]bool{}
	for _, m := range members {
		member := Member{UnitMember: m, Gone: slices.Contains(p.Show.Without, m.PersonID)}
		if m.Ended != "" && m.Ended <= today.AddMonths(monthsAhead) {
			member.Leaving = m.Ended
		}
		if member.Gone {
			without[m.PersonID], p.Gone = true, append(p.Gone, m.Name)
		}
		p.Members = append(p.Members, member)
	}
	return without
}

func (p *Page) line(st standing, n store.NeedLine, without map[models.ID]bool) Line {
	line := Line{NeedLine: n, Holders: st.holders(n, nil), ThenHave: len(st.holders(n, without))}
	line.Have = len(line.Holders)
	line.Coverage, line.Then = models.CoverageOf(line.Have, n.People), models.CoverageOf(line.ThenHave, n.People)
	for _, m := range st.members[n.Of()] {
		if _, assessed := st.held[n.CompetencyID][m.PersonID]; assessed {
			line.Assessed++
		}
	}
	p.Now.add(line.Have, n.People)
	p.Then.add(line.ThenHave, n.People)
	return line
}

// undoDays is for how many days a mix can be taken back on the page.
const undoDays = 7

// offerUndo finds the lines that were added last from a template and that nobody has changed since.
func (p *Page) offerUndo(now time.Time) {
	var newest Line
	for _, l := range p.Lines {
		if l.MixID != "" && l.ChangedAt.After(newest.ChangedAt) {
			newest = l
		}
	}
	if newest.MixID == "" || newest.ChangedAt.Before(now.AddDate(0, 0, -undoDays)) {
		return
	}
	for _, l := range p.Lines {
		if l.MixID == newest.MixID && l.Revision == 1 {
			p.Undo, p.Undoes = newest.MixID, p.Undoes+1
		}
	}
}

// Weak are the lines that are not covered, gaps first.
func (p Page) Weak() []Line {
	var list []Line
	for _, l := range p.Lines {
		if l.Advice != nil {
			list = append(list, l)
		}
	}
	slices.SortStableFunc(list, func(a, b Line) int {
		return cmp.Compare(slices.Index(models.Coverages(), a.Coverage), slices.Index(models.Coverages(), b.Coverage))
	})
	return list
}

// Table is the page as a table.
func (p Page) Table() [][]string {
	rows := [][]string{{"competency", "name", "area", "level", "needed", "have", "assessed", "members", "coverage", "held_by", "have_without", "coverage_without", "suggested", "beside"}}
	for _, l := range p.Lines {
		names := make([]string, len(l.Holders))
		for i, h := range l.Holders {
			names[i] = h.Name
		}
		row := []string{
			l.Code, l.Name, l.DomainName, l.LevelLabel, strconv.Itoa(l.People), strconv.Itoa(l.Have), strconv.Itoa(l.Assessed), strconv.Itoa(len(p.Members)),
			string(l.Coverage), strings.Join(names, "; "), strconv.Itoa(l.ThenHave), string(l.Then), "", "",
		}
		if l.Advice != nil {
			row[12] = string(l.Advice.Remedy)
		}
		if p.Beside != "" {
			row[13] = l.Beside.String()
		}
		rows = append(rows, row)
	}
	return rows
}
