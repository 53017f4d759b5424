package journeys

import (
	"encoding/csv"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"trellis/models"
	"trellis/models/paths"
	"trellis/models/store"
)

// TestARecordFromItsRuleToTheEmployer changes a completion rule, decides about somebody by hand, issues records to exactly those
// who are shown, shows a transcript to a stranger, and hands the completions to the employer.
func TestARecordFromItsRuleToTheEmployer(t *testing.T) {
	atBothWidths(t, func(t *testing.T, visit func() *visitor, e evidenced) {
		e.attended(t)
		e.alsoOn(t, "Joanna Feld")
		trainer := visit()
		trainer.enter("Rhys Pritchard")
		trainer.changesTheRule(e)
		trainer.decidesAboutBen(e)
		record := trainer.issuesToThoseShown(e)
		learner, stranger := visit(), visit()
		learner.enter("Amara Osei")
		learner.showsTheTranscript(stranger, record)
		administrator := visit()
		administrator.enter("Sunita Rao")
		administrator.handsOut(e, record)
	})
}

// alsoOn puts somebody on the cohort, of whom nothing is marked.
func (e evidenced) alsoOn(t *testing.T, name string) {
	t.Helper()
	ctx := t.Context()
	err := e.store.InTx(ctx, func(tx *store.Tx) error {
		cohort, err := tx.LockCohortByCode(ctx, e.code)
		if err != nil {
			return err
		}
		person, err := tx.PersonByEmail(ctx, addressOf(t, name))
		if err != nil {
			return err
		}
		return tx.Add(ctx, &models.Enrolment{CohortID: cohort.ID, PersonID: person.ID, State: models.Placed, AppliedAt: e.starts, ChangedAt: e.starts})
	})
	if err != nil {
		t.Fatal(err)
	}
}

// changesTheRule asks for one session instead of two, and for the unit to read no more than for the session.
func (v *visitor) changesTheRule(e evidenced) {
	v.t.Helper()
	v.open(paths.Complete(e.code))
	v.sees("Attend 2 sessions and 75% of the time", "Nobody is waiting for a record")
	v.follow("Change the rule")
	v.press("See what it would do")
	v.sees("There is a problem", "Enter the day from which it applies")
	v.fill("applies_from", string(models.DateOf(e.starts)))
	v.fill("minimum_sessions", "1")
	v.fill("minimum_share", "0")
	v.choose("any_part", "true")
	v.press("See what it would do")
	v.sees("What it would do", "Yesterday's cohort", "3 people without a record or a decision", "1 more person would complete")
	v.press("Change the rule")
	v.sees("There is a problem", "Say why the rule changes")
	v.fill("reason", "The second session became part of another course")
	v.press("Change the rule")
	v.sees("The rule is changed", "On or after", "The second session became part of another course", "Rhys Pritchard")
}

// decidesAboutBen lets Ben Adeyemi complete, whatever the rule says.
func (v *visitor) decidesAboutBen(e evidenced) {
	v.t.Helper()
	v.open(paths.Complete(e.code))
	v.sees("One of these is enough: Attend 1 session", "1 person is ready for a record")
	v.follow("Decide about Ben Adeyemi")
	v.choose("answer", "completes")
	v.press("Save the decision")
	v.sees("There is a problem", "Say why")
	v.fill("reason", "Showed the same work at the drop-in")
	v.press("Save the decision")
	v.sees("The decision is saved", "Decided by hand: Showed the same work at the drop-in")
}

// issuesToThoseShown issues the records of the preview, and tells the number of Amara Osei's.
func (v *visitor) issuesToThoseShown(e evidenced) string {
	v.t.Helper()
	v.follow("Preview 2 completion records")
	if named := v.texts(`main tbody th label`); !slices.Equal(named, []string{"Amara Osei", "Ben Adeyemi"}) {
		v.t.Errorf("the preview names %q", named)
	}
	v.press("Issue 2 completion records")
	v.sees("2 completion records issued")
	if row := v.row("Joanna Feld"); strings.Contains(row, "Withdraw") || !strings.Contains(row, "Decide") {
		v.t.Errorf("who was not shown has a record: %s", row)
	}
	row := strings.Fields(v.row("Amara Osei"))
	at := slices.IndexFunc(row, func(word string) bool { return strings.Count(word, "-") == 2 })
	if at < 0 {
		v.t.Fatalf("who was shown has no record: %q", row)
	}
	record := row[at]
	v.open(paths.VerifyRecord(record))
	v.sees("This record is genuine", record, "Version control and code review")
	return record
}

// showsTheTranscript makes a link for a stranger, who opens it until it is ended.
func (v *visitor) showsTheTranscript(stranger *visitor, record string) {
	v.t.Helper()
	v.open(paths.Transcript)
	v.sees(record)
	v.press("Make a link")
	v.sees("There is a problem")
	v.fill("label", "Interview at Northmere")
	v.press("Make a link")
	var address string
	v.do(chromedp.Text(`[data-address]`, &address, chromedp.ByQuery))
	path := strings.TrimPrefix(address, v.base)
	stranger.open(path)
	stranger.sees("Learning transcript", "Amara Osei", record)
	v.follow("I have copied it")
	for until := time.Now().Add(patience); !strings.Contains(v.row("Interview at Northmere"), "Opened 1 time"); {
		if time.Now().After(until) {
			v.t.Fatalf("that the link was opened is not shown: %s", v.row("Interview at Northmere"))
		}
		time.Sleep(time.Second)
		v.do(chromedp.Reload())
	}
	v.press("End the link for Interview at Northmere")
	v.sees("The link shows nothing any more")
	stranger.open(path)
	stranger.sees("This link does not show a transcript")
	if status := stranger.status(path); status != http.StatusNotFound {
		v.t.Errorf("the ended link answers %d", status)
	}
}

// handsOut says how an employer wants its columns, and downloads its people's completions.
func (v *visitor) handsOut(e evidenced, record string) {
	v.t.Helper()
	page := paths.Employer("QHL")
	v.open(page)
	v.sees("The columns that this employer asks for", "Files handed out None yet")
	v.act(`document.getElementById('title-1').value = ''; document.getElementById('title-8').value = 'Certificate';
		document.getElementById('field-9').value = 'always'; document.querySelectorAll('[name=says]')[9].value = 'Trellis'`)
	v.press("Save the columns")
	v.sees("There is a problem")
	v.act(`document.getElementById('title-9').value = 'Source'`)
	v.press("Save the columns")
	v.sees("The columns are saved")
	rows := v.handed(paths.EmployerExport("QHL"))
	if want := []string{"Staff number", "Full name", "Email", "Course code", "Course", "Completed", "Status", "Valid until", "Certificate", "Source"}; !slices.Equal(rows[0], want) {
		v.t.Fatalf("the columns are %q", rows[0])
	}
	v.ofOneEmployer(e.store, rows[1:], record)
	v.open(page)
	says := fmt.Sprintf("%d", len(rows)-1)
	if !slices.ContainsFunc(v.texts(`main tbody tr`), func(row string) bool { return strings.Contains(row, "Sunita Rao") && strings.HasSuffix(row, says) }) {
		v.t.Errorf("the file of %s records is not written down: %s", says, v.text())
	}
}

// handed is the file that the form with the address gets, as its rows.
func (v *visitor) handed(action string) [][]string {
	v.t.Helper()
	var text string
	v.do(chromedp.Evaluate(fmt.Sprintf(`(() => { const form = document.querySelector('form[action=%q]');
		return fetch(form.action, {method: 'POST', body: new URLSearchParams(new FormData(form))}).then(r => r.text()); })()`, action), &text, awaited))
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(text, "\ufeff"))).ReadAll()
	if err != nil || len(rows) < 2 {
		v.t.Fatalf("the file is no table (%v): %.300s", err, text)
	}
	return rows
}

// ofOneEmployer checks that each row is a record of the employer's people, and that one of them is the record.
func (v *visitor) ofOneEmployer(s *store.Store, rows [][]string, record string) {
	v.t.Helper()
	employer, err := s.OrganisationByCode(v.t.Context(), "QHL")
	if err != nil {
		v.t.Fatal(err)
	}
	found := false
	for _, row := range rows {
		code, source := row[8], row[9]
		kept, err := s.RecordByCode(v.t.Context(), code)
		if err != nil || kept.OrganisationID == nil || *kept.OrganisationID != employer.ID || source != "Trellis" {
			v.t.Errorf("the file of %s has %q (%v)", employer.Name, row, err)
		}
		found = found || code == record
	}
	if !found {
		v.t.Errorf("the file has no record %s: %q", record, rows)
	}
}

// row is what the row says that begins with the words; empty for none.
func (v *visitor) row(words string) string {
	v.t.Helper()
	for _, text := range v.texts(`main tbody tr`) {
		if strings.HasPrefix(text, words) {
			return text
		}
	}
	return ""
}

// texts are what the elements say.
func (v *visitor) texts(selector string) (list []string) {
	v.t.Helper()
	v.do(chromedp.Evaluate(fmt.Sprintf(`[...document.querySelectorAll(%q)].map(e => e.innerText.replace(/\s+/g, ' ').trim())`, selector), &list))
	return list
}

// status is how an address answers somebody without an account.
func (v *visitor) status(path string) int {
	v.t.Helper()
	r, err := http.NewRequestWithContext(v.t.Context(), http.MethodGet, v.base+path, nil)
	if err != nil {
		v.t.Fatal(err)
	}
	got, err := http.DefaultClient.Do(r)
	if err != nil {
		v.t.Fatal(err)
	}
	_ = got.Body.Close()
	return got.StatusCode
}
