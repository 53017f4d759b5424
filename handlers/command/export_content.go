package command

import (
	"context"
	"fmt"
	"io"

	"trellis/app"
	"trellis/app/exchange"
)

type exportFramework struct {
	Code    string                   `arg:"" help:"The framework's code."`
	Version string                   `placeholder:"V" help:"The version. Absent: the newest that is published, or the newest where none is."`
	Format  exchange.FrameworkFormat `enum:"trellis,moodle,gdd,case,xlsx" default:"trellis" help:"${enum}. trellis holds everything; docs/framework-files.md says what the others hold."`
	exporting
}

// Run writes the file, and says on standard error what it cannot hold.
func (e exportFramework) Run(ctx context.Context, r *run) error {
	var warnings []string
	err := r.exports(ctx, e.exporting, func(a *app.App, w io.Writer) (err error) {
		warnings, err = a.Exchange.ExportFramework(ctx, w, exchange.ExportFramework{Code: e.Code, Version: e.Version, Format: e.Format})
		return err
	})
	if err != nil {
		return err
	}
	for _, warning := range warnings {
		if _, err := fmt.Fprintf(r.err, "warning: %s\n", warning); err != nil {
			return err
		}
	}
	return nil
}

type exportCourses struct{ exporting }

// Run writes the file.
func (e exportCourses) Run(ctx context.Context, r *run) error {
	return r.exports(ctx, e.exporting, func(a *app.App, w io.Writer) error { return a.Exchange.ExportCourses(ctx, w) })
}

type exportBundle struct{ exporting }

// Run writes the file.
func (e exportBundle) Run(ctx context.Context, r *run) error {
	return r.exports(ctx, e.exporting, func(a *app.App, w io.Writer) error { return a.Exchange.ExportBundle(ctx, w) })
}
