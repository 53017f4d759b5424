package exchange

import (
	"context"
	"io"
	"slices"
	"strings"

	"trellis/models"
)

// ExportOrganisations writes all organisations as organisations.csv, with the links that hold today or later. Who may run
// commands on the machine may export, so it asks no policy.
func (s *Service) ExportOrganisations(ctx context.Context, w io.Writer) error {
	list, err := s.Store.Organisations(ctx)
	if err != nil {
		return err
	}
	links, err := s.Store.LinksSince(ctx, s.Store.Today())
	if err != nil {
		return err
	}
	codes := make(map[models.ID]string, len(list))
	for _, o := range list {
		codes[o.ID] = o.Code
	}
	others := map[models.LinkKind]map[models.ID][]string{models.PartOf: {}, models.Serves: {}}
	for _, l := range links {
		others[l.Kind][l.OrganisationID] = append(others[l.Kind][l.OrganisationID], codes[l.OtherID])
	}
	file := NewCSV(w)
	if err := file.Write(slices.Concat(organisationColumns, organisationOthers)...); err != nil {
		return err
	}
	for _, o := range list {
		successor, short := "", o.ShortName
		if o.SuccessorID != nil {
			successor = codes[*o.SuccessorID]
		}
		if short == o.Name { // none of its own
			short = ""
		}
		err := file.Write(o.Code, o.Name, string(o.Kind), joined(others[models.PartOf][o.ID]), joined(others[models.Serves][o.ID]), o.ODSCode,
			string(o.Opened), string(o.Closed), successor, short)
		if err != nil {
			return err
		}
	}
	return file.Flush()
}

// joined parts codes by semicolons, sorted and each once.
func joined(codes []string) string {
	slices.Sort(codes)
	return strings.Join(slices.Compact(codes), ";")
}
