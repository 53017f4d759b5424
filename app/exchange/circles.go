package exchange

import (
	"slices"
	"strings"

	"trellis/models"
)

// refuseCircles refuses organisations that would be part of themselves on any day, or follow themselves, by way of others.
func (p *organisationPlan) refuseCircles() {
	starts := make([]models.ID, len(p.file.rows))
	for i, row := range p.file.rows {
		starts[i] = p.ids[row.Code]
	}
	if p.file.has["parent"] {
		p.refuseCirclesOf("parent", " is part of ", models.PartOfCircles(starts, p.linksAfter(), mostProblems))
	}
	if p.file.has["successor"] {
		p.refuseCirclesOf("successor", " is followed by ", models.Circles(starts, p.successorsAfter(), mostProblems))
	}
}

// linksAfter are all links as they would be.
func (p *organisationPlan) linksAfter() []models.Link {
	ended := map[models.ID]models.Link{}
	for _, l := range p.ended {
		ended[l.ID] = l
	}
	dropped := map[models.ID]bool{}
	for _, id := range p.dropped {
		dropped[id] = true
	}
	links := slices.Clone(p.links)
	for _, held := range p.held {
		for _, l := range held {
			if after, ends := ended[l.ID]; ends {
				l = after
			}
			if !dropped[l.ID] {
				links = append(links, l)
			}
		}
	}
	return links
}

func (p *organisationPlan) successorsAfter() map[models.ID][]models.ID {
	successors := map[models.ID][]models.ID{}
	for _, o := range p.known {
		if o.SuccessorID != nil {
			successors[o.ID] = []models.ID{*o.SuccessorID}
		}
	}
	for _, row := range p.file.rows {
		delete(successors, p.ids[row.Code])
		if row.successor != "" {
			successors[p.ids[row.Code]] = []models.ID{p.ids[row.successor]}
		}
	}
	return successors
}

// refuseCirclesOf blames the first row of the file that is in a circle. One that the file has no part in is left alone.
func (p *organisationPlan) refuseCirclesOf(column, words string, circles [][]models.ID) {
	codes := map[models.ID]string{}
	for code, id := range p.ids {
		codes[id] = code
	}
	rows := map[models.ID]int{}
	for i, row := range p.file.rows {
		rows[p.ids[row.Code]] = i
	}
	for _, circle := range circles {
		first, at := len(p.file.rows), 0
		for i, id := range circle {
			if row, inFile := rows[id]; inFile && row < first {
				first, at = row, i
			}
		}
		if first == len(p.file.rows) || len(circle) == 1 { // one that names itself has been told already
			continue
		}
		way := make([]string, 0, len(circle)+1)
		for i := range len(circle) + 1 {
			way = append(way, codes[circle[(at+i)%len(circle)]])
		}
		if len(way) > 9 {
			way = slices.Concat(way[:4], []string{"…"}, way[len(way)-4:])
		}
		p.refuse(p.file.rows[first], column, "this is a circle: "+strings.Join(way, words))
	}
}
