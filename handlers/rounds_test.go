package handlers

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"trellis/models"
	"trellis/models/paths"
)

func TestRoundsAreSetAndChanged(t *testing.T) {
	s := newSite(t)
	bea, nell, ada := s.Administrator("Bea"), s.Grant(s.Person("Nell"), models.Lead, models.WholeNetwork, ""), s.Learner("Ada")
	open, today := s.Round("autumn"), s.Store.Today()
	s.Sent(ada, open, "TA1", 2, models.MostWeeks)
	write := func(name string, opens, closes models.Date) url.Values {
		return url.Values{"name": {name}, "opens": {string(opens)}, "closes": {string(closes)}, "says": {"For the plan"}, "revision": {"1"}}
	}
	s.get(ada, paths.Rounds).want(http.StatusNotFound)
	s.post(ada, paths.NewRound, write("Mine", today.AddDays(40), today.AddDays(50))).want(http.StatusNotFound)
	s.get(nell, paths.Rounds).want(http.StatusOK).says("Open now", "Autumn self-assessment")
	s.get(nell, paths.NetworkSkills).want(http.StatusOK).says("Rounds")
	s.get(bea, paths.Rounds+"?format=csv").want(http.StatusOK).says("Autumn self-assessment," + string(open.Opens) + "," + string(open.Closes) + ",open,2,1,1")

	s.get(nell, paths.NewRound).want(http.StatusOK).says("Add a round")
	s.post(nell, paths.NewRound, write("", "", "nonsense")).want(http.StatusUnprocessableEntity).says("Enter the name of the round", "Enter the first day", "as a date", "For the plan")
	s.post(nell, paths.NewRound, write("Spring", today.AddDays(50), today.AddDays(40))).want(http.StatusUnprocessableEntity).says("on or after the first day", "Spring")
	s.post(nell, paths.NewRound, write("Spring", today.AddDays(-90), today.AddDays(-80))).want(http.StatusUnprocessableEntity).says("today or later")
	s.post(nell, paths.NewRound, write("Spring", open.Closes, today.AddDays(80))).want(http.StatusUnprocessableEntity).says("Two rounds cannot be open at once", "Autumn self-assessment")
	s.post(nell, paths.NewRound, write("Spring", open.Closes.AddDays(1), today.AddDays(60))).want(http.StatusSeeOther).goesTo(paths.Rounds)
	s.post(nell, paths.NewRound, write("Spring!", today.AddDays(61), today.AddDays(90))).want(http.StatusSeeOther)
	s.post(nell, paths.NewRound, write("新", today.AddDays(91), today.AddDays(95))).want(http.StatusSeeOther)
	s.post(nell, paths.NewRound, write("New", today.AddDays(96), today.AddDays(99))).want(http.StatusSeeOther)
	for _, slug := range []string{"spring", "spring-2", "round", "new-2"} {
		s.get(bea, paths.Round(slug)).want(http.StatusOK).says("For the plan")
	}
	s.get(bea, paths.Round("none")).want(http.StatusNotFound)

	s.post(bea, paths.Round("spring"), write("Spring 2027", today.AddDays(20), today.AddDays(60))).want(http.StatusSeeOther)
	stale := s.post(nell, paths.Round("spring"), write("Spring of Nell", today.AddDays(21), today.AddDays(60))).want(http.StatusConflict)
	stale.says("Somebody changed this round", "What it says now Name Spring 2027", "What you typed")
	if !strings.Contains(stale.Body, `name="revision" value="2"`) || !strings.Contains(stale.Body, `value="Spring of Nell"`) {
		t.Error("the conflict does not keep what was typed, to be saved over the other")
	}
	second := write("Spring of Nell", today.AddDays(21), today.AddDays(60))
	second.Set("revision", "2")
	s.post(nell, paths.Round("spring"), second).want(http.StatusSeeOther)
	s.get(nell, paths.Rounds).says("Coming", "Spring of Nell")
	s.post(nell, paths.Round("autumn"), write("Autumn", today, open.Closes)).want(http.StatusUnprocessableEntity).says("its first day stays")
	s.post(nell, paths.Round("autumn"), write("Autumn", open.Opens, today.AddDays(-1))).want(http.StatusUnprocessableEntity).says("today or later")
	s.post(nell, paths.Round("autumn"), write("Autumn", open.Opens, today)).want(http.StatusSeeOther)

	s.Clock.Advance(48 * time.Hour)
	s.get(nell, paths.Rounds).says("No round is open", "Past")
	s.get(nell, paths.Round("autumn")).want(http.StatusOK).says("This round is over")
	third := write("Autumn again", open.Opens, today.AddDays(9))
	third.Set("revision", "2")
	s.post(nell, paths.Round("autumn"), third).want(http.StatusUnprocessableEntity).says("This round is over")
}

func TestPeopleSayWhenTheyAreAway(t *testing.T) {
	s := newSite(t)
	ada, eve, today := s.Learner("Ada"), s.Learner("Eve"), s.Store.Today()
	away := func(from, until models.Date) url.Values {
		return url.Values{"from": {string(from)}, "until": {string(until)}}
	}
	s.get(ada, paths.Account).says("When you are away")
	s.get(ada, paths.OwnLeave).want(http.StatusOK).says("Nothing yet", "No colleague")
	s.post(ada, paths.OwnLeave, away("", "x")).want(http.StatusUnprocessableEntity).says("Enter the first day that you are away", "as a date")
	s.post(ada, paths.OwnLeave, away(today.AddDays(3), today)).want(http.StatusUnprocessableEntity).says("on or after the first day")
	s.post(ada, paths.OwnLeave, away(today.AddDays(-3), today.AddDays(-1))).want(http.StatusUnprocessableEntity).says("today or later")
	s.post(ada, paths.OwnLeave, away(today, today.AddMonths(30))).want(http.StatusUnprocessableEntity).says("within two years")
	s.post(ada, paths.OwnLeave, away(today, today.AddDays(3))).want(http.StatusSeeOther).goesTo(paths.OwnLeave)
	s.post(ada, paths.OwnLeave, away(today.AddDays(3), today.AddDays(6))).want(http.StatusUnprocessableEntity).says("some of these days already")
	s.post(ada, paths.OwnLeave, away(today.AddDays(9), today.AddDays(9))).want(http.StatusSeeOther)
	s.get(ada, paths.OwnLeave).says("I am back", "Remove")
	s.get(eve, paths.OwnLeave).says("Nothing yet")
	list, err := s.Store.Leaves(t.Context(), ada.ID, today)
	if err != nil || len(list) != 2 {
		t.Fatal(list, err)
	}
	s.post(eve, paths.EndLeave(list[0].ID), nil).want(http.StatusNotFound)
	for _, l := range list {
		s.post(ada, paths.EndLeave(l.ID), nil).want(http.StatusSeeOther)
		s.post(ada, paths.EndLeave(l.ID), nil).want(http.StatusNotFound)
	}
	s.get(ada, paths.OwnLeave).says("Nothing yet")
}
