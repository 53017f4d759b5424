// Package records issues completion records, and answers whoever checks one.
package records

import (
	"time"

	"trellis/models/store"
)

// Service does what the area can do.
type Service struct {
	Store   *store.Store
	BaseURL string
	Secret  string // of the installation: under it the keys that badges are signed with are sealed
	// Patience is for how long a request issues records itself; 0 for the usual, less for not at all.
	Patience time.Duration

	lists lists
	uses  linkUses // of links to transcripts
}
