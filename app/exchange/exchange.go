// Package exchange parses files into nouns and writes nouns to files.
package exchange

import "trellis/models/store"

// Service does what the area can do.
type Service struct {
	Store   *store.Store
	BaseURL string // in front of the addresses in letters
}

// KeptIn names the files that hold everything, and those that belong to them: no export may take their place. There are
// none on a database server.
func (s *Service) KeptIn() []string {
	path := s.Store.Path()
	if path == "" {
		return nil
	}
	return []string{path, path + "-wal", path + "-shm", path + "-journal", path + "-lock", path + ".secret"}
}
