// Package learning is how people come to courses: cohorts, enrolment, registers and the learning log.
package learning

import "trellis/models/store"

// Service does what the area can do.
type Service struct {
	Store   *store.Store
	BaseURL string
}

// Today is the day it is, as a form shows it.
func (s *Service) Today() string { return string(s.Store.Today()) }
