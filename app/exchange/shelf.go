package exchange

import (
	"slices"
	"strings"

	"trellis/models"
	"trellis/models/store"
)

// edition is one published version of a framework, as a file names its parts: by code. What is kept has ids behind the
// codes; what was only read has the codes themselves.
type edition struct {
	store.Edition
	competencies, profiles map[string]models.ID
}

// shelf is what a file of courses may refer to, the newest first.
type shelf []edition

func shelfOf(editions []store.Edition) shelf {
	list := make(shelf, 0, len(editions))
	for _, e := range editions {
		on := edition{e, make(map[string]models.ID, len(e.Competencies)), make(map[string]models.ID, len(e.Profiles))}
		for _, k := range e.Competencies {
			on.competencies[k.Code] = orCode(k.ID, k.Code)
		}
		for _, p := range e.Profiles {
			on.profiles[p.Code] = orCode(p.ID, p.Code)
		}
		list = append(list, on)
	}
	return list
}

func orCode(id models.ID, code string) models.ID {
	if id.Known() {
		return id
	}
	return models.ID(code)
}

// find is the version named of a framework, or its newest; nil where there is none.
func (s shelf) find(framework, version string) *edition {
	for i, e := range s {
		if e.Framework == framework && (version == "" || e.Version.Version == version) {
			return &s[i]
		}
	}
	return nil
}

// missing says what to do about a framework, or a version of it, that is not on the shelf.
func (s shelf) missing(framework string) string {
	var versions, codes []string
	for _, e := range s {
		if e.Framework == framework {
			versions = append(versions, e.Version.Version)
		} else if !slices.Contains(codes, e.Framework) {
			codes = append(codes, e.Framework)
		}
	}
	const first = "import it first (trellis import framework FILE)"
	switch {
	case len(versions) > 0:
		return "this version of " + framework + " is not published here: want " + strings.Join(versions, " or ") + ", or " + first
	case len(codes) > 0:
		return "this framework is not published here: want " + strings.Join(codes, " or ") + ", or " + first
	}
	return "no framework is published here: " + first
}

// only is the newest edition of the one framework on the shelf; nil where there are none or several.
func (s shelf) only() *edition {
	for i := range s {
		if s[i].Framework != s[0].Framework {
			return nil
		}
	}
	if len(s) == 0 {
		return nil
	}
	return &s[0]
}

// openShelf is what courses may refer to among all versions.
func openShelf(editions []store.Edition) shelf {
	open := slices.DeleteFunc(slices.Clone(editions), func(e store.Edition) bool { return e.Version.PublishedAt == nil })
	return shelfOf(open)
}
