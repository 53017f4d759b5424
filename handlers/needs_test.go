package handlers

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"trellis/models"
)

func TestALeadSaysWhatTheTeamNeeds(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	tia, team := c.actors["tia"], "/team/needs/"+c.ids["team"]
	page := c.get(tia, team+"?without="+string(c.actors["ada"].ID))
	for _, words := range []string{"Without Ada", "At least 2 people at Working", "Gap"} {
		if !strings.Contains(page.Body, words) {
			t.Errorf("the page does not say %q", words)
		}
	}
	if got := c.post(tia, team+"/new", url.Values{"level": {"9"}, "people": {"0"}}); got.Status != http.StatusUnprocessableEntity {
		t.Errorf("a need without a skill: %d", got.Status)
	}
	line := team + "/lines/" + c.ids["need"]
	if got := c.post(tia, line, url.Values{"level": {"3"}, "people": {"2"}, "revision": {"1"}}); got.Status != http.StatusSeeOther {
		t.Errorf("a change: %d", got.Status)
	}
	got := c.post(tia, line, url.Values{"level": {"1"}, "people": {"4"}, "revision": {"1"}})
	if got.Status != http.StatusConflict || !strings.Contains(got.Body, "At least 2 people at Practitioner") || !strings.Contains(got.Body, `value="4"`) {
		t.Errorf("a late change shows not both: %d", got.Status)
	}
	if got := c.post(tia, team+"/mix", url.Values{"from": {"small"}, "seen": {"99"}}); got.Status != http.StatusConflict {
		t.Errorf("a preview that says something else: %d", got.Status)
	}
	if got := c.get(tia, team+"?format=csv"); !strings.Contains(got.Body, "TA1,Describing data,Everything,Practitioner,2") {
		t.Errorf("the file is %q", got.Body)
	}
	if got := c.post(tia, team+"/undo", url.Values{"mix": {"mix"}}); got.Status != http.StatusSeeOther || strings.Contains(c.get(tia, team).Body, "Inference") {
		t.Errorf("the mix is not taken back: %d", got.Status)
	}
}

// Needs of other units are counted without names, and not at all where the unit is small.
func TestTheNeedsOfUnitsNameNobody(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	unit := c.Team("LARGE", models.DecisionSupportUnit)
	for i := range 6 {
		a := c.Learner("Member" + strconv.Itoa(i))
		c.Keep(&models.Post{PersonID: a.ID, OrganisationID: unit.ID, Title: "Analyst", Started: c.Store.Today().AddDays(-9)})
	}
	for _, k := range c.Competencies {
		c.Keep(&models.TeamNeed{OrganisationID: &unit.ID, CompetencyID: k.ID, Level: 2, People: 1, Revision: 1, ChangedAt: c.Store.Now()})
	}
	got := c.get(c.actors["bea"], "/network/needs?format=csv")
	if !strings.Contains(got.Body, "Team LARGE,6,7,0,0,7,0") || !strings.Contains(got.Body, "Team of ada,[c],2,[c]") || strings.Contains(got.Body, "Member") {
		t.Errorf("the file is %q", got.Body)
	}
}
