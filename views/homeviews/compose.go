// Package homeviews is the home page: what comes next for a person, in the words of the page.
package homeviews

import (
	"fmt"
	"strings"
	"time"

	"trellis/app/learning"
	"trellis/app/progress"
	"trellis/app/reports"
	"trellis/app/settings"
	"trellis/app/skills"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/components"
	"trellis/views/words"
)

// Facts are what the home page is made of.
type Facts struct {
	Actor     models.Actor
	Now       time.Time
	About     reports.About
	Next      *learning.Next // nil: nothing is planned
	Courses   []learning.MyCourse
	Standing  skills.Standing
	Pairs     []learning.PairAsked
	Asked     progress.Asked // about sessions and courses
	ToConfirm int
	ToAnswer  int // wishes of their people to join a course
	FirstDay  settings.FirstDay
}

// Home is the page, ready to show.
type Home struct {
	Greeting, Caption string
	Next              *components.Next
	Todos             []components.Todo
	Tiles             []components.Stat
	Courses           []components.ProgressRow
	Gaps              []components.GapRow
	GapsLink          components.Link
	Unused            []string
	UnusedTitle       string
	Activity          []components.TimelineItem
	Partners          []components.Todo
	Tasks             []components.Task // of somebody of whom nothing is known yet
	DecisionMaker     bool
	FirstDay          settings.FirstDay // what a new network needs, for who may see to it
}

// Compose makes the page of its facts. A decision maker who has not assessed anything has the light page.
func Compose(f Facts) Home {
	home := Home{
		Greeting: "Hello, " + f.Actor.FirstName(), Caption: caption(f.About), Next: next(f), Courses: courses(f),
		Activity: activity(f.About.Activity), Partners: partners(f.About), FirstDay: f.FirstDay,
		DecisionMaker: f.Actor.DecisionMaker && f.Standing.Tally.Assessed == 0,
	}
	home.Todos = todos(f, home.DecisionMaker)
	if home.DecisionMaker {
		return home
	}
	if f.Standing.Tally.Assessed == 0 && len(f.Courses) == 0 && f.About.Records == 0 && len(f.Pairs)+len(f.Asked.Evaluate)+len(f.Asked.FollowUps)+len(f.About.Asks) == 0 {
		home.Tasks = firstTasks(f)
		home.Todos = nil
		return home
	}
	home.Tiles = tiles(f)
	for _, k := range f.Standing.Build {
		home.Gaps = append(home.Gaps, gap(k))
	}
	home.GapsLink = components.Link{Label: "See all " + words.Count(f.Standing.Tally.Asked, "skill", "skills"), Href: paths.Skills}
	for _, k := range f.Standing.Unused {
		home.Unused = append(home.Unused, k.Name)
	}
	home.UnusedTitle = words.Count(len(home.Unused), "strength", "strengths") + " you rarely get to use"
	home.Unused = home.Unused[:min(len(home.Unused), 4)]
	return home
}

func caption(about reports.About) string {
	switch {
	case about.Organisation == "":
		return ""
	case about.Title == "":
		return about.Organisation
	}
	return about.Title + ", " + about.Organisation
}

func next(f Facts) *components.Next {
	if f.Next == nil {
		return nil
	}
	s := f.Next.Session
	kicker := "Next up"
	if near := words.Near(s.Starts, f.Now); near != "" {
		kicker += ", " + near
	}
	card := &components.Next{
		Day:    components.Day{Month: words.Month(s.Starts), Number: words.DayOfMonth(s.Starts), Weekday: words.DayOfWeek(s.Starts)},
		Kicker: kicker, Title: s.Title,
		Lines: []string{
			fmt.Sprintf("Session %d of %d, %s", s.Number, f.Next.Of, f.Next.Course.Title),
			words.Weekday(s.Starts) + ", " + words.Times(s.Starts, s.Ends) + ". " + f.Next.Place,
		},
		Links: []components.Link{
			{Label: "Add to calendar", Href: paths.SessionCalendar(s.ID)},
			{Label: "See your path", Href: paths.Path(f.Next.Enrolment.ID)},
		},
	}
	switch {
	case f.Next.JoinURL != "":
		card.Action = components.Action{Label: "Join session", Href: f.Next.JoinURL}
	case f.Next.Online:
		card.Lines = append(card.Lines, "The link to join opens at "+words.Moment(s.JoinOpens()))
	}
	return card
}

func todos(f Facts, light bool) []components.Todo {
	var list []components.Todo
	for _, p := range f.Pairs {
		list = append(list, components.Todo{Link: components.Link{Label: p.By + " asks you to come to " + p.Course.Title, Href: paths.OwnPair(p.ID)}, Detail: "As a pair. " + words.Capital(begins(p.Cohort))})
	}
	for _, c := range f.Courses {
		if c.Enrolment.State == models.Applied && c.Enrolment.Awaits == models.AwaitsPerson {
			list = append(list, components.Todo{Link: components.Link{Label: "Say whether you come to " + c.Course.Title, Href: paths.Enrolment(c.Enrolment.ID)}, Detail: "You were named for it. " + words.Capital(begins(c.Cohort))})
		}
		if c.OfferToken != "" {
			list = append(list, components.Todo{Link: components.Link{Label: "Reply to the place offered: " + c.Course.Title, Href: paths.Offer(c.OfferToken)}, Detail: "Reply by " + words.Moment(c.OfferExpires)})
		}
	}
	if f.ToConfirm > 0 {
		list = append(list, components.Todo{Link: components.Link{Label: "Confirm " + words.Count(f.ToConfirm, "assessment", "assessments"), Href: paths.TeamConfirm}, Detail: "Sent by people in your team"})
	}
	if f.ToAnswer > 0 {
		list = append(list, components.Todo{Link: components.Link{Label: "Answer " + words.Count(f.ToAnswer, "request", "requests") + " to join a course", Href: paths.TeamEnrolments}, Detail: "From people whom you manage, or are a deputy for"})
	}
	if r := f.Standing.Round; r != nil && r.Open && r.SentAt == nil && !light {
		list = append(list, round(*r))
	}
	return append(append(list, asks(f)...), asked(f.Asked)...)
}

func round(r skills.RoundProgress) components.Todo {
	detail := fmt.Sprintf("%d of %d skills done. Due %s", r.Done, r.Total, words.Date(r.Round.Closes))
	switch {
	case r.Complete():
		return components.Todo{Link: components.Link{Label: "Check and send your self-assessment", Href: paths.AssessmentCheck(r.Round.Slug)}, Detail: detail}
	case r.Begun():
		return components.Todo{Link: components.Link{Label: "Finish your self-assessment", Href: paths.CurrentAssessment}, Detail: detail}
	}
	return components.Todo{Link: components.Link{Label: "Assess your skills", Href: paths.CurrentAssessment}, Detail: fmt.Sprintf("%d skills, about %d minutes. Due %s", r.Total, r.Minutes(), words.Date(r.Round.Closes))}
}

func firstTasks(f Facts) []components.Task {
	tasks := []components.Task{{Title: "Tell us your role and manager", Href: paths.Welcome, Hint: "So that your skill targets are right. About 1 minute", Done: f.Actor.WelcomedAt != nil}}
	assess := components.Task{Title: "Assess your skills", Href: paths.CurrentAssessment, Status: "Not started"}
	if r := f.Standing.Round; r != nil && r.Total > 0 {
		assess.Hint = fmt.Sprintf("%d skills, about %d minutes. You can stop and come back", r.Total, r.Total)
		if r.Begun() {
			assess.Status = fmt.Sprintf("%d of %d done", r.Done, r.Total)
		}
	} else {
		assess.Hint = "You are told when the next round opens"
	}
	return append(tasks, assess, components.Task{Title: "Find a course", Href: paths.Courses, Hint: "See what builds the skills that your role asks for", Status: "Not started"})
}

func tiles(f Facts) []components.Stat {
	t := f.Standing.Tally
	return []components.Stat{
		{Number: fmt.Sprint(t.AtTarget), Unit: fmt.Sprintf("of %d", t.Asked), Label: "skills at", Link: components.Link{Label: "target level", Href: paths.Skills}, Done: t.AtTarget, Total: t.Asked},
		{Number: fmt.Sprint(t.Confirmed), Label: "skills confirmed by your manager"},
		logged(f.About.Minutes),
		{Number: fmt.Sprint(f.About.Records), Link: components.Link{Label: recordsLabel(f.About.Records), Href: paths.Records}},
	}
}

func recordsLabel(n int) string {
	if n == 1 {
		return "completion record"
	}
	return "completion records"
}

// logged is the time in the learning log, the same as on My learning to the minute.
func logged(minutes int) components.Stat {
	number, unit := "0", "hours"
	if minutes > 0 {
		number, unit, _ = strings.Cut(words.Hours(minutes), " ")
	}
	return components.Stat{Number: number, Unit: unit, Label: "since April in your", Link: components.Link{Label: "learning log", Href: paths.Learning}}
}

func courses(f Facts) []components.ProgressRow {
	var rows []components.ProgressRow
	for _, c := range f.Courses {
		row := components.ProgressRow{
			Link:   components.Link{Label: c.Course.Title, Href: paths.Enrolment(c.Enrolment.ID)},
			Detail: c.Cohort.Name + ", " + begins(c.Cohort),
		}
		if c.Enrolment.State == models.Placed {
			row.Way = components.Link{Label: "Your path", Hidden: " through " + c.Course.Title, Href: paths.Path(c.Enrolment.ID)}
		}
		switch {
		case c.Enrolment.State == models.Placed && !c.Cohort.Starts.After(f.Now):
			row.Detail = c.Cohort.Name + ", ends " + words.Day(c.Cohort.Ends)
			row.Sentence = fmt.Sprintf("%d of %s attended", c.Attended, words.Count(len(c.Sessions), "session", "sessions"))
			row.Part, row.Total = c.Attended, len(c.Sessions)
		case c.Enrolment.State == models.Placed:
			row.Status = components.Status{Kind: components.OK, Text: "Enrolled"}
		case c.Enrolment.State == models.Waiting:
			row.Status = components.Status{Kind: components.Warn, Text: "On the waiting list: " + words.Ordinal(c.Position)}
		case c.Enrolment.State == models.Offered:
			row.Status = components.Status{Kind: components.Warn, Text: "Place offered: reply by " + words.Moment(c.OfferExpires)}
		default:
			row.Status = components.Status{Kind: components.Plain, Text: words.Enrolment(c.Enrolment.State)}
		}
		rows = append(rows, row)
	}
	return rows
}

// begins says when a cohort starts.
func begins(c models.Cohort) string {
	if c.Unscheduled {
		return "dates to be set"
	}
	return "starts " + words.Day(c.Starts)
}

func gap(k skills.Skill) components.GapRow {
	return components.GapRow{
		Link: components.Link{Label: k.Name, Href: paths.Skill(k.Slug)}, Detail: "Now: " + k.HeldLabel() + ". Target: " + k.RequiredLabel(),
		Gap: components.Gap{Held: k.Held, Required: k.Required, Max: k.Scale.Max(), Confirmed: k.Confirmed, HeldLabel: k.HeldLabel(), RequiredLabel: k.RequiredLabel()},
	}
}

func activity(list []reports.Activity) []components.TimelineItem {
	var items []components.TimelineItem
	for _, a := range list {
		item := components.TimelineItem{When: words.Day(a.At), ISO: string(models.DateOf(a.At))}
		switch a.Kind {
		case reports.RecordIssued:
			item.What = "Completed " + a.What
		case reports.Logged:
			item.What = "Logged " + words.Hours(a.Minutes) + ", " + a.What
		case reports.Confirmed:
			item.What, item.Who = a.What+" confirmed", a.By
		case reports.Differed:
			item.What, item.Who = a.What+": your manager sees another level", a.By
		}
		items = append(items, item)
	}
	return items
}

func partners(about reports.About) []components.Todo {
	var list []components.Todo
	for _, p := range about.Partners {
		detail := p.Course + ", until " + words.Day(p.Ends)
		if p.Title != "" {
			detail = p.Title + ". " + detail
		}
		list = append(list, components.Todo{Link: components.Link{Label: p.Name, Href: paths.Cohort(p.Cohort)}, Detail: detail})
	}
	return list
}
