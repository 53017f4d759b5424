package exchange_test

import (
	"strings"
	"testing"

	"trellis/app/exchange"
	"trellis/models/modeltest"
	"trellis/models/store"
)

// told checks what must hold of a report whatever the file: a refusal says where and why and counts nothing.
func told(t *testing.T, report exchange.Report) {
	t.Helper()
	for _, p := range report.Refused {
		text(t, p.Value)
		if p.Problem == "" || p.Line < 0 || p.Column < 0 || p.Line > 0 && p.Column == 0 {
			t.Fatalf("a refusal says nothing: %+v", p)
		}
	}
	if report.IsRefused() && report.Added+report.Changed+report.Unchanged > 0 {
		t.Fatalf("a refused import counts: %+v", report)
	}
}

// today is a clock that stands at the day of the tests.
func today() *modeltest.Clock {
	clock := &modeltest.Clock{}
	clock.Set(modeltest.Start)
	return clock
}

// emptied is a store that is emptied before each file.
func emptied(t *testing.T, s *store.Store) *exchange.Service {
	t.Helper()
	if err := s.InTx(t.Context(), func(tx *store.Tx) error { return tx.Clear(t.Context()) }); err != nil {
		t.Fatal(err)
	}
	return &exchange.Service{Store: s}
}

// What is not refused is kept, comes in again unchanged, and goes out and in without a change.
func FuzzOrganisations(f *testing.F) {
	f.Add([]byte(smallNetwork))
	f.Add([]byte("\ufeffkind;code;name;parent\nregion;A;'=x;B\nREGION;B;\"B\n\";\n"))
	f.Add([]byte("\xff\xfec\x00,\x00"))
	f.Add([]byte("code,name,kind,successor,closed,opened\na,A,region,B,2020-01-01,\nb,B,region,a,,0000-00-00\n"))
	s := modeltest.SQLite(f, today())
	f.Fuzz(func(t *testing.T, content []byte) {
		service := emptied(t, s)
		in := func(content []byte) exchange.Report {
			report, err := service.ImportOrganisations(t.Context(), exchange.ImportOrganisations{File: bytesFile("o.csv", content)})
			if err != nil {
				t.Fatal(err)
			}
			told(t, report)
			return report
		}
		first := in(content)
		if again := in(content); !first.IsRefused() && (again.Added+again.Changed > 0 || again.Unchanged != first.Added) {
			t.Fatalf("%+v, then %+v", first, again)
		}
		out := exported(t, s, "organisations")
		if again := in([]byte(out)); again.IsRefused() || again.Added+again.Changed > 0 || again.Unchanged != first.Added {
			t.Fatalf("%+v, then %+v from\n%s", first, again, out)
		}
	})
}

func FuzzPeople(f *testing.F) {
	f.Add([]byte(strings.NewReplacer("TRU", "T1", "analyst", "apprentice", "leader", "owner").Replace(somePeople)))
	f.Add([]byte("email\tname\torganisation\tmanager_email\tstarted\tended\na@b.c\t'-A\tT1\tB@b.c\t\t2026-11-22\nb@b.c\t\"B\r\n\"\t\t\t\t\n"))
	f.Add([]byte("\xfe\xff\x00e\xd8\x00"))
	f.Add([]byte("email,name,organisation,role_profile\na@b.c,A,SYS,owner\na@b.c,A,SYS,owner\n\n\"A@b.c\",A,T1,\n"))
	s, framework := modeltest.SQLite(f, today()), testFile(f, "framework.json")
	f.Fuzz(func(t *testing.T, content []byte) {
		service := emptied(t, s)
		importing(t, s, framework, exchange.ImportFramework{})
		importOrganisations(t, s, smallNetwork)
		in := func(content []byte) exchange.Report {
			report, err := service.ImportPeople(t.Context(), exchange.ImportPeople{File: bytesFile("p.csv", content)})
			if err != nil {
				t.Fatal(err)
			}
			told(t, report)
			return report
		}
		first := in(content)
		if again := in(content); !first.IsRefused() && (again.IsRefused() || again.Added+again.Changed > 0 || again.Unchanged != first.Added) {
			t.Fatalf("%+v, then %+v", first, again)
		}
		out := exported(t, s, "people")
		if again := in([]byte(out)); again.IsRefused() || again.Added+again.Changed > 0 || strings.Count(out, "\n") == 1 && first.Added > 0 {
			t.Fatalf("%+v, then %+v from\n%s", first, again, out)
		}
	})
}
