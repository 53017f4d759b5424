package attendance_test

import (
	"strings"
	"testing"

	"trellis/app/attendance"
	"trellis/models/modeltest"
)

func TestAnImportIsAllOrNothing(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s := over(w)
		c, ada, ben, _, _ := begun(w)
		table := func(text string) attendance.ImportFiles {
			return attendance.ImportFiles{Files: []attendance.UploadedFile{{Name: "who.csv", Content: []byte(text)}}}
		}
		out, err := s.ImportFiles(t.Context(), table("cohort,session,email,minutes\nR1-1,1,ada@example.org,100\nR1-1,1,nobody@example.org,100\nR1-1,9,ben@example.org,100\n"))
		if err != nil || len(out.Refused) != 2 || out.Refused[0].Line != 4 || out.Refused[1].Line != 3 || out.Added != 0 {
			t.Fatalf("%+v (%v)", out, err)
		}
		good := "cohort,session,email,minutes\nR1-1,1,ada@example.org,100\nR1-1,1,ben@example.org,30\n"
		dry := table(good)
		dry.DryRun = true
		if out, err = s.ImportFiles(t.Context(), dry); err != nil || out.Added != 2 || len(out.Refused) != 0 {
			t.Fatalf("%+v (%v)", out, err)
		}
		if got := registered(t, w, c, ada, ben); got != "-, -" || len(w.Events()) != 0 {
			t.Fatalf("kept %s", got)
		}
		if out, err = s.ImportFiles(t.Context(), table(good)); err != nil || out.Added != 2 || len(out.Warnings) != 1 {
			t.Fatalf("%+v (%v)", out, err)
		}
		if got := registered(t, w, c, ada, ben); got != "attended 100, part 30" {
			t.Errorf("kept %s", got)
		}
		if out, err = s.ImportFiles(t.Context(), table(good)); err != nil || out.Added != 0 || out.Changed != 0 || out.Unchanged != 2 {
			t.Errorf("the same again: %+v (%v)", out, err)
		}
		for problem, in := range map[string]attendance.ImportFiles{
			"no cohort has this code": {Files: table(good).Files, Cohort: "ZZ-1"}, "nobody has this address": {Files: table(good).Files, Cohort: "R1-1", By: "x@example.org"},
			"does not keep the register": {Files: table(good).Files, Cohort: "R1-1", By: "ada@example.org"}, "has no session of this number": {Files: table("name,minutes\nAda,3\n").Files, Cohort: "R1-1", Session: 7},
			"name it with --cohort": table("name,minutes\nAda,3\n"),
		} {
			if out, err := s.ImportFiles(t.Context(), in); err != nil || len(out.Refused) == 0 || !strings.Contains(out.Refused[0].Problem, problem) {
				t.Errorf("%s: %+v (%v)", problem, out, err)
			}
		}
		meeting := attendance.ImportFiles{Cohort: "R1-1", Missed: true, Files: []attendance.UploadedFile{{Name: "teams.csv", Content: teams(c.Starts,
			line{"Ada", "ada@example.org", "", []int{0, 120}}, line{"Stranger", "s@example.org", "", []int{0, 120}})}}}
		if out, err = s.ImportFiles(t.Context(), meeting); err != nil || out.Changed != 1 || len(out.Refused) != 0 || !strings.Contains(strings.Join(out.Warnings, " "), "Stranger") {
			t.Errorf("%+v (%v)", out, err)
		}
	})
}
