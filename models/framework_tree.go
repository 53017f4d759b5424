package models

import (
	"cmp"
	"slices"
	"strings"
)

// MostDepth is how deep competencies stand below a domain at most: a part of a part.
const MostDepth = 3

// The least and the most points of a scale.
const (
	LeastPoints = 3
	MostPoints  = 6
)

// Nested is a competency with how deep it stands below its domain: 1 directly under it.
type Nested struct {
	Competency
	Depth int
}

// Nest are the competencies of a version: domain by domain, each before its parts, and otherwise by position.
func Nest(domains []Domain, competencies []Competency) []Nested {
	domains = slices.SortedStableFunc(slices.Values(domains), func(a, b Domain) int { return cmp.Compare(a.Position, b.Position) })
	competencies = slices.SortedStableFunc(slices.Values(competencies), func(a, b Competency) int { return cmp.Compare(a.Position, b.Position) })
	below := make(map[ID][]Competency, len(competencies))
	for _, k := range competencies {
		if k.ParentID == nil {
			below[k.DomainID] = append(below[k.DomainID], k)
		} else {
			below[*k.ParentID] = append(below[*k.ParentID], k)
		}
	}
	list := make([]Nested, 0, len(competencies))
	var walk func(under ID, depth int)
	walk = func(under ID, depth int) {
		for _, k := range below[under] {
			list = append(list, Nested{k, depth})
			walk(k.ID, depth+1)
		}
	}
	for _, d := range domains {
		walk(d.ID, 1)
	}
	return list
}

// Family is a competency with all that is part of it, from an order.
func Family(order []Nested, of ID) []Nested {
	at := slices.IndexFunc(order, func(k Nested) bool { return k.ID == of })
	if at < 0 {
		return nil
	}
	end := at + 1
	for end < len(order) && order[end].Depth > order[at].Depth {
		end++
	}
	return order[at:end]
}

// Lines are the lines of a text, without blanks and without empty ones.
func Lines(text string) []string {
	var lines []string
	for line := range strings.SplitSeq(text, "\n") {
		if line = strings.Join(strings.Fields(line), " "); line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}

// Edition is another text whenever the domain says something else.
func (d Domain) Edition() string { return editionOf(d.Code, d.Name, d.Description) }

// EditionWith is another text whenever the competency, or what it looks like at a level, says something else.
func (k Competency) EditionWith(at []Descriptor) string {
	parts := []any{k.Code, k.Name, k.Description, k.Kind, k.Flags, k.SeeAlso, k.HoldsMonths, k.DomainID, stringOf(k.ParentID)}
	for _, d := range at {
		parts = append(parts, d.Level, d.Text)
	}
	return editionOf(parts...)
}

// EditionWith is another text whenever the role profile, or what it asks for, says something else.
func (p RoleProfile) EditionWith(asks []Requirement) string {
	parts := []any{p.Code, p.Name, p.Family, p.Description, p.Bands, p.DecisionMaker, p.OptionalMinimum}
	for _, q := range slices.SortedFunc(slices.Values(asks), func(a, b Requirement) int { return cmp.Compare(a.CompetencyID, b.CompetencyID) }) {
		parts = append(parts, q.CompetencyID, q.Level, q.Core)
	}
	return editionOf(parts...)
}

// EditionWith is another text whenever the version says something else of itself, or has another scale.
func (v FrameworkVersion) EditionWith(f Framework, levels []Level) string {
	parts := []any{f.Name, v.Language, v.Licence, v.Description, v.Notes, v.Source, v.Attribution, v.ExportBarred}
	for _, l := range levels {
		parts = append(parts, l.Value, l.Label, l.Description)
	}
	return editionOf(parts...)
}

// IsDraft tells whether the version can be written: it was never published.
func (v FrameworkVersion) IsDraft() bool { return v.PublishedAt == nil && v.State != Retired }

func stringOf(id *ID) ID {
	if id == nil {
		return ""
	}
	return *id
}
