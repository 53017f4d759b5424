package app

import (
	"bytes"
	"context"

	"trellis/app/demo/starter"
	"trellis/app/exchange"
	"trellis/app/policy"
	"trellis/models"
)

// Starter is a part of the content that comes with the product.
type Starter string

// The parts: organisations of a region as a sample, a framework, and courses that build it.
const (
	SampleOrganisations Starter = "organisations"
	StarterFramework    Starter = "framework"
	StarterCourses      Starter = "courses"
)

// LoadStarter keeps a part of the content that comes with the product, as if an administrator had imported it from a file.
func (a *App) LoadStarter(ctx context.Context, actor models.Actor, what Starter) (exchange.Report, error) {
	if !policy.Scope(actor, policy.ChangeSettings).All {
		return exchange.Report{}, models.ErrForbidden
	}
	framework, courses := starter.Files()
	file := func(name string, content []byte) exchange.File {
		return exchange.File{Name: name, Content: bytes.NewReader(content)}
	}
	switch what {
	case SampleOrganisations:
		return a.Exchange.ImportOrganisations(ctx, exchange.ImportOrganisations{File: file("sample.json", courses), By: &actor.ID})
	case StarterFramework:
		return a.Exchange.ImportFramework(ctx, exchange.ImportFramework{Files: []exchange.File{file("starter.json", framework)}, By: &actor.ID})
	case StarterCourses:
		return a.Exchange.ImportCourses(ctx, exchange.ImportCourses{File: file("courses.json", courses), By: &actor.ID})
	}
	return exchange.Report{}, models.ErrNotFound
}
