package teachingviews

import (
	"trellis/app/courses"
	"trellis/models"
	"trellis/views/components"
)

// UnitFileForm is the form in which a unit gets a file.
type UnitFileForm struct {
	courses.UnitFilePage
	Problems models.Invalid
	Stale    bool // the draft was changed since the page was opened
}

func (f UnitFileForm) summary() []components.Problem {
	if problem := f.Problems["file"]; problem != "" {
		return []components.Problem{{Field: "file", Text: problem}}
	}
	return nil
}
