package exchange

import (
	"slices"
	"strings"

	"trellis/models"
)

// refuseCircles refuses organisations that would be part of themselves, or follow themselves, by way of others.
func (p *organisationPlan) refuseCircles() {
	parents, successors := map[models.ID][]models.ID{}, map[models.ID][]models.ID{}
	for id, links := range p.held {
		for _, l := range links {
			if l.Kind == models.PartOf {
				parents[id] = append(parents[id], l.OtherID)
			}
		}
	}
	for _, o := range p.known {
		if o.SuccessorID != nil {
			successors[o.ID] = []models.ID{*o.SuccessorID}
		}
	}
	for _, row := range p.file.rows {
		if p.file.has["parent"] {
			parents[p.ids[row.Code]] = p.idsOf(row.parents)
		}
		if p.file.has["successor"] && row.successor != "" {
			successors[p.ids[row.Code]] = p.idsOf([]string{row.successor})
		} else if p.file.has["successor"] {
			delete(successors, p.ids[row.Code])
		}
	}
	p.refuseCirclesOf("parent", " is part of ", parents)
	p.refuseCirclesOf("successor", " is followed by ", successors)
}

func (p *organisationPlan) idsOf(codes []string) []models.ID {
	ids := make([]models.ID, len(codes))
	for i, code := range codes {
		ids[i] = p.ids[code]
	}
	return ids
}

// refuseCirclesOf blames the first row of the file that is in a circle. One that the file has no part in is left alone.
func (p *organisationPlan) refuseCirclesOf(column, words string, next map[models.ID][]models.ID) {
	if !p.file.has[column] {
		return
	}
	codes := map[models.ID]string{}
	for code, id := range p.ids {
		codes[id] = code
	}
	rows := map[models.ID]int{}
	starts := make([]models.ID, len(p.file.rows))
	for i, row := range p.file.rows {
		starts[i] = p.ids[row.Code]
		rows[starts[i]] = i
	}
	for _, circle := range circles(starts, next) {
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

// circles are ways that come back to where they began, each once, among those that can be gone from the starts.
func circles(starts []models.ID, next map[models.ID][]models.ID) [][]models.ID {
	var found [][]models.ID
	var way []models.ID
	const onTheWay, done = 1, 2
	state := map[models.ID]int{}
	var visit func(id models.ID)
	visit = func(id models.ID) {
		state[id] = onTheWay
		way = append(way, id)
		for _, other := range next[id] {
			switch state[other] {
			case onTheWay:
				found = append(found, slices.Clone(way[slices.Index(way, other):]))
			case done:
			default:
				visit(other)
			}
		}
		way = way[:len(way)-1]
		state[id] = done
	}
	for _, id := range starts {
		if state[id] == 0 && len(found) < mostProblems {
			visit(id)
		}
	}
	return found
}
