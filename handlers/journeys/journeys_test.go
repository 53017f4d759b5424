package journeys

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"trellis/app/demo"
)

// widths are those of a desk and of a phone.
var widths = []int{1280, 390}

// TestTheJourneys walks each journey at both widths, each in a demonstration of its own.
func TestTheJourneys(t *testing.T) {
	b := newBrowser(t)
	for _, journey := range []struct {
		name string
		walk func(v *visitor)
	}{
		{"a learner finds the course that closes a gap, enrols, and logs what was learned", learner},
		{"a trainer keeps the register and issues completion records, and a stranger checks one", trainer},
		{"a manager sees the team's skills and answers what was sent", manager},
		{"somebody on their first day says who they are and assesses a skill", firstDay},
		{"a stranger checks records and reads what there is without an account", stranger},
		{"an administrator sees what is in demand, and lets somebody in", administrator},
	} {
		for _, width := range widths {
			t.Run(fmt.Sprintf("%s, %d px wide", journey.name, width), func(t *testing.T) {
				address, _ := newDemo(t)
				journey.walk(b.visit(t, address, width))
			})
		}
	}
}

func learner(v *visitor) {
	v.enter("Amara Osei")
	v.sees("Hello, Amara", "Forecasting demand and capacity", "Finish your self-assessment")
	v.photograph("home")
	v.open("/skills")
	v.photograph("my-skills")
	v.follow("Forecasting demand and capacity")
	v.sees("Awareness", "Practitioner")
	v.follow("Forecasting, demand and capacity")
	v.sees("3 places left", "Skills you will build")
	v.photograph("course")
	v.follow("Enrol")
	v.press("Enrol")
	v.sees("Enrolled")
	v.photograph("enrolled")
	v.open("/learning")
	v.sees("Forecasting, demand and capacity")
	v.follow("Log learning")
	v.fill("title", "Tried a forecast on our own beds")
	v.fill("minutes", "0")
	v.press("Save")
	v.sees("There is a problem") // nothing is lost
	v.fill("minutes", "45")
	v.fill("on", demoDay)
	v.choose("kind", "project")
	v.press("Save")
	v.sees("Tried a forecast on our own beds")
	v.open("/skills/assessments/current")
	v.sees("Which of these best describes you today?")
	v.press("Save and continue")
	v.sees("There is a problem")
	v.photograph("assess-with-a-problem")
	v.choose("level", "2")
	v.choose("use", "several_times")
	v.press("Save and come back later")
	v.open("/records")
	v.follow("Writing and presenting")
	v.photograph("record")
	v.open("/courses?q=forecast")
	v.open("/account")
	v.press("Sign out")
	v.sees("Sign in")
}

// demoDay is a day on which something was learned: not in the future, whenever the journeys are walked.
const demoDay = "2026-01-15"

func trainer(v *visitor) {
	v.enter("Rhys Pritchard")
	v.open("/teaching")
	v.sees("6 of 14 not marked", "9 people are ready for records")
	v.photograph("teaching")
	v.follow("Finish the register of session 1")
	v.sees("8 of 14 marked")
	v.photograph("register")
	v.tap("Mark the other 6 as attended") // with script this marks; saving is another press
	v.sees("14 of 14 marked", "Not saved yet", "Marked as attended: Aisha Ibrahim")
	v.tap("Undo")
	v.sees("8 of 14 marked", "Not marked: Aisha Ibrahim")
	v.tap("Mark the other 6 as attended")
	v.press("Save register")
	v.sees("14 of 14 marked")
	v.open("/teaching")
	v.follow("Complete SQL for analysts")
	v.photograph("complete")
	v.press("Issue 9 completion records")
	v.sees("9 completion records issued")
	code := v.firstRecord()
	v.open("/courses/introduction-to-r-for-health-and-care-analysis")
	v.open("/teaching/cohorts/new?course=R1")
	v.photograph("new-cohort")
	v.open("/account")
	v.press("Sign out everywhere")
	v.open("/verify")
	v.fill("code", strings.ToLower(code))
	v.press("Check")
	v.sees("This record is genuine", "SQL for analysts")
}

// firstRecord is the number of the first completion record that the page names.
func (v *visitor) firstRecord() string {
	v.t.Helper()
	var code string
	v.do(chromedp.Evaluate(`(document.querySelector('main').innerText.match(/[A-HJKMNP-Z2-9]{2}-[A-HJKMNP-Z2-9]{4}-[A-HJKMNP-Z2-9]{4}/) || [''])[0]`, &code))
	if code == "" {
		v.t.Fatalf("the page names no record: %.900s", v.text())
	}
	return code
}

func manager(v *visitor) {
	v.enter("Helen Whitcombe")
	v.sees("Confirm 3 assessments")
	v.open("/team/skills")
	v.sees("Statistical modelling", "6 of 9 at target")
	v.photograph("team-skills")
	v.follow("Statistical modelling")
	v.open("/team/people")
	v.follow("Owen Hartley")
	v.photograph("person")
	v.open("/team/confirm")
	v.photograph("to-confirm")
	v.follow("Owen Hartley")
	v.photograph("confirm")
}

func firstDay(v *visitor) {
	v.enter("Ben Adeyemi")
	v.sees("Ben")
	v.photograph("welcome")
	v.press("Continue")
	v.sees("3 things to get you started")
	v.photograph("first-day")
	v.open("/skills")
	v.sees("We do not know your skills yet")
	v.open("/skills/assessments/current")
	v.open("/skills/assessments/current/1")
	v.choose("level", "1")
	v.choose("use", "most_weeks")
	v.press("Save and continue")
	v.open("/learning")
	v.open("/records")
	v.sees("Your first record appears when you finish a course")
}

func stranger(v *visitor) {
	v.open("/")
	v.sees("Training and skills for analysts", "Next open courses")
	v.photograph("front")
	v.open("/demo")
	v.photograph("demo")
	v.open("/verify")
	v.fill("code", "not a number")
	v.press("Check")
	v.sees("There is a problem")
	for _, r := range []struct{ code, says string }{
		{demo.GenuineRecord, "This record is genuine"},
		{demo.SupersededRecord, "replaced"},
		{demo.WithdrawnRecord, "withdrawn"},
		{demo.ExpiredRecord, "expired"},
		{demo.UnknownRecord, "We cannot find this record"},
	} {
		v.open("/verify/" + r.code)
		v.sees(r.says)
	}
	v.open("/verify/" + demo.GenuineRecord)
	v.photograph("verify")
	for _, path := range []string{"/help", "/privacy", "/accessibility", "/no-such-page", "/team/skills"} {
		v.open(path)
	}
	v.sees("Sign in")
	v.fill("email", "amara.osei@example.org")
	v.fill("password", "wrong")
	v.press("Sign in")
	v.sees("There is a problem")
}

func administrator(v *visitor) {
	v.enter("Sunita Rao")
	v.open("/network/demand")
	v.sees("Birmingham and Solihull holds 40% of all places")
	v.photograph("demand")
	v.open("/admin/people?q=osei")
	v.sees("Amara Osei")
	v.press("Make sign-in link")
	v.photograph("sign-in-link")
	v.open("/admin/outbox")
	v.open("/teaching")
	v.open("/")
}
