// Package skills is what people can do: their assessments, their standing, their gaps, and what their managers confirm.
package skills

import "trellis/models/store"

// Service does what the area can do.
type Service struct {
	Store *store.Store
}
