package journeys

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"trellis/models"
	"trellis/models/paths"
)

// TestARoundOfAssessment walks a round from its first day to what a manager and the person make of it.
func TestARoundOfAssessment(t *testing.T) {
	b := newBrowser(t)
	for _, width := range widths {
		t.Run(fmt.Sprintf("%d px wide", width), func(t *testing.T) {
			address, s := newDemo(t)
			round := roundOfToday(t, s)
			leadOpensARound(b.visit(t, address, width), round)
			amara := b.visit(t, address, width)
			saysLeave(amara)
			assesses(amara, round)
			asksElsewhere(amara)
			helen := b.visit(t, address, width)
			managerAnswers(helen)
			seesWhatCounts(amara)
		})
	}
}

// leadOpensARound sets the round after the one that is open: refused first, since two may not be open at once.
func leadOpensARound(v *visitor, open models.Round) {
	v.enter("Sunita Rao")
	v.open(paths.Rounds)
	v.sees("Open now", open.Name, "Past")
	v.photograph("rounds")
	v.follow("Add a round")
	v.photograph("new-round")
	v.fill("name", "Spring")
	v.fill("opens", string(open.Closes))
	v.fill("closes", string(open.Closes.AddDays(42)))
	v.fill("says", "It shows what the network can do, before the plan of the year is made.")
	v.press("Save round")
	v.sees("There is a problem", "Two rounds cannot be open at once")
	v.photograph("new-round-with-a-problem")
	v.fill("opens", string(open.Closes.AddDays(30)))
	v.fill("closes", string(open.Closes.AddDays(72)))
	v.press("Save round")
	v.sees("Coming", "Spring")
}

func saysLeave(v *visitor) {
	v.enter("Amara Osei")
	v.open(paths.OwnLeave)
	today := models.DateOf(time.Now())
	v.fill("from", string(today.AddDays(12)))
	v.fill("until", string(today.AddDays(5)))
	v.press("Add these days")
	v.sees("There is a problem", "on or after the first day")
	v.fill("until", string(today.AddDays(20)))
	v.press("Add these days")
	v.sees("Reminders wait until you are back")
	v.photograph("leave")
}

// assesses answers what is left of the round, as somebody does who takes care: one skill is held and unused, and one is shown.
func assesses(v *visitor, round models.Round) {
	v.open(paths.QuickRound(round.Slug))
	v.photograph("still-right")
	v.open(paths.CurrentAssessment)
	v.photograph("step")
	v.choose("level", "4")
	v.choose("use", "not_at_all")
	v.waits("[data-chance]")
	v.choose("chance", "some")
	v.choose("barrier", "no_data")
	v.photograph("step-unused")
	v.press("Save and add evidence")
	v.sees("Add evidence", "What shows it?")
	v.photograph("evidence-to-choose")
	v.press("Save evidence")
	v.sees("There is a problem", "Select what shows this skill")
	v.choose("kind", "log_entry")
	v.picksFirst("entry")
	v.photograph("evidence-log-entry")
	v.press("Save evidence")
	v.sees("What shows it")
	v.press("Save and add more evidence")
	v.choose("kind", "address")
	v.fill("address", "https://code.example.org/planning/questions")
	v.fill("title", "Questions that the board asked, and what we made of them")
	v.photograph("evidence-address")
	v.press("Save evidence")
	v.sees("Questions that the board asked")
	v.photograph("step-with-evidence")
	interests := map[string]bool{}
	for n := 0; !strings.HasSuffix(v.address(), "/check"); n++ {
		at := v.address()
		switch {
		case n > 40:
			v.t.Fatalf("the round does not end: %s", at)
		case strings.Contains(at, "/interests/"):
			if interests[at] {
				v.t.Errorf("%s is asked twice", at)
			}
			if len(interests) == 0 {
				v.photograph("interest")
			}
			interests[at] = true
			v.choose("interest", "much")
		case !v.shows("[name=level]:checked"):
			v.choose("level", "3")
			v.choose("use", "several_times")
		}
		v.press("Save and continue")
	}
	if len(interests) == 0 {
		v.t.Error("no interest is asked for")
	}
	v.sees("In the way: no access to the data", "Now with the target of your role")
	v.photograph("check")
	v.press("Send to manager")
	v.sees("Assessment sent", "Helen", "Strengths that you do not use", "Skills to build next")
	v.photograph("sent")
	v.open(paths.CurrentAssessment)
	v.photograph("assessment-sent")
}

// asksElsewhere asks somebody in another organisation by their address, and takes it back.
func asksElsewhere(v *visitor) {
	v.open(paths.AskAbout("framing-the-question"))
	v.photograph("ask-somebody")
	v.fill("email", "tom.ellery@example.org")
	v.press("Ask")
	v.sees("If somebody here has this address", "tom.ellery@example.org", "Remind from")
	v.photograph("requests")
	v.press("Withdraw the question to tom.ellery@example.org")
	v.sees("Withdrawn. They are not asked any more")
}

// managerAnswers asks for evidence of one, differs on another, and agrees with all that is left at once.
func managerAnswers(v *visitor) {
	v.enter("Helen Whitcombe")
	v.open(paths.TeamConfirm)
	v.photograph("queue")
	v.follow("Amara Osei")
	v.sees("Held, and not used.", "no access to the data")
	v.photograph("confirm-many")
	v.follow("Ask Amara for evidence")
	v.fill("says", "Which of the board’s questions was yours?")
	v.choose("wants_evidence", "true")
	v.press("Send")
	v.sees("Asks for evidence")
	v.photograph("asked-for-evidence")
	v.open(paths.TeamConfirm)
	v.follow("Amara Osei")
	v.chooseIn("Framing the question", "Practitioner")
	v.press("Save your answers")
	v.sees("There is a problem")
	v.photograph("differs-without-a-reason")
	v.write("Your comment on Framing the question", "You frame well what comes to you. Expert means that the board learns it from you.")
	v.press("Save your answers")
	v.open(paths.TeamConfirm)
	v.follow("Amara Osei")
	v.press("Confirm all")
	v.open(paths.TeamPeople)
	v.follow("Amara Osei")
	v.photograph("person-after")
	v.follow("Framing the question")
	v.sees("Target for the role", "Who says what now")
	v.photograph("skill-of-somebody-else")
}

func seesWhatCounts(v *visitor) {
	v.open(paths.Skill("framing-the-question"))
	v.sees("What counts", "Helen Whitcombe", "Questions that the board asked")
	v.photograph("what-counts")
	v.follow("Talk about it")
	v.fill("says", "The one on discharge. Could you tell me what you would want to see next time?")
	v.press("Send")
	v.sees("The one on discharge")
	v.photograph("conversation")
	v.open(paths.Skills + "?on=" + string(models.DateOf(time.Now()).AddMonths(-13)))
	v.sees("My skills on")
	v.photograph("skills-earlier")
	v.open(paths.Skills)
	v.photograph("skills-after")
}

// picksFirst chooses the first answer of a list that says something.
func (v *visitor) picksFirst(name string) {
	v.t.Helper()
	v.act(fmt.Sprintf(`document.querySelector('select[name=%q]').selectedIndex = 1`, name))
}

// waits waits for an element to be seen, which the page shows once the server has answered.
func (v *visitor) waits(selector string) {
	v.t.Helper()
	for range 50 {
		if v.shows(selector) {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	v.t.Fatalf("%s does not show at %s", selector, v.address())
}
