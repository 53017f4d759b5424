package components_test

import (
	"bytes"
	"context"
	"regexp"
	"strings"
	"testing"

	"github.com/a-h/templ"

	c "trellis/views/components"
	"trellis/views/layout"
	"trellis/views/words"
)

// with puts children inside a component.
func with(outer templ.Component, children ...templ.Component) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w templWriter) error {
		return outer.Render(templ.WithChildren(ctx, templ.Join(children...)), w)
	})
}

func html(markup string) templ.Component { return templ.Raw(markup) }

// gallery is one page with every component of the design system.
func gallery() templ.Component {
	page := layout.Page{
		Title: "Gallery", Section: "team", Wide: true, NoIndex: true, Flash: "Register saved. 12 of 12 marked",
		Crumbs: []c.Crumb{{Label: "Teaching", Href: "/teaching"}, {Label: "Working with decision makers", Href: "/courses/w"}},
		Viewer: layout.Viewer{Name: "Helen Whitcombe", Demo: true, Menu: []layout.MenuItem{
			{Key: "home", Label: "Home", Href: "/"},
			{Key: "courses", Label: "Courses", Href: "/courses"},
			{Key: "skills", Label: "My skills", Href: "/skills"},
			{Key: "learning", Label: "My learning", Href: "/learning"},
			{Key: "team", Label: "My team", Href: "/team", Count: 8, CountLabel: "waiting for you to confirm"},
			{Key: "teaching", Label: "Teaching", Href: "/teaching"},
		}},
	}
	return with(layout.Shell(page),
		c.ErrorSummary([]c.Problem{{Field: "level", Text: "Select the level that best describes you"}, {Text: "Your file could not be read"}}),
		with(c.PageHeadLede("Analytics directorate", "Gallery", "Every component of the design system, on one page."), c.ButtonLinkSecondary("Download as CSV", "/x.csv"), c.TextLink(c.Link{Label: "Print", Hidden: " the gallery", Href: "/print"})),
		c.Subnav("My team", []c.SubItem{{Label: "Skills", Href: "/team/skills", Current: true}, {Label: "To confirm", Href: "/team/confirm", Count: 8}, {Label: "Plans", Href: "/team/plans"}}),
		html(`<div class="app-stack">`), home(), lists(), course(), heat(), register(), forms(), record(), small(), html(`</div>`))
}

func home() templ.Component {
	gap := c.Gap{Held: 2, Required: 3, Max: 4, Confirmed: true, HeldLabel: "Working", RequiredLabel: "Practitioner"}
	self := c.Gap{Held: 1, Required: 4, Max: 4, HeldLabel: "Awareness", RequiredLabel: "Expert"}
	return templ.Join(
		html(`<div class="app-cols app-cols--aside app-cols--even">`),
		c.NextCard(c.Next{
			Day: c.Day{Month: "Oct", Number: "13", Weekday: "Tuesday"}, Kicker: "Next up, tomorrow", Title: "Framing the decision",
			Lines:  []string{"Session 3 of 6, Working with decision makers", "Tuesday 13 October, 10am to midday. Online, with Rhys Pritchard"},
			Action: c.Action{Label: "Join session", Href: "/join"}, Links: []c.Link{{Label: "Add to calendar", Href: "/a.ics"}, {Label: "Send apologies", Href: "/ap"}},
		}),
		with(c.Card("To do", "todo"), c.TodoList([]c.Todo{{Link: c.Link{Label: "Finish your autumn self-assessment", Href: "/s"}, Detail: "10 of 14 skills done. Due 30 October"}, {Link: c.Link{Label: "Tell us about session 2", Href: "/f"}, Detail: "3 questions, about 2 minutes"}})),
		html(`</div>`),
		c.Tiles([]c.Stat{
			{Number: "9", Unit: "of 14", Label: "skills at", Link: c.Link{Label: "target level", Href: "/skills"}, Done: 9, Total: 14},
			{Number: "6", Label: "skills confirmed by your manager"},
			{Number: "18", Unit: "hours", Label: "learning logged since April"},
			{Number: "3", Link: c.Link{Label: "completion records", Href: "/records"}},
		}),
		html(`<div class="app-cols app-cols--aside"><div class="app-stack">`),
		with(c.CardLink("Your courses", "courses", c.Link{Label: "Find a course", Href: "/courses"}), c.ProgressList([]c.ProgressRow{
			{Link: c.Link{Label: "Working with decision makers", Href: "/w"}, Detail: "With your decision maker, Joanna Feld", Sentence: "2 of 6 sessions attended", Part: 2, Total: 6},
			{Link: c.Link{Label: "Evaluation design", Href: "/e"}, Detail: "Cohort starts 12 January", Status: c.Status{Kind: c.Warn, Text: "Waiting list: " + words.Ordinal(4)}},
		})),
		with(c.CardLink("Skills to build next", "gaps", c.Link{Label: "See all 14 skills", Href: "/skills"}), c.GapKey("Still to reach"), c.GapList([]c.GapRow{
			{Link: c.Link{Label: "Explaining uncertainty", Href: "/u"}, Detail: "Working now. Target: Practitioner", Gap: gap},
			{Link: c.Link{Label: "Evaluation design", Href: "/e"}, Detail: "Awareness now. Target: Expert", Gap: self},
		})),
		html(`</div><div class="app-stack">`),
		with(c.Callout("2 strengths you rarely get to use", "unused"), html(`<ul><li>Modelling and forecasting</li><li>Qualitative insight</li></ul><p>You are at target, but said you had not used them.</p>`)),
		with(c.Card("Recent activity", "recent"), c.Timeline([]c.TimelineItem{
			{When: "8 October 2026", ISO: "2026-10-08", What: "Framing the question confirmed at Practitioner", Who: "Helen Whitcombe"}, {When: "29 September 2026", ISO: "2026-09-29", What: "Attended session 2"},
		})),
		html(`</div></div>`))
}

func lists() templ.Component {
	return templ.Join(
		with(c.FilterBar(c.Filter{Action: "/team/skills", Label: "Filter team skills", Result: "44 people, 14 skills", Chips: []c.Chip{{Label: "Since April 2026", Href: "/team/skills"}}}),
			c.Select(c.Field{Name: "role", Label: "Role", Value: "2"}, []c.Option{{Value: "", Label: "All roles"}, {Value: "1", Label: "Analysts"}, {Value: "2", Label: "Evaluators"}}),
			c.Select(c.Field{Name: "area", Label: "Skill area"}, []c.Option{{Value: "", Label: "All areas"}, {Value: "f", Label: "Framing", Group: "Understanding"}, {Value: "d", Label: "Data", Group: "Evidence"}}),
		),
		with(c.Card("People", "people"),
			with(c.Table("People in your team", []c.Head{{Label: "Person", Href: "?sort=name", Sorted: "ascending"}, {Label: "Last assessed", Href: "?sort=last"}, {Label: "At target", Number: true}, {Label: "Plan"}, {Label: "Actions", Hidden: true}}),
				html(`<tr><th scope="row"><a href="/p/1">Amara Osei</a><p>Senior analyst</p></th><td data-label="Last assessed">8 October 2026</td><td class="app-num" data-label="At target">9 of 14</td><td data-label="Plan">`), c.Pill(c.OK, "Agreed"), html(`</td><td>`), c.PostButton("/remind/1", "Remind", " Amara Osei"), html(`</td></tr>`),
				html(`<tr><th scope="row"><a href="/p/2">Ben Aldridge</a><p>Analyst</p></th><td data-label="Last assessed">Not yet</td><td class="app-num" data-label="At target">0 of 14</td><td data-label="Plan">`), c.Pill(c.Plain, "Not started"), html(`</td><td>`), c.PostLink("/remind/2", "Remind", " Ben Aldridge"), html(`</td></tr>`)),
			c.Pagination(c.Pages{Previous: "?page=1", Next: "?page=3", Words: "51 to 100 of 214 people"})),
		with(c.Card("Skilled, but is it being used?", "used"), c.DumbbellKey(), c.DumbbellCounts(c.UseCounts{AtTarget: 6, Used: 1, People: 9})))
}

func course() templ.Component {
	return templ.Join(c.CohortList([]c.Cohort{
		{Starts: c.Day{Month: "Jan", Number: "12", Weekday: "Tuesday"}, Title: "12 January to 23 March 2027", Lines: []string{"Tuesdays, 10am to midday, every 2 weeks", "Online, with Rhys Pritchard"}, PlacesStrong: "7 places left", PlacesRest: " of 24. Enrol by 5 January", Taken: 17, Of: 24, Action: c.Action{Label: "Enrol", Hidden: " on the January cohort", Href: "/e1"}, Sessions: []c.SessionDate{{Title: "What decisions are made of", When: "12 January"}, {Title: "In the room", When: "26 January"}}},
		{Starts: c.Day{Month: "Feb", Number: "4", Weekday: "Thursday"}, Title: "4 February to 15 April 2027", Href: "/cohorts/R2", Lines: []string{"In person: Calder House, Northmere"}, PlacesStrong: "Full.", PlacesRest: " 3 people on the waiting list", Taken: 16, Of: 16, Action: c.Action{Label: "Join waiting list", Hidden: " for the February cohort", Href: "/e2", Look: c.Secondary}},
	}), html(`<div class="app-cols app-cols--half">`),
		with(c.Card("At a glance", "glance"), c.Facts([]c.Fact{{Term: "Level", Text: "Working to Practitioner"}, {Term: "Length", Text: "12 hours, 6 sessions"}})),
		with(c.Card("What you will be able to do", "able"), c.Ticks([]string{"Turn a vague request into a question", "Explain what you do not know"}), c.Tick(),
			c.GapBar(c.Gap{Held: 2, Max: 4, HeldLabel: "Working", Reach: 3, ReachLabel: "Practitioner"})),
		html(`</div>`))
}

func small() templ.Component {
	return templ.Join(
		html(`<div class="app-cols app-cols--half">`),
		with(c.Card("Get started", "start"), c.TaskList("first", []c.Task{{Title: "Tell us your role", Href: "/r", Hint: "About 1 minute", Done: true}, {Title: "Assess your skills", Href: "/a", Status: "Not started"}, {Title: "Agree your plan", Status: "Cannot start yet"}})),
		with(c.Card("Your courses today", "e1"), c.EmptyState("You are not on a course yet.", "When you enrol, your next session shows here.", c.Link{Label: "Find a course", Href: "/courses"})),
		with(c.Card("Importing", "imp"), c.Steps([]c.Step{{Title: "Checked", Detail: "209 rows ready", State: c.StepDone}, {Title: "Adding people", Detail: "132 of 209 added", State: c.StepNow, Done: 132, Total: 209}, {Title: "Sending emails", Detail: "Starts when everyone has been added"}})),
		with(c.Card("Words", "words"), c.Pill(c.Plain, "Draft"), c.Pill(c.OK, "Enrolled"), c.Pill(c.Warn, "At risk"), c.Pill(c.Bad, "Withdrawn"), c.Pill(c.Info, "Place offered"), c.InsetText("Your manager, Helen Whitcombe, is asked to agree."), with(c.Details("Who sees this"), html(`<p>You and your manager.</p>`)), c.Progress("Skill 11 of 14", "10 done", 10, 14)),
		html(`</div>`))
}

func TestTheGalleryHoldsToTheRulesOfEveryPage(t *testing.T) {
	var out bytes.Buffer
	if err := gallery().Render(t.Context(), &out); err != nil {
		t.Fatal(err)
	}
	got := out.String()
	for _, rule := range []struct{ name, never string }{
		{"no inline style", `\sstyle=`},
		{"no style element", `<style`},
		{"no inline script", `<script>|<script [^>]*>[^<]`},
		{"no handler in markup", `\son[a-z]+="`},
		{"nothing from elsewhere", `(src|href)="(https?:)?//`},
		{"no failed sanitising", `about:invalid`},
	} {
		if found := regexp.MustCompile(rule.never).FindString(got); found != "" {
			t.Errorf("%s: found %q", rule.name, found)
		}
	}
	for _, script := range regexp.MustCompile(`<script[^>]*>`).FindAllString(got, -1) {
		if !strings.Contains(script, " src=") {
			t.Errorf("script without src: %s", script)
		}
	}
	ids := map[string]bool{}
	for _, m := range regexp.MustCompile(`\sid="([^"]*)"`).FindAllStringSubmatch(got, -1) {
		if ids[m[1]] || m[1] == "" {
			t.Errorf("id %q is used twice or empty", m[1])
		}
		ids[m[1]] = true
	}
	for _, m := range regexp.MustCompile(`\s(?:for|aria-labelledby|aria-describedby|aria-controls)="([^"]*)"`).FindAllStringSubmatch(got, -1) {
		for id := range strings.FieldsSeq(m[1]) {
			if !ids[id] {
				t.Errorf("%s points at nothing", m[0])
			}
		}
	}
}
