package exchange_test

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"trellis/app/exchange"
	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/store"
)

// importPeople imports a text as people.csv.
func importPeople(t *testing.T, s *store.Store, text string) exchange.Report {
	t.Helper()
	return importPeopleFrom(t, s, exchange.ImportPeople{File: file("people.csv", text)})
}

func importPeopleFrom(t *testing.T, s *store.Store, in exchange.ImportPeople) exchange.Report {
	t.Helper()
	report, err := (&exchange.Service{Store: s}).ImportPeople(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

const somePeople = `email,name,organisation,team,job_title,band,role_profile,manager_email,started,ended
Zoe.Łukasz@example.org,Zoë Łukasz-O’Neil,TRU,Insight,Analyst,6,analyst,ada@example.org,2024-02-01,
zoe.łukasz@example.org,Zoë Łukasz-O’Neil,SYS,,"Intern, paid",4,,,2023-09-01,2024-01-31
ada@example.org,Ada,TRU,Insight,Head of insight,8a,leader,bo@example.org,2020-01-01,
new@example.org,Ngọc Ånneli,,,,,,,,
bo@example.org,Bo Š,SYS,,,9,leader,,,
`

func TestPeopleAndTheirPostsAreAddedThenLeft(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		w.In(func(ctx context.Context, tx *store.Tx) error { return tx.Recount(ctx) })
		counts(t, importPeople(t, w.Store, somePeople), 5, 0, 0, 0)
		counts(t, importPeople(t, w.Store, somePeople), 0, 0, 5, 0)
		want := `email,name,organisation,team,job_title,band,role_profile,manager_email,started,ended
ada@example.org,Ada,TRU,Insight,Head of insight,8a,leader,bo@example.org,2020-01-01,
bo@example.org,Bo Š,SYS,,,9,leader,,2026-11-23,
new@example.org,Ngọc Ånneli,,,,,,,,
Zoe.Łukasz@example.org,Zoë Łukasz-O’Neil,SYS,,"Intern, paid",4,,,2023-09-01,2024-01-31
Zoe.Łukasz@example.org,Zoë Łukasz-O’Neil,TRU,Insight,Analyst,6,analyst,ada@example.org,2024-02-01,
`
		got := exported(t, w.Store, "people")
		if got != want {
			t.Errorf("got\n%s, want\n%s", got, want)
		}
		counts(t, importPeople(t, w.Store, got), 0, 0, 5, 0)
		if list := w.Events(); !slices.Equal(list, []string{"people.imported"}) {
			t.Errorf("events %q", list)
		}
		zoe, err := w.Store.PersonByEmail(t.Context(), "ZOE.LUKASZ@example.org")
		if err != nil || zoe.NameKey != "zoe lukasz-o'neil" {
			t.Errorf("found %+v (%v)", zoe, err)
		}
		tallies, err := w.Store.Tallies(t.Context())
		standing, problem := w.Store.Standing(t.Context(), w.Store.Today())
		if err != nil || problem != nil || len(tallies) != len(standing) || len(tallies) != 6 {
			t.Errorf("%d tallies are kept, %d are right (%v, %v)", len(tallies), len(standing), err, problem)
		}
	})
}

func TestOnlyColumnsOfTheFileChangeAPost(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		importPeople(t, w.Store, somePeople)
		for _, c := range []struct {
			text           string
			changed, added int
			line           string // of the export, afterwards
		}{
			{"email;name;organisation\nada@example.org;Ada;TRU\n", 0, 0, "ada@example.org,Ada,TRU,Insight,Head of insight,8a,leader,bo@example.org,2020-01-01,"},
			{"organisation\tBand\tname\temail\nTRU\t8b\tAda\tADA@example.org\n", 1, 0, "ada@example.org,Ada,TRU,Insight,Head of insight,8b,leader,bo@example.org,2020-01-01,"},
			{"email,name,organisation,manager_email,role_profile\nada@example.org,Ada L,TRU,,\n", 1, 0, "ada@example.org,Ada L,TRU,Insight,Head of insight,8b,,,2020-01-01,"},
			{"email,name,organisation,started,ended,team\nada@example.org,Ada L,TRU,2020-01-01,2026-12-31,\n", 1, 0, "ada@example.org,Ada L,TRU,,Head of insight,8b,,,2020-01-01,2026-12-31"},
			{"email,name,organisation\nada@example.org,Ada,SYS\nada@example.org,Ada,TRU\n", 0, 1, "ada@example.org,Ada,SYS,,,,,,2026-11-23,"},
			{"email,name,organisation\nADA@EXAMPLE.ORG,Ada,\n", 0, 0, "ada@example.org,Ada,SYS,,,,,,2026-11-23,"},
		} {
			report := importPeople(t, w.Store, c.text)
			if report.Changed != c.changed || report.Added != c.added || report.IsRefused() {
				t.Errorf("%q: %+v", c.text, report)
			}
			if got := exported(t, w.Store, "people"); !strings.Contains(got, "\n"+c.line+"\n") {
				t.Errorf("%q: got\n%s, want the line\n%s", c.text, got, c.line)
			}
		}
	})
}

func TestAPostIsFoundByTheDayThatIsKnownOfIt(t *testing.T) {
	w := modeltest.New(t)
	importPeople(t, w.Store, somePeople)
	const header = "email,name,organisation,started,ended\n"
	counts(t, importPeople(t, w.Store, header+"ada@example.org,Ada,TRU,2020-01-01,2026-11-22\n"), 0, 1, 0, 0)
	counts(t, importPeople(t, w.Store, header+"ada@example.org,Ada,TRU,,2026-11-22\n"), 0, 0, 1, 0) // no post is current: the one that ended then
	counts(t, importPeople(t, w.Store, header+"ada@example.org,Ada,TRU,,\n"), 1, 0, 0, 0)           // begins today
	counts(t, importPeople(t, w.Store, header+"ada@example.org,Ada,TRU,,\n"), 0, 0, 1, 0)
	report := importPeople(t, w.Store, header+"ada@example.org,Ada,TRU,2026-11-01,\n")
	counts(t, report, 1, 0, 0, 0)
	if len(report.Warnings) != 2 || !strings.Contains(report.Warnings[1], "a second post at one organisation from 2026-11-01 on, beside the one since 2026-11-23") {
		t.Errorf("warned of %q", report.Warnings)
	}
	refusal{header + "ada@example.org,Ada,TRU,,\n", 2, 25, "started", "", "2 posts here that it could be"}.
		among(t, importPeople(t, w.Store, header+"ada@example.org,Ada,TRU,,\n"))
}

func TestAPostStaysOnItsVersionOfTheFramework(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		importPeople(t, w.Store, somePeople)
		now := w.Store.Now().Add(1)
		next := models.FrameworkVersion{FrameworkID: w.Version.FrameworkID, Version: "2", State: models.Draft, CreatedAt: now}
		w.Keep(&next)
		analyst := models.RoleProfile{FrameworkVersionID: next.ID, Code: "analyst", Name: "Analyst", Position: 1}
		w.Keep(&analyst)
		w.In(func(ctx context.Context, tx *store.Tx) error { return tx.PublishVersion(ctx, next.ID) })
		counts(t, importPeople(t, w.Store, somePeople), 0, 0, 5, 0)
		importPeople(t, w.Store, "email,name,organisation,role_profile\ncy@example.org,Cy,TRU,analyst\n")
		for email, want := range map[string]models.ID{"zoe.łukasz@example.org": w.Analyst.ID, "cy@example.org": analyst.ID} {
			p, err := w.Store.PersonByEmail(t.Context(), email)
			if err != nil {
				t.Fatal(err)
			}
			posts, err := w.Store.CurrentPosts(t.Context(), p.ID, w.Store.Today())
			if err != nil || len(posts) != 1 || *posts[0].RoleProfileID != want {
				t.Errorf("%s: %+v (%v), want %s", email, posts, err, want)
			}
		}
	})
}

func TestAPostThatEndsMakesRoomForTheNext(t *testing.T) {
	w := modeltest.New(t)
	importPeople(t, w.Store, somePeople)
	const next = "email,name,organisation,started,ended,band\nada@example.org,Ada,TRU,,,9\nada@example.org,Ada,TRU,2020-01-01,2026-11-22,8a\n"
	counts(t, importPeople(t, w.Store, next), 1, 1, 0, 0)
	counts(t, importPeople(t, w.Store, next), 0, 0, 2, 0)
	if got := exported(t, w.Store, "people"); !strings.Contains(got, "\nada@example.org,Ada,TRU,,,9,,,2026-11-23,\n") {
		t.Errorf("got\n%s", got)
	}
}

func TestWhoIsGivenAManagerKnowsThem(t *testing.T) {
	w := modeltest.New(t)
	ada := w.Person("Ada")
	post := models.Post{PersonID: ada.ID, OrganisationID: w.Trust.ID, Started: "2020-01-01", ManagerUnknown: true}
	w.Keep(&post)
	counts(t, importPeople(t, w.Store, "email,name,organisation,manager_email\nada@example.org,Ada,TRU,\n"), 0, 0, 1, 0)
	counts(t, importPeople(t, w.Store, "email,name,organisation,manager_email\nada@example.org,Ada,TRU,bo@example.org\nbo@example.org,Bo,,\n"), 1, 1, 0, 0)
	if a := w.Again(ada); a.Posts[0].ManagerUnknown || a.Posts[0].ManagerID == nil {
		t.Errorf("kept %+v", a.Posts)
	}
}

func TestADryRunOfPeopleKeepsNothing(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		report := importPeopleFrom(t, w.Store, exchange.ImportPeople{File: file("people.csv", somePeople), DryRun: true})
		counts(t, report, 5, 0, 0, 0)
		if _, err := w.Store.PersonByEmail(t.Context(), "ada@example.org"); err == nil || len(w.Events()) > 0 || !report.DryRun {
			t.Error("something is kept")
		}
	})
}

func TestWhatIsWrongWithPeopleIsSaidWithItsPlace(t *testing.T) {
	w := modeltest.New(t)
	importPeople(t, w.Store, somePeople)
	draft := models.FrameworkVersion{FrameworkID: w.Version.FrameworkID, Version: "3", State: models.Draft, CreatedAt: w.Store.Now()}
	w.Keep(&draft)
	w.Keep(&models.RoleProfile{FrameworkVersionID: draft.ID, Code: "drafted", Name: "Drafted", Position: 1})
	before := exported(t, w.Store, "people")
	const header = "email,name,organisation,role_profile,manager_email,started,ended\n"
	for name, want := range map[string]refusal{
		"no address":                   {header + ",Ann,TRU,,,,\n", 2, 1, "email", "", "want the person's email address"},
		"two addresses":                {header + "\"a@b.org,c@d.org\",Ann,TRU,,,,\n", 2, 1, "email", "a@b.org,c@d.org", "not one email address"},
		"an address with its name":     {header + "Ann <a@b.org>,Ann,TRU,,,,\n", 2, 1, "email", "Ann <a@b.org>", "not one email address"},
		"no name":                      {header + "a@b.org,,TRU,,,,\n", 2, 9, "name", "", "want a name"},
		"two names":                    {header + "a@b.org,Ann,TRU,,,,\nA@b.org,Änn,SYS,,,,\n", 3, 9, "name", "Änn", "line 2 calls the person with this address Ann"},
		"an unknown organisation":      {header + "a@b.org,Ann,TRX,,,,\n", 2, 13, "organisation", "TRX", "is it TRU?"},
		"an organisation in small":     {header + "a@b.org,Ann,tru,,,,\n", 2, 13, "organisation", "tru", "is it TRU?"},
		"a post nowhere":               {header + "a@b.org,Ann,,,,2024-01-01,\n", 2, 13, "organisation", "", "want the code of the organisation"},
		"an unknown role profile":      {header + "a@b.org,Ann,TRU,king,,,\n", 2, 17, "role_profile", "king", "import its framework first"},
		"a role profile in capitals":   {header + "a@b.org,Ann,TRU,Analyst,,,\n", 2, 17, "role_profile", "Analyst", "is it analyst?"},
		"a role profile of a draft":    {header + "a@b.org,Ann,TRU,drafted,,,\n", 2, 17, "role_profile", "drafted", "publish the version"},
		"an unknown manager":           {header + "å@b.org,Ann,TRU,,x@b.org,,\n", 2, 18, "manager_email", "x@b.org", "add a row for them"},
		"their own manager":            {header + "a@b.org,Ann,TRU,,A@B.org,,\n", 2, 18, "manager_email", "A@B.org", "nobody is their own manager"},
		"a manager without an address": {header + "a@b.org,Ann,TRU,,Ada,,\n", 2, 18, "manager_email", "Ada", "not one email address"},
		"a day nobody can tell":        {header + "a@b.org,Ann,TRU,,,01/02/2024,\n", 2, 19, "started", "01/02/2024", "such as 2026-11-23"},
		"ended before it started":      {header + "a@b.org,Ann,TRU,,,2024-02-01,2024-01-31\n", 2, 30, "ended", "2024-01-31", "before the post started (2024-02-01)"},
		"ended before today":           {header + "a@b.org,Ann,TRU,,,,2026-11-22\n", 2, 20, "ended", "2026-11-22", "say in started on which day it began"},
		"ended before it did start":    {"email,name,organisation,ended\nada@example.org,Ada,TRU,2019-12-31\n", 2, 25, "ended", "2019-12-31", "before the post starts (2020-01-01)"},
		"a post twice":                 {header + "a@b.org,Ann,TRU,,,2024-02-01,\na@b.org,Ann,TRU,analyst,,2024-02-01,\n", 3, 13, "organisation", "TRU", "line 2 is about this post"},
		"a post twice, one undated":    {header + "ada@example.org,Ada,TRU,,,2020-01-01,\nada@example.org,Ada,TRU,,,,\n", 3, 27, "started", "", "line 2 is about this post"},
		"a new post twice":             {header + "a@b.org,Ann,TRU,,,,\na@b.org,Ann,TRU,,,2026-11-23,\n", 2, 19, "started", "", "line 3 is about this post"},
		"many posts":                   {header + manyPosts("a@b.org", 501), 502, 1, "email", "a@b.org", "more than 500 rows"},
		"a column missing":             {"email,name\nA,B\n", 1, 1, "", "email,name", "columns are missing: organisation"},
		"organisations":                {"code,name,kind\n", 1, 1, "", "code,name,kind", "trellis import organisations"},
		"JSON":                         {" [", 1, 1, "", "", "this is JSON"},
	} {
		t.Run(name, func(t *testing.T) { want.among(t, importPeople(t, w.Store, want.text)) })
	}
	if after := exported(t, w.Store, "people"); after != before {
		t.Errorf("refused imports left\n%s", after)
	}
	if list := w.Events(); len(list) != 1 {
		t.Errorf("events %q", list)
	}
}

func manyPosts(email string, n int) string {
	var rows strings.Builder
	for i := range n {
		fmt.Fprintf(&rows, "%s,Ann,TRU,,,%s,\n", email, models.Date("2000-01-01").AddDays(i))
	}
	return rows.String()
}

func TestWhatIsOddWithPeopleIsWarnedOf(t *testing.T) {
	w := modeltest.New(t)
	w.Keep(&models.RoleProfile{FrameworkVersionID: w.Version.ID, Code: "typist", Name: "Typist", Position: 3, Retired: true, DrawnHere: true})
	const row = "a@b.org,Ann,TRU,943 476 5919,Typist,typist,red\n"
	report := importPeople(t, w.Store, "email,name,organisation,team,job_title,role_profile,colour\n"+row+"\"A@b.org\",\"Ann\",TRU,943 476 5919,\"Typist\",typist,blue\n")
	counts(t, report, 1, 0, 0, 0)
	for _, want := range []string{
		`people.csv: the column "colour" is not known`,
		"people.csv:2: this row may hold an NHS number",
		"people.csv:3: this row says the same as line 2",
		"people.csv: the role profile typist is retired",
	} {
		if !slices.ContainsFunc(report.Warnings, func(w string) bool { return strings.Contains(w, want) }) {
			t.Errorf("no warning %q among %q", want, report.Warnings)
		}
	}
}

func TestEveryEncodingIsTheSamePeople(t *testing.T) {
	w := modeltest.New(t)
	counts(t, importPeople(t, w.Store, somePeople), 5, 0, 0, 0)
	var little strings.Builder
	for _, u := range utf16.Encode([]rune("\ufeff" + somePeople)) {
		little.Write([]byte{byte(u), byte(u >> 8)})
	}
	for name, text := range map[string]string{
		"with a byte-order mark": "\ufeff" + somePeople,
		"UTF-16":                 little.String(),
		"lines of Windows":       strings.ReplaceAll(somePeople, "\n", "\r\n"),
		"semicolons":             strings.NewReplacer("Intern, paid", "Intern, paid", ",", ";").Replace(somePeople),
		"spaces around":          strings.ReplaceAll(somePeople, ",analyst,", ", analyst\t,"),
	} {
		t.Run(name, func(t *testing.T) {
			counts(t, importPeople(t, w.Store, text), 0, 0, 5, 0)
		})
	}
}

func TestWhatASpreadsheetWouldRunComesInAsItWas(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		counts(t, importPeople(t, w.Store, "email,name,organisation,team,job_title,band\na@b.org,'=1+1,TRU,'-x,''@y,'quoted\n"), 1, 0, 0, 0)
		p, err := w.Store.PersonByEmail(t.Context(), "a@b.org")
		if err != nil || p.Name != "=1+1" {
			t.Errorf("kept %+v (%v)", p, err)
		}
		want := "a@b.org,'=1+1,TRU,'-x,''@y,'quoted,,,2026-11-23,\n"
		got := exported(t, w.Store, "people")
		if !strings.HasSuffix(got, want) {
			t.Errorf("got\n%s, want\n%s", got, want)
		}
		counts(t, importPeople(t, w.Store, got), 0, 0, 1, 0)
		// Who wrote the file by hand did not put a ' there.
		counts(t, importPeople(t, w.Store, strings.ReplaceAll(got, "'=1+1", "=1+1")), 0, 0, 1, 0)
	})
}

func TestTwelveThousandPeopleAreReadAsAStream(t *testing.T) {
	w := modeltest.New(t)
	const many = 12_000
	told := 0
	in := func() exchange.ImportPeople {
		return exchange.ImportPeople{File: exchange.File{Name: "people.csv", Content: crowd(many)}, Progress: func(exchange.Progress) { told++ }}
	}
	counts(t, importPeopleFrom(t, w.Store, in()), many, 0, 0, 0)
	counts(t, importPeopleFrom(t, w.Store, in()), 0, 0, many, 0)
	if told < 2*many/1_000 {
		t.Errorf("progress was told %d times", told)
	}
}

// crowd is a file of people that is made while it is read. Each is managed by somebody who comes later.
func crowd(many int) io.Reader {
	out, in := io.Pipe()
	go func() {
		_, err := fmt.Fprintln(in, "email,name,organisation,role_profile,manager_email,started")
		for i := range many {
			if err != nil {
				break
			}
			_, err = fmt.Fprintf(in, "p%d@example.org,Pürson %d,TRU,analyst,p%d@example.org,2020-01-01\n", i, i, (i+many/2)%many)
		}
		in.CloseWithError(err)
	}()
	return out
}

func TestWhatChangesBetweenTheCheckAndTheTransactionIsRefused(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		importPeople(t, w.Store, somePeople)
		ada, err := w.Store.PersonByEmail(t.Context(), "ada@example.org")
		if err != nil {
			t.Fatal(err)
		}
		text := "email,name,organisation\nada@example.org,Ada,TRU\nzz@example.org,Zz,\n"
		report := importPeopleFrom(t, w.Store, exchange.ImportPeople{File: file("people.csv", text), Progress: func(p exchange.Progress) {
			if p.Doing == "checking rows" {
				w.Post(models.Actor{Person: ada}, nil, nil)
			}
		}})
		refusal{text, 2, 21, "organisation", "TRU", "2 posts here"}.among(t, report)
		if _, err := w.Store.PersonByEmail(t.Context(), "zz@example.org"); err == nil {
			t.Error("some of it is kept")
		}
	})
}

func TestTwoImportsAtOnceKeepEachPostOnce(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		atOnce(t, 5, func() exchange.Report { return importPeople(t, w.Store, somePeople) })
		more := "email,name,organisation,started\nada@example.org,Ada,SYS,2021-01-01\nbo@example.org,Bo Š,TRU,2021-01-01\n"
		atOnce(t, 2, func() exchange.Report { return importPeople(t, w.Store, more) })
	})
}
