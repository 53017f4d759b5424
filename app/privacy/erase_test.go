package privacy_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"trellis/app/doctor"
	"trellis/app/files"
	"trellis/app/learning"
	"trellis/app/privacy"
	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/store"
)

func TestMain(m *testing.M) { modeltest.Main(m) }

func service(w *modeltest.World) *privacy.Service {
	return &privacy.Service{Store: w.Store, Shelf: &files.Memory{}, Leave: learning.LeaveAll}
}

// planted is a word that stands nowhere else.
const planted = "xylotheque"

// full is a person of whom there is a row in everything that is kept, with administrators around.
type full struct {
	*modeltest.World
	ada, mia, adam models.Actor
	record         models.CompletionRecord
	cohort         models.Cohort
}

func everywhere(w *modeltest.World) full {
	f := full{World: w, ada: w.Person("Ada Vermilion")}
	f.mia, f.adam = w.Manager("Mia", f.ada), w.Administrator("Adam")
	now, today, round := w.Store.Now(), w.Store.Today(), w.Round("autumn")
	f.cohort = w.Cohort("R1", 4)
	e := w.Enrolled(f.ada, f.cohort, models.Completed)
	f.record = models.CompletionRecord{
		Code: "GK-7M4T-X2RB", EnrolmentID: e.ID, PersonID: f.ada.ID, CourseID: f.cohort.CourseID, CohortID: f.cohort.ID, PersonName: f.ada.Name, OrganisationName: w.Trust.Name,
		CourseTitle: "Course R1", CompletedOn: today, IssuedAt: now, IssuedByID: f.mia.ID, IssuedBy: "Mia", Shared: true, RevokedReason: "none",
	}
	job := models.Job{Kind: models.MailPlaced, SubjectID: e.ID, State: models.JobDone, RunAt: now, CreatedAt: now, LastError: "no mailbox for ada@example.org"}
	other := models.Job{Kind: models.MailPlaced, SubjectID: e.ID, State: models.JobDone, RunAt: now, CreatedAt: now}
	entry := models.LogEntry{PersonID: f.ada.ID, Title: "Read", Minutes: 5, LearnedOn: today, Kind: models.Reading, Reflection: "Good", CreatedAt: now, ChangedAt: now}
	imported := models.Import{Kind: "people", FileName: "people.csv", Data: []byte("email,name\nada@example.org,Ada " + planted), State: models.ImportKept, MadeByID: f.adam.ID, MadeAt: now}
	w.Keep(&f.record, &job, &other, &entry, &imported)
	post := w.Again(f.ada)
	posts, err := w.Store.PostsNotOver(w.T.Context(), post.ID, today)
	if err != nil {
		w.T.Fatal(err)
	}
	w.Keep(
		&models.FormerEmail{EmailKey: "old@example.org", PersonID: f.ada.ID, LeftAt: now},
		&models.SignUp{Email: "ada@example.org", EmailKey: "ada@example.org", Name: f.ada.Name, Title: "Analyst", OrganisationID: w.Trust.ID, State: models.SignUpApproved, TokenHash: "h", ExpiresAt: now, CreatedAt: now, Reason: "known", PersonID: &f.ada.ID},
		&models.Correction{PostID: posts[0].ID, PersonID: f.ada.ID, Says: "It is somebody else", State: models.CorrectionRefused, CreatedAt: now, Reason: "No"},
		&models.Grant{PersonID: f.ada.ID, Role: models.Trainer, ScopeKind: models.OneCohort, ScopeID: f.cohort.ID, Started: today.AddDays(-3)},
		&models.Delegation{Kind: models.Deputy, ManagerID: f.ada.ID, DeputyID: f.mia.ID, Started: today.AddDays(-3), Until: today},
		&models.Delegation{Kind: models.Deputy, ManagerID: f.mia.ID, DeputyID: f.ada.ID, Started: today.AddDays(-3), Until: today},
		&models.Password{PersonID: f.ada.ID, Hash: "hash", ChangedAt: now},
		&models.SignInLink{Purpose: models.ToChangeEmail, Email: "new@example.org", PersonID: &f.ada.ID, TokenHash: "t", CreatedAt: now, ExpiresAt: now},
		&models.Device{PersonID: f.ada.ID, Way: models.ByPassword, Browser: "Firefox", BegunAt: now, SeenOn: today},
		&models.Identity{Issuer: "https://issuer.example", Subject: "s", PersonID: f.ada.ID, AddedAt: now, LastUsedAt: now},
		&models.Authenticator{PersonID: f.ada.ID, Secret: []byte(planted)},
		&models.RecoveryCode{PersonID: f.ada.ID, CodeHash: "c"},
		&models.Interest{CourseID: f.cohort.CourseID, PersonID: f.ada.ID, CreatedOn: today},
		&models.EnrolmentChange{EnrolmentID: e.ID, FromState: models.Placed, ToState: models.Completed, ByID: &f.mia.ID, Reason: "Done", ChangedAt: now},
		&models.Offer{EnrolmentID: e.ID, Token: "token", MadeAt: now, ExpiresAt: now, ClosedAt: &now},
		&models.Pair{State: models.PairAccepted, CohortID: f.cohort.ID, AnalystID: f.mia.ID, DecisionMakerID: f.ada.ID},
		&models.Pair{State: models.PairAccepted, CohortID: f.cohort.ID, AnalystID: f.ada.ID, DecisionMakerID: f.mia.ID},
		&models.ReplyLink{Kind: models.ReplyToPair, PersonID: f.ada.ID, TokenHash: "r", CreatedAt: now, ExpiresAt: now},
		&models.Feed{PersonID: f.ada.ID, TokenHash: "f", MadeAt: now}, &models.MailPreference{PersonID: f.ada.ID, Kind: "reminders", Way: models.MailNot},
		&models.SideLetter{EnrolmentID: &e.ID, PersonID: f.ada.ID},
		&models.LogEntryCompetency{LogEntryID: entry.ID, CompetencyID: w.Competencies["TA1"].ID},
		&models.RecordOutcome{CompletionRecordID: f.record.ID, Position: 1, CompetencyCode: "TA1", CompetencyName: "Describing data", Level: 3, LevelLabel: "Practitioner"},
		&models.Look{ViewerID: f.mia.ID, PersonID: f.ada.ID, Day: today}, &models.Look{ViewerID: f.ada.ID, PersonID: f.mia.ID, Day: today},
		&models.Message{JobID: job.ID, PersonID: &f.ada.ID, Recipient: f.ada.Email, Subject: "S", Body: "B", Calendar: "C", State: models.MessageKept, Problem: "P", CreatedAt: now},
		&models.Message{JobID: other.ID, PersonID: &f.mia.ID, Recipient: f.mia.Email, Subject: "Somebody joined", Body: "Ada Vermilion " + planted, State: models.MessageKept, CreatedAt: now},
		&models.Hold{PersonID: f.ada.ID, Reason: "A dispute", PlacedAt: now, LiftedAt: &now},
		&models.ImportRow{ImportID: imported.ID, Number: 1, Line: 2, Outcome: models.RowAdded, Who: "ada@example.org", Name: f.ada.Name},
		&models.ImportRow{ImportID: imported.ID, Number: 2, Line: 3, Outcome: models.RowAdded, Who: "mia@example.org", Name: "Mia", Changes: `[{"Column": "manager", "Becomes": "ada@example.org"}]`},
		&models.ImportChange{ImportID: imported.ID, Number: 1, Noun: "people", RowID: f.ada.ID, Was: "{}", Became: "{}"},
	)
	f.attended(e)
	f.judged(round)
	w.Keep(&models.Answer{PersonID: f.ada.ID, RoundID: round.ID, CompetencyID: w.Competencies["CS1"].ID, Level: 1, Example: "Wrote", SavedAt: now})
	w.In(func(ctx context.Context, tx *store.Tx) error {
		if err := tx.Publish(ctx, models.Event{ActorID: &f.adam.ID, Act: "post.changed", Subject: "posts", SubjectID: posts[0].ID, PersonID: &f.ada.ID}); err != nil {
			return err
		}
		return tx.Publish(ctx, models.Event{ActorID: &f.ada.ID, Act: "log_entry.added", Subject: "log_entries", SubjectID: entry.ID, PersonID: &f.ada.ID})
	})
	f.ada = w.Again(f.ada)
	return f
}

func (f full) attended(e models.Enrolment) {
	sessions, err := f.Store.Sessions(f.T.Context(), e.CohortID)
	if err != nil {
		f.T.Fatal(err)
	}
	f.booked(e, sessions[0].ID)
	unit := models.Unit{CourseID: f.cohort.CourseID, Kind: models.AssignmentUnit, Position: 3, Title: "Essay"}
	f.Keep(&unit)
	f.evidence(e, sessions[0].ID, unit)
	f.Keep(
		&models.Attendance{SessionID: sessions[0].ID, EnrolmentID: e.ID, Mark: models.Attended, Source: models.ByTrainerHand, MarkedByID: f.mia.ID, MarkedAt: f.Store.Now()},
		&models.Pass{EnrolmentID: e.ID, UnitID: unit.ID, ByID: f.mia.ID, PassedAt: f.Store.Now()},
	)
}

func (f full) judged(round models.Round) {
	a := f.Sent(f.ada, round, "TA1", 2, "")
	f.Confirmed(f.mia, a)
	f.competence(a)
	f.Judged(models.Assessment{PersonID: f.ada.ID, ByID: f.mia.ID, Kind: models.ByPeer, Level: 3, Example: "Seen at work"}, "TA2")
}

// plant puts the word into every text that is the person's, and answers how many rows there are of each holding.
func (f full) plant() {
	f.T.Helper()
	f.eachText(func(h store.Holding, column string) {
		modeltest.Plant(f.T, f.Store, fmt.Sprintf(`UPDATE %s SET "%s" = "%s" || ' %s' WHERE %s`, h.Table, column, column, planted, f.where(h)))
	})
}

func (f full) where(h store.Holding) string {
	return strings.ReplaceAll(h.Of, "@person", "'"+string(f.ada.ID)+"'")
}

func (f full) eachText(do func(h store.Holding, column string)) {
	f.T.Helper()
	db := modeltest.SQL(f.T, f.Store)
	seen := map[string]bool{}
	for _, h := range slices.Backward(store.Holdings()) { // the person last: addresses find other rows
		if n := modeltest.Count(f.T, db, "SELECT count(*) FROM "+h.Table+" WHERE "+f.where(h)); n == 0 {
			f.T.Errorf("the test keeps no row in %s (%s)", h.Table, h.Title)
		}
		for _, column := range texts(f, h.Table) {
			name := h.Table + "." + column
			if _, stays := notTheirs[name]; !stays && !seen[name] {
				seen[name] = true
				do(h, column)
			}
		}
	}
}

// texts are the columns of a table that hold words: no ids, no references.
func texts(f full, table string) (list []string) {
	f.T.Helper()
	lines, err := f.Store.TextColumns(f.T.Context(), table)
	if err != nil {
		f.T.Fatal(err)
	}
	for _, c := range lines {
		if c != "id" && !strings.HasSuffix(c, "_id") {
			list = append(list, c)
		}
	}
	return list
}

// found are the tables and columns in which a word stands, whatever their type.
func found(w *modeltest.World, word string) (list []string) {
	w.T.Helper()
	db := modeltest.SQL(w.T, w.Store)
	for table, columns := range allColumns(w) {
		for _, c := range columns {
			text := "CAST(" + `"` + c + `"` + " AS text)"
			if w.Store.Engine() == store.PostgreSQL {
				text = `encode(convert_to(CAST("` + c + `" AS text), 'UTF8'), 'escape') || coalesce(CAST("` + c + `" AS text), '')`
			}
			if n := modeltest.Count(w.T, db, "SELECT count(*) FROM "+table+" WHERE lower("+text+") LIKE '%"+strings.ToLower(word)+"%'"); n > 0 {
				list = append(list, fmt.Sprintf("%s.%s (%d)", table, c, n))
			}
		}
	}
	return list
}

func allColumns(w *modeltest.World) map[string][]string {
	w.T.Helper()
	columns, err := w.Store.AllColumns(w.T.Context())
	if err != nil {
		w.T.Fatal(err)
	}
	return columns
}

func TestWhatWasErasedStandsNowhere(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		f, s := everywhere(w), service(w)
		f.plant()
		if len(found(w, planted)) < 20 {
			t.Fatalf("the word is planted in %v alone", found(w, planted))
		}
		name, err := w.Store.Person(t.Context(), f.ada.ID)
		if err != nil {
			t.Fatal(err)
		}
		before := counts(f)
		if err := s.Erase(t.Context(), f.adam, f.ada.ID, privacy.Erase{Name: name.Name}); err != nil {
			t.Fatal(err)
		}
		for _, word := range []string{planted, "vermilion", "ada@example.org", "old@example.org", "new@example.org"} {
			if where := found(w, word); len(where) > 0 {
				t.Errorf("%s still stands in %v", word, where)
			}
		}
		if after := counts(f); after != before {
			t.Errorf("counts were %v and are %v", before, after)
		}
		sound(t, w)
	})
}

// counts are what stays when somebody is erased.
func counts(f full) (n [6]int) {
	db := modeltest.SQL(f.T, f.Store)
	for i, table := range []string{"people", "posts", "enrolments", "assessments", "skills", "completion_records"} {
		n[i] = modeltest.Count(f.T, db, "SELECT count(*) FROM "+table)
	}
	return n
}

// sound asks the doctor.
func sound(t *testing.T, w *modeltest.World) {
	t.Helper()
	address := modeltest.Address(w.Store)
	d := doctor.Doctor{Settings: doctor.Settings{DatabaseURL: address, BaseURL: "http://localhost", Addr: "localhost:80"}, Open: func(ctx context.Context) (*store.Store, error) {
		return store.OpenReadOnly(ctx, address, w.Clock.Now)
	}}
	report, err := d.Examine(t.Context(), func(doctor.Check) {})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range report.Checks {
		for _, e := range c.Examples {
			if c.Name != "configuration" && c.Status == doctor.Fault && !strings.Contains(e.Problem, "no change says how") {
				t.Errorf("the doctor finds %s: %s: %s", c.Name, e.Where, e.Problem)
			}
		}
	}
}

func TestErasingRefuses(t *testing.T) {
	w := modeltest.New(t)
	f, s := everywhere(w), service(w)
	refused := func(actor models.Actor, id models.ID, name string) error {
		t.Helper()
		err := s.Erase(t.Context(), actor, id, privacy.Erase{Name: name})
		if err == nil {
			t.Error("erased")
		}
		return err
	}
	if err := refused(f.mia, f.ada.ID, f.ada.Name); !errors.Is(err, models.ErrForbidden) {
		t.Errorf("a manager: %v", err)
	}
	invalid := models.Invalid{}
	if err := refused(f.adam, f.ada.ID, "Ada"); !errors.As(err, &invalid) {
		t.Errorf("half a name: %v", err)
	}
	if err := refused(f.adam, f.adam.ID, f.adam.Name); !strings.Contains(err.Error(), "yourself") {
		t.Errorf("oneself: %v", err)
	}
	if err := s.PlaceHold(t.Context(), f.adam, f.ada.ID, privacy.Hold{Reason: "A dispute"}); err != nil {
		t.Fatal(err)
	}
	if err := refused(f.adam, f.ada.ID, f.ada.Name); !strings.Contains(err.Error(), "hold") {
		t.Errorf("who is held: %v", err)
	}
	if err := s.LiftHold(t.Context(), f.adam, f.ada.ID); err != nil {
		t.Fatal(err)
	}
	second := w.Administrator("Second")
	if err := s.Erase(t.Context(), second, f.adam.ID, privacy.Erase{Name: "adam"}); err != nil {
		t.Fatal(err)
	}
	// Whoever asked last holds a role that ended meanwhile: nobody would be left.
	if err := refused(f.adam, second.ID, second.Name); !strings.Contains(err.Error(), "without an end") {
		t.Errorf("the last administrator: %v", err)
	}
	w.Keep(&models.Grant{PersonID: w.Learner("Temp").ID, Role: models.Administrator, ScopeKind: models.WholeNetwork, Started: "2026-01-01", Ended: "2026-12-31"})
	if err := refused(f.adam, second.ID, second.Name); !strings.Contains(err.Error(), "without an end") {
		t.Errorf("the last administrator but one whose time will end: %v", err)
	}
	for _, act := range []string{"hold.placed", "hold.lifted", "person.erased"} {
		if !slices.Contains(w.Events(), act) {
			t.Errorf("no event %s", act)
		}
	}
}

func TestAPlaceOfSomebodyErasedGoesToTheNextInLine(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s, adam, ada, ben := service(w), w.Administrator("Adam"), w.Learner("Ada"), w.Learner("Ben")
		cohort := w.Cohort("R1", 1)
		w.Enrolled(ada, cohort, models.Placed)
		next := w.Enrolled(ben, cohort, models.Waiting)
		report := w.Learner("Report")
		ada = w.Manager("Adi", report)
		place := w.Enrolled(ada, cohort, models.Waiting)
		if err := s.Erase(t.Context(), adam, ada.ID, privacy.Erase{Name: "Adi"}); err != nil {
			t.Fatal(err)
		}
		if e, err := w.Store.Enrolment(t.Context(), place.ID); err != nil || e.State != models.Withdrawn {
			t.Errorf("their turn is %s, %v", e.State, err)
		}
		first, err := w.Store.PersonByEmail(t.Context(), "ada@example.org")
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Erase(t.Context(), adam, first.ID, privacy.Erase{Name: "Ada"}); err != nil {
			t.Fatal(err)
		}
		if e, err := w.Store.Enrolment(t.Context(), next.ID); err != nil || e.State != models.Offered {
			t.Errorf("the next in line is %s, %v", e.State, err)
		}
		posts, err := w.Store.NamedPosts(t.Context(), report.ID, w.Store.Today())
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range posts {
			if p.ManagerID != nil && *p.ManagerID == ada.ID {
				t.Error("the report still names the manager who was erased")
			}
		}
	})
}
