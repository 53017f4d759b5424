package exchange

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"trellis/models"
	"trellis/models/store"
)

// ExportFramework says which framework to write, and how.
type ExportFramework struct {
	Code    string
	Version string // empty: the newest that is published, or the newest where none is
	Format  FrameworkFormat
}

// FrameworkFormat is a kind of file that a framework can be written as.
type FrameworkFormat string

// The formats.
const (
	Ours   FrameworkFormat = "trellis" // competency-framework/1, which holds everything
	Moodle FrameworkFormat = "moodle"  // Moodle's competency CSV
)

// ExportFramework writes a version of a framework. It answers what the format cannot hold, and models.Invalid where there
// is no such framework, version or format. Who may run commands on the machine may export, so it asks no policy.
func (s *Service) ExportFramework(ctx context.Context, w io.Writer, in ExportFramework) (warnings []string, err error) {
	if in.Format != Ours && in.Format != Moodle {
		return nil, models.Invalid{"format": fmt.Sprintf("Trellis cannot write %q yet: want %s or %s", in.Format, Ours, Moodle)}
	}
	var c store.FrameworkContent
	err = s.Store.Snapshot(ctx, func(r store.Reads) error {
		version, err := r.VersionToExport(ctx, in.Code, in.Version)
		if err != nil {
			return err
		}
		c, err = r.FrameworkContent(ctx, version.ID)
		return err
	})
	if errors.Is(err, models.ErrNotFound) {
		return nil, s.noSuchVersion(ctx, in)
	}
	if err != nil {
		return nil, err
	}
	if in.Format == Moodle {
		return writeMoodle(w, c.ByCode())
	}
	return nil, writeJSON(w, starterFile{StarterFormat, starterOf(c.ByCode())})
}

// noSuchVersion says what there is instead.
func (s *Service) noSuchVersion(ctx context.Context, in ExportFramework) error {
	editions, err := s.Store.Editions(ctx)
	if err != nil {
		return err
	}
	var there, versions []string
	for _, e := range editions {
		there = append(there, e.Framework+" "+e.Version.Version)
		if e.Framework == in.Code {
			versions = append(versions, e.Version.Version)
		}
	}
	switch {
	case len(versions) > 0:
		return models.Invalid{"version": fmt.Sprintf("%s has no version %q: want %s", in.Code, in.Version, strings.Join(versions, ", "))}
	case len(there) > 0:
		return models.Invalid{"framework": fmt.Sprintf("there is no framework %q: want the code of one of %s", in.Code, strings.Join(there, ", "))}
	}
	return models.Invalid{"framework": "there is no framework yet"}
}

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
		Description string              `json:"description,omitempty"`
		Notes       []string            `json:"notes,omitempty"`
		Scale       scaleOut            `json:"scale"`
		Domains     []domainOut         `json:"domains"`
		Profiles    []profileOut        `json:"role_profiles"`
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
		Description  string          `json:"description,omitempty"`
		Competencies []competencyOut `json:"competencies"`
	}
	competencyOut struct {
		Code        string          `json:"code"`
		Name        string          `json:"name"`
		Parent      *models.ID      `json:"parent,omitempty"`
		Description string          `json:"description,omitempty"`
		Levels      inOrder[string] `json:"levels"`
		SeeAlso     []string        `json:"see_also,omitempty"`
	}
	profileOut struct {
		Code          string       `json:"code"`
		Name          string       `json:"name"`
		Family        string       `json:"family,omitempty"`
		Description   string       `json:"description,omitempty"`
		Bands         string       `json:"indicative_afc_bands,omitempty"`
		Requirements  inOrder[int] `json:"requirements"`
		Core          []string     `json:"core"`
		DecisionMaker bool         `json:"decision_maker,omitempty"`
		Retired       bool         `json:"retired,omitempty"`
	}
)

// starterOf turns a framework into what our format says of it. Its references are codes.
func starterOf(c store.FrameworkContent) frameworkOut {
	v := c.Version
	out := frameworkOut{
		Code: c.Framework.Code, Name: c.Framework.Name, Version: v.Version, Status: v.State, Language: v.Language, Licence: v.Licence,
		Description: v.Description, Notes: splitLines(v.Notes), Domains: []domainOut{}, Profiles: []profileOut{},
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
			Code: k.Code, Name: k.Name, Parent: k.ParentID, Description: k.Description, Levels: texts[models.ID(k.Code)], SeeAlso: splitLines(k.SeeAlso),
		})
	}
	for _, d := range c.Domains {
		out.Domains = append(out.Domains, domainOut{d.Code, d.Name, d.Description, under[models.ID(d.Code)]})
	}
	asked := map[models.ID][]models.Requirement{}
	for _, r := range c.Requirements {
		asked[r.RoleProfileID] = append(asked[r.RoleProfileID], r)
	}
	for _, p := range c.Profiles {
		out.Profiles = append(out.Profiles, profileOf(p, asked[models.ID(p.Code)]))
	}
	return out
}

func profileOf(p models.RoleProfile, requirements []models.Requirement) profileOut {
	out := profileOut{
		Code: p.Code, Name: p.Name, Family: p.Family, Description: p.Description, Bands: p.Bands, Core: []string{},
		DecisionMaker: p.DecisionMaker, Retired: p.Retired,
	}
	for _, r := range requirements {
		out.Requirements = append(out.Requirements, pair[int]{string(r.CompetencyID), r.Level})
		if r.Core {
			out.Core = append(out.Core, string(r.CompetencyID))
		}
	}
	return out
}
