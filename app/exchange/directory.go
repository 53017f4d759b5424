package exchange

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"trellis/models"
	"trellis/models/store"
)

// directory is what posts may name by a code.
type directory struct {
	organisations map[string]models.ID          // by code
	teams         map[string]models.ID          // those of the organisations that are one, by code
	network       models.ID                     // the organisation that runs this installation, or the first; empty for none
	profiles      map[string]store.CodedProfile // of published versions, by code: of the one published last
	codes         map[string]bool               // of the role profiles of all versions
	codeOf        map[models.ID]string          // of the role profiles of all versions
	// Codes, by themselves in lower case.
	speltOrganisations, speltProfiles map[string]string
}

func readDirectory(ctx context.Context, reads store.Reads) (*directory, error) {
	d := &directory{
		organisations: map[string]models.ID{}, teams: map[string]models.ID{}, profiles: map[string]store.CodedProfile{}, codes: map[string]bool{},
		codeOf: map[models.ID]string{}, speltOrganisations: map[string]string{}, speltProfiles: map[string]string{},
	}
	organisations, err := reads.Organisations(ctx)
	if err != nil {
		return nil, err
	}
	profiles, err := reads.RoleProfileCodes(ctx)
	if err != nil {
		return nil, err
	}
	for _, p := range profiles {
		d.codes[p.Code], d.codeOf[p.ID], d.speltProfiles[strings.ToLower(p.Code)] = true, p.Code, p.Code
		if p.Published {
			d.profiles[p.Code] = p
		}
	}
	for _, o := range organisations {
		d.organisations[o.Code], d.speltOrganisations[strings.ToLower(o.Code)] = o.ID, o.Code
		if o.Kind.IsTeam() {
			d.teams[o.Code] = o.ID
		}
	}
	if len(organisations) > 0 {
		network := slices.IndexFunc(organisations, func(o models.Organisation) bool { return o.Kind == models.Network })
		d.network = organisations[max(network, 0)].ID
	}
	return d, nil
}

// teamOf is the code of the team of a post, or what the post says of it.
func (d *directory) teamOf(post models.Post) string {
	if post.TeamID != nil {
		for code, id := range d.teams {
			if id == *post.TeamID {
				return code
			}
		}
	}
	return post.Team
}

// unknownCode says that nothing has a code, and which code may have been meant, or what to do.
func unknownCode(what, code, spelt, remedy string) string {
	if spelt != "" && spelt != code {
		return fmt.Sprintf("no %s has the code %s: is it %s?", what, code, spelt)
	}
	return fmt.Sprintf("no %s has the code %s: %s", what, code, remedy)
}
