package exchange_test

import (
	"slices"
	"strings"
	"testing"

	"trellis/app/exchange"
	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/store"
)

// importOrganisations imports a text as organisations.csv.
func importOrganisations(t *testing.T, s *store.Store, text string) exchange.Report {
	t.Helper()
	report, err := (&exchange.Service{Store: s}).ImportOrganisations(t.Context(), exchange.ImportOrganisations{File: file("organisations.csv", text)})
	if err != nil {
		t.Fatal(err)
	}
	return report
}

// exported is what an export writes.
func exported(t testing.TB, s *store.Store, kind string) string {
	t.Helper()
	var text strings.Builder
	service := &exchange.Service{Store: s}
	write := map[string]func() error{
		"organisations": func() error { return service.ExportOrganisations(t.Context(), &text) },
		"people":        func() error { return service.ExportPeople(t.Context(), &text) },
	}[kind]
	if err := write(); err != nil {
		t.Fatal(err)
	}
	return text.String()
}

// linked are all links there ever were, as "TRU serves SYS from … to …".
func linked(t *testing.T, s *store.Store) []string {
	t.Helper()
	c, err := s.Content(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	codes := map[models.ID]string{}
	for _, o := range c.Organisations {
		codes[o.ID] = o.Code
	}
	var list []string
	for _, l := range c.Links {
		text := codes[l.OrganisationID] + " " + string(l.Kind) + " " + codes[l.OtherID]
		if l.Started != "" {
			text += " from " + string(l.Started)
		}
		if l.Ended != "" {
			text += " to " + string(l.Ended)
		}
		list = append(list, text)
	}
	slices.Sort(list)
	return list
}

const smallNetwork = `code,name,kind,parent,serves,ods_code,opened,closed,successor,short_name
NET,Network of the north,network,,,,,,,Northnet
SYS,Northshire,System,,,Q1,2022-07-01,,,
CLU,Up and down,cluster,,,,,,,
T1,Upland Hospitals,provider,SYS;CLU,SYS,R1,,,,
T0,Upland General,provider,,,,2001-04-01,2019-03-31,T1,
AMB,Ambulances,provider,,SYS; CLU,,,,,
`

func TestOrganisationsAreAddedThenChangedThenLeft(t *testing.T) {
	modeltest.EachEmpty(t, func(t *testing.T, s *store.Store) {
		counts(t, importOrganisations(t, s, smallNetwork), 6, 0, 0, 0)
		counts(t, importOrganisations(t, s, smallNetwork), 0, 0, 6, 0)
		want := []string{"AMB serves CLU", "AMB serves SYS", "T1 part_of CLU", "T1 part_of SYS", "T1 serves SYS"}
		if got := linked(t, s); !slices.Equal(got, want) {
			t.Errorf("links %q, want %q", got, want)
		}
		list, err := s.Organisations(t.Context())
		if err != nil || len(list) != 6 {
			t.Fatalf("%+v (%v)", list, err)
		}
		t0, t1 := list[4], list[5]
		if t0.Closed != "2019-03-31" || t0.SuccessorID == nil || *t0.SuccessorID != t1.ID || t1.ODSCode != "R1" || t1.ShortName != "Upland Hospitals" {
			t.Errorf("kept %+v and %+v", t0, t1)
		}
		if list[2].ShortName != "Northnet" || list[3].Kind != models.System {
			t.Errorf("kept %+v and %+v", list[2], list[3])
		}
		if got := acts(t, s); !slices.Equal(got, []string{"organisations.imported"}) {
			t.Errorf("events %q", got)
		}
	})
}

func TestALinkThatIsGoneEndsYesterday(t *testing.T) {
	modeltest.EachEmpty(t, func(t *testing.T, s *store.Store) {
		importOrganisations(t, s, smallNetwork)
		report := importOrganisations(t, s, "code,name,kind,parent\nT1,Upland Hospitals,provider,SYS;AMB\n")
		counts(t, report, 0, 1, 0, 0)
		want := []string{
			"AMB serves CLU", "AMB serves SYS", "T1 part_of AMB from 2026-11-23", "T1 part_of CLU to 2026-11-22", "T1 part_of SYS", "T1 serves SYS",
		}
		if got := linked(t, s); !slices.Equal(got, want) {
			t.Errorf("links %q, want %q", got, want)
		}
		// What began today is taken back as if it had never been, and what ended begins anew.
		counts(t, importOrganisations(t, s, "code,name,kind,parent\nT1,Upland Hospitals,provider,CLU;SYS\n"), 0, 1, 0, 0)
		want = []string{
			"AMB serves CLU", "AMB serves SYS", "T1 part_of CLU from 2026-11-23", "T1 part_of CLU to 2026-11-22", "T1 part_of SYS", "T1 serves SYS",
		}
		if got := linked(t, s); !slices.Equal(got, want) {
			t.Errorf("links %q, want %q", got, want)
		}
	})
}

func TestOnlyColumnsOfTheFileChangeAnOrganisation(t *testing.T) {
	modeltest.EachEmpty(t, func(t *testing.T, s *store.Store) {
		importOrganisations(t, s, smallNetwork)
		counts(t, importOrganisations(t, s, "kind;NAME;colour;Code\nprovider;Upland General;red;T0\nprovider;Upland;;T1\n"), 0, 1, 1, 0)
		counts(t, importOrganisations(t, s, "code,name,kind,closed,ods_code,short_name\nT0,Upland General,provider,,R0,Old\nNET,Network of the north,network,,,\n"), 0, 2, 0, 0)
		want := `code,name,kind,parent,serves,ods_code,opened,closed,successor,short_name
AMB,Ambulances,provider,,CLU;SYS,,,,,
CLU,Up and down,cluster,,,,,,,
NET,Network of the north,network,,,,,,,
SYS,Northshire,system,,,Q1,2022-07-01,,,
T0,Upland General,provider,,,R0,2001-04-01,,T1,Old
T1,Upland,provider,CLU;SYS,SYS,R1,,,,
`
		if got := exported(t, s, "organisations"); got != want {
			t.Errorf("got\n%s, want\n%s", got, want)
		}
	})
}

func TestADryRunOfOrganisationsKeepsNothing(t *testing.T) {
	modeltest.EachEmpty(t, func(t *testing.T, s *store.Store) {
		report, err := (&exchange.Service{Store: s}).ImportOrganisations(t.Context(), exchange.ImportOrganisations{File: file("o", smallNetwork), DryRun: true})
		if err != nil || !report.DryRun {
			t.Fatal(report, err)
		}
		counts(t, report, 6, 0, 0, 0)
		if empty, err := s.IsEmpty(t.Context()); !empty || err != nil || len(acts(t, s)) > 0 {
			t.Errorf("something is kept (%v)", err)
		}
	})
}

// refusal is what is wrong with a file, and how that is said.
type refusal struct {
	text          string
	line, col     int
	column, value string
	says          string
}

func (want refusal) among(t *testing.T, report exchange.Report) {
	t.Helper()
	if report.Added+report.Changed+report.Unchanged > 0 {
		t.Errorf("a refused import counts %+v", report)
	}
	for _, p := range report.Refused {
		if p.Line == want.line && p.Column == want.col && p.ColumnName == want.column && p.Value == want.value && strings.Contains(p.Problem, want.says) {
			return
		}
	}
	t.Errorf("refused %+v, want %+v", report.Refused, want)
}

func TestWhatIsWrongWithOrganisationsIsSaidWithItsPlace(t *testing.T) {
	s := modeltest.SQLite(t, today())
	importOrganisations(t, s, smallNetwork)
	before := exported(t, s, "organisations")
	const header = "code,name,kind,parent,serves,opened,closed,successor\n"
	for name, want := range map[string]refusal{
		"an unknown kind":              {header + "A,Ä,circus,,,,,\n", 2, 5, "kind", "circus", "want network, region, system"},
		"no kind":                      {header + "A,Ä,,,,,,\n", 2, 5, "kind", "", "decision_support_unit or team"},
		"no code":                      {header + ",Ä,system,,,,,\n", 2, 1, "code", "", "want a code"},
		"a code with a space":          {header + "A B,Ä,system,,,,,\n", 2, 1, "code", "A B", "want a code of letters"},
		"no name":                      {header + "A,,system,,,,,\n", 2, 3, "name", "", "want a name"},
		"a name of 251 letters":        {header + "A," + strings.Repeat("é", 251) + ",system,,,,,\n", 2, 3, "name", strings.Repeat("é", 79) + "…", "251 characters"},
		"a code twice":                 {header + "A,Ä,system,,,,,\nB,B,system,,,,,\nA,Ä,system,,,,,\n", 4, 1, "code", "A", "line 2 has this code"},
		"a code in capital letters":    {header + "ax,Ä,system,,,,,\nAX,B,system,,,,,\n", 3, 1, "code", "AX", "line 2 has this code"},
		"a known code in small":        {header + "t1,Ä,system,,,,,\n", 2, 1, "code", "t1", "there is an organisation T1"},
		"an unknown parent":            {header + "A,Ä,system,T1; T9,,,,\n", 2, 12, "parent", "T1; T9", "no organisation has the code T9"},
		"a parent in small":            {header + "A,Ä,system,t1,,,,\n", 2, 12, "parent", "t1", "is it T1?"},
		"parents parted by a comma":    {header + "A,Ä,system,\"T1,SYS\",,,,\n", 2, 12, "parent", "T1,SYS", "parted by semicolons"},
		"an unknown one served":        {header + "A,Ä,system,,X,,,\n", 2, 13, "serves", "X", "add a row for it"},
		"part of itself":               {header + "A,Ä,system,A,,,,\n", 2, 12, "parent", "A", "part of itself"},
		"served by itself":             {header + "A,Ä,system,,A,,,\n", 2, 13, "serves", "A", "served by itself"},
		"a circle of two":              {header + "A,Ä,system,B,,,,\nB,B,system,A,,,,\n", 2, 12, "parent", "B", "A is part of B is part of A"},
		"a circle through what is":     {header + "SYS,S,system,B,,,,\nB,B,system,T1,,,,\n", 2, 14, "parent", "B", "SYS is part of B is part of T1 is part of SYS"},
		"an unknown successor":         {header + "A,Ä,system,,,,,X\n", 2, 16, "successor", "X", "no organisation has the code X"},
		"its own successor":            {header + "A,Ä,system,,,,,A\n", 2, 16, "successor", "A", "its own successor"},
		"a circle of successors":       {header + "T1,T,provider,,,,,T0\n", 2, 19, "successor", "T0", "T1 is followed by T0 is followed by T1"},
		"no date":                      {header + "A,Ä,system,,,1.4.2020,,\n", 2, 14, "opened", "1.4.2020", "such as 2026-11-23"},
		"a day that never was":         {header + "A,Ä,system,,,2023-02-29,,\n", 2, 14, "opened", "2023-02-29", "not a date"},
		"the year 0":                   {header + "A,Ä,system,,,0000-01-01,,\n", 2, 14, "opened", "0000-01-01", "not a date"},
		"closed before it opened":      {header + "A,Ä,system,,,2020-01-01,2019-12-31,\n", 2, 25, "closed", "2019-12-31", "before it opened on 2020-01-01"},
		"closed before it opened here": {"code,name,kind,closed\nSYS,S,system,2000-01-01\n", 2, 14, "closed", "2000-01-01", "before it opened on 2022-07-01"},
		"a column missing":             {"code,name\nA,B\n", 1, 1, "", "code,name", "columns are missing: kind"},
		"people":                       {"email,name,organisation\n", 1, 1, "", "email,name,organisation", "trellis import people"},
		"JSON":                         {"{}", 1, 1, "", "", "this is no file of organisations"},
		"nothing":                      {"", 1, 1, "", "", "columns are missing"},
	} {
		t.Run(name, func(t *testing.T) { want.among(t, importOrganisations(t, s, want.text)) })
	}
	if after := exported(t, s, "organisations"); after != before {
		t.Errorf("refused imports left\n%s", after)
	}
}

func TestTwoImportsAtOnceKeepEachOrganisationOnce(t *testing.T) {
	modeltest.EachEmpty(t, func(t *testing.T, s *store.Store) {
		atOnce(t, 6, func() exchange.Report { return importOrganisations(t, s, smallNetwork) })
		more := smallNetwork + "X,X,provider,SYS,,,,,,\n"
		more = strings.Replace(more, "AMB,Ambulances,provider,,", "AMB,Ambulances,provider,NET,", 1)
		added := 0
		for _, r := range atOnceReports(4, func() exchange.Report { return importOrganisations(t, s, more) }) {
			added += r.Added + r.Changed
		}
		if list := linked(t, s); added != 2 || len(list) != 7 {
			t.Errorf("changed %d, links %q", added, list)
		}
	})
}
