package journeys

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/input"
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
		v.keys(`[data-cell]`, "p45"+kb.Enter+"m")
		v.press("Save register")
		v.sees("Register saved. 2 marks changed", "2 not marked")
		v.press("Undo")
		v.sees("Save undone. 2 marks are as before")
		v.keys(`[data-cell]`, "x")
		v.press("Save register")
		v.sees("There is a problem")
		if n := v.asked(); n != 0 {
			t.Errorf("saving asks %d times whether to leave", n)
		}
		v.open(paths.OpenCheckIn(e.code, 2)) // the wrong letter is not saved yet
		if n := v.asked(); n != 1 {
			t.Errorf("leaving unsaved marks asks %d times", n)
		}

		learner := visit()
		learner.enter("Amara Osei")
		learner.open(paths.CheckIn)
		learner.fill("code", "AAAAAA")
		learner.press("Check in")
		learner.sees("There is a problem")
		v.press("Open check-in")
		v.sees("0 of 2 here")
		var code string
		v.do(chromedp.Text(`[data-check-in-code] [aria-hidden]`, &code, chromedp.ByQuery))
		learner.fill("code", strings.ReplaceAll(code, " ", ""))
		learner.press("Check in")
		v.press("Close check-in")
		v.sees("1 of 2 marked: 1 attended")
	})
}

// keys strikes keys in a field. They go down raw, as those of a keyboard do: a script that takes one keeps its letter from the field.
func (v *visitor) keys(field, keys string) {
	v.t.Helper()
	v.do(chromedp.Focus(field, chromedp.ByQuery), chromedp.KeyEvent(keys, func(p *input.DispatchKeyEventParams) *input.DispatchKeyEventParams {
		if p.Type == input.KeyDown {
			p.Type = input.KeyRawDown
		}
		return p
	}))
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
