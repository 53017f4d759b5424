package files

import (
	"context"
	"maps"
	"slices"
	"sync"

	"trellis/models"
)

// Memory is a shelf that is gone with the program. Tests use it.
type Memory struct {
	lock  sync.Mutex
	files map[string][]byte
}

// Put keeps a copy of the content.
func (m *Memory) Put(_ context.Context, key string, content []byte) error {
	m.lock.Lock()
	defer m.lock.Unlock()
	if m.files == nil {
		m.files = map[string][]byte{}
	}
	m.files[key] = slices.Clone(content)
	return nil
}

// Get answers with what was put.
func (m *Memory) Get(_ context.Context, key string) ([]byte, error) {
	m.lock.Lock()
	defer m.lock.Unlock()
	content, found := m.files[key]
	if !found {
		return nil, models.ErrNotFound
	}
	return slices.Clone(content), nil
}

// Remove forgets it.
func (m *Memory) Remove(_ context.Context, key string) error {
	m.lock.Lock()
	defer m.lock.Unlock()
	delete(m.files, key)
	return nil
}

// Keys are the names of all that is kept, in order.
func (m *Memory) Keys(_ context.Context) ([]string, error) {
	m.lock.Lock()
	defer m.lock.Unlock()
	return slices.Sorted(maps.Keys(m.files)), nil
}
