// Package starter is the content that a demonstration begins with: a framework for health and care analysts, courses that
// build it, and the organisations of the Midlands. The files are our own wording; names and codes of organisations are
// public facts.
package starter

import (
	"bytes"
	"context"
	_ "embed" // for the files
	"errors"

	"trellis/app/exchange"
	"trellis/models"
	"trellis/models/store"
)

var (
	//go:embed frameworks.json
	framework []byte
	//go:embed courses.json
	courses []byte
)

// Starter is what Load has kept. The maps are by code.
type Starter struct {
	Network       models.Organisation // runs the installation
	Region        models.Organisation
	Organisations map[string]models.Organisation // network and region too
	Links         []models.Link

	Version      models.FrameworkVersion // published
	Levels       []models.Level
	Competencies map[string]models.Competency
	Profiles     map[string]models.RoleProfile
	Requirements map[string][]models.Requirement // by role profile, in the order of the framework

	Courses       map[string]models.Course
	Units         map[string][]models.Unit         // by course, in order
	Outcomes      map[string][]models.Outcome      // by course
	Prerequisites map[string][]models.Prerequisite // by course
	Programmes    map[string]models.Programme
}

// Load fills an empty store with the starter content. It answers exchange.ErrNotEmpty when anything is there already.
func Load(ctx context.Context, s *store.Store) (Starter, error) {
	begun, err := (&exchange.Service{Store: s}).Begin(ctx, exchange.Begin{
		Framework: exchange.File{Name: "frameworks.json", Content: bytes.NewReader(framework)},
		Programme: exchange.File{Name: "courses.json", Content: bytes.NewReader(courses)},
		Network: models.Organisation{
			Code: "MIDLANDS-NET", Name: "Midlands Decision Support Network (demonstration)", ShortName: "Midlands Decision Support Network", Kind: models.Network,
		},
	})
	if err != nil {
		return Starter{}, err
	}
	return byCode(begun), nil
}

func byCode(b exchange.Begun) Starter {
	s := Starter{
		Version: b.Framework.Version, Levels: b.Framework.Levels, Links: b.Content.Links,
		Organisations: keyed(b.Content.Organisations, func(o models.Organisation) string { return o.Code }),
		Competencies:  keyed(b.Framework.Competencies, func(c models.Competency) string { return c.Code }),
		Profiles:      keyed(b.Framework.Profiles, func(p models.RoleProfile) string { return p.Code }),
		Courses:       keyed(b.Content.Courses, func(c models.Course) string { return c.Code }),
		Programmes:    keyed(b.Content.Programmes, func(p models.Programme) string { return p.Code }),
	}
	for _, o := range b.Content.Organisations {
		switch o.Kind {
		case models.Network:
			s.Network = o
		case models.Region:
			s.Region = o
		default:
		}
	}
	profiles, courses := map[models.ID]string{}, map[models.ID]string{}
	for _, p := range s.Profiles {
		profiles[p.ID] = p.Code
	}
	for _, c := range s.Courses {
		courses[c.ID] = c.Code
	}
	s.Requirements = grouped(b.Framework.Requirements, func(r models.Requirement) string { return profiles[r.RoleProfileID] })
	s.Units = grouped(b.Content.Units, func(u models.Unit) string { return courses[u.CourseID] })
	s.Outcomes = grouped(b.Content.Outcomes, func(o models.Outcome) string { return courses[o.CourseID] })
	s.Prerequisites = grouped(b.Content.Prerequisites, func(p models.Prerequisite) string { return courses[p.CourseID] })
	return s
}

func keyed[T any](list []T, key func(T) string) map[string]T {
	m := make(map[string]T, len(list))
	for _, item := range list {
		m[key(item)] = item
	}
	return m
}

func grouped[T any](list []T, key func(T) string) map[string][]T {
	m := map[string][]T{}
	for _, item := range list {
		m[key(item)] = append(m[key(item)], item)
	}
	return m
}

// Read is what the files say, for whoever builds something else on it. References are codes.
func Read() (store.FrameworkContent, store.Content, error) {
	content, report, err := exchange.ReadFramework([]exchange.File{{Name: "frameworks.json", Content: bytes.NewReader(framework)}}, "")
	if err = errors.Join(err, report.Err()); err != nil {
		return content, store.Content{}, err
	}
	programme, report, err := exchange.ReadProgramme(exchange.File{Name: "courses.json", Content: bytes.NewReader(courses)}, content)
	return content, programme, errors.Join(err, report.Err())
}

// Files are the framework, and the courses with the organisations, as they can be imported.
func Files() (frameworks, programme []byte) { return framework, courses }
