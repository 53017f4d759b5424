package store

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"syscall"
)

// Lock makes sure that one process alone serves the SQLite file, until it lets go or ends. The lock lies beside the
// file: to open and close the file itself would drop SQLite's own locks.
func Lock(path string) (unlock func() error, err error) {
	file, err := os.OpenFile(path+"-lock", os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("lock %s: %w", path, err)
	}
	err = syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return nil, errors.Join(fmt.Errorf("%s is being served already%s: stop that first, or use another file", path, holder(path)), file.Close())
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("lock %s: %w", path, err), file.Close())
	}
	err = file.Truncate(0)
	if err == nil {
		_, err = fmt.Fprintln(file, os.Getpid())
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("lock %s: %w", path, err), file.Close())
	}
	return file.Close, nil
}

// holder names the process that has the lock, where it has written itself down.
func holder(path string) string {
	text, err := os.ReadFile(path + "-lock")
	if pid := strings.TrimSpace(string(text)); err == nil && pid != "" {
		return " by process " + pid
	}
	return ""
}
