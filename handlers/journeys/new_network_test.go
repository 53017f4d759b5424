package journeys

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/pquerna/otp/totp"

	"trellis/app"
	"trellis/models"
	"trellis/models/paths"
	"trellis/models/store"
)

// TestANewNetwork walks from an empty installation to the first person who comes in by a letter.
func TestANewNetwork(t *testing.T) {
	b := newBrowser(t)
	for _, width := range widths {
		t.Run(fmt.Sprintf("%d px wide", width), func(t *testing.T) {
			address, a, s := serve(t, app.Config{Secret: "secret"})
			link, err := a.Access.FirstAdministrator(t.Context(), "sam@example.org", "Sam Field")
			if err != nil {
				t.Fatal(err)
			}
			v := b.visit(t, address, width)
			v.firstAdministrator(paths.SignInLink(link.Token))
			v.settings()
			v.bringPeople(t.TempDir())
			v.invited(s)
			v.comesByLink(s)
		})
	}
}

// firstAdministrator comes in by the link that the command printed, and sets up a second factor.
func (v *visitor) firstAdministrator(link string) {
	v.t.Helper()
	v.open(link)
	v.press("Sign in")
	v.sees("Protect this account first")
	v.press("Begin")
	key := regexp.MustCompile(`([A-Z2-7]{4} )+[A-Z2-7]{4}`).FindString(v.text())
	code, err := totp.GenerateCode(strings.ReplaceAll(key, " ", ""), time.Now())
	if err != nil {
		v.t.Fatal(err)
	}
	v.fill("code", code)
	v.press("Confirm")
	v.sees("Keep your recovery codes")
	v.follow("I have kept them")
	v.sees("Your network is new", "6 things left of 6")
}

// settings says what the network is called, and gets its organisations.
func (v *visitor) settings() {
	v.t.Helper()
	v.follow("Say what your network is called")
	v.press("Save settings")
	v.sees("There is a problem", "Enter the full name of your network")
	v.fill("name", "Network of the North")
	v.fill("contact_email", "office@example.org")
	v.press("Save settings")
	v.sees("Settings saved")
	v.follow("Retention")
	v.sees("Waits to be accepted")
	v.open("/")
	v.follow("Add organisations")
	v.press("Load the sample")
	v.sees("organisations are loaded", "4 things left of 6")
}

// bringPeople imports a file with a row that is refused.
func (v *visitor) bringPeople(folder string) {
	v.t.Helper()
	file := filepath.Join(folder, "people.csv")
	rows := "email,name,organisation,job_title\nana@example.org,Ana Núñez,RRK,Analyst\nnobody,No Address,RRK,Analyst\n"
	if err := os.WriteFile(file, []byte(rows), 0o600); err != nil {
		v.t.Fatal(err)
	}
	v.follow("Bring people in")
	v.follow("Choose a file")
	v.press("Check the file")
	v.sees("There is a problem", "Choose a file")
	v.do(chromedp.SetUploadFiles(`input[name=file]`, []string{file}, chromedp.ByQuery))
	v.press("Check the file")
	v.awaits("Check what the file changes")
	v.sees("1 problem to put right", "Ana Núñez")
	v.press("Import 1 person")
	v.awaits("People imported")
}

// invited follows the result to the invitations, and the letter to the first page.
func (v *visitor) invited(s *store.Store) {
	v.t.Helper()
	v.follow("Invite people")
	v.press("Invite")
	v.open("/admin/outbox")
	v.press("Sign out")
	v.open(v.letter(s, "/invitations/"))
	v.sees("Welcome, Ana")
	v.press("Open Trellis")
	v.sees("Welcome, Ana") // nothing is asked: no role is there to choose from
	v.press("Sign out")
}

// comesByLink asks for a link on the way in, and uses it.
func (v *visitor) comesByLink(s *store.Store) {
	v.t.Helper()
	v.open("/sign-in")
	v.fill("link_email", "ana@example.org")
	v.press("Email me a link")
	v.sees("If we know this address, a link is on its way")
	link := v.letter(s, "/sign-in/link/")
	v.open(link)
	v.press("Sign in")
	v.open("/account")
	v.sees("Ana Núñez", "Where you are signed in")
	v.press("Sign out")
	v.open(link)
	v.sees("no longer works")
}

// awaits opens the page again until it says so: work goes on behind it.
func (v *visitor) awaits(words string) {
	v.t.Helper()
	for range 50 {
		if strings.Contains(v.text(), words) {
			return
		}
		v.do(chromedp.Sleep(200 * time.Millisecond))
		v.open(v.address())
	}
	v.t.Fatalf("%s never says %q; it says: %.900s", v.address(), words, v.text())
}

// letter waits for a letter with a link that begins so, and answers the link.
func (v *visitor) letter(s *store.Store, begins string) string {
	v.t.Helper()
	link := regexp.MustCompile(regexp.QuoteMeta(begins) + `[\w-]+`)
	for range 50 {
		letters, err := s.Messages(v.ctx, models.PageAt{})
		if err != nil {
			v.t.Fatal(err)
		}
		for _, m := range letters.Rows {
			letter, err := s.Message(v.ctx, m.ID)
			if err != nil {
				v.t.Fatal(err)
			}
			if found := link.FindString(letter.Text(time.Now())); found != "" {
				return found
			}
		}
		v.do(chromedp.Sleep(200 * time.Millisecond))
	}
	v.t.Fatalf("no letter has a link to %s", begins)
	return ""
}
