// Package skills is where people stand: assessing oneself, a manager's confirmation, and the gaps of a team.
package skills

import (
	"trellis/models"
	"trellis/models/store"
)

// Service does what the area can do.
type Service struct {
	Store *store.Store
	// Looked is told who has seen whose named skills; nil where nobody keeps that.
	Looked func(viewer models.ID, people []models.ID)
	// BaseURL is the address under which people reach the product, for letters.
	BaseURL string
}

// looked tells who has seen whose named skills. One's own are no news.
func (s *Service) looked(viewer models.ID, people ...models.ID) {
	if s.Looked != nil && len(people) > 0 {
		s.Looked(viewer, people)
	}
}
