package adminviews

import (
	"net/url"
	"strings"
	"time"

	"trellis/app/reports"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/components"
	"trellis/views/words"
)

func eventList(page reports.EventsPage) list {
	find := page.Find
	return on(list{
		title: "Events", lede: "Who did what, the newest first. Events are only ever added. " + sealedWords(page.Seal),
		path: paths.Events, one: "event", many: "events", total: page.Total, more: page.More, nothing: "Everything that is done leaves one.",
		filters: []filter{
			{"act", find.Act, words.Act(find.Act)},
			{"from", find.From, "From " + dateWords(find.From)},
			{"to", find.To, "Until " + dateWords(find.To)},
			{"by", find.By, "Done by " + find.By},
			{"about", find.About, "About " + find.About},
			{"person", string(find.Person), "By or about " + page.PersonName},
			{"thing", string(find.Thing), "About one thing"},
		},
		sorts: []components.Option{{Value: "-at", Label: "Newest first"}, {Value: "at", Label: "Oldest first"}},
	}, page.Page)
}

// sealedWords say how far the chain of seals goes.
func sealedWords(last models.Seal) string {
	if last.Number == 0 {
		return "None is sealed yet."
	}
	return "They are sealed up to " + words.Moment(last.SealedAt) + ", in a chain of " + words.Count(last.Number, "seal", "seals") + " that trellis doctor proves."
}

func dateWords(text string) string { return words.Date(models.Date(text)) }

func actOptions() []components.Option {
	options := []components.Option{{Label: "Anything"}}
	for _, act := range words.Acts() {
		options = append(options, components.Option{Value: act, Label: words.Act(act)})
	}
	return options
}

func eventHeads(l list) []components.Head {
	return []components.Head{l.head("When", "-at"), {Label: "Who"}, {Label: "What"}, {Label: "About"}, {Label: "Thing"}}
}

// eventsWith is the list of events with one filter.
func eventsWith(name, value string) string {
	return paths.Events + "?" + url.Values{name: {value}}.Encode()
}

// peopleWith is the list of people with one filter.
func peopleWith(name, value string) string {
	return paths.People + "?" + url.Values{name: {value}}.Encode()
}

// who did it; nobody, where the calendar did, or somebody with a link and no sign-in.
func who(e reports.ListedEvent) string {
	if e.ActorName == "" {
		return "No sign-in"
	}
	return e.ActorName
}

// about whom it is, unless that is who did it.
func about(e reports.ListedEvent) *components.Link {
	if e.PersonID == nil || e.ActorID != nil && *e.ActorID == *e.PersonID {
		return nil
	}
	return &components.Link{Label: e.PersonName, Href: paths.Person(*e.PersonID)}
}

// thingWords names the thing, or says what kind of thing it is.
func thingWords(e reports.ListedEvent) string {
	kind := thingKind(e.Subject)
	switch {
	case itself(e):
		return "–"
	case e.Subject == "retention_rules": // the kind of data, and how many rows went
		return kind + ": " + strings.ReplaceAll(string(e.SubjectID), "_", " ")
	case e.Thing.Name == "":
		return kind
	}
	return kind + ": " + e.Thing.Name
}

// itself tells whether the thing is the person whom the event is about: they stand there already.
func itself(e reports.ListedEvent) bool { return e.PersonID != nil && *e.PersonID == e.SubjectID }

func thingKind(table string) string {
	kinds := map[string]string{
		"answers": "Answer", "assessments": "Assessment", "cohorts": "Cohort", "completion_records": "Completion record", "courses": "Course",
		"enrolments": "Enrolment", "framework_versions": "Framework", "grants": "Role", "delegations": "Acting for a manager", "log_entries": "Log entry", "organisations": "Organisation",
		"pairs": "Pair", "people": "Person", "posts": "Post", "retention_rules": "Rule of retention", "corrections": "Correction", "rounds": "Round", "sessions": "Session", "sign_in_links": "Sign-in link",
	}
	if kind, known := kinds[table]; known {
		return kind
	}
	return words.Capital(strings.ReplaceAll(table, "_", " "))
}

// thingAt is where the thing is to be seen; empty where it has no page for administrators.
func thingAt(e reports.ListedEvent) string {
	switch key := e.Thing.Key; {
	case itself(e):
		return ""
	case e.Subject == "retention_rules":
		kind, _, _ := strings.Cut(string(e.SubjectID), " ")
		return paths.RetentionRule(models.RetentionKind(kind))
	case e.Subject == "corrections":
		return paths.Correction(e.SubjectID)
	case key != "":
		return keyedAt(e.Subject, key)
	}
	return ""
}

// keyedAt is where a thing is to be seen that is found by what its row says of it.
func keyedAt(table, key string) string {
	switch table {
	case "organisations":
		return paths.Organisation(key)
	case "people", "posts", "grants", "delegations":
		return paths.Person(models.ID(key))
	case "courses":
		return paths.Course(key)
	case "cohorts", "sessions", "enrolments":
		return paths.Teach(key)
	case "completion_records":
		return paths.VerifyRecord(key)
	case "framework_versions":
		code, version, _ := strings.Cut(key, " ")
		return paths.Framework(code, version)
	}
	return ""
}

// happened are events as a timeline tells them.
func happened(events []reports.ListedEvent) []components.TimelineItem {
	items := make([]components.TimelineItem, len(events))
	for i, e := range events {
		items[i] = components.TimelineItem{When: words.Moment(e.At), ISO: moment(e.At), What: whatHappened(e), Who: e.ActorName}
	}
	return items
}

func whatHappened(e reports.ListedEvent) string {
	what := words.Act(e.Act)
	if other := about(e); other != nil {
		what += ", " + other.Label
	}
	if e.Thing.Name != "" && !itself(e) {
		what += ": " + e.Thing.Name
	}
	return what
}

// EventsHead names the columns of the list of events as a file.
func EventsHead() []string {
	return []string{"at", "who", "act", "about", "thing", "thing_id", "thing_name"}
}

// EventCells is an event of the list in a file.
func EventCells(e reports.ListedEvent) []string {
	return []string{moment(e.At), e.ActorName, e.Act, e.PersonName, e.Subject, string(e.SubjectID), e.Thing.Name}
}

// moment is a time as files hold it.
func moment(t time.Time) string { return t.In(models.London()).Format(time.RFC3339) }
