package skills

import (
	"context"
	"maps"
	"slices"
	"strconv"

	"trellis/app/input"
	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// LevelExamples are the worked examples of one level of a competency.
type LevelExamples struct {
	Value    int
	Label    string
	Text     string // what the level means
	Examples []store.ListedExample
}

// ExamplesPage are the worked examples of a competency, for those who write the framework.
type ExamplesPage struct {
	Framework  models.Framework
	Version    models.FrameworkVersion
	Competency models.Competency
	Levels     []LevelExamples // all of the scale, lowest first
	Input      AddExample
}

// AddExample adds a worked example to a level.
type AddExample struct {
	Level string `form:"level" validate:"required" problem:"required=Select the level that the example shows"`
	Says  string `form:"says" validate:"required,max=600" problem:"required=Describe a piece of real work|max=Use 600 characters or fewer"`
	// NotNHSNumber says that ten digits in the text are no NHS number.
	NotNHSNumber bool `form:"not_nhs_number"`
}

// exampled is a competency whose worked examples the actor may change.
type exampled struct {
	version    models.FrameworkVersion
	competency models.Competency
	scale      Scale
}

// exampledAt finds the competency. Examples come with use, so that they may be added to a published version too.
func exampledAt(ctx context.Context, r store.Reads, actor models.Actor, code, version, slug string) (exampled, error) {
	e := exampled{}
	var err error
	if e.version, err = r.VersionNamed(ctx, code, version); err != nil {
		return e, err
	}
	if err := policy.Allows(actor, policy.WriteFrameworks, e.version); err != nil {
		return e, err
	}
	if e.competency, err = r.CompetencyOf(ctx, e.version.ID, slug); err != nil {
		return e, err
	}
	scales, err := scalesOf(ctx, r, []models.ID{e.version.ID})
	e.scale = scales[e.version.ID]
	return e, err
}

// Examples shows the worked examples of a competency to those who write the framework.
func (s *Service) Examples(ctx context.Context, actor models.Actor, code, version, slug string) (ExamplesPage, error) {
	page := ExamplesPage{}
	e, err := exampledAt(ctx, s.Store.Reads, actor, code, version, slug)
	if err != nil {
		return page, err
	}
	page.Version, page.Competency = e.version, e.competency
	if page.Framework, err = s.Store.FrameworkOf(ctx, e.version); err != nil {
		return page, err
	}
	texts, err := s.descriptors(ctx, e.competency.ID)
	if err != nil {
		return page, err
	}
	list, err := s.Store.WorkedExamples(ctx, []models.ID{e.competency.ID})
	for _, l := range e.scale {
		of := filter(list, func(x store.ListedExample) bool { return x.Level == l.Value })
		page.Levels = append(page.Levels, LevelExamples{Value: l.Value, Label: l.Label, Text: texts[l.Value], Examples: of})
	}
	return page, err
}

// AddExample adds a worked example to a competency.
func (s *Service) AddExample(ctx context.Context, actor models.Actor, code, version, slug string, in AddExample) error {
	in.Says = input.Tidy(in.Says)
	invalid, err := input.Problems(in)
	if err != nil {
		return err
	}
	maps.Copy(invalid, input.Patients(in.NotNHSNumber, input.Text{Field: "says", Text: in.Says}))
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		e, err := exampledAt(ctx, tx.Reads, actor, code, version, slug)
		if err != nil {
			return err
		}
		level, err := strconv.Atoi(in.Level)
		if in.Level != "" && (err != nil || !e.scale.Has(level)) {
			invalid["level"] = "Select the level that the example shows"
		}
		if err := invalid.OrNil(); err != nil {
			return err
		}
		example := models.WorkedExample{ID: store.NewID(), CompetencyID: e.competency.ID, Level: level, Says: in.Says, ByID: actor.ID, AddedAt: tx.Now()}
		if err := tx.Add(ctx, &example); err != nil {
			return err
		}
		return tx.Publish(ctx, models.Event{ActorID: &actor.ID, Act: "example.added", Subject: "worked_examples", SubjectID: example.ID})
	})
}

// WithdrawExample takes a worked example back. It stays in the database, and is shown no more.
func (s *Service) WithdrawExample(ctx context.Context, actor models.Actor, code, version, slug string, id models.ID) error {
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		e, err := exampledAt(ctx, tx.Reads, actor, code, version, slug)
		if err != nil {
			return err
		}
		if err := tx.WithdrawExample(ctx, e.competency.ID, id); err != nil {
			return err
		}
		return tx.Publish(ctx, models.Event{ActorID: &actor.ID, Act: "example.withdrawn", Subject: "worked_examples", SubjectID: id})
	})
}

// examples are the worked examples of competencies, by competency and then by level, those levels alone that have one.
func (s *Service) examples(ctx context.Context, skills ...Skill) (map[models.ID][]LevelExamples, error) {
	list, err := s.Store.WorkedExamples(ctx, idsOf(skills, func(k Skill) models.ID { return k.CompetencyID }))
	by := map[models.ID][]LevelExamples{}
	for _, x := range list {
		levels := by[x.CompetencyID]
		at := slices.IndexFunc(levels, func(l LevelExamples) bool { return l.Value == x.Level })
		if at < 0 {
			of := slices.IndexFunc(skills, func(k Skill) bool { return k.CompetencyID == x.CompetencyID })
			at, levels = len(levels), append(levels, LevelExamples{Value: x.Level, Label: skills[of].Scale.Label(x.Level)})
		}
		levels[at].Examples = append(levels[at].Examples, x)
		by[x.CompetencyID] = levels
	}
	return by, err
}
