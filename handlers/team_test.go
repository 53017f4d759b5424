package handlers

import (
	"encoding/csv"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"trellis/models"
	"trellis/models/paths"
)

// teamSite is a manager, Mia, of Ada and Ben, who have sent what they were asked.
type teamSite struct {
	*site
	mia, ada, ben models.Actor
	round         models.Round
	describing    models.Assessment // of Ada, who says 2 of 3
}

func newTeamSite(t *testing.T) teamSite {
	s := teamSite{site: newSite(t)}
	s.ada, s.ben = s.Person("Ada Lovelace"), s.Person("Ben Aldridge")
	s.mia = s.Manager("Mia", s.ada, s.ben)
	s.round = s.Round("2026-autumn")
	s.describing = s.Sent(s.ada, s.round, "TA1", 2, models.MostWeeks)
	s.Sent(s.ada, s.round, "TA2", 2, models.NotAtAll)
	s.Clock.Advance(24 * time.Hour)
	s.Sent(s.ben, s.round, "TA1", 3, models.NotAtAll)
	return s
}

func TestAManagerSeesOwnPeopleAlone(t *testing.T) {
	s := newTeamSite(t)
	zoe := s.Person("Zoe")
	other := s.Manager("Otto", zoe)
	past := s.Person("Pat")
	s.Keep(&models.Post{PersonID: s.ada.ID, OrganisationID: s.Trust.ID, ManagerID: &past.ID, Started: "2025-01-01", Ended: s.Store.Today().AddDays(-1)})
	past = s.Again(past)
	deputy := s.Learner("Dee")
	s.Keep(&models.Delegation{Kind: models.Deputy, ManagerID: s.mia.ID, DeputyID: deputy.ID, Started: s.Store.Today(), Until: s.Store.Today()})
	lapsed := s.Learner("Lou")
	s.Keep(&models.Delegation{Kind: models.Deputy, ManagerID: s.mia.ID, DeputyID: lapsed.ID, Started: "2026-01-01", Until: s.Store.Today().AddDays(-1)})
	deputy, lapsed = s.Again(deputy), s.Again(lapsed)
	for _, path := range []string{paths.TeamPerson(s.ada.ID), paths.Confirm(s.ada.ID)} {
		for _, who := range []models.Actor{s.mia, deputy} {
			s.get(who, path).want(http.StatusOK).says("Ada")
		}
		for name, who := range map[string]models.Actor{"another manager": other, "a past manager": past, "a deputy until yesterday": lapsed, "herself": s.ada, "a colleague": s.ben} {
			if a := s.get(who, path); a.Status != http.StatusNotFound {
				t.Errorf("%s may see %s: %d", name, path, a.Status)
			}
		}
	}
	s.get(other, paths.TeamSkills).want(http.StatusOK).saysNot("Ada", "Ben")
	s.get(other, paths.TeamPeople).want(http.StatusOK).says("Zoe").saysNot("Ada", "Ben")
	s.get(other, paths.TeamConfirm).want(http.StatusOK).says("Nothing to confirm")
	s.get(deputy, paths.TeamSkills).want(http.StatusOK).says("Ada")
	for _, path := range []string{paths.TeamSkills, paths.TeamPeople, paths.TeamConfirm, paths.TeamSkill("inference")} {
		s.get(past, path).want(http.StatusNotFound)
	}
	for _, path := range []string{paths.Confirm(s.ada.ID), paths.ConfirmAgreed(s.ada.ID)} {
		s.post(other, path, nil).want(http.StatusNotFound)
		s.post(past, path, nil).want(http.StatusNotFound)
	}
	s.get(s.mia, paths.TeamPerson(zoe.ID)).want(http.StatusNotFound)
	s.get(s.mia, paths.TeamPerson("nobody")).want(http.StatusNotFound)
	s.post(s.mia, paths.Confirm("nobody"), nil).want(http.StatusNotFound)
	s.get(s.mia, paths.TeamPerson(s.mia.ID)).want(http.StatusNotFound)
}

func TestThePictureOfATeamSaysWhatItShows(t *testing.T) {
	s := newTeamSite(t)
	s.Course("DD1")
	page := s.get(s.mia, paths.TeamSkills).want(http.StatusOK)
	page.says("Inference is the strength. Describing data is the widest gap", "1 of 2 at target", "2 of 3", "Course DD1", "2 of 2 people have sent their self-assessment, Autumn self-assessment",
		"3 assessments waiting for you to confirm", "1 of 1 at target. 0 of those 1 used it in the last 3 months").saysNot("Framing the question")
	s.get(s.mia, paths.TeamSkills+"?areas=all").says("Framing the question", "All skills of their roles")
	s.get(s.mia, paths.TeamSkills+"?role=leader").says("No role of your people asks for these skills")
	s.get(s.mia, paths.TeamSkill("describing-data")).want(http.StatusOK).says("1 of 2 at target", "1 person. Target for 2", "Practitioner, self-assessed", "Course DD1")
	s.get(s.mia, paths.TeamSkill("nothing")).want(http.StatusNotFound)
	s.get(s.mia, paths.TeamPeople).says("Ada Lovelace", "1 of 4", "2 waiting")
	s.get(s.mia, paths.TeamPerson(s.ada.ID)).says("Ada Lovelace", "1 of 4 skills at target, 0 confirmed. Describing data is the widest gap", "Confirm 2 assessments", "Inference: self-assessed at Working")
}

func TestTheTeamLeansOnOnePerson(t *testing.T) {
	s := newSite(t)
	team := []models.Actor{s.Person("Ada"), s.Person("Ben"), s.Person("Cy")}
	mia := s.Manager("Mia", team...)
	s.get(mia, paths.TeamSkills).want(http.StatusOK).says("No assessments yet", "Level held against the level the role asks for").saysNot("Download as CSV")
	for i, a := range team {
		s.Assessed(a, "CS1", i, models.MostWeeks)
	}
	s.get(mia, paths.TeamSkills).says("Only Cy is at target. Assessed: 3 of the 3 whose role asks for it", "No course takes this further yet", "Writing for decision makers is the widest gap")
}

func TestTheFileOfATeamEqualsItsPage(t *testing.T) {
	s := newTeamSite(t)
	page := s.get(s.mia, paths.TeamSkills)
	rows, err := csv.NewReader(strings.NewReader(s.get(s.mia, paths.TeamSkills+"?format=csv").want(http.StatusOK).Body)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	cells := map[string]int{}
	for _, n := range page.find(".app-heat tbody td") {
		text, _, _ := strings.Cut(textOf(n), ",") // the month of the assessment stands behind
		text = strings.NewReplacer("✓", "", "◇", "").Replace(text)
		cells[strings.TrimSpace(text)]++
	}
	inFile := map[string]int{}
	atTarget := 0
	for _, row := range rows[1:] {
		level := row[5]
		if level == "" {
			level = "–"
		}
		inFile[level+" of "+row[7]]++
		if row[9] == "yes" {
			atTarget++
		}
	}
	if len(rows) != 7 || fmt.Sprint(cells) != fmt.Sprint(inFile) {
		t.Errorf("the page has %v, the file %v", cells, inFile)
	}
	page.says(fmt.Sprintf("%d of 3 assessments at target level", atTarget))
}

func TestAManagerConfirmsAllAtOnce(t *testing.T) {
	s := newTeamSite(t)
	s.get(s.mia, paths.TeamConfirm).want(http.StatusOK).says("Ada Lovelace", "1 day", "Ben Aldridge", "Since today")
	page := s.get(s.mia, paths.Confirm(s.ada.ID)).want(http.StatusOK).says("Confirm all 2 as Ada answered", "Working. Used in the last 3 months: most weeks. Target: Practitioner")
	form := url.Values{}
	for _, n := range page.find(`input[name=assessment]`) {
		for _, a := range n.Attr {
			if a.Key == "value" {
				form.Add("assessment", a.Val)
			}
		}
	}
	s.post(s.mia, paths.ConfirmAgreed(s.ada.ID), form).want(http.StatusSeeOther).goesTo(paths.TeamConfirm)
	s.post(s.mia, paths.ConfirmAgreed(s.ada.ID), form).want(http.StatusSeeOther) // the button was pressed twice
	s.post(s.mia, paths.ConfirmAgreed(s.ben.ID), nil).want(http.StatusSeeOther)
	if want := []string{"assessment.confirmed", "assessment.confirmed", "assessment.confirmed"}; !slices.Equal(s.Events(), want) {
		t.Errorf("events %v", s.Events())
	}
	s.get(s.ada, paths.Skills).says("Working now, confirmed", "2 skills confirmed by your manager")
	s.get(s.mia, paths.TeamConfirm).says("Nothing to confirm. Well done")
	s.get(s.mia, paths.Confirm(s.ada.ID)).says("Nothing to confirm. Well done")
}

func TestAManagerWhoDiffersSaysWhy(t *testing.T) {
	s := newTeamSite(t)
	id := string(s.describing.ID)
	path := paths.Confirm(s.ada.ID)
	s.post(s.mia, path, nil).want(http.StatusUnprocessableEntity).says("Select a level for at least one skill")
	s.post(s.mia, path, url.Values{"level[" + id + "]": {"9"}}).want(http.StatusUnprocessableEntity).says("Select your level for Describing data")
	refused := s.post(s.mia, path, url.Values{"level[" + id + "]": {"3"}}).want(http.StatusUnprocessableEntity).says("Say why you chose a different level for Describing data")
	if len(refused.find(`input[value="3"][checked]`)) != 1 || len(refused.find("#comment-"+id)) != 1 {
		t.Error("the answer is not kept, or its field is not found")
	}
	s.post(s.mia, path, url.Values{"level[" + id + "]": {"3"}, "comment[" + id + "]": {"You led the winter plan"}}).want(http.StatusSeeOther)
	if want := []string{"assessment.differed"}; !slices.Equal(s.Events(), want) {
		t.Errorf("events %v", s.Events())
	}
	s.get(s.ada, paths.Skill("describing-data")).says("Mia thinks Practitioner, not Working", "You led the winter plan", "Practitioner now, confirmed", "Self-assessed at Working")
	s.get(s.mia, path).says("Confirm it as Ada answered")
}

func TestWhatHasChangedSinceItWasOpenedIsShown(t *testing.T) {
	s := newTeamSite(t)
	id := string(s.describing.ID)
	s.Clock.Advance(time.Hour)
	s.Sent(s.ada, s.round, "TA1", 4, models.MostWeeks)
	for path, form := range map[string]url.Values{
		paths.ConfirmAgreed(s.ada.ID): {"assessment": {id}},
		paths.Confirm(s.ada.ID):       {"level[" + id + "]": {"2"}},
	} {
		s.post(s.mia, path, form).want(http.StatusConflict).says("This has changed since you opened it", "Expert")
	}
	if events := s.Events(); len(events) > 0 {
		t.Errorf("events %v", events)
	}
}

func TestWhoLookedIsToldToTheCollector(t *testing.T) {
	s := newTeamSite(t)
	var seen []models.ID
	s.app.Skills.Looked = func(viewer models.ID, people []models.ID) {
		if viewer != s.mia.ID {
			t.Errorf("%s looked", viewer)
		}
		seen = append(seen, people...)
	}
	for path, n := range map[string]int{paths.TeamSkills: 2, paths.TeamPeople: 2, paths.TeamSkill("inference"): 2, paths.TeamPerson(s.ada.ID): 1, paths.Confirm(s.ada.ID): 1, paths.TeamConfirm: 0} {
		seen = nil
		s.get(s.mia, path).want(http.StatusOK)
		if len(seen) != n {
			t.Errorf("%s: %d people are told, want %d", path, len(seen), n)
		}
	}
	seen = nil
	s.get(s.ada, paths.Skills)
	if len(seen) > 0 {
		t.Error("one's own look is told")
	}
}
