package exchange

import (
	"bytes"

	"trellis/models/store"
)

// Upload is a file as somebody sends it from a screen.
type Upload struct {
	Name    string
	Content []byte
}

func opened(files []Upload) []File {
	list := make([]File, len(files))
	for i, f := range files {
		list[i] = File{Name: f.Name, Content: bytes.NewReader(f.Content)}
	}
	return list
}

// Digest is a digest of everything in a version, as files have it: what a file brings later is held against it.
func Digest(c store.FrameworkContent) string { return digest(c.ByCode()) }
