package journeys

import (
	"fmt"
	"testing"
)

// TestWhatOthersSay walks what a manager and a colleague say of somebody's skills, and what they answer.
func TestWhatOthersSay(t *testing.T) {
	b := newBrowser(t)
	for _, width := range widths {
		t.Run(fmt.Sprintf("%d px wide", width), func(t *testing.T) {
			address, _ := newDemo(t)
			v := b.visit(t, address, width)
			managerTalks(v)
			personAnswers(v)
		})
	}
}

func managerTalks(v *visitor) {
	v.enter("Helen Whitcombe")
	v.open("/team/confirm")
	v.follow("Owen Hartley")
	v.sees("Agree with everything", "Explaining limits and uncertainty: Expert", "Who else says what of")
	v.follow("Ask Owen for evidence")
	v.press("Send")
	v.sees("There is a problem")
	v.fill("says", "Which report was it?")
	v.choose("wants_evidence", "true")
	v.press("Send")
	v.sees("Asks for evidence", "Which report was it?")
	v.photograph("talk")
	v.open("/team/confirm")
	v.follow("Owen Hartley")
	v.chooseIn("Explaining limits and uncertainty", "Working")
	v.press("Save your answers")
	v.sees("There is a problem")
	v.write("Your comment on Explaining limits and uncertainty", "The sentence is a standard one.")
	v.press("Save your answers")
	v.open("/team/confirm")
	v.follow("Lucy Tran")
	v.press("Confirm it as Lucy answered")
	v.open("/team/people")
	v.follow("Amara Osei")
	v.follow("Describing data")
	v.sees("Who says what now", "Over time", "Trainer")
	v.photograph("skill-over-time")
	v.open("/account")
	v.press("Sign out")
}

func personAnswers(v *visitor) {
	v.enter("Amara Osei")
	v.sees("Show evidence for Describing data", "Say where colleagues stand")
	v.follow("Show evidence for Describing data")
	v.fill("says", "It is on the planning board's page, and the code is in our repository.")
	v.press("Send")
	v.sees("the code is in our repository")
	v.open("/skills/requests")
	v.sees("Claire Dunne", "Ravi Menon", "Practitioner")
	v.follow("Claire Dunne")
	v.press("Send your answer")
	v.sees("There is a problem")
	v.choose("level", "3")
	v.fill("example", "She wrote the part on small numbers.")
	v.press("Send your answer")
	v.sees("Nobody waits for your answer")
	v.open("/skills/requests/new?skill=describing-data")
	v.press("Ask")
	v.sees("There is a problem")
	v.fill("email", "nobody@example.com")
	v.press("Ask")
	v.sees("Asked by you")
	v.open("/skills/describing-data")
	v.sees("What counts: yours of", "Worked examples of these levels")
	v.follow("Over time")
	v.open("/skills?on=2024-06-01")
	v.sees("My skills on 1 June 2024", "Senior analyst")
}
