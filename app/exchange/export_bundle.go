package exchange

import (
	"bytes"
	"cmp"
	"context"
	"io"
	"slices"

	"trellis/models"
	"trellis/models/store"
)

// ExportBundle writes the whole programme, so that another network can begin with it: every published version of every
// framework, the courses and the programmes; nobody and no organisation. Who may run commands on the machine may export, so
// it asks no policy.
func (s *Service) ExportBundle(ctx context.Context, w io.Writer) error {
	var parts bundleParts
	err := s.Store.Snapshot(ctx, func(r store.Reads) (err error) {
		parts, err = partsOfBundle(ctx, r)
		return err
	})
	if err != nil {
		return err
	}
	var text bytes.Buffer
	if err := writeJSON(&text, parts); err != nil {
		return err
	}
	file := bundleFile{Schema: BundleFormat, Parts: text.Bytes()}
	if file.Digest, err = digestOf(file.Parts); err != nil {
		return err
	}
	return writeJSON(w, file)
}

func partsOfBundle(ctx context.Context, r store.Reads) (bundleParts, error) {
	parts := bundleParts{Frameworks: []starterFile{}}
	editions, err := r.Editions(ctx)
	if err != nil {
		return parts, err
	}
	open := openShelf(editions)
	slices.SortFunc(open, func(a, b edition) int { // the newest last, for who imports takes them in this order
		return cmp.Or(cmp.Compare(a.Framework, b.Framework), a.Version.PublishedAt.Compare(*b.Version.PublishedAt), cmp.Compare(a.Version.ID, b.Version.ID))
	})
	versions := make([]models.ID, len(open))
	for i, e := range open {
		versions[i] = e.Version.ID
	}
	contents, err := r.FrameworkContents(ctx, versions)
	if err != nil {
		return parts, err
	}
	for _, c := range contents {
		if c.Version.ExportBarred {
			return parts, barred(c)
		}
		if c.Crosswalks, err = r.CrosswalksOf(ctx, c.Version.ID); err != nil {
			return parts, err
		}
		parts.Frameworks = append(parts.Frameworks, starterFile{StarterFormat, starterOf(ofTheVersion(c))})
	}
	parts.Courses, err = programmeOf(ctx, r)
	return parts, err
}
