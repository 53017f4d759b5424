// Package reports shapes pages that look across the areas: home, and the figures of the network.
package reports

import "trellis/models/store"

// Service does what the area can do.
type Service struct {
	Store *store.Store
}
