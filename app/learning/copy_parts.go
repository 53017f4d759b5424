package learning

import (
	"context"
	"errors"

	"trellis/models"
	"trellis/models/store"
)

// cohortParts are what belongs to some cohorts, by the id of each, and the codes that are taken.
type cohortParts struct {
	sessions     map[models.ID][]models.Session
	shares       map[models.ID][]models.Share
	questions    map[models.ID][]models.Question
	preparations map[models.ID][]models.Preparation
	trainers     map[models.ID][]models.Person
	units        map[models.ID][]models.Unit // of the courses, as they are taught now
	codes        []string
}

func partsOf(ctx context.Context, r store.Reads, cohorts []models.Cohort, today models.Date) (cohortParts, error) {
	ids := make([]models.ID, len(cohorts))
	courses := make([]models.ID, len(cohorts))
	for i, c := range cohorts {
		ids[i], courses[i] = c.ID, c.CourseID
	}
	sessions, err := r.SessionsOf(ctx, ids)
	rest, restErr := r.PartsOf(ctx, ids)
	named, namedErr := r.NamedTrainers(ctx, ids, today)
	units, unitsErr := r.UnitsOf(ctx, courses)
	codes, codesErr := r.CohortCodesOf(ctx, courses)
	parts := cohortParts{
		sessions:     by(sessions, func(s models.Session) models.ID { return s.CohortID }),
		shares:       by(rest.Shares, func(s models.Share) models.ID { return s.CohortID }),
		questions:    by(rest.Questions, func(q models.Question) models.ID { return q.CohortID }),
		preparations: by(rest.Preparations, func(p models.Preparation) models.ID { return p.CohortID }),
		units:        by(units, func(u models.Unit) models.ID { return u.CourseID }),
		trainers:     map[models.ID][]models.Person{}, codes: codes,
	}
	for _, t := range named {
		parts.trainers[t.CohortID] = append(parts.trainers[t.CohortID], t.Person)
	}
	return parts, errors.Join(err, restErr, unitsErr, namedErr, codesErr)
}

// by puts things into lists by what they belong to.
func by[T any](list []T, of func(T) models.ID) map[models.ID][]T {
	lists := map[models.ID][]T{}
	for _, one := range list {
		lists[of(one)] = append(lists[of(one)], one)
	}
	return lists
}

func blankQuestions(list []models.Question) []models.Question {
	fresh := make([]models.Question, len(list))
	for i, q := range list {
		fresh[i] = models.Question{Asks: q.Asks, Required: q.Required}
	}
	return fresh
}

func blankPreparations(list []models.Preparation) []models.Preparation {
	fresh := make([]models.Preparation, len(list))
	for i, p := range list {
		fresh[i] = models.Preparation{Title: p.Title, URL: p.URL, Minutes: p.Minutes}
	}
	return fresh
}
