package journeys

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"trellis/models"
	"trellis/models/paths"
	"trellis/models/store"
)

// TestTheRegisterIsFilledByKeyboard fills the register of all sessions without a mouse, undoes that, and lets somebody check in.
func TestTheRegisterIsFilledByKeyboard(t *testing.T) {
	atBothWidths(t, func(t *testing.T, visit func() *visitor, e evidenced) {
		e.isOn(t)
		v := visit()
		v.enter("Rhys Pritchard")
		v.open(paths.Grid(e.code))
		v.do(chromedp.Focus(`[data-cell]`, chromedp.ByQuery), chromedp.KeyEvent("p45"+kb.Enter+"m"))
		v.press("Save register")
		v.sees("Register saved. 2 marks changed", "Undo")
		v.open(paths.SessionRegister(e.code, 1))
		v.sees("1 part, 1 missed")
		v.open(paths.Grid(e.code))
		v.press("Undo")
		v.sees("Save undone. 2 marks are as before")
		v.do(chromedp.Focus(`[data-cell]`, chromedp.ByQuery), chromedp.KeyEvent("x"))
		v.press("Save register")
		v.sees("There is a problem")

		v.open(paths.OpenCheckIn(e.code, 2))
		v.press("Open check-in")
		var code string
		v.do(chromedp.Text(`[data-check-in-code] [aria-hidden]`, &code, chromedp.ByQuery))
		learner := visit()
		learner.enter("Amara Osei")
		learner.open(paths.CheckIn)
		learner.fill("code", "AAAAAA")
		learner.press("Check in")
		learner.sees("There is a problem")
		learner.fill("code", strings.ReplaceAll(code, " ", ""))
		learner.press("Check in")
		v.open(paths.SessionRegister(e.code, 2))
		v.sees("1 attended")
	})
}

// isOn gives the cohort a second session, which has begun ten minutes ago.
func (e evidenced) isOn(t *testing.T) {
	t.Helper()
	err := e.store.InTx(t.Context(), func(tx *store.Tx) error {
		return e.secondSession(t.Context(), tx)
	})
	if err != nil {
		t.Fatal(err)
	}
}

func (e evidenced) secondSession(ctx context.Context, tx *store.Tx) error {
	cohort, err := tx.LockCohortByCode(ctx, e.code)
	if err != nil {
		return err
	}
	starts := tx.Now().Add(-10 * time.Minute)
	return tx.Add(ctx, &models.Session{CohortID: cohort.ID, Number: 2, Title: "Reviews", Starts: starts, Ends: starts.Add(time.Hour), Place: "Online"})
}
