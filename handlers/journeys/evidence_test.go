package journeys

import (
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/chromedp/chromedp"

	"trellis/app/demo"
	"trellis/models"
	"trellis/models/paths"
	"trellis/models/store"
)

// evidenced is a cohort of the demonstration's course on version control whose one session was yesterday, with Amara Osei and Ben
// Adeyemi on it, who comes from no employer. Its course has something to read and something to hand in too.
type evidenced struct {
	store             *store.Store
	code              string
	session           models.ID
	amara             models.ID // her enrolment
	reading, exercise models.ID
	starts, ends      time.Time
}

func newEvidenced(t *testing.T, s *store.Store) evidenced {
	t.Helper()
	ctx, now := t.Context(), s.Now()
	course, err := s.CourseBySlug(ctx, "version-control-and-code-review")
	if err != nil {
		t.Fatal(err)
	}
	employer, err := s.OrganisationByCode(ctx, "QHL")
	if err != nil {
		t.Fatal(err)
	}
	comesFrom := map[string]*models.ID{"Amara Osei": &employer.ID}
	zone, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	day := now.In(zone).AddDate(0, 0, -1)
	e := evidenced{store: s, code: "EVIDENCE-1", starts: time.Date(day.Year(), day.Month(), day.Day(), 10, 0, 0, 0, zone)}
	e.ends = e.starts.Add(2 * time.Hour)
	err = s.InTx(ctx, func(tx *store.Tx) error {
		c := models.Cohort{
			Code: e.code, CourseID: course.ID, Name: "Yesterday's cohort", State: models.CohortOpen, WayIn: models.FirstCome, Capacity: 3,
			Opens: now.AddDate(0, -1, 0), Closes: e.starts, OfferHours: 48, Place: "Online", Starts: e.starts, Ends: e.ends, CreatedAt: now.AddDate(0, -1, 0),
		}
		if err := tx.Add(ctx, &c); err != nil {
			return err
		}
		units := []models.Unit{
			{CourseID: course.ID, Kind: models.SelfStudyUnit, Position: 90, Title: "Read how we name branches", Minutes: 30, Required: true, Says: "Read the two pages"},
			{CourseID: course.ID, Kind: models.AssignmentUnit, Position: 91, Title: "Review a change", Minutes: 60, Required: true, Says: "Review a change of a colleague"},
		}
		if err := tx.Add(ctx, &units); err != nil {
			return err
		}
		e.reading, e.exercise = units[0].ID, units[1].ID
		session := models.Session{CohortID: c.ID, Number: 1, Title: "Commits and branches", Starts: e.starts, Ends: e.ends, Place: "Online"}
		if err := tx.Add(ctx, &session); err != nil {
			return err
		}
		e.session = session.ID
		for _, name := range []string{"Ben Adeyemi", "Amara Osei"} {
			person, err := tx.PersonByEmail(ctx, addressOf(t, name))
			if err != nil {
				return err
			}
			enrolment := models.Enrolment{CohortID: c.ID, PersonID: person.ID, OrganisationID: comesFrom[name], State: models.Placed, AppliedAt: now.AddDate(0, 0, -9), ChangedAt: now.AddDate(0, 0, -9)}
			if err := tx.Add(ctx, &enrolment); err != nil {
				return err
			}
			e.amara = enrolment.ID
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// addressOf is the email address of one of the demonstration's guests.
func addressOf(t *testing.T, name string) string {
	t.Helper()
	for _, guest := range demo.Guests() {
		if guest.Name == name {
			return guest.Email
		}
	}
	t.Fatalf("nobody is called %s", name)
	return ""
}

// atBothWidths walks a journey in a demonstration of its own, on a desk and on a phone.
func atBothWidths(t *testing.T, walk func(t *testing.T, visit func() *visitor, e evidenced)) {
	b := newBrowser(t)
	for _, width := range widths {
		t.Run(fmt.Sprintf("%d px wide", width), func(t *testing.T) {
			address, s := newDemo(t)
			walk(t, func() *visitor { return b.visit(t, address, width) }, newEvidenced(t, s))
		})
	}
}

// TestAttendanceFromTeams fills a register from the report of a meeting.
func TestAttendanceFromTeams(t *testing.T) {
	atBothWidths(t, func(t *testing.T, visit func() *visitor, e evidenced) {
		v := visit()
		v.enter("Rhys Pritchard")
		v.open(paths.AttendanceFiles(e.code))
		v.sees("Fill registers from files", "Nothing is kept in a register until")
		v.press("Upload and look")
		v.sees("There is a problem", "Choose one file or several")
		v.attach(t, "picture.csv", []byte("colour,shape\nred,round\n"))
		v.press("Upload and look")
		v.sees("There is a problem", "The columns are not known")
		v.attach(t, "Teams meeting.csv", teamsReport(e))
		v.press("Upload and look")
		v.sees("Who is this?", "Teams meeting.csv", "Amara Osei", "120 of 120 minutes", "benji")
		v.act(`(() => { const who = document.querySelector('select[name^="who["]');
			who.value = [...who.options].find(o => o.textContent.startsWith('Ben Adeyemi')).value; })()`)
		v.press("Keep these marks")
		v.sees("Your answers change the marks below", "As you say: benji", "45 of 120 minutes")
		v.press("Keep these marks")
		if at := v.address(); at != paths.SessionRegister(e.code, 1) {
			t.Errorf("the marks lead to %s", at)
		}
		v.sees("2 of 2 marked: 1 attended, 1 part", "Last saved")
		v.photograph("register-from-teams")
		v.press("Undo")
		v.sees("Save undone. 2 marks are as before", "0 of 2 marked")
		v.open(paths.AttendanceFiles(e.code))
		v.sees("Kept before", "Teams meeting.csv")
	})
}

// teamsReport is how Teams tells who came: Amara from beginning to end, and for 45 minutes somebody with a name of their own choice.
func teamsReport(e evidenced) []byte {
	moment := func(at time.Time) string { return at.Format("1/2/06, 3:04:05 PM") }
	some := e.starts.Add(45 * time.Minute)
	text := "\ufeff" + strings.ReplaceAll(fmt.Sprintf(`1. Summary
Meeting title|Commits and branches
Attended participants|2
Start time|%[1]s
End time|%[2]s
Meeting duration|2h

2. Participants
Name|First Join|Last Leave|In-Meeting Duration|Email|Participant ID (UPN)|Role
Amara Osei|%[1]s|%[2]s|2h|amara.osei@example.org|amara.osei@example.org|Attendee
benji (Guest)|%[1]s|%[3]s|45m|||Attendee

3. In-Meeting Activities
Name|Join Time|Leave Time|Duration|Email|Role
Amara Osei|%[1]s|%[2]s|2h|amara.osei@example.org|Attendee
benji (Guest)|%[1]s|%[3]s|45m||Attendee
`, quoted(moment(e.starts)), quoted(moment(e.ends)), quoted(moment(some))), "|", "\t")
	var out []byte
	for _, unit := range utf16.Encode([]rune(strings.ReplaceAll(text, "\n", "\r\n"))) {
		out = binary.LittleEndian.AppendUint16(out, unit)
	}
	return out
}

func quoted(text string) string { return `"` + text + `"` }

// attach chooses a file in the first field for files.
func (v *visitor) attach(t *testing.T, name string, content []byte) {
	t.Helper()
	file := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, content, 0o600); err != nil {
		t.Fatal(err)
	}
	v.do(chromedp.SetUploadFiles(`main input[type=file]`, []string{file}, chromedp.ByQuery))
}

// TestWorkIsHandedInTwice hands in what a trainer finds wanting, and then what passes.
func TestWorkIsHandedInTwice(t *testing.T) {
	atBothWidths(t, func(t *testing.T, visit func() *visitor, e evidenced) {
		v := visit()
		v.enter("Amara Osei")
		v.open(paths.Assignment(e.amara, e.exercise))
		v.sees("Review a change of a colleague", "Nothing saved yet")
		v.press("Hand in")
		v.sees("There is a problem")
		v.types("says", "I reviewed the change to our monthly report.")
		v.types("url", "https://git.example.org/changes/7")
		v.waitFor("Draft saved")
		v.reopen(paths.Assignment(e.amara, e.exercise))
		v.holds("says", "I reviewed the change to our monthly report.")
		v.holds("url", "https://git.example.org/changes/7")
		v.fill("url", "http://git.example.org/changes/7")
		v.press("Hand in")
		v.sees("There is a problem", "https://")
		v.fill("url", "https://git.example.org/changes/7")
		v.attach(t, "notes.txt", []byte("Two remarks, one question\n"))
		v.press("Save as a draft")
		v.sees("Files you added", "notes.txt", "Draft saved")
		v.press("Hand in")
		v.sees("What you handed in", "Waits for feedback", "notes.txt")
		v.photograph("handed-in")

		r := visit()
		r.enter("Rhys Pritchard")
		r.answers("")
		r.sees("There is a problem")
		r.choose("answer", "not_yet")
		r.press("Save and go to the next")
		r.sees("There is a problem", "Say what is missing")
		r.fill("says", "Say what you would change, and why.")
		r.press("Save and go to the next")

		v.open(paths.Assignment(e.amara, e.exercise))
		v.sees("Not yet", "Say what you would change, and why.", "Attempt 2")
		v.fill("says", "I reviewed the change. I would split it in two, to read each on its own.")
		v.press("Hand in")
		v.sees("Waits for feedback", "Earlier attempts")

		r.answers("passed")
		v.open(paths.Assignment(e.amara, e.exercise))
		v.sees("Passed", "I would split it in two")
	})
}

// answers opens what Amara Osei handed in, from the queue, and answers it.
func (v *visitor) answers(answer string) {
	v.t.Helper()
	v.open(paths.Work)
	v.sees("Amara Osei", "Review a change")
	v.follow("Amara Osei, Review a change")
	v.sees("https://git.example.org/changes/7")
	if answer != "" {
		v.choose("answer", answer)
	}
	v.press("Save and go to the next")
}

// types writes into a field key by key, as scripts see it.
func (v *visitor) types(name, text string) {
	v.t.Helper()
	v.do(chromedp.SendKeys(fmt.Sprintf(`[name=%q]`, name), text, chromedp.ByQuery))
}

// holds checks what is in a field.
func (v *visitor) holds(name, wants string) {
	v.t.Helper()
	var value string
	v.do(chromedp.Value(fmt.Sprintf(`[name=%q]`, name), &value, chromedp.ByQuery))
	if value != wants {
		v.t.Errorf("%s holds %q at %s", name, value, v.address())
	}
}

// waitFor waits until the page says something.
func (v *visitor) waitFor(words string) {
	v.t.Helper()
	v.do(chromedp.Poll(fmt.Sprintf(`document.querySelector('main').innerText.includes(%q)`, words), nil))
}

// reopen leaves the page without saving, and opens the address anew.
func (v *visitor) reopen(path string) {
	v.t.Helper()
	v.do(chromedp.Navigate("about:blank"))
	v.open(path)
}
