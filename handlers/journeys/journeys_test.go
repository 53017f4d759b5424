package journeys

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"trellis/app/demo"
	"trellis/models"
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
		{"an offered place is turned down by its link, and the next in line takes it", waitingList},
		{"a manager sees the team's skills and answers what was sent", manager},
		{"somebody on their first day says who they are and assesses a skill", firstDay},
		{"a stranger checks records and reads what there is without an account", stranger},
		{"an administrator sees what is in demand, and lets somebody in", administrator},
		{"an administrator searches, filters, sorts and pages the lists, and opens what they find", lists},
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
	v.follow("Cancel your place")
	v.press("Cancel your place")
	v.sees("You cancelled")
	v.open("/courses/forecasting-demand-and-capacity")
	v.sees("3 places left")
	v.follow("Enrol")
	v.press("Enrol")
	v.sees("Enrolled")
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
	v.do(chromedp.Evaluate(`document.querySelector('[data-register-rest]').click()`, nil)) // not the Undo of the last save
	v.sees("8 of 14 marked", "Not marked: Aisha Ibrahim")
	v.tap("Mark the other 6 as attended")
	v.press("Save register")
	v.sees("14 of 14 marked")
	v.open("/teaching")
	v.follow("Complete SQL for analysts")
	v.photograph("complete")
	v.follow("Preview 9 completion records")
	v.press("Issue 9 completion records")
	v.sees("9 completion records issued")
	code := v.firstRecord()
	v.follow("Withdraw") // the first of them
	v.press("Withdraw record")
	v.sees("There is a problem")
	v.fill("reason", "Kept for the wrong person")
	v.press("Withdraw record")
	withdrawn := code
	v.follow("Preview 1 completion record")
	v.press("Issue 1 completion record") // the corrected one
	code = v.firstRecord()
	v.plan()
	v.open("/account")
	v.press("Sign out everywhere")
	v.open("/verify")
	v.fill("code", strings.ToLower(code))
	v.press("Check")
	v.sees("This record is genuine", "SQL for analysts")
	v.open("/verify/" + withdrawn)
	v.sees("withdrawn")
}

// plan makes a cohort: refused first, with what was typed kept.
func (v *visitor) plan() {
	v.t.Helper()
	v.open("/teaching/cohorts/new?course=R1")
	v.photograph("new-cohort")
	v.fill("name", "Spring cohort")
	v.press("Plan and open")
	v.sees("There is a problem")
	for n, days := range []int{120, 127} {
		field := fmt.Sprintf("sessions[%d].", n)
		v.fill(field+"date", string(models.DateOf(time.Now()).AddDays(days)))
		v.fill(field+"starts", "15:00")
		v.fill(field+"ends", "17:00")
	}
	v.fill("place", "Room 4")
	v.press("Plan and open")
	v.sees("Spring cohort", "Room 4")
	v.open("/courses/introduction-to-r-for-health-and-care-analysis")
	v.sees("24 places left")
}

// waitingList follows one offer by its link, without signing in, and then the next.
func waitingList(v *visitor) {
	first := v.offer("")
	v.open(first)
	v.press("Turn it down")
	v.open(first) // its link is used up
	second := v.offer(first)
	v.open(second)
	v.press("Take the place")
	v.enter("Rhys Pritchard")
	v.open("/teaching")
	v.follow("Waiting list of Introduction to R")
	v.sees("3 people wait")
}

// offer reads in the outbox the newest letter that offers a place, waits for another than the one known, and signs out.
func (v *visitor) offer(known string) string {
	v.t.Helper()
	v.enter("Sunita Rao")
	for range 20 {
		v.open("/admin/outbox")
		if strings.Contains(v.text(), "A place is yours") {
			v.follow("A place is yours")
			var path string
			v.do(chromedp.Evaluate(`(document.querySelector('main').innerText.match(/\/offers\/[A-Za-z0-9-]+/) || [''])[0]`, &path))
			if path != "" && path != known {
				v.press("Sign out")
				return path
			}
		}
		v.do(chromedp.Sleep(500 * time.Millisecond))
	}
	v.t.Fatal("no letter offers a place")
	return ""
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
	v.chooseIn("Explaining limits and uncertainty", "Working")
	v.press("Save your answers")
	v.sees("There is a problem") // another level needs a comment
	v.write("Your comment on Explaining limits and uncertainty", "This is the standard sentence. Let us look at intervals together")
	v.press("Save your answers")
	v.open("/team/confirm")
	v.follow("Lucy Tran")
	v.press("Confirm it as Lucy answered")
	v.follow("Owen Hartley")
	v.press("Confirm it as Owen answered")
	v.sees("Nothing to confirm")
}

// chooseIn picks the answer with the words in the section with the heading.
func (v *visitor) chooseIn(heading, words string) {
	v.t.Helper()
	v.act(fmt.Sprintf(`[...[...document.querySelectorAll('section')].find(s => s.querySelector('h3')?.textContent.trim() === %q)
		.querySelectorAll('label')].find(l => l.textContent.trim() === %q).click()`, heading, words))
}

// write fills the field whose label begins with the words.
func (v *visitor) write(label, text string) {
	v.t.Helper()
	v.act(fmt.Sprintf(`document.getElementById([...document.querySelectorAll('label')].find(l => l.textContent.trim().startsWith(%q)).htmlFor).value = %q`, label, text))
}

// act runs a line of script on the page.
func (v *visitor) act(script string) {
	v.t.Helper()
	v.do(chromedp.Evaluate(script, nil))
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
	v.open("/network/skills")
	v.sees("Whole network", "Hidden")
	v.follow("Birmingham and Solihull")
	v.sees("All of Birmingham and Solihull")
	v.photograph("network")
	v.open("/network/demand")
	v.sees("Birmingham and Solihull holds 40% of all places")
	v.photograph("demand")
	v.open("/admin/people?q=osei")
	v.follow("Amara Osei")
	v.press("Make sign-in link")
	v.photograph("sign-in-link")
	v.open("/admin/outbox")
	v.open("/teaching")
	v.open("/")
}
