package people_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"trellis/app/people"
	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/store"
)

func TestPeopleAreFoundByWhatTheyHold(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s, bea, today := people.New(w.Store), w.Administrator("Bea"), w.Store.Today()
		unit := models.Organisation{Code: "UNIT", Name: "Únit of Testshire", ShortName: "The unit", Kind: models.SupportUnit, ODSCode: "0U1"}
		w.Keep(&unit)
		w.Keep(&models.Link{OrganisationID: unit.ID, OtherID: w.Trust.ID, Kind: models.PartOf},
			&models.Link{OrganisationID: unit.ID, OtherID: w.System.ID, Kind: models.PartOf, Ended: today.AddDays(-1)})
		mo := w.Learner("Mo")
		w.Post(w.Person("Ada"), &w.Analyst, &mo.ID)
		una := w.Person("Una")
		w.Keep(&models.Post{PersonID: una.ID, OrganisationID: unit.ID, RoleProfileID: &w.Leader.ID, ManagerUnknown: true, Started: today})
		gone := w.Person("Gone")
		w.Keep(&models.Post{PersonID: gone.ID, OrganisationID: w.Trust.ID, Started: "2020-01-01", Ended: today.AddDays(-1)})
		coming := w.Person("Coming")
		w.Keep(&models.Post{PersonID: coming.ID, OrganisationID: w.Trust.ID, Started: today.AddDays(1)})
		w.Keep(&models.Person{Email: "new@example.org", EmailKey: "new@example.org", Name: "New", NameKey: "new", CreatedAt: w.Store.Now()})
		w.Trainer("Tess", w.Cohort("R1", 3))
		for name, c := range map[string]struct {
			find people.FindPeople
			want string
		}{
			"everybody":                            {people.FindPeople{}, "Ada Bea Coming Gone Mo New Tess Una"},
			"at an organisation and what is in it": {people.FindPeople{Organisation: "tru"}, "Ada Bea Mo Tess Una"},
			"at a part of it":                      {people.FindPeople{Organisation: "UNIT"}, "Una"},
			"at what serves a system, whole":       {people.FindPeople{Organisation: "SYS"}, "Ada Bea Mo Tess Una"},
			"by the code of another register":      {people.FindPeople{Organisation: "0u1"}, "Una"},
			"by the beginning of a word":           {people.FindPeople{Organisation: "unit of test"}, "Una"},
			"by words that several have":           {people.FindPeople{Organisation: "testshire"}, "Ada Bea Mo Tess Una"},
			"at no organisation that there is":     {people.FindPeople{Organisation: "nowhere"}, ""},
			"with a role profile":                  {people.FindPeople{Profile: "leader"}, "Una"},
			"with a role profile there":            {people.FindPeople{Profile: "leader", Organisation: "TRU"}, "Una"},
			"with another role profile there":      {people.FindPeople{Profile: "analyst", Organisation: "UNIT"}, ""},
			"who manage":                           {people.FindPeople{Role: models.Managing}, "Mo"},
			"who train":                            {people.FindPeople{Role: models.Trainer}, "Tess"},
			"who administer":                       {people.FindPeople{Role: models.Administrator}, "Bea"},
			"who hold what nobody does":            {people.FindPeople{Role: "queen"}, ""},
			"who are managed by":                   {people.FindPeople{Manager: mo.ID}, "Ada"},
			"with a current post":                  {people.FindPeople{State: models.InPost}, "Ada Bea Mo Tess Una"},
			"who have left":                        {people.FindPeople{State: models.Left}, "Gone"},
			"who have left the organisation":       {people.FindPeople{State: models.Left, Organisation: "TRU"}, "Gone"},
			"who have left another":                {people.FindPeople{State: models.Left, Organisation: "UNIT"}, ""},
			"who have not been here yet":           {people.FindPeople{State: models.NotWelcomed}, "New"},
			"who do not know their manager":        {people.FindPeople{State: models.ManagerUnknown}, "Una"},
			"whose post says no role":              {people.FindPeople{State: models.NoRoleProfile}, ""},
			"in no state that there is":            {people.FindPeople{State: "asleep"}, ""},
			"by name and post":                     {people.FindPeople{Text: "a", State: models.InPost}, "Ada"},
		} {
			page, err := s.FindPeople(t.Context(), bea, c.find)
			if got := names(page.Rows); err != nil || got != c.want || page.Total != len(page.Rows) {
				t.Errorf("%s: %q, counted %d; want %q (%v)", name, got, page.Total, c.want, err)
			}
			var all []people.PersonLine
			err = s.EachPerson(t.Context(), bea, c.find, func(some []people.PersonLine) error { all = append(all, some...); return nil })
			if got := names(all); err != nil || got != c.want {
				t.Errorf("%s, for a file: %q, want %q (%v)", name, got, c.want, err)
			}
		}
	})
}

func names(lines []people.PersonLine) string {
	list := make([]string, len(lines))
	for i, p := range lines {
		list[i] = p.Name
	}
	return strings.Join(list, " ")
}

func TestOrganisationsAreFoundAndCounted(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s, bea, today := people.New(w.Store), w.Administrator("Bea"), w.Store.Today()
		next := models.Organisation{Code: "NEXT", Name: "Next Trust", Kind: models.Provider, Opened: today}
		w.Keep(&next)
		old := models.Organisation{Code: "OLD", Name: "Óld Trust", Kind: models.Provider, Opened: "2001-04-01", Closed: today, SuccessorID: &next.ID}
		w.Keep(&old)
		w.Keep(&models.Link{OrganisationID: old.ID, OtherID: w.Trust.ID, Kind: models.PartOf, Started: "2010-01-01"},
			&models.Link{OrganisationID: w.Trust.ID, OtherID: old.ID, Kind: models.Serves}) // a circle is walked once
		two := w.Learner("Two")
		w.Keep(&models.Post{PersonID: two.ID, OrganisationID: old.ID, Started: "2026-01-01"}, &models.Post{PersonID: two.ID, OrganisationID: old.ID, Started: "2026-02-01"})
		find := func(f people.FindOrganisations) (codes string) {
			page, err := s.FindOrganisations(t.Context(), bea, f)
			for _, o := range page.Rows {
				codes += o.Code + " "
			}
			if err != nil || page.Total != len(page.Rows) {
				t.Fatalf("%+v: counted %d (%v)", f, page.Total, err)
			}
			return strings.TrimSpace(codes)
		}
		for want, f := range map[string]people.FindOrganisations{
			"OLD": {Text: "old tr"}, "NEXT OLD TRU": {Kind: models.Provider, At: models.PageAt{Order: "code"}}, "NET NEXT SYS TRU": {State: models.OrganisationOpen, At: models.PageAt{Order: "code"}},
			"TRU": {Text: "tru"}, "": {State: "ajar"}, "SYS": {Kind: models.System},
		} {
			if got := find(f); got != want {
				t.Errorf("%+v: %q, want %q", f, got, want)
			}
		}
		if got := find(people.FindOrganisations{State: models.OrganisationClosed}); got != "OLD" {
			t.Errorf("closed: %q", got)
		}
		page, err := s.Organisation(t.Context(), bea, "OLD")
		if err != nil || page.Here != 1 || page.Within != 2 || page.Open || page.Successor.Code != "NEXT" || len(page.LinksFrom) != 1 || len(page.LinksTo) != 1 {
			t.Fatalf("%+v (%v)", page, err)
		}
		var past []string
		for _, h := range page.Past {
			past = append(past, string(h.Day)+" "+string(h.Kind)+" "+h.Other)
		}
		if want := []string{"2026-11-23 closed ", "2010-01-01 became part Testshire Trust", "2001-04-01 opened "}; !slices.Equal(past, want) {
			t.Errorf("history %q", past)
		}
		if next, err := s.Organisation(t.Context(), bea, "NEXT"); err != nil || len(next.Predecessor) != 1 || !next.Open {
			t.Errorf("the one after: %+v (%v)", next, err)
		}
		if _, err := s.Organisation(t.Context(), bea, "none"); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("no such organisation: %v", err)
		}
	})
}

func TestAPersonsPageGathersWhatTheyHold(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s, bea, today := people.New(w.Store), w.Administrator("Bea"), w.Store.Today()
		cohort, round := w.Cohort("R1", 3), w.Round("autumn")
		ada, dee := w.Learner("Ada"), w.Person("Dee")
		mo := w.Grant(w.Manager("Mo", ada), models.Trainer, models.OneCohort, cohort.ID)
		w.Keep(&models.Post{PersonID: mo.ID, OrganisationID: w.System.ID, Title: "Before", Started: "2019-01-01", Ended: "2020-01-01"},
			&models.Delegation{Kind: models.Deputy, ManagerID: mo.ID, DeputyID: dee.ID, Started: today, Until: today.AddDays(3)},
			&models.Delegation{Kind: models.Deputy, ManagerID: mo.ID, DeputyID: bea.ID, Started: "2020-01-01", Until: today.AddDays(-1)})
		e := w.Enrolled(mo, cohort, models.Placed)
		w.Sent(mo, round, "TA1", 2, models.MostWeeks)
		w.In(func(ctx context.Context, tx *store.Tx) error {
			return tx.PublishAll(ctx, []models.Event{
				{ActorID: &mo.ID, Act: "person.signed_in", Subject: "people", SubjectID: mo.ID, PersonID: &mo.ID},
				{ActorID: &bea.ID, Act: "enrolment.placed", Subject: "enrolments", SubjectID: e.ID, PersonID: &mo.ID},
				{ActorID: &ada.ID, Act: "log_entry.added", Subject: "log_entries", SubjectID: "x", PersonID: &ada.ID},
			}, nil)
		})
		page, err := s.Person(t.Context(), bea, mo.ID)
		if err != nil {
			t.Fatal(err)
		}
		if len(page.Posts) != 2 || page.Posts[1].Title != "Before" || page.Reports != 1 || len(page.Grants) != 1 || page.Grants[0].ScopeName != "Course R1, Cohort R1-1" {
			t.Errorf("holds %+v, %d reports, %+v", page.Posts, page.Reports, page.Grants)
		}
		if len(page.Delegations) != 1 || page.Delegations[0].DeputyName != "Dee" {
			t.Errorf("deputies %+v", page.Delegations)
		}
		if len(page.Enrolments) != 1 || page.Enrolments[0].CourseTitle != "Course R1" || len(page.Replies) != 1 || page.Replies[0].SentAt == nil {
			t.Errorf("learns %+v, %+v", page.Enrolments, page.Replies)
		}
		if len(page.Events) != 2 || page.Events[0].ActorName != "Bea" || page.Events[0].Thing.Name != "Course R1, Cohort R1-1" || !page.SignedInAt.Equal(w.Store.Now()) || page.SeenAt.IsZero() {
			t.Errorf("events %+v, signed in %s", page.Events, page.SignedInAt)
		}
		if never, err := s.Person(t.Context(), bea, dee.ID); err != nil || !never.SeenAt.IsZero() || len(never.Delegations) != 1 || never.Delegations[0].ManagerName != "Mo" {
			t.Errorf("the deputy: %+v (%v)", never, err)
		}
	})
}

// What the lists hold is for administrators of the whole network: whoever else asks finds nothing, and who administers one
// organisation is not asked about others.
func TestTheListsAreForAdministratorsOfTheNetwork(t *testing.T) {
	w := modeltest.New(t)
	s, ada := people.New(w.Store), w.Learner("Ada")
	local := w.Grant(w.Learner("Lou"), models.Administrator, models.OneOrganisation, w.Trust.ID)
	for _, c := range []struct {
		who models.Actor
		err error
	}{{ada, models.ErrForbidden}, {w.Manager("Mo", ada), models.ErrForbidden}, {local, models.ErrForbidden}, {w.Administrator("Bea"), nil}} {
		for name, ask := range map[string]func() error{
			"people": func() error { _, err := s.FindPeople(t.Context(), c.who, people.FindPeople{}); return err },
			"file": func() error {
				return s.EachPerson(t.Context(), c.who, people.FindPeople{}, func([]people.PersonLine) error { return nil })
			},
			"person": func() error { _, err := s.Person(t.Context(), c.who, ada.ID); return err },
			"organisations": func() error {
				_, err := s.FindOrganisations(t.Context(), c.who, people.FindOrganisations{})
				return err
			},
			"their file": func() error {
				return s.EachOrganisation(t.Context(), c.who, people.FindOrganisations{}, func([]people.OrganisationLine) error { return nil })
			},
			"organisation": func() error { _, err := s.Organisation(t.Context(), c.who, "TRU"); return err },
			"outbox":       func() error { _, err := s.Outbox(t.Context(), c.who, models.PageAt{}); return err },
		} {
			if err := ask(); !errors.Is(err, c.err) {
				t.Errorf("%s, %s: %v, want %v", c.who.Name, name, err, c.err)
			}
		}
	}
}
