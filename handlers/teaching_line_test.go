package handlers

import (
	"net/http"
	"net/url"
	"testing"
	"time"

	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/paths"
)

func TestATrainerChangesTheOrderAndOffersAPlaceByHand(t *testing.T) {
	s := newSite(t)
	cohort := s.Cohort("R1", 1)
	tess := s.Trainer("Tess", cohort)
	var line []models.Enrolment
	for _, name := range []string{"Zoe", "Abe"} {
		s.Clock.Advance(time.Minute)
		line = append(line, s.Enrolled(s.Learner(name), cohort, models.Waiting))
	}
	modeltest.Plant(t, s.Store, "UPDATE cohorts SET quiet_hours = 720 WHERE code = 'R1-1'") // a place is free in the quiet hours
	change := paths.Prioritise(cohort.Code, line[1].ID)
	s.get(tess, change).want(http.StatusOK).says("Change priority: Abe", "sees this reason, without a name")
	s.post(tess, change, url.Values{"priority": {"1"}}).want(http.StatusUnprocessableEntity).says("Say why. Those who wait see it, without a name")
	s.post(tess, change, url.Values{"priority": {"1"}, "reason": {"Needed for a decision"}}).want(http.StatusSeeOther)
	s.get(tess, paths.WaitingList(cohort.Code)).want(http.StatusOK).says("The next is Abe", "Needed for a decision", "Before the others")
	s.post(tess, paths.OfferNext(cohort.Code), url.Values{"hours": {"many"}}).want(http.StatusUnprocessableEntity).says("Enter a number of hours from 1 to 336")
	s.post(tess, paths.OfferNext(cohort.Code), url.Values{"hours": {"5"}}).want(http.StatusSeeOther)
	s.get(tess, paths.WaitingList(cohort.Code)).want(http.StatusOK).says("Offers out", "No place is free")
	back := paths.TakeBack(cohort.Code, line[1].ID)
	s.get(tess, back).want(http.StatusOK).says("Take the offer back: Abe")
	s.post(tess, back, url.Values{}).want(http.StatusUnprocessableEntity).says("Say why. The person sees it")
	s.post(tess, back, url.Values{"reason": {"A mistake"}}).want(http.StatusSeeOther)
	s.get(tess, paths.OfferTo(cohort.Code, line[0].ID)).want(http.StatusOK).says("They are 1st on the waiting list")
	s.post(tess, paths.OfferTo(cohort.Code, line[0].ID), url.Values{"hours": {"5"}}).want(http.StatusSeeOther)
	s.get(tess, paths.WaitingList(cohort.Code)).want(http.StatusOK).says("Nobody is waiting", "Zoe")
}
