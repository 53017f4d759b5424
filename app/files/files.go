// Package files keeps what people upload: which files are taken, and the shelf on which their bytes lie.
package files

import (
	"context"
	"fmt"
	"strings"
)

// Shelf is where the bytes of files lie: a folder, or an object store that several processes share. A key is a name without a
// folder. Put of a key that is there takes its place; Get of one that is not answers models.ErrNotFound; to Remove one that is not
// there is no error.
type Shelf interface {
	Put(ctx context.Context, key string, content []byte) error
	Get(ctx context.Context, key string) ([]byte, error)
	Remove(ctx context.Context, key string) error
	// Keys are the names of all that lies there.
	Keys(ctx context.Context) ([]string, error)
}

// Open is the shelf at an address: file:FOLDER.
func Open(address string) (Shelf, error) {
	if path, ok := strings.CutPrefix(address, "file:"); ok && path != "" {
		return Folder{path: path}, nil
	}
	return nil, fmt.Errorf("files can be kept at file:FOLDER, not at %q", address)
}
