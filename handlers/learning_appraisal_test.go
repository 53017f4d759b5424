package handlers

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"trellis/models"
	"trellis/models/paths"
)

func TestALogIsReadByYearAndPrinted(t *testing.T) {
	s := newSite(t)
	ada, e, unit := s.selfStudied()
	s.post(ada, paths.NewLogEntry, logForm("reflection", "Use it", "competency", "TA1")).want(http.StatusSeeOther)
	s.post(ada, paths.NewLogEntry, logForm("on", "2026-03-31", "kind", "other", "title", "Earlier")).want(http.StatusSeeOther)
	s.post(ada, paths.Unit(e.ID, unit.ID), url.Values{"minutes": {"30"}, "on": {"2026-11-22"}, "version": {"0"}, "reflection": {"Draw more"}}).want(http.StatusSeeOther)
	page := s.get(ada, paths.Log).want(http.StatusOK).says("April 2026 to March 2027", "April 2025 to March 2026", "2 hours", "From a course", "3 entries, 3 hours 30 minutes")
	if got := page.find(`a[href="` + paths.Unit(e.ID, unit.ID) + `"]`); len(got) != 1 {
		t.Error("self-study does not lead to its unit")
	}
	s.get(ada, paths.Log+"?year=2026&kind=reading&skill=describing-data").want(http.StatusOK).says("A paper on forecasting", "1 entry").saysNot("Read about funnels")
	if file := s.get(ada, paths.Log+"?kind=other&format=csv").want(http.StatusOK).Body; strings.Count(file, "\n") != 2 {
		t.Errorf("the file is %q", file)
	}
	printed := s.get(ada, paths.Appraisal+"?from=2026-04-01&to=2026-11-23").want(http.StatusOK).
		says("1 April 2026 to 23 November 2026", "2 hours of learning", "Use it", "Draw more", "Describing data").saysNot("Earlier")
	boxes := printed.find(`input[name="without"]`)
	if len(boxes) != 2 {
		t.Fatalf("%d things can be left out", len(boxes))
	}
	without := paths.Appraisal + "?from=2026-04-01&to=2026-11-23&without=" + attribute(boxes[0], "value")
	s.get(ada, without).want(http.StatusOK).says("30 minutes of learning", "Draw more").saysNot("Use it", "Skills touched")
	if file := s.get(ada, without+"&format=csv").want(http.StatusOK).Body; !strings.Contains(file, "Draw more") || strings.Contains(file, "Use it") {
		t.Errorf("the file is %q", file)
	}
	s.get(ada, paths.Appraisal+"?from=soon&to=never").want(http.StatusOK).says("1 April 2026")
	s.get(s.Learner("Ben"), paths.Appraisal).want(http.StatusOK).says("Nothing was learned").saysNot("Draw more")
}

func TestAnEntryIsRemovedOnItsPage(t *testing.T) {
	s := newSite(t)
	ada, e, unit := s.selfStudied()
	s.post(ada, paths.NewLogEntry, logForm()).want(http.StatusSeeOther)
	at := paths.RemoveLogEntry(s.entry(ada).ID)
	s.get(ada, at).want(http.StatusOK).says("Remove this entry?", "Your totals go down by 1 hour 30 minutes")
	s.post(ada, at, url.Values{}).want(http.StatusUnprocessableEntity)
	s.post(ada, at, url.Values{"version": {"9"}}).want(http.StatusConflict).says("was changed since you opened it")
	s.post(ada, at, url.Values{"version": {"1"}}).want(http.StatusSeeOther).goesTo(paths.Log)
	s.post(ada, paths.Unit(e.ID, unit.ID), url.Values{"minutes": {"30"}, "on": {"2026-11-22"}, "version": {"0"}}).want(http.StatusSeeOther)
	entry := s.entry(ada)
	s.get(ada, paths.LogEntry(entry.ID)).want(http.StatusSeeOther).goesTo(paths.Unit(e.ID, unit.ID))
	s.post(ada, paths.LogEntry(entry.ID), logForm("version", "1")).want(http.StatusUnprocessableEntity).says("on the page of its unit")
	s.post(ada, paths.RemoveLogEntry(entry.ID), url.Values{"version": {"1"}}).want(http.StatusUnprocessableEntity)
}

func TestATrainerSeesWhoHasDoneWhat(t *testing.T) {
	s := newSite(t)
	ada, e, unit := s.selfStudied()
	cohort, err := s.Store.Cohort(t.Context(), e.CohortID)
	if err != nil {
		t.Fatal(err)
	}
	tess := s.Trainer("Tess", cohort)
	s.post(ada, paths.Unit(e.ID, unit.ID), url.Values{"minutes": {"30"}, "on": {"2026-11-22"}, "version": {"0"}, "reflection": {"Between us"}}).want(http.StatusSeeOther)
	s.Enrolled(s.Learner("Ben"), cohort, models.Placed)
	s.get(tess, paths.CohortProgress(cohort.Code)).want(http.StatusOK).says("Ada", "Ben", "Read about funnels", "Done", "To do").saysNot("Between us")
	file := s.get(tess, paths.CohortProgress(cohort.Code)+"?format=csv").want(http.StatusOK).Body
	if !strings.HasPrefix(file, "name,email,First,Second,Read about funnels,left\nAda,ada@example.org,waiting,later,done,") {
		t.Errorf("the file is %q", file)
	}
	s.get(ada, paths.CohortProgress(cohort.Code)).want(http.StatusNotFound)
}
