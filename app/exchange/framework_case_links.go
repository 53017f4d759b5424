package exchange

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"trellis/models"
	"trellis/models/store"
)

// caseStrengths says how two competencies match whose items an association of that kind joins. Others join them otherwise.
var caseStrengths = map[string]models.Strength{
	"exactMatchOf": models.ExactMatch, "isTranslationOf": models.ExactMatch, "isPeerOf": models.CloseMatch, "replacedBy": models.CloseMatch,
	"isPartOf": models.BroaderMatch, "isRelatedTo": models.RelatedMatch, "precedes": models.RelatedMatch,
}

// associations keeps what the associations say beside the tree: a competency of another framework that is here is compared
// with, and whatever is elsewhere is kept as a line of what is to be seen also.
func (r *caseReader) associations() {
	for _, link := range r.links {
		if link.kind == "isChildOf" || link.kind == "hasSkillLevel" {
			continue
		}
		item, backward := link.inner, false
		if item == nil && link.outer != nil {
			item, backward = link.outer, true
		}
		switch {
		case item == nil:
			r.note("associations have no end in the file, and are left out", strings.TrimSpace(link.kind+" "+link.from))
		case item.domain || item.isLevel:
			r.note("associations are of a domain or a level, which has none here, and are left out", link.kind+" of "+r.nameOf(item))
		case extension(item.value).get("see_also") != nil && !backward && link.outer != nil: // which says it all
		default:
			r.associate(link, item, backward)
		}
	}
}

// associate keeps one association of a competency.
func (r *caseReader) associate(link caseLink, item *caseItem, backward bool) {
	if link.outer != nil && link.inner != nil {
		r.see[item] = append(r.see[item], link.within())
		return
	}
	end, id := link.get("destinationNodeURI"), link.to
	if backward {
		end, id = link.get("originNodeURI"), link.from
	}
	own := extension(link.value)
	title, address := said(end.get("title")), said(end.get("uri"))
	note := r.words(link.value, "notes")
	if own == nil {
		r.see[item] = append(r.see[item], link.beyond(title, cmp.Or(address, id), backward))
		if note == "" && link.kind != "exactMatchOf" && link.kind != "isRelatedTo" {
			note = link.kind
		}
	}
	strength := models.Strength(said(own.get("strength")))
	if !slices.Contains(models.Strengths(), strength) {
		strength = caseStrengths[link.kind]
	}
	if strength == "" {
		return
	}
	if backward {
		strength = strength.Turned()
	}
	r.c.Crosswalks = append(r.c.Crosswalks, store.ToldCrosswalk{
		Code: item.code, Identifier: id, Name: cmp.Or(title, address, id), Strength: strength, Note: note, Promised: own != nil,
	})
}

// within is the line for an association between two items of the file.
func (l caseLink) within() string {
	if l.kind == "isRelatedTo" && !l.outer.isLevel {
		return l.outer.code
	}
	return l.kind + " " + l.outer.code
}

// beyond is the line for an association with an item that is not in the file.
func (l caseLink) beyond(title, address string, backward bool) string {
	kind := l.kind
	if backward {
		kind = "(from there) " + kind
	}
	if word := key(title); word == "destination" || word == "origin" { // which says nothing
		title = ""
	}
	return strings.Join(strings.Fields(kind+" "+title+" "+address), " ")
}

// finish puts everything in the order in which it is kept, and what is to be seen also where it belongs.
func (r *caseReader) finish() {
	items := map[string]*caseItem{}
	for _, item := range r.items {
		if !item.domain && !item.isLevel {
			items[item.code] = item
		}
	}
	position := map[models.ID]int{}
	for i := range r.c.Competencies {
		k := &r.c.Competencies[i]
		position[models.ID(k.Code)] = k.Position
		item := items[k.Code]
		lines := append(r.lenientTexts(extension(item.value), "see_also"), r.see[item]...)
		if k.SeeAlso != "" {
			lines = append(lines, splitLines(k.SeeAlso)...)
		}
		for i, line := range lines {
			if tooLong(line, longestText) != "" {
				lines[i] = string([]rune(line)[:longestText])
			}
		}
		k.SeeAlso = strings.Join(lines, "\n")
	}
	slices.SortFunc(r.c.Descriptors, func(a, b models.Descriptor) int {
		return cmp.Or(cmp.Compare(position[a.CompetencyID], position[b.CompetencyID]), cmp.Compare(a.Level, b.Level))
	})
	if len(r.c.Competencies) == 0 {
		r.refuse(r.file.at, "", "there is no competency: every item is a group or a level")
	}
	if len(r.c.Competencies) > mostParts {
		r.refuse(r.file.at, "", fmt.Sprintf("a framework has %d competencies at most: this has %d", mostParts, len(r.c.Competencies)))
	}
}

func (r *caseReader) lenientTexts(of *value, name string) (texts []string) {
	v := of.get(name)
	if v == nil || v.kind != aList {
		return nil
	}
	for _, item := range v.items {
		if text := strings.Join(strings.Fields(said(item)), " "); text != "" {
			texts = append(texts, text)
		}
	}
	return texts
}

// profiles reads the role profiles that Trellis wrote beside what CASE holds. Whatever is wrong with them is refused, as in
// a file of ours.
func (r *caseReader) profiles() {
	list := r.own.get("role_profiles")
	if list == nil || r.report.IsRefused() {
		return
	}
	reader := &starterReader{form: r.form, c: r.c, known: map[string]bool{}, lowest: r.c.Levels[0].Value, most: r.c.Levels[len(r.c.Levels)-1].Value}
	for _, k := range r.c.Competencies {
		reader.known[k.Code] = true
	}
	seen := map[string]bool{}
	for _, p := range r.list(r.own, "role_profiles", anObject) {
		reader.profile(p, seen)
	}
	r.c = reader.c
}
