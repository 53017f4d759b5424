package calendar

import (
	"strings"
	"time"
	"unicode"

	ics "github.com/arran4/golang-ical"

	"trellis/models"
)

// zone is the time zone in which sessions take place. Its rules are those since 1996.
const zone = "Europe/London"

// newCalendar is an empty iCalendar (RFC 5545) that knows the zone.
func newCalendar() *ics.Calendar {
	cal := ics.NewCalendarFor("Trellis")
	cal.SetProductId("-//Trellis//Sessions//EN")
	cal.SetCalscale("GREGORIAN")
	london := cal.AddTimezone(zone)
	summer, winter := &ics.Daylight{}, &ics.Standard{}
	for _, rule := range []struct {
		of                                *ics.ComponentBase
		name, begins, from, to, everyYear string
	}{
		{&summer.ComponentBase, "BST", "19960331T010000", "+0000", "+0100", "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU"},
		{&winter.ComponentBase, "GMT", "19961027T020000", "+0100", "+0000", "FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU"},
	} {
		rule.of.SetProperty(ics.ComponentProperty(ics.PropertyTzname), rule.name)
		rule.of.SetProperty(ics.ComponentPropertyDtStart, rule.begins)
		rule.of.SetProperty(ics.ComponentProperty(ics.PropertyTzoffsetfrom), rule.from)
		rule.of.SetProperty(ics.ComponentProperty(ics.PropertyTzoffsetto), rule.to)
		rule.of.SetProperty(ics.ComponentPropertyRrule, rule.everyYear)
	}
	london.Components = append(london.Components, summer, winter)
	return cal
}

// entry is a session as a calendar holds it. The link to join is not in it: calendars are shared.
type entry struct {
	models.Appointment
	page  string // where it takes place and how to join
	stamp time.Time
}

func (s *Service) add(cal *ics.Calendar, e entry) *ics.VEvent {
	event := cal.AddEvent(s.uid(e.SessionID))
	event.SetDtStampTime(e.stamp)
	at(event, ics.ComponentPropertyDtStart, e.Starts)
	at(event, ics.ComponentPropertyDtEnd, e.Ends)
	event.SetSequence(e.Sequence)
	event.SetSummary(oneLine(e.Title))
	if place := oneLine(e.Place); place != "" {
		event.SetLocation(place)
	}
	event.SetDescription("Where it takes place and how to join: " + e.page)
	event.SetURL(e.page)
	event.SetStatus(ics.ObjectStatusConfirmed)
	if e.Cancelled {
		event.SetStatus(ics.ObjectStatusCancelled)
	}
	return event
}

// at writes a time as the clocks of the zone show it. In the hour that they show twice in autumn, readers differ about
// which is meant, so that hour is written in UTC.
func at(event *ics.VEvent, property ics.ComponentProperty, t time.Time) {
	shown := local(t)
	if shown == local(t.Add(time.Hour)) || shown == local(t.Add(-time.Hour)) {
		event.SetProperty(property, t.UTC().Format(clock+"Z"))
		return
	}
	event.SetProperty(property, shown, ics.WithTZID(zone))
}

const clock = "20060102T150405"

func local(t time.Time) string { return t.In(models.London()).Format(clock) }

// oneLine is a text without what no line of a calendar can hold.
func oneLine(text string) string {
	return strings.Join(strings.FieldsFunc(text, func(r rune) bool { return unicode.IsControl(r) || unicode.IsSpace(r) }), " ")
}

// called is a name as a parameter can hold it, which knows no escapes: what would end it stands as what looks like it.
func called(name string) ics.PropertyParameter {
	return ics.WithCN(strings.NewReplacer(`"`, "’", "'", "’", `\`, " ", ",", " ", ";", " ", ":", " ").Replace(oneLine(name)))
}

func written(cal *ics.Calendar) string { return cal.Serialize(ics.WithNewLineWindows) }
