package exchange_test

import (
	"strings"
	"testing"

	"trellis/models"
	"trellis/models/modeltest"
)

func TestATeamIsTheOneWithTheCodeOrAText(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		unit := models.Organisation{Code: "DSU", Name: "Testshire Decision Support Unit", Kind: models.DecisionSupportUnit}
		w.Keep(&unit)
		const head = "email,name,organisation,team,job_title,band,role_profile,manager_email,started,ended\n"
		const rows = `ada@example.org,Ada,TRU,DSU,Analyst,,,,2024-01-01,
bo@example.org,Bo,TRU,TRU,Analyst,,,,2024-01-01,
cy@example.org,Cy,TRU,Insight,Analyst,,,,2024-01-01,
`
		counts(t, importPeople(t, w.Store, head+rows), 3, 0, 0, 0)
		if got := exported(t, w.Store, "people"); got != head+rows {
			t.Errorf("got\n%s", got)
		}
		ada := personWith(t, w, "ada@example.org")
		if post := ada.Posts[0]; post.TeamID == nil || *post.TeamID != unit.ID || post.Team != "" {
			t.Errorf("Ada's post %+v", post)
		}
		bo := personWith(t, w, "bo@example.org") // a provider is no team, whatever its code
		if post := bo.Posts[0]; post.TeamID != nil || post.Team != "TRU" {
			t.Errorf("Bo's post %+v", post)
		}
		counts(t, importPeople(t, w.Store, head+strings.Replace(rows, "DSU", "Insight", 1)), 0, 1, 2, 0)
		if post := w.Again(ada).Posts[0]; post.TeamID != nil || post.Team != "Insight" {
			t.Errorf("then %+v", post)
		}
	})
}

func personWith(t *testing.T, w *modeltest.World, email string) models.Actor {
	t.Helper()
	person, err := w.Store.PersonByEmail(t.Context(), email)
	if err != nil {
		t.Fatal(err)
	}
	return w.Again(models.Actor{Person: person})
}
