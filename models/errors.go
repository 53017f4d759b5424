package models

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"time"
)

// ErrNotFound says that there is no such thing, or none that the actor may know of.
var ErrNotFound = errors.New("not found")

// ErrForbidden says that the actor may not do this. The web answers it as if the thing did not exist.
var ErrForbidden = errors.New("not allowed")

// ErrStale says that somebody changed the thing after the actor opened it.
var ErrStale = errors.New("changed since it was opened")

// ErrThrottled says that the same thing was tried too often in too short a time.
var ErrThrottled = errors.New("too many tries")

// Throttled is ErrThrottled with how long to wait at most.
type Throttled struct{ Wait time.Duration }

// Error says what it is.
func (t Throttled) Error() string { return ErrThrottled.Error() + ": wait " + t.Wait.String() }

// Unwrap makes it ErrThrottled.
func (t Throttled) Unwrap() error { return ErrThrottled }

// Invalid is what is wrong with an input: a problem in words, by the name of its field.
type Invalid map[string]string

// Error joins the problems in the order of their fields.
func (v Invalid) Error() string {
	problems := make([]string, 0, len(v))
	for _, field := range slices.Sorted(maps.Keys(v)) {
		problems = append(problems, field+": "+v[field])
	}
	return strings.Join(problems, "; ")
}

// Add takes over the problems of other fields; a field that has one already keeps it.
func (v Invalid) Add(others Invalid) {
	for field, problem := range others {
		if v[field] == "" {
			v[field] = problem
		}
	}
}

// OrNil is nil when there is no problem, so that a check can end with it.
func (v Invalid) OrNil() error {
	if len(v) == 0 {
		return nil
	}
	return v
}

// ErrTaken says that a value that must be unique is in use already.
var ErrTaken = errors.New("already in use")
