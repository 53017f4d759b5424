package exchange

import (
	"context"
	"strings"

	"trellis/models"
	"trellis/models/store"
)

// keepCrosswalks keeps what a file says of how its competencies compare with those of other frameworks that are here. Those
// that are not here are warned of where the file says nothing else of them.
func keepCrosswalks(ctx context.Context, tx *store.Tx, version models.FrameworkVersion, told []store.ToldCrosswalk, report *Report) error {
	if len(told) == 0 {
		return nil
	}
	content, err := tx.FrameworkContent(ctx, version.ID)
	if err != nil {
		return err
	}
	others, err := tx.OtherCompetencies(ctx, version.FrameworkID)
	if err != nil {
		return err
	}
	ids := map[string]models.ID{}
	for _, k := range content.Competencies {
		ids[k.Code] = k.ID
	}
	where := placesOf(others)
	var list []models.Crosswalk
	var missing []string
	for _, t := range told {
		other, from := where(t), ids[t.Code]
		if other != "" && from != "" {
			list = append(list, models.Crosswalk{FromID: from, ToID: other, Strength: t.Strength, Note: t.Note, ByID: report.by})
		} else if t.Promised {
			missing = append(missing, t.Code+" – "+t.Name)
		}
	}
	if len(missing) > 0 {
		report.warn(count(len(missing), "crosswalk is", "crosswalks are") + " to competencies that are not here, and left out: import their framework, then this file again: " + someOf(missing))
	}
	report.Crosswalks, err = tx.KeepCrosswalks(ctx, version.ID, list)
	return err
}

// placesOf finds competencies as files name them: by identifier, or by framework, version and code. The newest published
// version holds where several fit.
func placesOf(others []store.ElsewhereCompetency) func(store.ToldCrosswalk) models.ID {
	byID, byCode := map[string]models.ID{}, map[string]models.ID{}
	keep := func(in map[string]models.ID, name string, id models.ID) {
		if _, there := in[name]; !there && name != "" {
			in[name] = id
		}
	}
	for _, o := range others {
		keep(byID, strings.ToLower(o.Identifier), o.ID)
		keep(byID, caseID(o.Framework, o.Version, "competency", o.Code), o.ID)
		keep(byCode, o.Framework+"\n\n"+o.Code, o.ID)
		keep(byCode, o.Framework+"\n"+o.Version+"\n"+o.Code, o.ID)
	}
	return func(t store.ToldCrosswalk) models.ID {
		if id, there := byID[strings.ToLower(t.Identifier)]; there && t.Identifier != "" {
			return id
		}
		return byCode[t.Framework+"\n"+t.Version+"\n"+t.Other]
	}
}
