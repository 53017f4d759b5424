package teachingviews

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"trellis/app/records"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/components"
	"trellis/views/words"
)

// CompleteForm is who stands where on a cohort, with which of them are shown.
type CompleteForm struct {
	records.CompletePage
	Show     Shown
	Page     int // of those that are shown, from 1
	Problems models.Invalid
}

// Shown names people of a cohort by where they stand.
type Shown string

// Who can be shown.
const (
	ShowAll    Shown = ""
	ShowReady  Shown = "ready"
	ShowNearly Shown = "nearly"
	ShowNotYet Shown = "not-yet"
	ShowIssued Shown = "issued"
)

func (f CompleteForm) summary() []components.Problem { return problemsAt("ready", f.Problems) }

// problemsAt are problems of no field, which lead to a place of the page.
func problemsAt(place string, problems models.Invalid) []components.Problem {
	var list []components.Problem
	for _, text := range problems {
		list = append(list, components.Problem{Field: place, Text: text})
	}
	return list
}

// Shown are those whom the filter leaves: who is ready first, then who nearly is, then the others, and last who has a record.
func (f CompleteForm) Shown() []records.Candidate {
	switch f.Show {
	case ShowReady:
		return f.Ready()
	case ShowNearly:
		return f.Nearly()
	case ShowNotYet:
		return f.NotYet()
	case ShowIssued:
		return f.Issued()
	case ShowAll:
	}
	list := slices.Clone(f.Candidates)
	slices.SortStableFunc(list, func(a, b records.Candidate) int { return rank(a) - rank(b) })
	return list
}

func rank(c records.Candidate) int {
	switch {
	case c.Record != nil || c.Issuing:
		return 3
	case c.Ready():
		return 0
	case c.Nearly():
		return 1
	}
	return 2
}

// people are those on this page of the list.
func (f CompleteForm) people() []records.Candidate {
	list := f.Shown()
	from := min(f.first(), len(list))
	return list[from:min(from+models.PageSize, len(list))]
}

func (f CompleteForm) first() int { return (max(f.Page, 1) - 1) * models.PageSize }

// undecided are those of the page who have no record.
func (f CompleteForm) undecided() []records.Candidate {
	return slices.DeleteFunc(slices.Clone(f.people()), func(c records.Candidate) bool { return c.Record != nil || c.Issuing })
}

func (f CompleteForm) at(pairs ...string) string {
	query := url.Values{}
	if f.Show != ShowAll {
		query.Set("show", string(f.Show))
	}
	for i := 0; i < len(pairs); i += 2 {
		query.Set(pairs[i], pairs[i+1]) //nolint:gosec // they come in pairs
	}
	if len(query) == 0 {
		return paths.Complete(f.Code)
	}
	return paths.Complete(f.Code) + "?" + query.Encode()
}

func (f CompleteForm) pages() components.Pages {
	all, shown := len(f.Shown()), len(f.people())
	pages := components.Pages{Words: strconv.Itoa(f.first()+1) + " to " + strconv.Itoa(f.first()+shown) + " of " + words.Count(all, "person", "people")}
	if f.first() > 0 {
		pages.Previous = f.at("page", strconv.Itoa(max(f.Page, 1)-1))
	}
	if f.first()+shown < all {
		pages.Next = f.at("page", strconv.Itoa(max(f.Page, 1)+1))
	}
	return pages
}

func (f CompleteForm) filters() []components.SubItem {
	item := func(label string, show Shown, n int) components.SubItem {
		return components.SubItem{Label: label + " (" + words.Number(n) + ")", Href: CompleteForm{CompletePage: f.CompletePage, Show: show}.at(), Current: f.Show == show}
	}
	return []components.SubItem{
		item("Everybody", ShowAll, len(f.Candidates)), item("Ready for a record", ShowReady, len(f.Ready())), item("Nearly there", ShowNearly, len(f.Nearly())),
		item("Not yet", ShowNotYet, len(f.NotYet())), item("Has a record", ShowIssued, len(f.Issued())),
	}
}

func (f CompleteForm) heading() string {
	switch f.Show {
	case ShowReady:
		return "Ready for a record"
	case ShowNearly:
		return "Nearly there: one thing is missing"
	case ShowNotYet:
		return "Not yet: more than one thing is missing, or it was decided so"
	case ShowIssued:
		return "Has a record"
	case ShowAll:
	}
	return "Where everybody stands"
}

// detail says how many would get a record, and from when.
func (f CompleteForm) detail() string {
	n := len(f.Ready())
	switch {
	case n == 0:
		return "Nobody is waiting for a record. " + words.Count(len(f.Issued()), "person has", "people have") + " one"
	case !f.Open:
		return words.Count(n, "person meets", "people meet") + " the completion rule by now. Records can be issued from " + words.Day(f.Ends) + " on"
	}
	return words.Count(n, "person is", "people are") + " ready for a record, " + words.Count(len(f.Issued()), "person has", "people have") + " one"
}

func (f CompleteForm) nobody() string {
	switch f.Show {
	case ShowReady:
		return "Nobody is waiting for a record"
	case ShowIssued:
		return "Nobody has a record yet"
	case ShowAll, ShowNearly, ShowNotYet:
	}
	return "Nobody stands here"
}

func (f CompleteForm) state(c records.Candidate) components.Status {
	switch {
	case c.Record != nil:
		return recordPill(*c.Record, models.DateOf(f.Now))
	case c.Issuing:
		return components.Status{Kind: components.Info, Text: "Being issued"}
	case c.Standing.Decision != nil && !c.Standing.Decision.Completes:
		return components.Status{Kind: components.Bad, Text: "Does not complete"}
	case c.Ready():
		return components.Status{Kind: components.OK, Text: "Ready"}
	case c.Nearly():
		return components.Status{Kind: components.Warn, Text: "Nearly"}
	}
	return components.Status{Kind: components.Plain, Text: "Not yet"}
}

// since says that the rule is not the one that the version was published with.
func (f CompleteForm) since() string {
	return "This rule holds for cohorts that end on or after " + words.Date(f.Change.AppliesFrom) + ": " + strings.TrimSuffix(f.Change.Reason, ".") + "."
}

// ended says when and why a record no longer holds.
func (f CompleteForm) ended(r models.CompletionRecord) string {
	if r.RevokedAt != nil {
		return words.Day(*r.RevokedAt) + ": " + r.RevokedReason
	}
	for _, c := range f.Candidates {
		if c.Record != nil && r.SuccessorID != nil && c.Record.ID == *r.SuccessorID {
			return words.Day(*r.SupersededAt) + ", by " + c.Record.Code + ": " + c.Record.ReplacesReason
		}
	}
	return words.Day(*r.SupersededAt)
}

func begunAt(i records.IssuanceCount) string {
	return words.Day(i.BegunAt) + ", " + words.Clock(i.BegunAt)
}

func issueWords(people int) string {
	return words.Count(people, "completion record", "completion records")
}

func registersOpen(f CompleteForm) []components.Todo {
	list := make([]components.Todo, len(f.Unmarked))
	for i, u := range f.Unmarked {
		list[i] = components.Todo{
			Link:   components.Link{Label: "Finish the register of session " + strconv.Itoa(u.Number), Href: paths.SessionRegister(f.Code, u.Number)},
			Detail: words.Count(u.People, "person is", "people are") + " not marked. " + words.Weekday(u.Starts),
		}
	}
	return list
}

// stood reads "6 of 6 sessions, 100% of the time".
func stood(s models.Standing) string {
	return strconv.Itoa(s.Attended) + " of " + words.Count(s.Held, "session", "sessions") + ", " + strconv.Itoa(s.Share) + "% of the time"
}

func missing(s models.Standing) string { return strings.Join(s.Missing, "; ") }

func recordPill(r models.CompletionRecord, today models.Date) components.Status {
	switch r.StateOn(today) {
	case models.RecordWithdrawn:
		return components.Status{Kind: components.Plain, Text: "Withdrawn"}
	case models.Superseded:
		return components.Status{Kind: components.Info, Text: "Replaced"}
	case models.Expired:
		return components.Status{Kind: components.Warn, Text: "Expired"}
	case models.Genuine, models.RecordNotFound:
	}
	return components.Status{Kind: components.OK, Text: "Genuine"}
}

func met(c records.Candidate, u models.Unit) bool { return c.Met[u.ID] }

func unitTitles(units []models.Unit) string {
	titles := make([]string, len(units))
	for i, u := range units {
		titles[i] = u.Title
	}
	return words.List(titles)
}
