package command

import (
	"context"
	"io"

	"trellis/app"
	"trellis/app/exchange"
	"trellis/models/disclosure"
)

type exportSkills struct {
	Profile disclosure.Profile `enum:"count-5,count-7-round-5" default:"count-7-round-5" help:"${enum}: how small counts are protected."`
	exporting
}

// Run writes the published file.
func (e exportSkills) Run(ctx context.Context, r *run) error {
	return r.exports(ctx, e.exporting, func(a *app.App, w io.Writer) error {
		rows, err := a.Reports.PublishedSkills(ctx, e.Profile)
		if err != nil {
			return err
		}
		file := exchange.NewCSV(w)
		for _, row := range rows {
			if err := file.Write(row...); err != nil {
				return err
			}
		}
		return file.Flush()
	})
}
