package models

import (
	"encoding/base64"
	"strings"
	"unicode/utf8"
)

// PageSize is how many rows stand on a page of a list.
const PageSize = 50

// FileChunk is how many rows of a list are read at a time for a file.
const FileChunk = 500

// PageAt says which page of a long list is wanted. The zero PageAt is the first one, in the list's usual order.
type PageAt struct {
	// Order names what the list is sorted by, with a hyphen in front where it falls: "name", "-joined".
	Order  string
	After  Edge // the last row of the page before
	Before Edge // the first row of the page after; not with After
	Size   int  // rows of the page; 0 is PageSize
}

// Rows is how many rows the page has at most.
func (a PageAt) Rows() int {
	if a.Size > 0 {
		return a.Size
	}
	return PageSize
}

// Backward tells whether the page is the one that ends at an edge.
func (a PageAt) Backward() bool { return a.Before.Known() && !a.After.Known() }

// Edge is the one at which the page begins or ends; not known for the first page.
func (a PageAt) Edge() Edge {
	if a.Backward() {
		return a.Before
	}
	return a.After
}

// First is the first page in the same order.
func (a PageAt) First() PageAt { return PageAt{Order: a.Order, Size: a.Size} }

// Falls tells whether the order begins with what is greatest.
func (a PageAt) Falls() bool { return strings.HasPrefix(a.Order, "-") }

// SortedBy is what the list is sorted by, either way.
func (a PageAt) SortedBy() string { return strings.TrimPrefix(a.Order, "-") }

// Edge is the place beside a row at which a page begins or ends. It holds what the row is sorted by and its ID, not the
// row, so that the page stays where it is when the row has gone.
type Edge struct {
	Key string
	ID  ID
}

// Known tells whether there is an edge.
func (e Edge) Known() bool { return e.ID.Known() }

// String writes the edge for an address; empty where there is none.
func (e Edge) String() string {
	if !e.Known() {
		return ""
	}
	return base64.RawURLEncoding.EncodeToString([]byte(string(e.ID) + " " + e.Key))
}

// ParseEdge reads an edge from an address. What nobody has written so is no edge: the list begins at its first page.
func ParseEdge(text string) Edge {
	plain, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil || !utf8.Valid(plain) || strings.ContainsRune(string(plain), 0) { // which a database does not compare
		return Edge{}
	}
	id, key, found := strings.Cut(string(plain), " ")
	if !found || id == "" {
		return Edge{}
	}
	return Edge{Key: key, ID: ID(id)}
}

// Page is one page of a long list.
type Page[T any] struct {
	At   PageAt // the page it is, with the order it has
	Rows []T
	// Previous and Next are the edges of the neighbouring pages; not known where there is none.
	Previous, Next Edge
}

// PageOf is the same page with its rows told otherwise.
func PageOf[T, U any](p Page[U], rows []T) Page[T] {
	return Page[T]{At: p.At, Rows: rows, Previous: p.Previous, Next: p.Next}
}

// EachPage hands over a list page by page, from its first row to its last: for a file, which is written as it is read.
func EachPage[T any](at PageAt, read func(PageAt) (Page[T], error), do func([]T) error) error {
	for {
		page, err := read(at)
		if err != nil {
			return err
		}
		if err := do(page.Rows); err != nil {
			return err
		}
		if !page.Next.Known() {
			return nil
		}
		at.After, at.Before = page.Next, Edge{}
	}
}
