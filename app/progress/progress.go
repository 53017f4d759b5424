// Package progress is how people come along: the units of a course as a path, what they hand in and what is said of it, and what
// they say of the course.
package progress

import (
	"trellis/app/files"
	"trellis/models/store"
)

// Service does what the area can do.
type Service struct {
	Store   *store.Store
	BaseURL string
	Shelf   files.Shelf // where what is uploaded lies
}
