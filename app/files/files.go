// Package files keeps what people upload: which files are taken, and the shelf on which their bytes lie.
package files

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"

	"trellis/models"
)

// Shelf is where the bytes of files lie: a folder, or an object store that several processes share. A key is a name of letters,
// digits, dots, hyphens and underscores, without a folder; any other is refused. Put of a key that is there takes its place; Get
// of one that is not answers models.ErrNotFound; to Remove one that is not there is no error. Nobody reads half of a file.
type Shelf interface {
	Put(ctx context.Context, key string, content []byte) error
	Get(ctx context.Context, key string) ([]byte, error)
	Remove(ctx context.Context, key string) error
	// Lying is all that lies there, in the order of the keys; what a crash left half written too, so that it can be removed.
	Lying(ctx context.Context) ([]Lying, error)
}

// Lying is what lies on a shelf under a key.
type Lying struct {
	Key  string
	Size int64 // bytes
	At   time.Time
}

// Open is the shelf at an address: file:FOLDER, or s3://KEY:SECRET@HOST/BUCKET. Nothing is asked of it yet. The problem never tells
// a secret of the address.
func Open(address string) (Shelf, error) {
	if path, ok := strings.CutPrefix(address, "file:"); ok && path != "" {
		return Folder{path: path}, nil
	}
	if strings.HasPrefix(address, "s3://") {
		return openBucket(address)
	}
	scheme, _, _ := strings.Cut(address, ":")
	return nil, fmt.Errorf("files can be kept at file:FOLDER or s3://HOST/BUCKET, not at an address that begins with %q", scheme)
}

var aKey = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{0,149}$`)

// errOddKey refuses a key that is no name of a file.
var errOddKey = errors.New("this is no key of a file on the shelf")

func whole(key string) error {
	if !aKey.MatchString(key) || strings.HasSuffix(key, partial) {
		return errOddKey
	}
	return nil
}

// Read is what is in a file: on the shelf, or in the row of one from before there was a shelf.
func Read(ctx context.Context, shelf Shelf, file models.File) ([]byte, error) {
	if file.ShelfKey == "" {
		return file.Data, nil
	}
	content, err := shelf.Get(ctx, file.ShelfKey)
	if err != nil {
		return nil, fmt.Errorf("read file %s from the shelf: %w", file.ID, err)
	}
	return content, nil
}
