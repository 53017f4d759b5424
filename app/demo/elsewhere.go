package demo

import (
	"context"
	"fmt"

	"trellis/models"
	"trellis/models/store"
)

// other is the framework of an employer, which some brought along, and how it compares with that of the network.
type other struct {
	framework    models.Framework
	version      models.FrameworkVersion
	levels       []models.Level
	domains      []models.Domain
	competencies []models.Competency
	crosswalks   []models.Crosswalk
}

// elsewhere is the framework by which Amara was assessed where she worked before. It has as many levels as that of the network, so
// that a match says something of a level here.
func (n *network) elsewhere() {
	o := &n.other
	o.framework = models.Framework{ID: store.NewID(), Code: "BI-LADDER", Name: "Business intelligence ladder"}
	o.version = models.FrameworkVersion{
		ID: store.NewID(), FrameworkID: o.framework.ID, Version: "2023", State: models.Draft, Language: "en-GB", Revision: 1,
		Description: "How one trust describes the work of its business intelligence team.", CreatedAt: n.ago(900),
	}
	for i, l := range [][2]string{
		{"Learning", "Watches, asks and tries."},
		{"Doing", "Does it with help."},
		{"Owning", "Does it alone, and answers for it."},
		{"Teaching", "Helps others to do it."},
		{"Leading", "Decides how the team does it."},
	} {
		o.levels = append(o.levels, models.Level{FrameworkVersionID: o.version.ID, Value: i + 1, Label: l[0], Description: l[1]})
	}
	o.domain("REP", "Reports and dashboards", [][2]string{{"BI1", "Charts that answer a question"}, {"BI2", "Asking what is needed"}, {"BI3", "Writing queries"}})
	o.domain("TEAM", "Working as a team", [][2]string{{"BI4", "Checking each other’s work"}, {"BI5", "Talking with directors"}, {"BI6", "Running a report service"}})
	for _, k := range o.competencies {
		n.content.Competencies[k.Code] = k
	}
	o.compare(n, "CS2", "BI1", models.CloseMatch, "The ladder says nothing of tables.")
	o.compare(n, "DS1", "BI2", models.ExactMatch, "")
	o.compare(n, "DE2", "BI3", models.CloseMatch, "Both mean SQL; the ladder asks for no other language.")
	o.compare(n, "QP3", "BI4", models.NarrowerMatch, "Quality assurance is more than a second pair of eyes.")
	o.compare(n, "CS4", "BI6", models.BroaderMatch, "")
	o.compare(n, "CS1", "BI5", models.RelatedMatch, "")
	n.agrees(*n.says("Amara Osei", "Amara Osei", "BI1", models.BySelf, 4, 800, "From my years in the business intelligence team."), "Helen Whitcombe")
	n.agrees(*n.says("Amara Osei", "Amara Osei", "BI2", models.BySelf, 3, 800, ""), "Helen Whitcombe")
}

func (o *other) domain(code, name string, competencies [][2]string) {
	d := models.Domain{ID: store.NewID(), FrameworkVersionID: o.version.ID, Code: code, Name: name, Position: len(o.domains) + 1}
	o.domains = append(o.domains, d)
	for _, k := range competencies {
		key := store.Fold(k[1])
		o.competencies = append(o.competencies, models.Competency{
			ID: store.NewID(), FrameworkVersionID: o.version.ID, DomainID: d.ID, Code: k[0], Name: k[1], NameKey: key, Slug: models.Slug(key), Position: len(o.competencies) + 1,
		})
	}
}

func (o *other) compare(n *network, ours, theirs string, strength models.Strength, note string) {
	o.crosswalks = append(o.crosswalks, models.Crosswalk{
		ID: store.NewID(), FromID: n.content.Competencies[ours].ID, ToID: n.content.Competencies[theirs].ID, Strength: strength, Note: note, SaidAt: n.ago(60),
	})
}

func (o *other) keep(ctx context.Context, tx *store.Tx) error {
	for _, rows := range []any{&o.framework, &o.version, &o.levels, &o.domains, &o.competencies, &o.crosswalks} {
		if err := tx.Add(ctx, rows); err != nil {
			return fmt.Errorf("keep %T: %w", rows, err)
		}
	}
	return tx.PublishVersion(ctx, o.version.ID)
}
