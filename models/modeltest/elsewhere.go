package modeltest

import (
	"context"

	"trellis/models"
	"trellis/models/store"
)

// Elsewhere publishes another framework, ELSE, with five levels that begin with 1, and two competencies: E1 and E2. They are among the
// world's Competencies.
func (w *World) Elsewhere() models.FrameworkVersion {
	w.T.Helper()
	now := w.Store.Now()
	f := models.Framework{Code: "ELSE", Name: "Framework of elsewhere"}
	w.Keep(&f)
	v := models.FrameworkVersion{FrameworkID: f.ID, Version: "7", State: models.Draft, CreatedAt: now}
	w.Keep(&v)
	for i, label := range []string{"None", "Some", "Fair", "Good", "Great"} {
		w.Keep(&models.Level{FrameworkVersionID: v.ID, Value: i + 1, Label: label})
	}
	domain := models.Domain{FrameworkVersionID: v.ID, Code: "E", Name: "Numbers", Position: 1}
	w.Keep(&domain)
	for i, name := range []string{"Describing numbers and data", "Asking questions"} {
		k := models.Competency{
			FrameworkVersionID: v.ID, DomainID: domain.ID, Code: [...]string{"E1", "E2"}[i], Name: name,
			NameKey: store.Fold(name), Slug: models.Slug(store.Fold(name)), Position: i + 1,
		}
		w.Keep(&k)
		w.Keep(&models.Descriptor{CompetencyID: k.ID, Level: 4, Text: "Does it well"})
		w.Competencies[k.Code] = k
	}
	w.In(func(ctx context.Context, tx *store.Tx) error { return tx.PublishVersion(ctx, v.ID) })
	v.State, v.PublishedAt = models.Published, &now
	return v
}

// Compared keeps how two competencies compare, as a file says it.
func (w *World) Compared(from, to string, strength models.Strength) models.Crosswalk {
	w.T.Helper()
	c := models.Crosswalk{FromID: w.Competencies[from].ID, ToID: w.Competencies[to].ID, Strength: strength, SaidAt: w.Store.Now()}
	w.Keep(&c)
	return c
}
