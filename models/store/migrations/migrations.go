// Package migrations holds the versioned steps of the schema, one SQL file each. Both engines run the same files.
// The step that freezes what is published differs, and stands with the store.
package migrations

import "embed"

// Files are the steps, in the order of their numbers.
//
//go:embed *.sql
var Files embed.FS
