package exchange

import (
	"io"
	"strconv"

	"trellis/models"
	"trellis/models/store"
)

// What a framework in our format is written from. docs/formats.md describes it; what is empty is left out.
type (
	starterFile struct {
		Schema    string       `json:"schema"`
		Framework frameworkOut `json:"framework"`
	}
	frameworkOut struct {
		Code        string              `json:"code"`
		Name        string              `json:"name"`
		Version     string              `json:"version"`
		Status      models.VersionState `json:"status"`
		Language    string              `json:"language"`
		Licence     string              `json:"licence,omitempty"`
		Source      string              `json:"source,omitempty"`
		Attribution string              `json:"attribution,omitempty"`
		Export      *bool               `json:"export,omitempty"` // absent: it may be handed out
		Identifier  string              `json:"identifier,omitempty"`
		Description string              `json:"description,omitempty"`
		Notes       []string            `json:"notes,omitempty"`
		Scale       scaleOut            `json:"scale"`
		Domains     []domainOut         `json:"domains"`
		Profiles    []profileOut        `json:"role_profiles"`
		Crosswalks  []crosswalkOut      `json:"crosswalks,omitempty"`
	}
	scaleOut struct {
		Minimum int        `json:"minimum"`
		Maximum int        `json:"maximum"`
		Points  []pointOut `json:"points"`
	}
	pointOut struct {
		Value       int    `json:"value"`
		Label       string `json:"label"`
		Description string `json:"description,omitempty"`
	}
	domainOut struct {
		Code         string          `json:"code"`
		Name         string          `json:"name"`
		Identifier   string          `json:"identifier,omitempty"`
		Description  string          `json:"description,omitempty"`
		Competencies []competencyOut `json:"competencies"`
	}
	competencyOut struct {
		Code        string                `json:"code"`
		Name        string                `json:"name"`
		Parent      *models.ID            `json:"parent,omitempty"`
		Kind        models.CompetencyKind `json:"kind,omitempty"`
		Flags       []string              `json:"flags,omitempty"`
		HoldsMonths int                   `json:"holds_months,omitempty"`
		Identifier  string                `json:"identifier,omitempty"`
		Description string                `json:"description,omitempty"`
		Levels      inOrder[string]       `json:"levels"`
		SeeAlso     []string              `json:"see_also,omitempty"`
	}
	crosswalkOut struct {
		From      string          `json:"from"`
		Framework string          `json:"framework"`
		Version   string          `json:"version,omitempty"`
		To        string          `json:"to"`
		Strength  models.Strength `json:"strength"`
		Note      string          `json:"note,omitempty"`
	}
	profileOut struct {
		Code            string       `json:"code"`
		Name            string       `json:"name"`
		Family          string       `json:"family,omitempty"`
		Description     string       `json:"description,omitempty"`
		Bands           string       `json:"indicative_afc_bands,omitempty"`
		Requirements    inOrder[int] `json:"requirements"`
		UpTo            inOrder[int] `json:"up_to,omitempty"`
		Core            []string     `json:"core"`
		Optional        []string     `json:"optional,omitempty"`
		OptionalMinimum int          `json:"optional_minimum,omitempty"`
		DecisionMaker   bool         `json:"decision_maker,omitempty"`
		Retired         bool         `json:"retired,omitempty"`
	}
)

func writeStarter(w io.Writer, c store.FrameworkContent) ([]string, error) {
	return nil, writeJSON(w, starterFile{StarterFormat, starterOf(c)})
}

// starterOf turns a framework into what our format says of it. Its references are codes.
func starterOf(c store.FrameworkContent) frameworkOut {
	v := c.Version
	out := frameworkOut{
		Code: c.Framework.Code, Name: c.Framework.Name, Version: v.Version, Status: v.State, Language: v.Language, Licence: v.Licence,
		Source: v.Source, Attribution: v.Attribution, Identifier: v.Identifier,
		Description: v.Description, Notes: splitLines(v.Notes), Domains: []domainOut{}, Profiles: []profileOut{},
	}
	if v.ExportBarred {
		out.Export = new(bool)
	}
	for _, l := range c.Levels {
		out.Scale.Points = append(out.Scale.Points, pointOut{l.Value, l.Label, l.Description})
	}
	if n := len(c.Levels); n > 0 {
		out.Scale.Minimum, out.Scale.Maximum = c.Levels[0].Value, c.Levels[n-1].Value
	}
	texts := map[models.ID]inOrder[string]{}
	for _, d := range c.Descriptors {
		texts[d.CompetencyID] = append(texts[d.CompetencyID], pair[string]{strconv.Itoa(d.Level), d.Text})
	}
	under := map[models.ID][]competencyOut{}
	for _, k := range c.Competencies {
		under[k.DomainID] = append(under[k.DomainID], competencyOut{
			Code: k.Code, Name: k.Name, Parent: k.ParentID, Kind: k.Kind, Flags: splitLines(k.Flags), HoldsMonths: k.HoldsMonths,
			Identifier: k.Identifier, Description: k.Description, Levels: texts[models.ID(k.Code)], SeeAlso: splitLines(k.SeeAlso),
		})
	}
	for _, d := range c.Domains {
		out.Domains = append(out.Domains, domainOut{d.Code, d.Name, d.Identifier, d.Description, listed(under[models.ID(d.Code)])})
	}
	asked := map[models.ID][]models.Requirement{}
	for _, r := range c.Requirements {
		asked[r.RoleProfileID] = append(asked[r.RoleProfileID], r)
	}
	for _, p := range c.Profiles {
		out.Profiles = append(out.Profiles, profileOf(p, asked[models.ID(p.Code)]))
	}
	for _, w := range c.Crosswalks {
		out.Crosswalks = append(out.Crosswalks, crosswalkOut{w.Code, w.Framework, w.Version, w.Other, w.Strength, w.Note})
	}
	return out
}

func profileOf(p models.RoleProfile, requirements []models.Requirement) profileOut {
	out := profileOut{
		Code: p.Code, Name: p.Name, Family: p.Family, Description: p.Description, Bands: p.Bands, Core: []string{},
		OptionalMinimum: p.OptionalMinimum, DecisionMaker: p.DecisionMaker, Retired: p.Retired,
	}
	for _, r := range requirements {
		out.Requirements = append(out.Requirements, pair[int]{string(r.CompetencyID), r.Level})
		if r.Core {
			out.Core = append(out.Core, string(r.CompetencyID))
		}
		if r.Optional {
			out.Optional = append(out.Optional, string(r.CompetencyID))
		}
		if r.UpTo != nil && *r.UpTo > r.Level {
			out.UpTo = append(out.UpTo, pair[int]{string(r.CompetencyID), *r.UpTo})
		}
	}
	return out
}

// listed is a list that is written as one even where it is empty.
func listed[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
