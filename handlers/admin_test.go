package handlers

import (
	"context"
	"fmt"
	"net/http"
	"testing"

	"trellis/models"
	"trellis/models/paths"
	"trellis/models/store"
)

func TestAdministratorsFindPeople(t *testing.T) {
	s := newSite(t)
	bea := s.Administrator("Bea Long")
	s.Learner("Łukasz Ångström")
	s.get(bea, paths.People).want(http.StatusOK).says("Łukasz Ångström", "Bea Long", "Testshire Trust", "2 people")
	s.get(bea, paths.People+"?q=angs").want(http.StatusOK).says("Łukasz Ångström", "1 person").saysNot("Bea Long")
	s.get(bea, paths.People+"?q=bea@").want(http.StatusOK).says("Bea Long").saysNot("Łukasz")
	s.get(bea, paths.People+"?q=%25").want(http.StatusOK).says("No people match.", "show all people")
	file := s.get(bea, paths.People+"?q=lukasz&format=csv").want(http.StatusOK)
	want := "name,email,organisation,role_profile,manager,manager_unknown,known_since,first_visit\n" +
		"Łukasz Ångström,łukasz@example.org,Testshire Trust,Analyst,,no,2026-11-23,2026-11-23\n"
	if file.Body != want {
		t.Errorf("the file is %q", file.Body)
	}
}

func TestTheListOfPeopleIsPagedBothWays(t *testing.T) {
	s := newSite(t)
	bea := s.Administrator("Zbea")
	for i := range 120 {
		s.Person(fmt.Sprintf("P%03d", i))
	}
	first := s.get(bea, paths.People).says("P000", "P049", "121 people").saysNot("P050")
	second := s.get(bea, linkOf(first, "a[rel=next]")).says("P050", "P099").saysNot("P049", "P100")
	third := s.get(bea, linkOf(second, "a[rel=next]")).says("P100", "Zbea").saysNot("P099")
	if linkOf(third, "a[rel=next]") != "" || linkOf(first, "a[rel=prev]") != "" {
		t.Error("a page beyond the end")
	}
	back := s.get(bea, linkOf(third, "a[rel=prev]")).says("P050", "P099").saysNot("P049", "P100")
	s.get(bea, linkOf(back, "a[rel=prev]")).says("P000", "P049").saysNot("P050")
}

func linkOf(a answer, selector string) string {
	for _, n := range a.find(selector) {
		for _, attribute := range n.Attr {
			if attribute.Key == "href" {
				return attribute.Val
			}
		}
	}
	return ""
}

func TestTheOutboxShowsMessagesAndWorkThatFailed(t *testing.T) {
	s := newSite(t)
	bea, ada := s.Administrator("Bea"), s.Learner("Ada")
	s.get(bea, paths.Outbox).want(http.StatusOK).says("No messages yet.")
	var message models.Message
	s.In(func(ctx context.Context, tx *store.Tx) error {
		return tx.Publish(ctx, models.Event{Act: "test.done", Subject: "tests"}, models.Job{Kind: "mail.placed"})
	})
	jobs, err := s.Store.ClaimJobs(t.Context(), 1, 0)
	if err != nil || len(jobs) != 1 {
		t.Fatal(jobs, err)
	}
	s.In(func(ctx context.Context, tx *store.Tx) error {
		message = models.Message{
			JobID: jobs[0].ID, PersonID: &ada.ID, Recipient: ada.Email, Subject: "Your place", Body: "Hello Ada,\nyou have a place.",
			Calendar: "BEGIN:VCALENDAR", State: models.MessageFailed, Problem: "no route", CreatedAt: tx.Now(),
		}
		if err := tx.Add(ctx, &message); err != nil {
			return err
		}
		return tx.BuryJob(ctx, jobs[0], "no route")
	})
	s.get(bea, paths.Outbox).want(http.StatusOK).says("Your place", "ada@example.org", "9am on 23 November 2026", "Not sent", "no route", "Work that failed", "mail.placed", "Given up")
	s.get(bea, paths.Message(message.ID)).want(http.StatusOK).says("Your place", "you have a place.", "BEGIN:VCALENDAR")
	s.get(bea, paths.Message("none")).want(http.StatusNotFound)
	s.get(ada, paths.Message(message.ID)).want(http.StatusNotFound)
}
