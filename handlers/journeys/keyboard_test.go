package journeys

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/paths"
	"trellis/models/store"
)

// mostKeys is how many keys one competency may take.
const mostKeys = 4

// fewestSkills is what a role asks for first, at least, in the demonstration.
const fewestSkills = 12

// TestASelfAssessmentByKeyboard answers everything that is asked now without a pointer, and counts the keys of each competency.
func TestASelfAssessmentByKeyboard(t *testing.T) {
	b := newBrowser(t)
	for _, width := range widths {
		t.Run(fmt.Sprintf("%d px wide", width), func(t *testing.T) {
			address, s := newDemo(t)
			round := roundOfToday(t, s)
			modeltest.Plant(t, s, "DELETE FROM answers") // who is half way begins anew
			v := b.visit(t, address, width)
			v.enter("Amara Osei") // who has sent nothing in this round
			v.open(paths.AssessmentStep(round.Slug, 1))
			v.look()
			answered, asked := 0, 0
			for at := v.address(); !strings.HasSuffix(at, "/check"); at = v.address() {
				if strings.Contains(at, "/interests/") {
					v.keyed("2", kb.Enter)
					continue
				}
				pressed := 0
				press := func(key string) { v.key(key); pressed++ }
				press("4")
				v.do(chromedp.Sleep(0))
				press("n")
				if v.shows("[data-chance]") {
					asked++
					press("c")
					v.leaving("d", &pressed)
				} else {
					v.leaving(kb.Enter, &pressed)
				}
				if answered++; pressed > mostKeys {
					t.Errorf("%s takes %d keys, and may take %d", at, pressed, mostKeys)
				}
				if answered > 30 {
					t.Fatalf("the round does not end: %s", v.address())
				}
			}
			if answered < fewestSkills || asked == 0 {
				t.Errorf("%d answered, %d asked what stands in the way", answered, asked)
			}
			v.look()
			v.sees("In the way: no access to the data", "Send to manager")
			v.typesInAField(round)
		})
	}
}

func roundOfToday(t *testing.T, s *store.Store) models.Round {
	t.Helper()
	round, err := s.OpenRound(t.Context(), s.Today())
	if err != nil {
		t.Fatal(err)
	}
	return round
}

// key presses a key, and waits until the page has asked the server what it wants to know.
func (v *visitor) key(key string) {
	v.t.Helper()
	v.do(chromedp.KeyEvent(key), chromedp.Evaluate(`new Promise(done => setTimeout(done, 400))`, nil, awaited))
}

// keyed presses keys, the last of which leads to another page.
func (v *visitor) keyed(keys ...string) {
	v.t.Helper()
	count := 0
	for _, k := range keys[:len(keys)-1] {
		v.key(k)
	}
	v.leaving(keys[len(keys)-1], &count)
}

// leaving presses a key that leads to another page.
func (v *visitor) leaving(key string, pressed *int) {
	v.t.Helper()
	*pressed++
	ctx, cancel := context.WithTimeout(v.ctx, patience)
	defer cancel()
	if _, err := chromedp.RunResponse(ctx, chromedp.KeyEvent(key)); err != nil {
		v.t.Fatalf("the key %q leads nowhere at %s: %v", key, v.address(), err)
	}
}

// shows tells whether an element is there and seen.
func (v *visitor) shows(selector string) bool {
	v.t.Helper()
	var seen bool
	v.do(chromedp.Evaluate(fmt.Sprintf(`(() => { const e = document.querySelector(%q); return !!e && !e.hidden && e.offsetParent !== null; })()`, selector), &seen))
	return seen
}

// typesInAField types what would be keys into the example: they are text there.
func (v *visitor) typesInAField(round models.Round) {
	v.t.Helper()
	v.open(paths.AssessmentStep(round.Slug, 1))
	v.do(chromedp.SendKeys(`[name="example"]`, "1 of 2 wards", chromedp.ByQuery))
	var kept string
	v.do(chromedp.Evaluate(`document.querySelector('[name="level"]:checked').value + document.querySelector('[name="example"]').value`, &kept))
	if !strings.HasSuffix(kept, "1 of 2 wards") || !strings.HasPrefix(kept, "4") {
		v.t.Errorf("the form holds %q", kept)
	}
}
