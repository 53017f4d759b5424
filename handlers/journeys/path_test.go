package journeys

import (
	"encoding/base64"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"trellis/app/demo"
	"trellis/models"
	"trellis/models/paths"
	"trellis/models/store"
)

// TestThePath does what a path asks by oneself, and says what a session was like.
func TestThePath(t *testing.T) {
	atBothWidths(t, func(t *testing.T, visit func() *visitor, e evidenced) {
		e.attended(t)
		v := visit()
		v.enter("Amara Osei")
		v.open(paths.Path(e.amara))
		v.sees("Your path", "Read how we name branches", "Review a change", "Still to do")
		v.photograph("path")
		v.follow("Read how we name branches")
		v.sees("Read the two pages", "To do")
		v.fill("minutes", "0")
		v.press("Mark as done")
		v.sees("There is a problem")
		v.fill("minutes", "25")
		v.fill("reflection", "Name a branch after what it is for.")
		v.press("Mark as done")
		v.open(paths.Unit(e.amara, e.reading))
		v.sees("Done", "You have done it")
		v.open(paths.Log)
		v.sees("Read how we name branches")
		v.open(paths.EvaluateSession(e.session))
		v.sees("What was it like?", "without your name")
		v.press("Send without my name")
		v.sees("There is a problem")
		v.choose("useful", string(models.VeryUseful))
		v.choose("ready", string(models.ReadyWithHelp))
		v.fill("says", "Keep the exercise with our own scripts.")
		v.press("Send without my name")
		v.open(paths.EvaluateSession(e.session))
		v.sees("Thank you: you have said what it was like")
	})
}

// attended marks Amara Osei as present at the session.
func (e evidenced) attended(t *testing.T) {
	t.Helper()
	person, err := e.store.PersonByEmail(t.Context(), addressOf(t, "Rhys Pritchard"))
	if err != nil {
		t.Fatal(err)
	}
	mark := models.Attendance{SessionID: e.session, EnrolmentID: e.amara, Mark: models.Attended, Source: models.ByTrainerHand, MarkedByID: person.ID, MarkedAt: time.Now()}
	if err := e.store.InTx(t.Context(), func(tx *store.Tx) error { return tx.Add(t.Context(), &mark) }); err != nil {
		t.Fatal(err)
	}
}

// TestAFileIsChecked brings a badge to the check page: as it was downloaded, and changed.
func TestAFileIsChecked(t *testing.T) {
	atBothWidths(t, func(t *testing.T, visit func() *visitor, _ evidenced) {
		v := visit()
		v.open(paths.Verify)
		v.fill("code", strings.ToLower(demo.GenuineRecord))
		v.press("Check record")
		v.sees("This record is genuine", demo.GenuineRecord)
		v.open(paths.Verify)
		v.press("Check file")
		v.sees("There is a problem", "Choose the file of a badge")
		v.attach(t, "notes.txt", []byte("nothing to check"))
		v.press("Check file")
		v.sees("There is a problem", "Choose the file as it was downloaded")
		badge := v.download(t, paths.VerifyRecordFile(demo.GenuineRecord, "jwt"))
		v.attach(t, "badge.jwt", badge)
		v.press("Check file")
		v.sees("This badge is genuine", "Open the page of this record")
		v.photograph("badge-checked")
		v.open(paths.Verify)
		v.attach(t, "badge.jwt", withAnotherTitle(t, badge))
		v.press("Check file")
		v.sees("This badge is not genuine", "It was changed after it was signed")
	})
}

// download gets a file as anybody may.
func (v *visitor) download(t *testing.T, path string) []byte {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, v.base+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	got, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = got.Body.Close() }()
	body, err := io.ReadAll(got.Body)
	if err != nil || got.StatusCode != http.StatusOK {
		t.Fatalf("%s answers %d (%v)", path, got.StatusCode, err)
	}
	return body
}

// withAnotherTitle is a signed badge in which somebody wrote another course, with the signature of before.
func withAnotherTitle(t *testing.T, token []byte) []byte {
	t.Helper()
	parts := strings.Split(strings.TrimSpace(string(token)), ".")
	if len(parts) != 3 {
		t.Fatalf("%d parts", len(parts))
	}
	says, err := base64.RawURLEncoding.DecodeString(parts[1])
	if err != nil {
		t.Fatal(err)
	}
	changed := strings.Replace(string(says), "Writing and presenting", "Reading and deciding", 1)
	if changed == string(says) {
		t.Fatalf("the badge does not name the course: %s", says)
	}
	parts[1] = base64.RawURLEncoding.EncodeToString([]byte(changed))
	return []byte(strings.Join(parts, "."))
}
