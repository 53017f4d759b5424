package journeys

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"

	"trellis/models"
	"trellis/models/store"
)

// TestBooking walks the ways into a cohort at both widths: asking, being approved, being named, booking a team and holding
// places for one.
func TestBooking(t *testing.T) {
	b := newBrowser(t)
	for _, width := range widths {
		t.Run(fmt.Sprintf("the ways in, %d px wide", width), func(t *testing.T) {
			address, s := newDemo(t)
			codes := wayCohorts(t, s)
			waysIn(b, t, address, width, codes)
		})
	}
}

// wayCohorts are open cohorts of the demonstration's forecasting course, one for each way in.
func wayCohorts(t *testing.T, s *store.Store) map[models.WayIn]string {
	t.Helper()
	ctx, now := t.Context(), s.Now()
	course, err := s.CourseBySlug(ctx, "forecasting-demand-and-capacity")
	if err != nil {
		t.Fatal(err)
	}
	codes := map[models.WayIn]string{}
	err = s.InTx(ctx, func(tx *store.Tx) error {
		for i, way := range models.WaysIn() {
			c := models.Cohort{
				Code: fmt.Sprintf("WAY-%d", i), CourseID: course.ID, Name: "Cohort by " + string(way), State: models.CohortOpen, WayIn: way, Capacity: 3,
				Opens: now.AddDate(0, -1, 0), Closes: now.AddDate(0, 2, 0), OfferHours: 48, Place: "Online", Starts: now.AddDate(0, 2, 0), Ends: now.AddDate(0, 3, 0), CreatedAt: now,
			}
			if err := tx.Add(ctx, &c); err != nil {
				return err
			}
			codes[way] = c.Code
			if way == models.Application {
				if err := tx.Add(ctx, &models.Question{CohortID: c.ID, Number: 1, Asks: "What will you use it for?", Required: true}); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return codes
}

func waysIn(b *browser, t *testing.T, address string, width int, codes map[models.WayIn]string) {
	v := b.visit(t, address, width)
	v.enter("Amara Osei")
	v.open("/cohorts/" + codes[models.Application] + "/enrol")
	v.sees("Apply for this cohort", "a trainer decides")
	v.press("Send application")
	v.sees("There is a problem", "Answer this question")
	v.do(setFirst("textarea", "Our winter plan"))
	v.press("Send application")
	v.sees("You have asked to join", "A trainer of the cohort decides")
	v.open("/cohorts/" + codes[models.Approval] + "/enrol")
	v.sees("Ask to join this cohort")
	v.press("Ask to join")
	v.sees("You have asked to join", "or a deputy, decides")
	v.open("/cohorts/" + codes[models.Nomination] + "/enrol")
	v.sees("People are named for this cohort")
	v.open("/cohorts/" + codes[models.Eligible] + "/enrol")
	v.open("/cohorts/" + codes[models.PairedWay] + "/enrol")
	v.press("Ask to join")
	v.sees("There is a problem")
	v.fill("decision_maker", "nobody@example.org")
	v.press("Ask to join")
	v.sees("We do not know this address")

	m := b.visit(t, address, width)
	m.enter("Helen Whitcombe")
	m.open("/team/enrolments")
	m.sees("Waiting for you", "Amara Osei", "Places held for your team")
	m.follow("Amara Osei")
	m.sees("Amara Osei asks to join")
	m.press("Refuse")
	m.sees("There is a problem", "Enter a reason")
	m.press("Approve")
	m.sees("Approved: they have a place")
	m.open("/team/enrolments/book?cohort=" + codes[models.FirstCome])
	m.sees("Who comes?")
	m.press("Book them")
	m.sees("Choose one person or more")
	m.do(tickFirst())
	m.press("Book them")
	m.sees("Booked: 1 person has a place")
	m.open("/cohorts/" + codes[models.Nomination] + "/nominate")
	m.do(tickFirst())
	m.press("Name them")
	m.sees("1 person is named")

	a := b.visit(t, address, width)
	a.enter("Sunita Rao")
	a.open("/teaching/cohorts/" + codes[models.Application] + "/applications")
	a.sees("Amara Osei", "Our winter plan")
	a.do(tickFirst())
	a.press("Approve those ticked")
	a.sees("1 application answered")
	a.open("/teaching/cohorts/" + codes[models.FirstCome] + "/reservations")
	a.sees("No places are held for a team")
	a.press("Hold places")
	a.sees("Choose a team")
}

// tickFirst ticks the first box of the page.
func tickFirst() chromedp.Action {
	return chromedp.Evaluate(`document.querySelector('main input[type=checkbox]').click()`, nil)
}

// setFirst writes into the first field of the kind.
func setFirst(selector, text string) chromedp.Action {
	return chromedp.SetValue("main "+selector, text, chromedp.ByQuery)
}
