package skills_test

import (
	"context"
	"fmt"
	"io"
	"testing"

	"trellis/app/skills"
	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/store"
	"trellis/views/layout"
	"trellis/views/teamviews"
)

// BenchmarkTeam reads and draws the whole matrix: 200 people by 60 competencies.
func BenchmarkTeam(b *testing.B) {
	w := modeltest.New(b)
	mia := largeTeam(w, 200, 60)
	service := &skills.Service{Store: w.Store}
	ctx := b.Context()
	for name, filter := range map[string]skills.TeamFilter{"core": {}, "all": {Areas: skills.AllSkills}} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				page, err := service.Team(ctx, mia, filter)
				if err != nil || len(page.Rows) != 200 {
					b.Fatal(len(page.Rows), err)
				}
				if err := teamviews.Team(layout.Page{}, page).Render(ctx, io.Discard); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// largeTeam is a manager of that many people, all assessed in that many competencies; the first fifteen are core.
func largeTeam(w *modeltest.World, people, competencies int) models.Actor {
	version := models.FrameworkVersion{FrameworkID: w.Version.FrameworkID, Version: "large", State: models.Draft, CreatedAt: w.Store.Now()}
	w.Keep(&version)
	for value, label := range []string{"Not yet", "Awareness", "Working", "Practitioner", "Expert"} {
		w.Keep(&models.Level{FrameworkVersionID: version.ID, Value: value, Label: label})
	}
	profile := models.RoleProfile{FrameworkVersionID: version.ID, Code: "large", Name: "Large", Position: 3}
	domain := models.Domain{FrameworkVersionID: version.ID, Code: "LARGE", Name: "Large", Position: 2}
	w.Keep(&profile, &domain)
	var asked []models.Competency
	for i := range competencies {
		name := fmt.Sprintf("Large competency %d", i)
		c := models.Competency{FrameworkVersionID: version.ID, DomainID: domain.ID, Code: fmt.Sprint("L", i), Name: name, NameKey: store.Fold(name), Slug: models.Slug(name), Position: 100 + i}
		w.Keep(&c)
		w.Keep(&models.Requirement{RoleProfileID: profile.ID, CompetencyID: c.ID, Level: i%4 + 1, Core: i < 15})
		asked = append(asked, c)
	}
	w.In(func(ctx context.Context, tx *store.Tx) error { return tx.PublishVersion(ctx, version.ID) })
	mia := w.Learner("Mia")
	var assessments []models.Assessment
	for i := range people {
		ada := w.Post(w.Person(fmt.Sprintf("ada%d", i)), &profile, &mia.ID)
		for j, c := range asked {
			assessments = append(assessments, models.Assessment{PersonID: ada.ID, ByID: ada.ID, CompetencyID: c.ID, Kind: models.BySelf, Level: (i + j) % 5, Use: models.Uses()[(i+j)%4], AssessedAt: w.Store.Now()})
		}
	}
	w.In(func(ctx context.Context, tx *store.Tx) error { return tx.AddAssessments(ctx, assessments) })
	return w.Again(mia)
}
