package attendance_test

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"trellis/app/attendance"
	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/store"
)

// line is somebody in a Teams report: name, sign-in address, registration address, and minutes after the start in pairs.
type line struct {
	name, email, registered string
	times                   []int
}

// teams is a Teams report, in the encoding in which Teams writes it, of a meeting that began at that time.
func teams(start time.Time, lines ...line) []byte {
	at := func(minutes int) string {
		return start.In(models.London()).Add(time.Duration(minutes) * time.Minute).Format("1/2/06, 3:04:05\u202fPM")
	}
	var people, activities strings.Builder
	for _, l := range lines {
		if len(l.times) == 0 {
			fmt.Fprintf(&people, "%s\t\t\t\t%s\t\tAttendee\t\t\t%s\t\tRegistered\r\n", l.name, l.email, l.registered)
			continue
		}
		fmt.Fprintf(&people, "%s\t%s\t%s\t1h\t%s\t%s\tAttendee\t\t\t%s\t\tRegistered\r\n", l.name, at(l.times[0]), at(l.times[len(l.times)-1]), l.email, l.email, l.registered)
		for i := 0; i+1 < len(l.times); i += 2 {
			fmt.Fprintf(&activities, "%s\t%s\t%s\t1m\t%s\tAttendee\r\n", l.name, at(l.times[i]), at(l.times[i+1]), l.email)
		}
	}
	text := "\ufeff1. Summary\r\nMeeting title\tFirst\r\nStart time\t" + at(0) + "\r\nEnd time\t" + at(120) + "\r\n\r\n2. Participants\r\n" +
		"Name\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tParticipant ID (UPN)\tRole\tRegistration First Name\tRegistration Last Name\tRegistration Email\tRegistration Time\tRegistration Status\r\n" +
		people.String() + "\r\n3. In-Meeting Activities\r\nName\tJoin Time\tLeave Time\tDuration\tEmail\tRole\r\n" + activities.String()
	var content []byte
	for _, unit := range utf16.Encode([]rune(text)) {
		content = binary.LittleEndian.AppendUint16(content, unit)
	}
	return content
}

// confirmed is the form as the page shows it, with nothing changed.
func confirmed(page attendance.FilesPage) attendance.LookAtFiles {
	in := attendance.LookAtFiles{
		Cohort: page.Code, Sessions: map[string]string{}, Who: map[string]string{}, Marks: map[string]string{}, Was: map[string]string{},
		Missed: map[string]string{}, Versions: map[string]int{}, Shown: page.Shown,
	}
	for _, f := range page.Files {
		in.Reports = append(in.Reports, string(f.ID))
		in.Sessions[string(f.ID)] = fmt.Sprint(f.Session)
	}
	for _, a := range page.Asked {
		in.Who[a.Key] = string(a.Answer)
	}
	for _, t := range page.Tables {
		in.Versions[fmt.Sprint(t.Number)] = t.RegisterVersion
		if t.Missed {
			in.Missed[fmt.Sprint(t.Number)] = "true"
		}
		for _, l := range t.Lines {
			field := attendance.LineField(t.Number, l.ID)
			in.Was[field], in.Marks[field] = string(l.Suggested), string(l.Mark)
		}
	}
	return in
}

func upload(t *testing.T, s *attendance.Service, who models.Actor, contents ...[]byte) {
	t.Helper()
	in := attendance.UploadFiles{Cohort: "R1-1"}
	for i, content := range contents {
		in.Files = append(in.Files, attendance.UploadedFile{Name: fmt.Sprintf("report %d.csv", i+1), Content: content})
	}
	if err := s.UploadFiles(t.Context(), who, in); err != nil {
		t.Fatal(err)
	}
}

func look(t *testing.T, s *attendance.Service, who models.Actor, in attendance.LookAtFiles) attendance.FilesPage {
	t.Helper()
	in.Cohort = "R1-1"
	page, err := s.LookAtFiles(t.Context(), who, in)
	if err != nil {
		t.Fatal(err)
	}
	return page
}

// registered are the marks of the first session with their minutes: "attended 90".
func registered(t *testing.T, w *modeltest.World, c models.Cohort, people ...models.Enrolment) string {
	t.Helper()
	marks, err := w.Store.Marks(t.Context(), c.ID)
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, e := range people {
		text := "-"
		for _, m := range marks {
			if m.EnrolmentID == e.ID {
				text = string(m.Mark)
				if m.Minutes != nil {
					text += fmt.Sprintf(" %d", *m.Minutes)
				}
			}
		}
		list = append(list, text)
	}
	return strings.Join(list, ", ")
}

func TestAFileFillsTheRegisterOnceItIsConfirmed(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s := over(w)
		c, ada, ben, tess, tom := begun(w)
		cat, dan, eve := w.Enrolled(w.Learner("Cat Castle"), c, models.Placed), w.Enrolled(w.Learner("Dan Dale"), c, models.Placed), w.Enrolled(w.Learner("Eve East"), c, models.Placed)
		w.In(func(ctx context.Context, tx *store.Tx) error {
			person, err := tx.Person(ctx, ben.PersonID)
			if err != nil {
				return err
			}
			return tx.ChangeEmail(ctx, person, "ben@new.example")
		})
		session, _ := w.Store.SessionNumbered(t.Context(), c.ID, 1)
		w.Keep(&models.Apology{SessionID: session.ID, EnrolmentID: eve.ID, SentAt: w.Store.Now()})
		upload(t, s, tess, teams(c.Starts,
			line{"A. Someone", "x@home.example", "ADA@example.org", []int{-5, 40, 30, 100}}, line{"Ben at home", "ben@example.org", "", []int{0, 60}},
			line{"Castle, Cat (ORG)", "", "", []int{0, 120}}, line{"Tess", "tess@example.org", "", []int{-5, 125}}, line{"", "", "", []int{10, 20}}))
		page := look(t, s, tess, attendance.LookAtFiles{})
		if len(page.Files) != 1 || page.Files[0].Session != 1 || len(page.Tables) != 1 || !slices.Equal(page.Trainers, []string{"Tess"}) {
			t.Fatalf("%+v", page)
		}
		if len(page.Asked) != 2 || page.Asked[0].Name != "Castle, Cat (ORG)" || !slices.Equal(page.Asked[0].Perhaps, []models.ID{cat.ID}) || page.Asked[1].Name != "" || page.Asked[1].Perhaps != nil {
			t.Errorf("asked %+v", page.Asked)
		}
		if got := registered(t, w, c, ada, ben, cat, dan, eve); got != "-, -, -, -, -" {
			t.Errorf("kept before anybody confirmed: %s", got)
		}
		in := confirmed(page)
		in.Who[page.Asked[0].Key] = string(cat.ID)
		var invalid models.Invalid
		if _, err := s.KeepFiles(t.Context(), tess, in); !errors.As(err, &invalid) || invalid["shown"] == "" {
			t.Fatalf("an answer changes marks that nobody has seen: %v", err)
		}
		page = look(t, s, tess, in)
		if !page.Changed {
			t.Error("the page does not say that the marks have changed")
		}
		kept, err := s.KeepFiles(t.Context(), tess, confirmed(page))
		if err != nil || kept != (attendance.KeptFiles{Sessions: 1, Marks: 5, LeftOut: 1, First: 1}) {
			t.Fatalf("%+v (%v)", kept, err)
		}
		if got, want := registered(t, w, c, ada, ben, cat, dan, eve), "attended 100, part 60, attended 120, missed, apologies"; got != want {
			t.Errorf("kept %s, want %s", got, want)
		}
		if got := strings.Join(w.Events(), " "); got != "attendance.uploaded register.filled attendance.kept" {
			t.Errorf("events %s", got)
		}
		var content int
		if err := modeltest.SQL(t, w.Store).QueryRowContext(t.Context(), "SELECT sum(length(content)) FROM attendance_reports").Scan(&content); err != nil || content != 0 {
			t.Errorf("%d bytes of the file are left (%v)", content, err)
		}

		// The same file again changes nothing, and its names are remembered; another trainer may look.
		upload(t, s, tom, teams(c.Starts, line{"Castle, Cat (ORG)", "", "", []int{0, 120}}, line{"", "", "ada@example.org", []int{0, 100}}))
		page = look(t, s, tom, attendance.LookAtFiles{})
		if len(page.Asked) != 0 {
			t.Errorf("asked again: %+v", page.Asked)
		}
		if kept, err := s.KeepFiles(t.Context(), tom, confirmed(page)); err != nil || kept.Marks != 0 {
			t.Errorf("%+v (%v)", kept, err)
		}
		saves, err := w.Store.SavesOn(t.Context(), c.ID, 5)
		if err != nil || len(saves) != 1 || saves[0].Source != models.ByFile {
			t.Fatalf("%+v (%v)", saves, err)
		}
	})
}

func TestOfTwoTabsOneLooksAgain(t *testing.T) {
	w := modeltest.New(t)
	s := over(w)
	c, ada, ben, tess, tom := begun(w)
	upload(t, s, tess, teams(c.Starts, line{"Ada", "ada@example.org", "", []int{0, 120}}))
	in := confirmed(look(t, s, tess, attendance.LookAtFiles{}))
	if _, err := s.SaveRegister(t.Context(), tom, sheet(0, map[models.ID]models.Mark{ada.ID: models.Missed, ben.ID: ""})); err != nil {
		t.Fatal(err)
	}
	if _, err := s.KeepFiles(t.Context(), tess, in); !errors.Is(err, models.ErrStale) {
		t.Fatalf("a register that was saved meanwhile: %v", err)
	}
	page := look(t, s, tess, in)
	if !page.Stale || page.Tables[0].Lines[0].Now.Mark != models.Missed || page.Tables[0].Lines[0].Mark != models.Attended {
		t.Errorf("%+v", page.Tables[0].Lines[0])
	}
	again := confirmed(page)
	if _, err := s.KeepFiles(t.Context(), tess, again); err != nil {
		t.Fatal(err)
	}
	if _, err := s.KeepFiles(t.Context(), tess, again); !errors.Is(err, models.ErrStale) {
		t.Errorf("the same tab twice: %v", err)
	}
	if got := registered(t, w, c, ada, ben); got != "attended 120, missed" {
		t.Errorf("kept %s", got)
	}
}

func TestNobodyIsGuessed(t *testing.T) {
	w := modeltest.New(t)
	s := over(w)
	c := w.CohortOf(w.Course("R1"), "R1-1", 9, w.Store.Now().Add(-time.Hour))
	tess := w.Trainer("Tess", c)
	one, two := w.Learner("Sam Same"), models.Actor{}
	two.Person = models.Person{Email: "sam2@example.org", EmailKey: "sam2@example.org", Name: "Sam Same", NameKey: "sam same", CreatedAt: w.Store.Now()}
	w.Keep(&two.Person)
	w.Enrolled(one, c, models.Placed)
	w.Enrolled(two, c, models.Placed)
	una := w.Enrolled(w.Learner("Una Único"), c, models.Placed)
	w.Enrolled(w.Learner("Vic Vale"), c, models.Placed)
	w.Enrolled(w.Learner("Will Waits"), c, models.Waiting)
	upload(t, s, tess, teams(c.Starts,
		line{"Sam Same", "", "", []int{0, 120}}, line{"una  UNICO", "una@elsewhere.example", "", []int{0, 120}}, line{"Will Waits", "will@example.org", "", []int{0, 120}},
		line{"Vic Vale", "vic@one.example", "", []int{0, 10}}, line{"Vic Vale", "vic@two.example", "", []int{0, 20}}, line{"Una Único (Guest)", "", "", []int{0, 20}}))
	page := look(t, s, tess, attendance.LookAtFiles{})
	var why []string
	for _, a := range page.Asked {
		why = append(why, a.Name+": "+a.Why)
	}
	slices.Sort(why)
	want := []string{
		"Sam Same: Several people on the cohort have this name", "Una Único (Guest): Joined as a guest",
		"Vic Vale: Several people in the files have this name", "Vic Vale: Several people in the files have this name", "Will Waits: Nobody on the cohort has this name or address",
	}
	if !slices.Equal(why, want) {
		t.Errorf("%v", why)
	}
	for _, l := range page.Tables[0].Lines {
		if l.InFile != (l.ID == una.ID) {
			t.Errorf("%s is in the file: %v", l.Name, l.InFile)
		}
	}
}

func TestATableSaysTheSessionAndMarksOfItsOwn(t *testing.T) {
	w := modeltest.New(t)
	s := over(w)
	c := w.CohortOf(w.Course("R1"), "R1-1", 9, w.Store.Now().AddDate(0, 0, -8))
	ada, ben := w.Enrolled(w.Learner("Ada"), c, models.Placed), w.Enrolled(w.Learner("Ben"), c, models.Placed)
	tess := w.Trainer("Tess", c)
	second := models.DateOf(c.Starts.AddDate(0, 0, 7))
	upload(t, s, tess, []byte("session,name,email,minutes,mark\n1,Ada,,90,\nSession 2,,ben@example.org,,part\n"+string(second)+",Ada,,,apologies\nThird,Ben,,10,\n"))
	page := look(t, s, tess, attendance.LookAtFiles{})
	if len(page.Tables) != 2 || len(page.Files[0].Unknown) != 1 || page.Files[0].Unknown[0].Line != 5 {
		t.Fatalf("%d tables, %+v", len(page.Tables), page.Files[0].Unknown)
	}
	var got []string
	for _, table := range page.Tables {
		for _, l := range table.Lines {
			got = append(got, string(l.Mark))
		}
	}
	if !slices.Equal(got, []string{"attended", "", "apologies", "part"}) {
		t.Errorf("%v of %s and %s", got, ada.ID, ben.ID)
	}
}

func TestAFileIsRefusedWhoeverMayNotKeepTheRegister(t *testing.T) {
	w := modeltest.New(t)
	s := over(w)
	c, _, _, tess, _ := begun(w)
	other := w.Trainer("Una", w.CohortOf(w.Course("SQL1"), "SQL1-1", 5, w.Store.Now()))
	in := attendance.UploadFiles{Cohort: c.Code, Files: []attendance.UploadedFile{{Name: "a.csv", Content: []byte("name,minutes\nAda,3\n")}}}
	if err := s.UploadFiles(t.Context(), other, in); !errors.Is(err, models.ErrForbidden) {
		t.Errorf("%v", err)
	}
	if err := s.UploadFiles(t.Context(), tess, in); err != nil {
		t.Fatal(err)
	}
	page := look(t, s, tess, attendance.LookAtFiles{})
	if _, err := s.LookAtFiles(t.Context(), other, attendance.LookAtFiles{Cohort: c.Code}); !errors.Is(err, models.ErrForbidden) {
		t.Errorf("%v", err)
	}
	if _, err := s.KeepFiles(t.Context(), other, confirmed(page)); !errors.Is(err, models.ErrForbidden) {
		t.Errorf("%v", err)
	}
	if err := s.DropFile(t.Context(), other, c.Code, page.Files[0].ID); !errors.Is(err, models.ErrForbidden) {
		t.Errorf("%v", err)
	}
	var invalid models.Invalid
	for problem, content := range map[string]string{"workbook": "PK\x03\x04", "NHS number": "name,minutes\nAda 943 476 5919,3\n", "": ""} {
		in.Files = []attendance.UploadedFile{{Name: "b.csv", Content: []byte(content)}}
		if err := s.UploadFiles(t.Context(), tess, in); !errors.As(err, &invalid) || !strings.Contains(invalid["file"], problem) {
			t.Errorf("%s: %v", problem, err)
		}
	}
}
