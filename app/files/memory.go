package files

import (
	"context"
	"maps"
	"slices"
	"sync"
	"time"

	"trellis/models"
)

// Memory is a shelf that is gone with the program. Tests use it.
type Memory struct {
	// Now tells when something was put; without it everything was put long ago.
	Now   func() time.Time
	lock  sync.Mutex
	files map[string]remembered
}

type remembered struct {
	content []byte
	at      time.Time
}

// Put keeps a copy of the content.
func (m *Memory) Put(_ context.Context, key string, content []byte) error {
	if err := whole(key); err != nil {
		return err
	}
	m.lock.Lock()
	defer m.lock.Unlock()
	if m.files == nil {
		m.files = map[string]remembered{}
	}
	kept := remembered{content: append([]byte{}, content...)}
	if m.Now != nil {
		kept.at = m.Now()
	}
	m.files[key] = kept
	return nil
}

// Get answers with what was put.
func (m *Memory) Get(_ context.Context, key string) ([]byte, error) {
	if err := whole(key); err != nil {
		return nil, err
	}
	m.lock.Lock()
	defer m.lock.Unlock()
	kept, found := m.files[key]
	if !found {
		return nil, models.ErrNotFound
	}
	return append([]byte{}, kept.content...), nil
}

// Remove forgets it.
func (m *Memory) Remove(_ context.Context, key string) error {
	if !aKey.MatchString(key) {
		return errOddKey
	}
	m.lock.Lock()
	defer m.lock.Unlock()
	delete(m.files, key)
	return nil
}

// Lying is all that is kept.
func (m *Memory) Lying(_ context.Context) (list []Lying, err error) {
	m.lock.Lock()
	defer m.lock.Unlock()
	for _, key := range slices.Sorted(maps.Keys(m.files)) {
		list = append(list, Lying{Key: key, Size: int64(len(m.files[key].content)), At: m.files[key].at})
	}
	return list, nil
}
