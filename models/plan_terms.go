package models

import (
	"fmt"
	"slices"
	"strconv"
	"time"
)

// What the terms of a cohort may ask for.
const (
	MostPlaces     = 500
	MostOverbook   = 100
	MostOfferHours = 336 // two weeks
	MostQuietHours = 720 // thirty days
)

// Terms say how many may come to a cohort, how, and until when: what a plan says first, and a change says anew. Numbers below
// 0 stand for what is no number. Days are those of London.
type Terms struct {
	Name           string
	Place, JoinURL string
	Capacity       int
	Overbook       int
	Minimum        int
	WayIn          WayIn // empty is that of the course
	OfferHours     int
	QuietHours     int
	CutoffHours    int
	RefuseClashes  bool
	Opens, Closes  string  // no day for the close is the start of the first session
	SharesUntil    string  // the day on which the shares are released
	Shares         []Share // without the cohort
}

// ShareField names the places of the n-th share of a plan, from 0: shares[0].places.
func ShareField(n int) string { return "shares[" + strconv.Itoa(n) + "].places" }

// Terms are those of the cohort as they stand, with its shares, to be changed or copied.
func (c Cohort) Terms(shares []Share) Terms {
	t := Terms{
		Name: c.Name, Place: c.Place, JoinURL: c.JoinURL, Capacity: c.Capacity, Overbook: c.Overbook, Minimum: c.Minimum, WayIn: c.WayIn,
		OfferHours: c.OfferHours, QuietHours: c.QuietHours, CutoffHours: c.CutoffHours, RefuseClashes: c.RefuseClashes,
		Opens: string(DateOf(c.Opens)), Shares: shares,
	}
	if !c.Closes.Equal(c.closesAnyway()) {
		t.Closes = string(DateOf(c.Closes))
	}
	if c.SharesUntil != nil {
		t.SharesUntil = string(DateOf(*c.SharesUntil))
	}
	return t
}

// Edition is another one whenever the cohort, or a share of it, says something else.
func (c Cohort) Edition(shares []Share) string {
	parts := []any{c.Code, string(c.State), strconv.FormatBool(c.Unscheduled), c.Starts.UTC().String(), c.Ends.UTC().String(), c.Closes.UTC().String()}
	for _, s := range shares {
		parts = append(parts, string(s.OrganisationID), strconv.Itoa(s.Places))
	}
	return editionOf(append(parts, fmt.Sprintf("%+v", c.Terms(nil)))...)
}

// Change is the cohort with these terms in place of its own, and what is wrong with them. So many of its places are held,
// taken, on offer or reserved: it cannot have fewer. Asked tells that somebody has asked for one.
func (t Terms) Change(c Cohort, held, asked int) (Cohort, Invalid) {
	problems := Invalid{}
	before := c.Terms(nil)
	changed := t.set(c, problems)
	if t.Name == "" {
		problems["name"] = "Enter a name"
	}
	if t.Opens != before.Opens || t.Closes != before.Closes {
		t.enrolment(&changed, problems)
	}
	if changed.Places() < held && problems["capacity"] == "" && problems["overbook"] == "" {
		problems["capacity"] = fmt.Sprintf("%s taken, on offer or reserved: there cannot be fewer than %d places", Plural(held, "place is", "places are"), held)
	}
	if asked > 0 && changed.WayIn != c.WayIn {
		problems["way_in"] = "Somebody has asked for a place already: the way in stays as it is"
	}
	return changed, problems
}

// set gives the cohort the terms, but for when enrolment opens and closes. The cohort has its dates.
func (t Terms) set(c Cohort, problems Invalid) Cohort {
	t.check(c.Unscheduled, problems)
	c.Name, c.Place, c.JoinURL, c.Capacity, c.Overbook, c.Minimum = t.Name, t.Place, t.JoinURL, t.Capacity, t.Overbook, t.Minimum
	c.WayIn, c.OfferHours, c.QuietHours, c.CutoffHours, c.RefuseClashes = t.WayIn, t.OfferHours, t.QuietHours, t.CutoffHours, t.RefuseClashes
	if c.Place == "" && c.JoinURL != "" {
		c.Place = "Online"
	}
	c.SharesUntil = nil
	if len(t.Shares) > 0 {
		c.SharesUntil = t.released(c, problems)
	}
	return c
}

func (t Terms) check(unscheduled bool, problems Invalid) {
	t.checkPlaces(problems)
	for _, hours := range []struct {
		field       string
		n, min, max int
	}{{"offer_hours", t.OfferHours, 1, MostOfferHours}, {"quiet_hours", t.QuietHours, 0, MostQuietHours}, {"cutoff_hours", t.CutoffHours, 0, MostQuietHours}} {
		if hours.n < hours.min || hours.n > hours.max {
			problems[hours.field] = fmt.Sprintf("Enter a number of hours from %d to %d", hours.min, hours.max)
		}
	}
	if t.WayIn != "" && !slices.Contains(WaysIn(), t.WayIn) {
		problems["way_in"] = "Select how people come to it"
	}
	if t.JoinURL != "" && !webAddress(t.JoinURL) {
		problems["join_url"] = "Enter a link that begins with https://"
	}
	if t.Place == "" && t.JoinURL == "" && !unscheduled {
		problems["place"] = "Enter where people meet, or a link to join online"
	}
}

func (t Terms) checkPlaces(problems Invalid) {
	if t.Capacity < 1 || t.Capacity > MostPlaces {
		problems["capacity"] = fmt.Sprintf("Enter a number of places from 1 to %d", MostPlaces)
	}
	if t.Overbook < 0 || t.Overbook > MostOverbook {
		problems["overbook"] = fmt.Sprintf("Enter a number of places from 0 to %d", MostOverbook)
	}
	switch {
	case t.Minimum < 0:
		problems["minimum"] = "Enter the fewest people to run it for, or 0"
	case t.Minimum > t.Capacity && problems["capacity"] == "":
		problems["minimum"] = fmt.Sprintf("Enter %d or fewer: there are no more places than that", t.Capacity)
	}
}

// released is when the shares are released: as the day begins.
func (t Terms) released(c Cohort, problems Invalid) *time.Time {
	sum := 0
	for n, s := range t.Shares {
		if s.Places < 1 {
			problems[ShareField(n)] = "Enter a number of places, or leave it empty"
			return nil
		}
		sum += s.Places
	}
	if sum > t.Capacity+t.Overbook && problems["capacity"] == "" {
		problems["shares_until"] = fmt.Sprintf("The systems have %d places together, and there are %d: hold fewer", sum, t.Capacity+t.Overbook)
	}
	day, problem := planned(t.SharesUntil, "the day on which the places held for systems are released")
	switch {
	case problem != "":
		problems["shares_until"] = problem
	case !c.Starts.IsZero() && day > DateOf(c.Starts):
		problems["shares_until"] = "The places held for systems must be released before it starts: choose an earlier day"
	default:
		at := day.Time().UTC()
		return &at
	}
	return nil
}

// closesAnyway is when enrolment closes where nobody says: when the first session starts; of an unscheduled cohort, when it
// is no longer expected.
func (c Cohort) closesAnyway() time.Time {
	if c.Unscheduled {
		return c.Ends
	}
	return c.Starts
}

// enrolment sets when enrolment opens and closes: from the beginning of a day, to the start of the first session or the
// last minute of a day.
func (t Terms) enrolment(c *Cohort, problems Invalid) {
	opens, problem := planned(t.Opens, "the day on which enrolment opens")
	if problem != "" {
		problems["opens"] = problem
	}
	closes, closesProblem := c.closesAnyway(), ""
	if t.Closes != "" {
		if closes, closesProblem = t.close(opens, c.Ends); closesProblem != "" {
			problems["closes"] = closesProblem
		}
	}
	if problem == "" && closesProblem == "" && !closes.IsZero() && !opens.Time().Before(closes) {
		problems["opens"] = "Enrolment must open before the first session: choose an earlier day"
	}
	c.Opens, c.Closes = opens.Time().UTC(), closes.UTC()
}

// close is the last minute of the last day to enrol, but never after the last session.
func (t Terms) close(opens Date, ends time.Time) (time.Time, string) {
	day, problem := planned(t.Closes, "the last day to enrol")
	switch {
	case problem != "":
		return time.Time{}, problem
	case opens != "" && day < opens:
		return time.Time{}, "Enrolment cannot close before it opens: choose a later day"
	case !ends.IsZero() && day > DateOf(ends):
		return time.Time{}, "Enrolment cannot close after the last session: choose an earlier day"
	}
	closes := day.AddDays(1).Time().Add(-time.Minute)
	if !ends.IsZero() && closes.After(ends) {
		closes = ends
	}
	return closes, ""
}
