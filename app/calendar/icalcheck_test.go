package calendar_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"trellis/app/learning"
	"trellis/models/modeltest"
)

// TestIcalcheck lets three readers that are not ours read what calendars are told: TRELLIS_ICALCHECK is the folder of the
// checker, with its modules installed.
func TestIcalcheck(t *testing.T) {
	checker := os.Getenv("TRELLIS_ICALCHECK")
	if checker == "" {
		t.Skip("TRELLIS_ICALCHECK names no folder with icalcheck.mjs: iCalendar is read by our own reader alone")
	}
	w := modeltest.New(t)
	h, ada, cohort := over(w), w.Learner(`Łukasz "Luke" O'Brien, PhD; née: Ünïcode 漢字 and more, so that the line is folded somewhere`), w.Cohort("R1", 3)
	modeltest.Plant(t, w.Store, `UPDATE sessions SET title = 'Plots, tables; and \ paths — größer als fünfundsiebzig Oktette, 漢字漢字漢字漢字漢字漢字漢字漢字' WHERE number = 1`)
	place := h.enrol(ada, cohort.Code)
	files := map[string]string{}
	keep := func(name string) {
		for _, m := range h.work() {
			if m.Calendar != "" {
				files[name] = m.Calendar
			}
		}
	}
	keep("request")
	h.change(cohort.ID, "UPDATE sessions SET place = 'Room 2; first floor', starts = '2027-03-28 00:30:00+00:00', ends = '2027-03-28 02:30:00+00:00' WHERE number = 1")
	keep("update")
	address, err := h.Calendar.Make(t.Context(), ada)
	if err != nil {
		t.Fatal(err)
	}
	feed, err := h.Calendar.Open(t.Context(), strings.TrimSuffix(filepath.Base(address), ".ics"), "here")
	if err != nil {
		t.Fatal(err)
	}
	download, err := h.Calendar.Cohort(t.Context(), ada, cohort.Code)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.Learning.Withdraw(t.Context(), ada, learning.Withdraw{Enrolment: place.ID}); err != nil {
		t.Fatal(err)
	}
	keep("cancel")
	if len(files) != 3 || !strings.Contains(files["cancel"], "METHOD:CANCEL") {
		t.Fatalf("%d invitations", len(files))
	}
	check(t, checker, files, "--invite")
	check(t, checker, map[string]string{"feed": feed.Text, "download": download})
}

func check(t *testing.T, checker string, files map[string]string, flags ...string) {
	t.Helper()
	args := append([]string{"icalcheck.mjs"}, flags...)
	for name, text := range files {
		path := filepath.Join(t.TempDir(), name+".ics")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		args = append(args, path)
	}
	command := exec.CommandContext(t.Context(), "node", args...)
	command.Dir = checker
	out, err := command.CombinedOutput()
	t.Logf("%s", out)
	if err != nil {
		t.Errorf("the checker: %v", err)
	}
}
