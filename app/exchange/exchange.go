// Package exchange parses files into nouns and writes nouns to files.
package exchange

import "trellis/models/store"

// Service does what the area can do.
type Service struct {
	Store *store.Store
}
