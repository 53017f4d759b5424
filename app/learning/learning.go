// Package learning is how people come to courses: cohorts, enrolment, registers and the learning log.
package learning

import (
	"trellis/app/files"
	"trellis/models"
	"trellis/models/store"
)

// Service does what the area can do.
type Service struct {
	Store   *store.Store
	BaseURL string
	Shelf   files.Shelf // where what belongs to sessions lies
	// Looked is told who has seen whose named skills; nil where nobody keeps that.
	Looked func(viewer models.ID, people []models.ID)
}

// Today is the day it is, as a form shows it.
func (s *Service) Today() string { return string(s.Store.Today()) }
