package exchange

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"trellis/models"
)

// mostCASE is how many items, and how many competencies, one package may have.
const mostCASE = 20_000

// caseLink is one association of a file.
type caseLink struct {
	*value
	kind         string
	from, to     string // identifiers
	sequence     int
	inner, outer *caseItem // the items at its two ends; nil for what is not in the file
}

// readLinks reads the associations.
func (r *caseReader) readLinks() {
	seen := map[string]bool{}
	for _, v := range r.lenient(r.file, "CFAssociations") {
		link := caseLink{value: v, kind: strings.TrimSpace(said(v.get("associationType"))), from: identifierOf(v.get("originNodeURI")), to: identifierOf(v.get("destinationNodeURI"))}
		link.sequence, _ = strconv.Atoi(said(v.get("sequenceNumber"))) // one without a number comes first, in the order of the file
		link.inner, link.outer = r.byID[link.from], r.byID[link.to]
		same := link.kind + " " + link.from + " " + link.to
		if seen[same] {
			r.note("associations are there twice: one of each is kept", link.kind+" "+link.from)
			continue
		}
		seen[same] = true
		r.links = append(r.links, link)
	}
}

// grow puts each item under its parent.
func (r *caseReader) grow() {
	document := identifierOf(r.document)
	for _, link := range r.links {
		if link.kind == "isChildOf" {
			r.hang(link, document)
		}
	}
	r.cutCircles()
	for _, item := range r.items {
		switch {
		case item.isLevel:
		case item.parent != nil:
			item.parent.children = append(item.parent.children, item)
		default:
			if !item.top {
				r.note("items have no parent, and stand at the top", r.nameOf(item))
			}
			r.tops = append(r.tops, item)
		}
	}
	inOrder := func(a, b *caseItem) int {
		return cmp.Or(cmp.Compare(a.sequence, b.sequence), cmp.Compare(a.order, b.order))
	}
	slices.SortFunc(r.tops, inOrder)
	for _, item := range r.items {
		slices.SortFunc(item.children, inOrder)
	}
}

// hang puts one item under another, or under the document.
func (r *caseReader) hang(link caseLink, document string) {
	child, parent := link.inner, link.outer
	if child == nil {
		r.note("isChildOf associations begin at an item that is not in the file, and are left out", link.from)
		return
	}
	top, placed := link.to == document || parent != nil && parent.isLevel, child.parent != nil || child.top
	switch {
	case child.isLevel || top && placed:
	case top:
		child.top, child.sequence = true, link.sequence
	case parent == nil:
		r.note("isChildOf associations end at an item that is not in the file, and are left out", link.to)
	case placed:
		r.note("items have more than one parent: the first holds, the others are kept under see also", r.nameOf(child))
		r.see[child] = append(r.see[child], "isChildOf "+r.nameOf(parent))
	default:
		child.parent, child.sequence = parent, link.sequence
	}
}

// cutCircles puts the item at which a circle of parents is first met at the top.
func (r *caseReader) cutCircles() {
	const onTheWay, done = 1, 2
	state := map[*caseItem]int{}
	for _, item := range r.items {
		var way []*caseItem
		at := item
		for at != nil && state[at] == 0 {
			state[at] = onTheWay
			way = append(way, at)
			at = at.parent
		}
		if at != nil && state[at] == onTheWay {
			r.note("items are parts of themselves, over others: they stand at the top", r.nameOf(at))
			at.parent, at.top = nil, true
		}
		for _, item := range way {
			state[item] = done
		}
	}
}

// codes gives each item a code of ours: what people call it, or the beginning of its identifier. Domains and competencies
// do not share codes with their own kind.
func (r *caseReader) codes() {
	domains, competencies := map[string]bool{}, map[string]bool{}
	changed := []string{}
	for _, item := range r.items {
		if item.isLevel {
			continue
		}
		own := extension(item.value)
		item.domain = item.parent == nil && (len(item.children) > 0 || said(own.get("part")) == "domain")
		taken := competencies
		if item.domain {
			taken = domains
		}
		scheme := said(item.get("humanCodingScheme"))
		wanted := scheme
		if wanted == "" && item.id != "" {
			wanted = item.id[:min(len(item.id), 8)]
		}
		item.code = freeCode(taken, hyphened(cmp.Or(wanted, r.nameOf(item))))
		if scheme != "" && item.code != scheme {
			changed = append(changed, fmt.Sprintf("%q is %s", cut(scheme), item.code))
		}
	}
	if len(changed) > 0 {
		r.report.warn(fmt.Sprintf("%s: %s no code of ours, or there twice: %s", r.source.name,
			count(len(changed), "coding scheme is", "coding schemes are"), someOf(changed)))
	}
}

// build makes domains of what stands at the top and has anything under it, and competencies of the rest.
func (r *caseReader) build() {
	loose := models.Domain{Code: r.c.Framework.Code, Name: r.c.Framework.Name} // for competencies at the top
	taken := map[string]bool{}
	for _, item := range r.tops {
		if item.domain {
			taken[strings.ToLower(item.code)] = true
		}
	}
	loose.Code = freeCode(taken, loose.Code)
	var all []models.Competency
	at := -1 // of the domain for loose ones
	under := map[string][]models.Competency{}
	for _, item := range r.tops {
		r.leftOut(item.value, "CFItem", caseTold)
		if !item.domain {
			if at < 0 {
				at = len(r.c.Domains)
				r.c.Domains = append(r.c.Domains, loose)
			}
			under[loose.Code] = append(under[loose.Code], r.competency(item, loose.Code, nil))
			continue
		}
		r.c.Domains = append(r.c.Domains, models.Domain{
			Code: item.code, Name: r.nameOf(item), Description: r.textOf(item),
			Identifier: r.identifier(item.value, extension(item.value), "domain", item.code),
		})
		under[item.code] = r.below(item, item.code, nil, under[item.code])
	}
	for i := range r.c.Domains {
		r.c.Domains[i].Position = i + 1
		all = append(all, under[r.c.Domains[i].Code]...)
	}
	r.c.Competencies = planted(all)
	if moved := shallow(r.c.Competencies); moved > 0 {
		r.report.warn(r.source.name + ": " + flattened(moved))
	}
}

// below adds all that is under an item, whatever the depth.
func (r *caseReader) below(item *caseItem, domain string, parent *models.ID, list []models.Competency) []models.Competency {
	for _, child := range item.children {
		r.leftOut(child.value, "CFItem", caseTold)
		list = append(list, r.competency(child, domain, parent))
		list = r.below(child, domain, new(models.ID(child.code)), list)
	}
	return list
}

// competency turns an item into one. What sort of item it is, is its kind, or else a flag.
func (r *caseReader) competency(item *caseItem, domain string, parent *models.ID) models.Competency {
	own := extension(item.value)
	k := models.Competency{
		DomainID: models.ID(domain), ParentID: parent, Code: item.code, Name: r.nameOf(item), Description: r.textOf(item),
		Identifier: r.identifier(item.value, own, "competency", item.code),
	}
	flags := r.flags(item.get("conceptKeywords"))
	sort := r.lineOf(item.value, "CFItemType")
	if sort == "" {
		sort = shortened(said(item.get("CFItemTypeURI")))
	}
	if kind, problem := competencyKind(sort); problem == "" {
		k.Kind = kind
	} else if own == nil && !slices.Contains([]string{"competency", "skill"}, key(sort)) && !slices.Contains(flags, sort) {
		flags = append(flags, sort)
	}
	k.Flags = strings.Join(flags, "\n")
	if months, err := strconv.Atoi(said(own.get("holds_months"))); err == nil && months > 0 && months <= mostMonths {
		k.HoldsMonths = months
	}
	return k
}

// flags are key words, a line each.
func (r *caseReader) flags(v *value) (flags []string) {
	list := []*value{v}
	if v != nil && v.kind == aList {
		list = v.items
	}
	for _, item := range list {
		if word := shortened(strings.Join(strings.Fields(said(item)), " ")); word != "" {
			flags = append(flags, word)
		}
	}
	return flags
}
