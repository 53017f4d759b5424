package store

import (
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"

	"trellis/models"
)

// EventSearch says which events a list holds. What is empty asks for nothing.
type EventSearch struct {
	Act    string
	Person models.ID // who did it, or about whom it is
	Thing  models.ID // to what it was done
	// Actor did it; it is About somebody.
	Actor, About models.ID
	// From and Before bound the time; the zero time bounds nothing.
	From, Before time.Time
}

// ListedEvent is an event with the names of what it points at, as they are now.
type ListedEvent struct {
	models.Event
	ActorName  string // empty: nobody, or somebody without a sign-in
	PersonName string
	Thing      Thing
}

// Thing names what was done something to.
type Thing struct {
	ID   models.ID
	Name string // empty where a thing has none, or where its name is nobody else's business
	Key  string // by which its address knows it
}

// eventsCounted is how many events are counted at most: nobody reads further, and counting all of them takes long.
const eventsCounted = 10_000

// FindEvents is one page of the events found, the newest first.
func (r Reads) FindEvents(ctx context.Context, search EventSearch, at models.PageAt) (models.Page[ListedEvent], error) {
	found, err := readPage[models.Event](list{
		from: search.find(r.db.WithContext(ctx)), columns: "events.*", usual: "-at",
		orders: map[string]order{"at": {by: "events.at", kind: asMoment}},
	}, at)
	if err != nil {
		return models.Page[ListedEvent]{}, err
	}
	rows, err := r.listedEvents(ctx, found.Rows)
	return models.PageOf(found, rows), err
}

// CountEvents counts the events found; more tells that there are more than that.
func (r Reads) CountEvents(ctx context.Context, search EventSearch) (n int, more bool, err error) {
	found := search.find(r.db.WithContext(ctx)).Select("1").Limit(eventsCounted + 1)
	var counted int64
	err = r.db.WithContext(ctx).Table("(?) AS found", found).Count(&counted).Error
	return int(min(counted, eventsCounted)), counted > eventsCounted, err
}

func (s EventSearch) find(db *gorm.DB) *gorm.DB {
	if s.Person.Known() { // each half has an index of its own
		db = db.Table("(SELECT * FROM events WHERE actor_id = ? UNION SELECT * FROM events WHERE person_id = ?) AS events", s.Person, s.Person)
	} else {
		db = db.Table("events")
	}
	if s.Actor.Known() {
		db = db.Where("events.actor_id = ?", s.Actor)
	}
	if s.About.Known() {
		db = db.Where("events.person_id = ?", s.About)
	}
	if s.Act != "" {
		db = db.Where("events.act = ?", s.Act)
	}
	if s.Thing.Known() {
		db = db.Where("events.subject_id = ?", s.Thing)
	}
	if !s.From.IsZero() {
		db = db.Where("events.at >= ?", s.From)
	}
	if !s.Before.IsZero() {
		db = db.Where("events.at < ?", s.Before)
	}
	return db
}

// listedEvents names what the events point at.
func (r Reads) listedEvents(ctx context.Context, events []models.Event) ([]ListedEvent, error) {
	var people []models.ID
	things := map[string][]models.ID{}
	for _, e := range events {
		for _, id := range []*models.ID{e.ActorID, e.PersonID} {
			if id != nil {
				people = append(people, *id)
			}
		}
		things[e.Subject] = append(things[e.Subject], e.SubjectID)
	}
	named, err := r.names(ctx, people)
	if err != nil {
		return nil, err
	}
	known, err := r.things(ctx, things)
	rows := make([]ListedEvent, len(events))
	for i, e := range events {
		rows[i] = ListedEvent{Event: e, Thing: known[e.SubjectID]}
		if e.ActorID != nil {
			rows[i].ActorName = named[*e.ActorID]
		}
		if e.PersonID != nil {
			rows[i].PersonName = named[*e.PersonID]
		}
	}
	return rows, err
}

// names are those of the people, by id.
func (r Reads) names(ctx context.Context, people []models.ID) (map[models.ID]string, error) {
	if len(people) == 0 {
		return nil, nil
	}
	found, err := r.PeopleAmong(ctx, people)
	names := make(map[models.ID]string, len(found))
	for _, p := range found {
		names[p.ID] = p.Name
	}
	return names, err
}

// thingsOf asks for the names of things of each kind. Answers, assessments and log entries are not among them: which skill
// somebody assesses and what they learn is theirs.
var thingsOf = map[string]string{
	"organisations":      "SELECT id, name, code AS key FROM organisations WHERE id IN ?",
	"people":             "SELECT id, name, id AS key FROM people WHERE id IN ?",
	"posts":              "SELECT posts.id, posts.title || ', ' || organisations.name AS name, posts.person_id AS key FROM posts JOIN organisations ON organisations.id = posts.organisation_id WHERE posts.id IN ?",
	"delegations":        "SELECT delegations.id, people.name AS name, delegations.manager_id AS key FROM delegations JOIN people ON people.id = delegations.deputy_id WHERE delegations.id IN ?",
	"grants":             "SELECT id, role AS name, person_id AS key FROM grants WHERE id IN ?",
	"courses":            "SELECT id, title AS name, slug AS key FROM courses WHERE id IN ?",
	"cohorts":            "SELECT cohorts.id, courses.title || ', ' || cohorts.name AS name, cohorts.code AS key FROM cohorts JOIN courses ON courses.id = COALESCE(cohorts.content_id, cohorts.course_id) WHERE cohorts.id IN ?",
	"sessions":           "SELECT sessions.id, courses.title || ', ' || cohorts.name || ', ' || sessions.title AS name, cohorts.code AS key FROM sessions JOIN cohorts ON cohorts.id = sessions.cohort_id JOIN courses ON courses.id = COALESCE(cohorts.content_id, cohorts.course_id) WHERE sessions.id IN ?",
	"enrolments":         "SELECT enrolments.id, courses.title || ', ' || cohorts.name AS name, cohorts.code AS key FROM enrolments JOIN cohorts ON cohorts.id = enrolments.cohort_id JOIN courses ON courses.id = COALESCE(cohorts.content_id, cohorts.course_id) WHERE enrolments.id IN ?",
	"completion_records": "SELECT id, course_title AS name, code AS key FROM completion_records WHERE id IN ?",
	"submissions":        "SELECT submissions.id, courses.title || ', ' || units.title AS name, submissions.id AS key FROM submissions JOIN units ON units.id = submissions.unit_id JOIN courses ON courses.id = units.course_id WHERE submissions.id IN ?",
	"framework_versions": "SELECT framework_versions.id, frameworks.name || ', version ' || framework_versions.version AS name, frameworks.code || ' ' || framework_versions.version AS key FROM framework_versions JOIN frameworks ON frameworks.id = framework_versions.framework_id WHERE framework_versions.id IN ?",
	"rounds":             "SELECT id, name, slug AS key FROM rounds WHERE id IN ?",
}

// things are what the ids name, in one query whatever their kinds.
func (r Reads) things(ctx context.Context, ids map[string][]models.ID) (map[models.ID]Thing, error) {
	var parts []string
	var values []any
	for _, kind := range slices.Sorted(maps.Keys(ids)) {
		if sql, known := thingsOf[kind]; known {
			parts, values = append(parts, sql), append(values, ids[kind])
		}
	}
	if len(parts) == 0 {
		return nil, nil
	}
	var rows []Thing
	err := r.db.WithContext(ctx).Raw(strings.Join(parts, " UNION ALL "), values...).Scan(&rows).Error
	things := make(map[models.ID]Thing, len(rows))
	for _, t := range rows {
		things[t.ID] = t
	}
	return things, err
}
