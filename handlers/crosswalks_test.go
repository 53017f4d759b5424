package handlers

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"trellis/models"
	"trellis/models/paths"
)

// From the first match to what a person reads of it, and back.
func TestACrosswalkIsSaidAndRead(t *testing.T) {
	s := newTeamSite(t)
	editor := s.Grant(s.Learner("Edda"), models.Editor, models.OneFramework, s.Version.FrameworkID)
	page := paths.Crosswalk("TEST", "1", "")
	s.get(editor, page).want(http.StatusOK).says("There is no other framework yet")

	elsewhere := s.Elsewhere()
	s.Assessed(s.ben, "E1", 4, models.MostWeeks)
	of, to := s.Competencies["TA1"].ID, s.Competencies["E1"].ID
	s.get(editor, page).want(http.StatusOK).says("5 competencies, 0 with a match", "Framework of elsewhere, version 7", "Add a match")
	form := paths.Match("TEST", "1", of, elsewhere.ID, "")
	s.get(editor, form).want(http.StatusOK).says("Compare Describing data", "Alike by name", "Describing numbers and data", "I can do Describing data")
	s.post(editor, form, url.Values{"note": {"As far as tables go"}}).want(http.StatusUnprocessableEntity).
		says("Choose a competency of Framework of elsewhere", "Choose how they compare", "As far as tables go")
	match := url.Values{"to": {string(to)}, "strength": {"close"}, "note": {"As far as tables go"}}
	s.post(editor, form, match).want(http.StatusSeeOther).goesTo(paths.Crosswalk("TEST", "1", elsewhere.ID))
	s.post(editor, form, url.Values{"to": {string(to)}, "strength": {"related"}}).want(http.StatusConflict).
		says("Somebody said something of the two since you opened this", "Edda", "close. “As far as tables go”")
	s.get(editor, page).says("5 competencies, 1 with a match", "Close", "As far as tables go", "Take out")
	s.get(editor, page+"?show=missing").saysNot("As far as tables go")
	if file := s.get(editor, page+"?format=csv").want(http.StatusOK); !strings.Contains(file.Body, "TA1,Describing data,close,ELSE,7,E1,Describing numbers and data,As far as tables go") {
		t.Errorf("the file says %s", file.Body)
	}

	s.get(s.ben, paths.Skill("describing-data")).want(http.StatusOK).
		says("Inferred from other frameworks", "it informs, and does not count", "Perhaps Practitioner", "“Good” in Describing numbers and data of Framework of elsewhere, version 7, which is nearly the same", "As far as tables go")
	s.get(s.mia, paths.TeamPersonSkill(s.ben.ID, "describing-data")).says("Perhaps Practitioner")
	s.get(s.ada, paths.Skill("describing-data")).saysNot("Inferred from other frameworks")

	s.post(editor, paths.RemoveMatch("TEST", "1", of, elsewhere.ID, to, "an earlier one"), nil).want(http.StatusSeeOther).goesTo(paths.Crosswalk("TEST", "1", elsewhere.ID))
	s.get(editor, page).says("1 with a match")
	said, err := s.Store.CrosswalkOf(t.Context(), of, to)
	if err != nil {
		t.Fatal(err)
	}
	s.post(editor, paths.RemoveMatch("TEST", "1", of, elsewhere.ID, to, said.Edition()), nil).want(http.StatusSeeOther).goesTo(paths.Crosswalk("TEST", "1", elsewhere.ID))
	s.get(editor, page).says("0 with a match")
	s.get(s.ben, paths.Skill("describing-data")).saysNot("Inferred from other frameworks")
}
