package exchange

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"trellis/models"
	"trellis/models/store"
)

// profile reads a role profile and what it asks for.
func (r *starterReader) profile(p *value, seen map[string]bool) {
	r.only(p, "code", "name", "family", "description", "indicative_afc_bands", "requirements", "up_to", "core", "optional", "optional_minimum",
		"decision_maker", "retired")
	profile := models.RoleProfile{
		Code: r.code(p, "code", seen), Name: r.name(p, "name"), Family: r.optional(p, "family"), Description: r.optional(p, "description"),
		Bands: r.optional(p, "indicative_afc_bands"), Position: len(r.c.Profiles) + 1,
		DecisionMaker: r.flag(p, "decision_maker"), Retired: r.flag(p, "retired"),
	}
	asked := r.requirements(p)
	core, optional, upTo := r.among(p, "core", asked), r.among(p, "optional", asked), r.ranges(p, asked)
	for code, at := range optional {
		if core[code] != nil {
			r.refuse(at.at, code, "this competency is core: it cannot be optional too")
		}
	}
	if least := p.get("optional_minimum"); least != nil {
		profile.OptionalMinimum = r.number(least, "optional_minimum", 0, len(optional))
	}
	r.c.Profiles = append(r.c.Profiles, profile)
	for _, k := range r.c.Competencies { // in the order of the framework
		if level := asked[k.Code]; level > r.lowest {
			r.c.Requirements = append(r.c.Requirements, models.Requirement{
				RoleProfileID: models.ID(profile.Code), CompetencyID: models.ID(k.Code), Level: level,
				Core: core[k.Code] != nil, Optional: optional[k.Code] != nil, UpTo: upTo[k.Code],
			})
		}
	}
}

// among are competencies of a list that the role profile asks for, and where they stand in it.
func (r *starterReader) among(p *value, name string, asked map[string]int) map[string]*value {
	found := map[string]*value{}
	for _, v := range r.list(p, name, aText) {
		switch {
		case asked[v.text] <= r.lowest:
			r.refuse(v.at, v.text, fmt.Sprintf("%s competency must be among the requirements, at a level above %d", map[string]string{"core": "a core", "optional": "an optional"}[name], r.lowest))
		case found[v.text] != nil:
			r.refuse(v.at, v.text, "this competency is "+name+" twice")
		}
		found[v.text] = v
	}
	return found
}

// ranges are the tops of ranges, by the code of the competency. A range of one level is none.
func (r *starterReader) ranges(p *value, asked map[string]int) map[string]*int {
	tops := map[string]*int{}
	list := p.get("up_to")
	if !r.is(list, anObject, "up_to") {
		return tops
	}
	for _, m := range list.members {
		foot := asked[m.name]
		if foot <= r.lowest {
			r.refuse(m.at, m.name, "up_to: a competency here must be among the requirements, at a level above "+strconv.Itoa(r.lowest))
			continue
		}
		if top := r.number(m.value, m.name, foot, r.most); top > foot {
			tops[m.name] = &top
		}
	}
	return tops
}

// requirements are the levels asked, by the code of the competency. The lowest level asks nothing.
func (r *starterReader) requirements(p *value) map[string]int {
	asked := map[string]int{}
	requirements := p.get("requirements")
	if !r.is(requirements, anObject, "requirements") {
		return asked
	}
	for _, m := range requirements.members {
		if !r.known[m.name] {
			r.refuse(m.at, m.name, "no competency of this framework has the code")
			continue
		}
		asked[m.name] = r.number(m.value, m.name, r.lowest, r.most)
	}
	return asked
}

// crosswalk reads how a competency compares with one of another framework.
func (r *starterReader) crosswalk(w *value) {
	r.only(w, "from", "framework", "version", "to", "strength", "note")
	told := store.ToldCrosswalk{
		Code: r.name(w, "from"), Framework: r.name(w, "framework"), Version: r.line(w, "version"), Other: r.name(w, "to"),
		Strength: models.Strength(r.name(w, "strength")), Note: r.optional(w, "note"), Promised: true,
	}
	if from := w.get("from"); from != nil && !r.known[told.Code] {
		r.refuse(from.at, told.Code, "no competency of this framework has the code")
	}
	if strength := w.get("strength"); strength != nil && !slices.Contains(models.Strengths(), told.Strength) {
		r.refuse(strength.at, strength.text, "there is no such strength: want "+strengthNames())
	}
	told.Name = told.Other + " of " + told.Framework
	r.c.Crosswalks = append(r.c.Crosswalks, told)
}

func strengthNames() string {
	var names []string
	for _, s := range models.Strengths() {
		names = append(names, string(s))
	}
	return strings.Join(names, ", ")
}
