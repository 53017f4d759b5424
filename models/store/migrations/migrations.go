// Package migrations holds the versioned steps of the schema, one SQL file each. Both engines run the same files; where
// one must differ, a second file stands in its folder.
package migrations

import "embed"

// Files are the steps, in the order of their numbers.
//
//go:embed *.sql
var Files embed.FS
