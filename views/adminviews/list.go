// Package adminviews are the faces of what administrators see: the lists of the network, one person, one organisation, one
// framework, what happened, and the outbox.
package adminviews

import (
	"net/url"
	"strings"

	"trellis/models"
	"trellis/views/components"
	"trellis/views/words"
)

// list is a list as its page frames it, and as its address tells it.
type list struct {
	title, lede string
	path        string
	actions     []components.Link // beside the title
	one, many   string            // what a row is: "person", "people"
	filters     []filter
	sorts       []components.Option // the orders in words, the usual one first
	at          models.PageAt
	total       int
	more        bool // than are counted
	shown       int  // rows of this page
	// previous and next are the edges of the neighbouring pages.
	previous, next models.Edge
	// nothing says why the list is empty while no filter is in use.
	nothing string
	// add is the main action of the page, where there is one.
	add components.Link
	// also is something else that can be done from here, where there is something.
	also components.Link
}

// filter is one thing that is asked of the rows; with an empty value it asks for nothing. The chip says it in words.
type filter struct{ name, value, chip string }

// on takes what a page of rows says of itself.
func on[T any](l list, page models.Page[T]) list {
	l.at, l.shown, l.previous, l.next = page.At, len(page.Rows), page.Previous, page.Next
	return l
}

// address is the list with its filters and order, and more of the query: names and values in turn. A name given so stands in
// place of a filter or an order.
func (l list) address(more ...string) string {
	query := url.Values{}
	for _, f := range l.filters {
		query.Set(f.name, f.value)
	}
	if l.at.Order != l.usual() {
		query.Set("sort", l.at.Order)
	}
	for i := 0; i+1 < len(more); i += 2 {
		query.Set(more[i], more[i+1])
	}
	for name := range query {
		if query.Get(name) == "" {
			query.Del(name)
		}
	}
	if len(query) == 0 {
		return l.path
	}
	return l.path + "?" + query.Encode()
}

func (l list) usual() string { return l.sorts[0].Value }

func (l list) file() string { return l.address("format", "csv") }

// head is a column that sorts: first in the order named, and then, once it is in use, the other way.
func (l list) head(label, order string) components.Head {
	head := components.Head{Label: label}
	if l.at.SortedBy() == (models.PageAt{Order: order}).SortedBy() {
		head.Sorted = "ascending"
		if l.at.Falls() {
			head.Sorted = "descending"
		}
		if l.at.Order == order {
			order = turned(order)
		}
	}
	if order == l.usual() {
		head.Href = l.address("sort", "")
	} else {
		head.Href = l.address("sort", order)
	}
	return head
}

// number is head for a column of figures.
func (l list) number(label, order string) components.Head {
	head := l.head(label, order)
	head.Number = true
	return head
}

func turned(order string) string {
	at := models.PageAt{Order: order}
	if at.Falls() {
		return at.SortedBy()
	}
	return "-" + order
}

func (l list) filterBar() components.Filter {
	bar := components.Filter{Action: l.path, Label: "Find " + l.many, Result: l.found()}
	for _, f := range l.filters {
		if f.value != "" {
			bar.Chips = append(bar.Chips, components.Chip{Label: f.chip, Href: l.address(f.name, "")})
		}
	}
	return bar
}

// found counts the rows of all pages in words.
func (l list) found() string {
	if l.more {
		return "More than " + words.Count(l.total, l.one, l.many)
	}
	return words.Count(l.total, l.one, l.many)
}

func (l list) pages() components.Pages {
	shown := words.Number(l.shown) + " of " + strings.ToLower(l.found()[:1]) + l.found()[1:]
	return components.Around(shown, l.previous, l.next, func(name, value string) string { return l.address(name, value) })
}

func (l list) filtered() bool { return len(l.filterBar().Chips) > 0 }

func (l list) sortField() components.Field {
	return components.Field{Name: "sort", Label: "Sort by", Value: l.at.Order}
}

// text quotes what somebody searched for.
func text(searched string) filter { return filter{"q", searched, "“" + searched + "”"} }
