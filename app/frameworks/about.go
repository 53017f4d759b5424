package frameworks

import (
	"context"
	"strconv"

	"trellis/app/input"
	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// WriteAbout is what somebody writes of a draft itself, and of its scale, as it was typed.
type WriteAbout struct {
	Name         string       `form:"name" validate:"required,max=200" problem:"required=Enter the name of the framework|max=Use 200 characters or fewer for the name"`
	Language     string       `form:"language" validate:"max=20" problem:"max=Use 20 characters or fewer for the language"`
	Description  string       `form:"description" validate:"max=4000" problem:"max=Use 4,000 characters or fewer for the description"`
	Licence      string       `form:"licence" validate:"max=500" problem:"max=Use 500 characters or fewer for the licence"`
	Source       string       `form:"source" validate:"max=500" problem:"max=Use 500 characters or fewer for the source"`
	Attribution  string       `form:"attribution" validate:"max=1000" problem:"max=Use 1,000 characters or fewer for the attribution"`
	Notes        string       `form:"notes" validate:"max=4000" problem:"max=Use 4,000 characters or fewer for the notes"`
	ExportBarred bool         `form:"export_barred"`
	Lowest       string       `form:"lowest" validate:"oneof=0 1" problem:"oneof=Choose whether the scale begins at 0 or at 1"`
	Levels       []WriteLevel `form:"levels"`
	DropLevels   bool         `form:"drop_levels"` // what stands at a level that is gone may go
	NotNHSNumber bool         `form:"not_nhs_number"`
	Edition      string       `form:"edition"`
}

// WriteLevel is a point of the scale, as it was typed. Those without a label at the end are left out.
type WriteLevel struct {
	Label       string `form:"label"`
	Description string `form:"description"`
}

// AboutPage is the form in which a draft itself is written.
type AboutPage struct {
	store.FrameworkContent
	In WriteAbout // as it is
}

// About is the page of that form.
func (s *Service) About(ctx context.Context, actor models.Actor, code, version string) (page AboutPage, err error) {
	v, err := draft(ctx, s.Store.Reads, actor, code, version)
	if err != nil {
		return page, err
	}
	page.FrameworkContent, err = s.Store.FrameworkContent(ctx, v.ID)
	page.In = aboutOf(page.FrameworkContent)
	return page, err
}

func aboutOf(c store.FrameworkContent) WriteAbout {
	v := c.Version
	in := WriteAbout{
		Name: c.Framework.Name, Language: v.Language, Description: v.Description, Licence: v.Licence, Source: v.Source, Attribution: v.Attribution,
		Notes: v.Notes, ExportBarred: v.ExportBarred, Lowest: "0", Edition: v.EditionWith(c.Framework, c.Levels),
	}
	for i, l := range c.Levels {
		if i == 0 {
			in.Lowest = strconv.Itoa(l.Value)
		}
		in.Levels = append(in.Levels, WriteLevel{Label: l.Label, Description: l.Description})
	}
	return in
}

// SaveAbout keeps what was typed of a draft and its scale.
func (s *Service) SaveAbout(ctx context.Context, actor models.Actor, code, version string, in WriteAbout) error {
	return s.write(ctx, actor, code, version, func(tx *store.Tx, c store.FrameworkContent) (bool, error) {
		was := c.Version.EditionWith(c.Framework, c.Levels)
		if in.Edition != was {
			return false, models.ErrStale
		}
		next := c
		problems, err := input.Problems(in)
		if err != nil {
			return false, err
		}
		problems.Add(in.onto(&next))
		problems.Add(in.losing(c, next.Levels))
		problems.Add(renaming(actor, c, next))
		if err := problems.OrNil(); err != nil {
			return false, err
		}
		if next.Version.EditionWith(next.Framework, next.Levels) == was {
			return false, nil
		}
		if err := tx.KeepVersion(ctx, next.Framework, next.Version); err != nil {
			return false, err
		}
		return true, tx.KeepScale(ctx, c.Version.ID, next.Levels)
	})
}

// onto writes what was typed over a content, and answers what is wrong with it.
func (in WriteAbout) onto(c *store.FrameworkContent) models.Invalid {
	v := &c.Version
	c.Framework.Name, v.Language, v.Licence, v.Source = input.Line(in.Name), input.Line(in.Language), input.Tidy(in.Licence), input.Line(in.Source)
	v.Description, v.Attribution, v.Notes, v.ExportBarred = input.Tidy(in.Description), input.Tidy(in.Attribution), input.Tidy(in.Notes), in.ExportBarred
	problems := input.Patients(
		in.NotNHSNumber, input.Text{Field: "name", Text: in.Name}, input.Text{Field: "description", Text: in.Description}, input.Text{Field: "notes", Text: in.Notes},
		input.Text{Field: "attribution", Text: in.Attribution},
	)
	var wrong models.Invalid
	c.Levels, wrong = in.scale()
	problems.Add(wrong)
	return problems
}

// scale is the scale that was typed, and what is wrong with it.
func (in WriteAbout) scale() (levels []models.Level, problems models.Invalid) {
	problems = models.Invalid{}
	lowest, _ := strconv.Atoi(in.Lowest) // another problem says where it is neither 0 nor 1
	last := -1
	for i, l := range in.Levels {
		if input.Line(l.Label) != "" {
			last = i
		}
	}
	seen := map[string]bool{}
	for i, l := range in.Levels[:last+1] {
		level := models.Level{Value: lowest + i, Label: input.Line(l.Label), Description: input.Tidy(l.Description)}
		field := LevelField(i, "label")
		switch {
		case level.Label == "":
			problems[field] = "Enter what level " + strconv.Itoa(level.Value) + " is called"
		case len([]rune(level.Label)) > 60:
			problems[field] = "Use 60 characters or fewer for the name of a level"
		case seen[store.Fold(level.Label)]:
			problems[field] = "Another level is called this: enter a different name"
		}
		if len([]rune(level.Description)) > 1000 {
			problems[LevelField(i, "description")] = "Use 1,000 characters or fewer for what a level means"
		}
		seen[store.Fold(level.Label)] = true
		levels = append(levels, level)
	}
	if len(levels) < models.LeastPoints || len(levels) > models.MostPoints {
		problems.Add(models.Invalid{LevelField(0, "label"): "Name 3 to 6 levels, the lowest first"})
	}
	return levels, problems
}

// LevelField is the name of a field of a point of the scale.
func LevelField(i int, field string) string { return "levels[" + strconv.Itoa(i) + "]." + field }

// losing is the problem that words or requirements stand at levels that the new scale does not have, unless they may go.
func (in WriteAbout) losing(c store.FrameworkContent, levels []models.Level) models.Invalid {
	stays := map[int]bool{}
	for _, l := range levels {
		stays[l.Value] = true
	}
	lost := 0
	for _, d := range c.Descriptors {
		if !stays[d.Level] {
			lost++
		}
	}
	for _, q := range c.Requirements {
		if !stays[q.Level] {
			lost++
		}
	}
	if lost == 0 || in.DropLevels {
		return nil
	}
	return models.Invalid{"drop_levels": strconv.Itoa(lost) + " descriptors or requirements stand at a level that goes. Say that they may go with it, or keep the level"}
}

// renaming refuses that editors of a draft rename what is published: the name is that of all versions.
func renaming(actor models.Actor, was, next store.FrameworkContent) models.Invalid {
	if was.Version.BasedOnID == nil || was.Framework.Name == next.Framework.Name || policy.Scope(actor, policy.KeepFrameworks).All {
		return nil
	}
	return models.Invalid{"name": "The name is that of every version, the published ones too. Ask an administrator to change it"}
}
