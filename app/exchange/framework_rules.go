package exchange

import (
	"fmt"
	"slices"
	"strings"

	"trellis/models"
	"trellis/models/store"
)

const (
	deepest    = 3   // a domain, a competency in it, and a part of that
	fewPoints  = 3   // of a scale that is easy to use
	manyPoints = 6   // the same
	mostMonths = 600 // that an assessment stands
)

const depthRule = "this stands deeper than a framework goes: want a domain, its competencies, and parts of those, three in all. " +
	"Name the competency above as the parent, or none"

// competencyKind is the kind of competency that a file names, in whatever case, or what would be right.
func competencyKind(text string) (kind models.CompetencyKind, problem string) {
	wanted := models.CompetencyKind(key(text))
	if wanted == "" || slices.Contains(models.CompetencyKinds(), wanted) {
		return wanted, ""
	}
	var kinds []string
	for _, k := range models.CompetencyKinds() {
		kinds = append(kinds, string(k))
	}
	return "", "there is no such kind of competency: want " + strings.Join(kinds, ", ") + " or nothing"
}

// scaleWords warns of a scale that has too few or too many points to tell apart, or begins late.
func scaleWords(levels []models.Level) string {
	switch n := len(levels); {
	case n == 0:
		return ""
	case n < fewPoints || n > manyPoints:
		return fmt.Sprintf("the scale has %s: people tell from %d to %d apart", count(n, "point", "points"), fewPoints, manyPoints)
	case levels[0].Value > 1:
		return fmt.Sprintf("the scale begins at %d: most begin at 0 or 1", levels[0].Value)
	}
	return ""
}

// tooDeep are the competencies that are a part of a part. Parents stand before their parts.
func tooDeep(list []models.Competency) (deep []models.Competency) {
	depth := map[models.ID]int{} // by code
	for _, k := range list {
		at := 2 // below the framework, under its domain
		if k.ParentID != nil {
			at = depth[*k.ParentID] + 1
		}
		depth[models.ID(k.Code)] = at
		if at > deepest {
			deep = append(deep, k)
		}
	}
	return deep
}

// shallow puts each competency that stands too deep under the one above it that may have parts, and tells how many there
// were. What each was a part of is kept among what is to be seen also. Parents stand before their parts.
func shallow(list []models.Competency) (moved int) {
	under := map[models.ID]*models.ID{} // by code: the competency that each is a part of now
	for i := range list {
		k := &list[i]
		if k.ParentID != nil {
			if above := under[*k.ParentID]; above != nil {
				k.SeeAlso = strings.TrimPrefix(k.SeeAlso+"\n"+string(*k.ParentID), "\n")
				k.ParentID = above
				moved++
			}
		}
		under[models.ID(k.Code)] = k.ParentID
	}
	return moved
}

// ofTheVersion is the content as its file tells it: references are codes, and role profiles drawn here are no part of it.
func ofTheVersion(c store.FrameworkContent) store.FrameworkContent {
	drawn := map[models.ID]bool{}
	profiles := make([]models.RoleProfile, 0, len(c.Profiles))
	for _, p := range c.Profiles {
		if p.DrawnHere {
			drawn[p.ID] = true
		} else {
			profiles = append(profiles, p)
		}
	}
	if len(drawn) > 0 {
		c.Profiles = profiles
		c.Requirements = slices.DeleteFunc(slices.Clone(c.Requirements), func(r models.Requirement) bool { return drawn[r.RoleProfileID] })
	}
	return c.ByCode()
}

// flattened warns of what shallow did.
func flattened(moved int) string {
	return fmt.Sprintf("%s deeper than a domain, its competencies and their parts: each is put under the competency above that may have parts, "+
		"and what it was a part of is kept under see also",
		count(moved, "item stands", "items stand"))
}
