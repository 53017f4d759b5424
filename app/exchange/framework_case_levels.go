package exchange

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"trellis/models"
)

// caseLevel is what a file says of one level of one item, or of none.
type caseLevel struct {
	item     *caseItem
	label    string
	text     string
	rank     int // among those of its item, from 0
	score    int
	position float64
	scored   bool
}

// levelItems marks the items that are levels of skills, which stand in no tree.
func (r *caseReader) levelItems() {
	for _, link := range r.links {
		if link.kind == "hasSkillLevel" && link.outer != nil {
			link.outer.isLevel = true
		}
	}
	for _, link := range r.links { // unless they have levels themselves
		if link.kind == "hasSkillLevel" && link.inner != nil && link.inner.isLevel {
			link.inner.isLevel = false
		}
	}
}

// levels reads the scale and what each item looks like at its points: from rubrics, or from the levels of skills. A
// framework without any gets a scale of five.
func (r *caseReader) levels() {
	told := r.rubrics()
	if r.own != nil && len(r.c.Levels) > 0 { // as Trellis wrote it
		r.describe(told, func(l caseLevel) int { return l.score })
		return
	}
	told = append(told, r.skillLevels(told)...)
	if len(told) == 0 {
		r.c.Levels = gddScale()
		r.report.warn(r.source.name + ": the file has no levels. The scale is Not yet, Awareness, Working, Practitioner, Expert: change it in the draft where another is meant")
		return
	}
	r.scale(told)
}

// rubrics reads the criteria of all rubrics. A criterion without an item describes the scale at most.
func (r *caseReader) rubrics() (told []caseLevel) {
	for _, rubric := range r.lenient(r.file, "CFRubrics") {
		for _, criterion := range r.lenient(rubric, "CFRubricCriteria") {
			if said(extension(criterion).get("part")) == "scale" {
				r.ownScale(criterion)
				continue
			}
			item := r.byID[identifierOf(criterion.get("CFItemURI"))]
			if item == nil {
				r.note("criteria of rubrics are of no item in the file: what they say is left out", cmp.Or(r.lineOf(criterion, "category"), r.lineOf(criterion, "description"), identifierOf(criterion)))
			}
			told = append(told, r.criterion(criterion, item)...)
		}
	}
	return told
}

// criterion reads the levels of one criterion, the lowest first.
func (r *caseReader) criterion(criterion *value, item *caseItem) []caseLevel {
	var list []caseLevel
	for _, v := range r.lenient(criterion, "CFRubricCriterionLevels") {
		level := caseLevel{item: item, label: r.lineOf(v, "quality"), text: r.words(v, "description")}
		if feedback := r.words(v, "feedback"); feedback != "" {
			level.text = strings.TrimSpace(level.text + "\n\n" + feedback)
		}
		if score, err := strconv.ParseFloat(said(v.get("score")), 64); err == nil && score == math.Trunc(score) && score >= 0 && score < mostLevels {
			level.score, level.scored = int(score), true
		}
		level.position, _ = strconv.ParseFloat(said(v.get("position")), 64) // one without comes first
		list = append(list, level)
	}
	slices.SortStableFunc(list, func(a, b caseLevel) int {
		if a.scored && b.scored {
			return cmp.Compare(a.score, b.score)
		}
		return cmp.Compare(a.position, b.position)
	})
	for i := range list {
		list[i].rank = i
	}
	return list
}

// ownScale is the scale as Trellis wrote it.
func (r *caseReader) ownScale(criterion *value) {
	for _, v := range r.lenient(criterion, "CFRubricCriterionLevels") {
		n, err := strconv.Atoi(said(v.get("score")))
		if last := len(r.c.Levels); err != nil || n < 0 || n > mostLevels || last > 0 && n != r.c.Levels[last-1].Value+1 {
			r.c.Levels = nil // somebody has changed it: it is read as any other
			return
		}
		r.c.Levels = append(r.c.Levels, models.Level{Value: n, Label: cmp.Or(r.lineOf(v, "quality"), "Level "+strconv.Itoa(n)), Description: r.words(v, "description")})
	}
	if len(r.c.Levels) < 2 {
		r.c.Levels = nil
	}
}

// skillLevels reads the items that are levels of skills, for what no rubric describes.
func (r *caseReader) skillLevels(told []caseLevel) []caseLevel {
	described := map[*caseItem]bool{}
	for _, l := range told {
		described[l.item] = true
	}
	of := map[*caseItem][]caseLink{}
	var order []*caseItem
	for _, link := range r.links {
		switch {
		case link.kind != "hasSkillLevel":
		case link.inner == nil || link.outer == nil:
			r.note("hasSkillLevel associations have an end that is not in the file, and are left out", link.from)
		case link.inner.isLevel || described[link.inner]:
			r.note("hasSkillLevel associations are of what a rubric describes, or of a level, and are left out", r.nameOf(link.inner))
		default:
			if of[link.inner] == nil {
				order = append(order, link.inner)
			}
			of[link.inner] = append(of[link.inner], link)
		}
	}
	var list []caseLevel
	for _, item := range order {
		list = append(list, r.levelsOf(item, of[item])...)
	}
	return list
}

// levelsOf are the levels to which the associations of one item lead, in their order.
func (r *caseReader) levelsOf(item *caseItem, links []caseLink) (list []caseLevel) {
	slices.SortStableFunc(links, func(a, b caseLink) int {
		return cmp.Or(cmp.Compare(a.sequence, b.sequence), cmp.Compare(a.outer.order, b.outer.order))
	})
	for i, link := range links {
		label, text := r.nameOf(link.outer), r.textOf(link.outer)
		if scheme := r.lineOf(link.outer.value, "abbreviatedStatement"); scheme == "" && tooLong(label, 40) != "" { // a statement, and no word for a level
			label, text = "", r.words(link.outer.value, "fullStatement")
		}
		list = append(list, caseLevel{item: item, label: label, text: text, rank: i, position: float64(link.sequence)})
	}
	return list
}

// scale makes the points of the scale of what levels the file tells, by their scores where all have one, by label where
// words tell them apart, or by their place. Below them stands one that means not yet.
func (r *caseReader) scale(told []caseLevel) {
	point := scorePoint(told)
	if point == nil {
		point = labelPoint(told)
	}
	if point == nil {
		point = func(l caseLevel) int { return l.rank }
	}
	labels := map[int]map[string]int{}
	for _, l := range told {
		if labels[point(l)] == nil {
			labels[point(l)] = map[string]int{}
		}
		labels[point(l)][l.label]++
	}
	points := slices.Sorted(maps.Keys(labels))
	if len(points) > mostLevels-1 {
		r.c.Levels = gddScale()
		r.report.warn(fmt.Sprintf("%s: the file has %d levels, which is no scale: they are left out, and the scale is Not yet, Awareness, Working, Practitioner, Expert", r.source.name, len(points)))
		return
	}
	first := max(points[0], 1)
	means := mostSaid(labels[points[0]])
	if r.isLowest(means) {
		first = points[0]
	} else {
		r.c.Levels = []models.Level{{Value: first - 1, Label: "Not yet"}}
		r.report.warn(fmt.Sprintf("%s: the scale has no point that means not yet: it stands below %s", r.source.name, cmp.Or(means, "the lowest")))
	}
	value := map[int]int{}
	for i, p := range points {
		value[p] = first + i
		r.c.Levels = append(r.c.Levels, models.Level{Value: first + i, Label: cmp.Or(mostSaid(labels[p]), "Level "+strconv.Itoa(first+i))})
		if len(labels[p]) > 1 {
			r.note("points of the scale have several names: the one said most is kept", mostSaid(labels[p]))
		}
	}
	if len(r.c.Levels) < 2 {
		r.c.Levels = append(r.c.Levels, models.Level{Value: r.c.Levels[0].Value + 1, Label: "Yes"})
	}
	if words := scaleWords(r.c.Levels); words != "" {
		r.report.warn(r.source.name + ": " + words)
	}
	r.describe(told, func(l caseLevel) int { return value[point(l)] })
}

// isLowest tells whether a word for a level means that somebody cannot do it yet.
func (r *caseReader) isLowest(label string) bool {
	word := key(label)
	return strings.HasPrefix(word, "not ") || strings.HasPrefix(word, "no ") || slices.Contains([]string{"none", "not yet", "n/a", "absent"}, word)
}

// scorePoint tells levels apart by score, where each has one that no other of its item has.
func scorePoint(told []caseLevel) func(caseLevel) int {
	seen := map[*caseItem]map[int]int{}
	for _, l := range told {
		if !l.scored {
			return nil
		}
		if seen[l.item] == nil {
			seen[l.item] = map[int]int{}
		}
		if rank, twice := seen[l.item][l.score]; twice && rank != l.rank && l.item != nil {
			return nil
		}
		seen[l.item][l.score] = l.rank
	}
	return func(l caseLevel) int { return l.score }
}

// labelPoint tells levels apart by their words, where each has some and there are few of them. They stand in the order of
// their places.
func labelPoint(told []caseLevel) func(caseLevel) int {
	type place struct {
		sum float64
		n   int
	}
	places := map[string]*place{}
	for _, l := range told {
		if l.label == "" {
			return nil
		}
		p := places[key(l.label)]
		if p == nil {
			p = &place{}
			places[key(l.label)] = p
		}
		p.sum, p.n = p.sum+cmp.Or(l.position, float64(l.rank)), p.n+1
	}
	if len(places) > mostLevels-1 {
		return nil
	}
	words := slices.SortedFunc(maps.Keys(places), func(a, b string) int {
		return cmp.Or(cmp.Compare(places[a].sum/float64(places[a].n), places[b].sum/float64(places[b].n)), cmp.Compare(a, b))
	})
	return func(l caseLevel) int { return slices.Index(words, key(l.label)) }
}

// mostSaid is the word that was said most, and any word rather than none.
func mostSaid(labels map[string]int) string {
	most := ""
	for _, label := range slices.Sorted(maps.Keys(labels)) {
		if label != "" && (most == "" || labels[label] > labels[most]) {
			most = label
		}
	}
	return most
}

// describe keeps what each competency looks like at each level.
func (r *caseReader) describe(told []caseLevel, value func(caseLevel) int) {
	texts := map[models.Descriptor]string{}
	for _, l := range told {
		if l.item == nil || l.text == "" {
			continue
		}
		if l.item.domain || l.item.isLevel {
			r.note("texts of levels are of a domain, which has none", r.nameOf(l.item))
			continue
		}
		at := models.Descriptor{CompetencyID: models.ID(l.item.code), Level: value(l)}
		if at.Level < r.c.Levels[0].Value || at.Level > r.c.Levels[len(r.c.Levels)-1].Value {
			r.note("texts are of a level that is not on the scale, and are left out", r.nameOf(l.item))
			continue
		}
		if texts[at] != "" && texts[at] != l.text {
			texts[at] += "\n\n" + l.text
			continue
		}
		texts[at] = l.text
	}
	for at, text := range texts {
		if tooLong(text, longestText) != "" {
			text = string([]rune(text)[:longestText-1]) + "…"
		}
		at.Text = text
		r.c.Descriptors = append(r.c.Descriptors, at)
	}
}
