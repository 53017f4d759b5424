package exchange

import (
	"context"
	"slices"

	"trellis/models"
	"trellis/models/store"
)

// ImportOrganisations is how to import organisations.
type ImportOrganisations struct {
	File   File
	DryRun bool // say what would happen, and keep nothing
	By     *models.ID
}

// ImportOrganisations keeps the organisations of a file: all of them, or none when the report refuses anything. Those that
// are not in the file stay as they are. Who may run commands on the machine may import, so it asks no policy.
func (s *Service) ImportOrganisations(ctx context.Context, in ImportOrganisations) (Report, error) {
	read, file, err := openOrganisations(in)
	if err != nil || read.IsRefused() {
		return read, err
	}
	checked := read.clone()
	if err := s.checkOrganisations(ctx, file, &checked); err != nil || checked.IsRefused() {
		checked.sort()
		return checked, err
	}
	return s.transact(ctx, read, func(tx *store.Tx, report *Report) error { return keepOrganisations(ctx, tx, file, report) })
}

func openOrganisations(in ImportOrganisations) (Report, organisationFile, error) {
	report := newReport("organisations", []File{in.File})
	report.DryRun, report.by = in.DryRun, in.By
	s, err := read(in.File, report)
	if err != nil || s == nil {
		return *report, organisationFile{}, err
	}
	file := readOrganisations(s)
	return *report, file, nil
}

// checkOrganisations finds what would be refused, before a transaction begins.
func (s *Service) checkOrganisations(ctx context.Context, file organisationFile, report *Report) error {
	today := s.Store.Today()
	known, err := s.Store.Organisations(ctx)
	if err != nil {
		return err
	}
	links, err := s.Store.LinksSince(ctx, today)
	if err != nil {
		return err
	}
	planOrganisations(file, known, links, today, report, nil)
	return nil
}

// keepOrganisations decides again on what the transaction has locked, and keeps it.
func keepOrganisations(ctx context.Context, tx *store.Tx, file organisationFile, report *Report) error {
	plan, err := lockedPlan(ctx, tx, file, report, nil)
	if err != nil || report.IsRefused() || report.Added+report.Changed == 0 {
		return err
	}
	if err := plan.keep(ctx, tx); err != nil {
		return err
	}
	return tx.Publish(ctx, report.told(models.Event{Act: "organisations.imported", Subject: "organisations", SubjectID: plan.about()}))
}

// about is the organisation that runs the installation, or the first.
func (p *organisationPlan) about() models.ID {
	network := slices.IndexFunc(p.all, func(o models.Organisation) bool { return o.Kind == models.Network })
	return p.all[max(network, 0)].ID
}

// lockedPlan is what the file changes of all organisations, which the transaction has locked.
func lockedPlan(ctx context.Context, tx *store.Tx, file organisationFile, report *Report, t *trace) (*organisationPlan, error) {
	known, err := tx.LockOrganisations(ctx)
	if err != nil {
		return nil, err
	}
	links, err := tx.LinksSince(ctx, tx.Today())
	if err != nil {
		return nil, err
	}
	return planOrganisations(file, known, links, tx.Today(), report, t), nil
}

func (p *organisationPlan) keep(ctx context.Context, tx *store.Tx) error {
	added := slices.Clone(p.added)
	for i := range added {
		added[i].SuccessorID = nil // may be one that is added after it
	}
	if err := tx.Add(ctx, &added); err != nil {
		return err
	}
	for _, o := range p.added {
		if o.SuccessorID != nil {
			p.changed = append(p.changed, o)
		}
	}
	if err := tx.ChangeOrganisations(ctx, p.changed); err != nil {
		return err
	}
	if err := tx.Add(ctx, &p.links); err != nil {
		return err
	}
	if err := tx.ChangeLinks(ctx, p.ended); err != nil {
		return err
	}
	p.trace.organisations(p)
	return tx.DropLinks(ctx, p.dropped)
}
