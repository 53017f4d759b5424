package files

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"trellis/models"
)

// Folder is a shelf on the disk of one machine. The folder is made when the first file comes. Nothing outside of it is reached,
// whatever a key says.
type Folder struct{ path string }

// partial ends the name of a file that is not yet whole.
const partial = ".part"

// in does something in the folder.
func (f Folder) in(do func(root *os.Root) error) error {
	root, err := os.OpenRoot(f.path)
	if err != nil {
		return err
	}
	return errors.Join(do(root), root.Close())
}

// Put writes the whole file beside its place, and then moves it there, so that nobody reads half of one.
func (f Folder) Put(_ context.Context, key string, content []byte) error {
	if err := whole(key); err != nil {
		return err
	}
	if err := os.MkdirAll(f.path, 0o700); err != nil {
		return fmt.Errorf("make the folder for files: %w", err)
	}
	return f.in(func(root *os.Root) error {
		unfinished := key + "-" + rand.Text() + partial
		file, err := root.OpenFile(unfinished, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
		if err != nil {
			return err
		}
		_, err = file.Write(content)
		if err = errors.Join(err, file.Sync(), file.Close()); err == nil {
			err = root.Rename(unfinished, key)
		}
		if err != nil {
			return errors.Join(err, root.Remove(unfinished))
		}
		return nil
	})
}

// Get reads a file.
func (f Folder) Get(_ context.Context, key string) (content []byte, err error) {
	if err := whole(key); err != nil {
		return nil, err
	}
	err = f.in(func(root *os.Root) error {
		content, err = root.ReadFile(key)
		return err
	})
	if errors.Is(err, fs.ErrNotExist) {
		return nil, models.ErrNotFound
	}
	return content, err
}

// Remove removes a file.
func (f Folder) Remove(_ context.Context, key string) error {
	if !aKey.MatchString(key) {
		return errOddKey
	}
	err := f.in(func(root *os.Root) error { return root.Remove(key) })
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// Lying are the files, and what is left of those that are not whole.
func (f Folder) Lying(_ context.Context) (list []Lying, err error) {
	err = f.in(func(root *os.Root) error {
		entries, err := fs.ReadDir(root.FS(), ".")
		for _, e := range entries {
			if !e.Type().IsRegular() || !aKey.MatchString(e.Name()) {
				continue
			}
			info, gone := e.Info()
			if errors.Is(gone, fs.ErrNotExist) { // somebody has removed it meanwhile
				continue
			}
			if gone != nil {
				return gone
			}
			list = append(list, Lying{Key: e.Name(), Size: info.Size(), At: info.ModTime()})
		}
		return err
	})
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return list, err
}
