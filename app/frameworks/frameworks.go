// Package frameworks is the life of competency frameworks: drafts and their editors, review, publication and retirement; how
// versions and frameworks compare; and the role profiles that are drawn on them.
package frameworks

import "trellis/models/store"

// Service does what the area can do.
type Service struct {
	Store   *store.Store
	BaseURL string
	// Digest is a digest of everything in a version, so that a file that comes in later can tell "unchanged" from "changed".
	Digest func(store.FrameworkContent) string
}
