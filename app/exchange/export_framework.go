package exchange

import (
	"context"
	"errors"
	"fmt"
	"io"
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
	CASE   FrameworkFormat = "case"    // a package of CASE 1.1
	XLSX   FrameworkFormat = "xlsx"    // a workbook for editors, which holds everything
	GDD    FrameworkFormat = "gdd"     // the two CSV files of the Government Digital and Data framework, in one archive
)

// FrameworkFormats lists them, that which holds everything first.
func FrameworkFormats() []FrameworkFormat { return []FrameworkFormat{Ours, XLSX, CASE, Moodle, GDD} }

// ExportFramework writes a version of a framework. It answers what the format cannot hold, and models.Invalid where there
// is no such framework, version or format. Who may run commands on the machine may export, so it asks no policy.
func (s *Service) ExportFramework(ctx context.Context, w io.Writer, in ExportFramework) (warnings []string, err error) {
	write := frameworkWriters()[in.Format]
	if write == nil {
		return nil, models.Invalid{"format": fmt.Sprintf("Trellis cannot write %q: want one of %s", in.Format, formatNames())}
	}
	var c store.FrameworkContent
	err = s.Store.Snapshot(ctx, func(r store.Reads) error {
		version, err := r.VersionToExport(ctx, in.Code, in.Version)
		if err != nil {
			return err
		}
		if c, err = r.FrameworkContent(ctx, version.ID); err == nil {
			c.Crosswalks, err = r.CrosswalksOf(ctx, version.ID)
		}
		return err
	})
	if errors.Is(err, models.ErrNotFound) {
		return nil, s.noSuchVersion(ctx, in)
	}
	if err != nil {
		return nil, err
	}
	if c.Version.ExportBarred {
		return nil, barred(c)
	}
	return write(w, ofTheVersion(c))
}

// frameworkWriters write a framework whose references are codes, and answer what the format cannot hold.
func frameworkWriters() map[FrameworkFormat]func(io.Writer, store.FrameworkContent) ([]string, error) {
	return map[FrameworkFormat]func(io.Writer, store.FrameworkContent) ([]string, error){
		Ours: writeStarter, Moodle: writeMoodle, CASE: writeCASE, XLSX: writeXLSX, GDD: writeGDD,
	}
}

func formatNames() string {
	var names []string
	for _, f := range FrameworkFormats() {
		names = append(names, string(f))
	}
	return strings.Join(names, ", ")
}

// barred says that a framework may not be handed out.
func barred(c store.FrameworkContent) error {
	says := fmt.Sprintf("%s (%s), version %s, may not be handed out: its licence does not allow it", c.Framework.Name, c.Framework.Code, c.Version.Version)
	if c.Version.Licence != "" {
		says += " (" + cut(c.Version.Licence) + ")"
	}
	return models.Invalid{"framework": says}
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
