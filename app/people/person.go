package people

import (
	"context"
	"errors"
	"time"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// NamedGrant is a grant with the name of what it reaches.
type NamedGrant = store.NamedGrant

// NamedDelegation is a delegation with the names of both.
type NamedDelegation = store.NamedDelegation

// EnrolmentLine is an enrolment with its cohort and course, without what only the trainer sees.
type EnrolmentLine = store.EnrolmentLine

// NamedReply is a reply with its round.
type NamedReply = store.NamedReply

// ListedEvent is an event with the names of what it points at, as they are now.
type ListedEvent = store.ListedEvent

// PersonPage is everything about a person that an administrator may see. Skill levels, examples, reflections, the learning
// log and access needs are not in it: those are for the person, their manager and their trainers.
type PersonPage struct {
	Person  models.Person
	Today   models.Date
	Posts   []NamedPost // past and future ones too, the newest first
	Grants  []NamedGrant
	Reports int // people whose current post names them as manager
	// Delegations are those not over, by the person or to them.
	Delegations []NamedDelegation
	Enrolments  []EnrolmentLine
	Records     []models.CompletionRecord
	Replies     []NamedReply
	Messages    []models.Message // the newest, without their bodies
	Events      []ListedEvent    // the newest, by the person or about them
	Seers       []Seer
	// Problem is why what the administrator asked for on this page was not done.
	Problem string
	// SignedInAt and SeenAt are when they last signed in and last did anything that left an event; the zero time is never.
	SignedInAt, SeenAt time.Time
	InvitedAt          time.Time // when they were last sent an invitation; the zero time is never
	// SecondFactor says that they have one; MayReset, that the actor may take it away.
	SecondFactor, MayReset bool
	Held                   bool // nothing of them is forgotten for now
}

// newest is how many messages and events stand on a person's page.
const newest = 10

// Person is the page of one person. Only an administrator of the network may see it.
func (s *Service) Person(ctx context.Context, actor models.Actor, id models.ID) (PersonPage, error) {
	person, err := s.Store.Person(ctx, id)
	if err != nil {
		return PersonPage{}, err
	}
	if err := policy.Allows(actor, policy.SeePeople, person); err != nil {
		return PersonPage{}, err
	}
	page := PersonPage{Person: person, Today: s.Store.Today()}
	for _, part := range []func(context.Context, *PersonPage) error{s.whatTheyHold, s.whatTheyLearn, s.whatHappened} {
		if err := part(ctx, &page); err != nil {
			return page, err
		}
	}
	page.SecondFactor, err = s.Store.HasSecondFactor(ctx, id)
	page.MayReset = page.SecondFactor && id != actor.ID && policy.Allows(actor, policy.KeepPeople, person) == nil
	return page, err
}

func (s *Service) whatTheyHold(ctx context.Context, page *PersonPage) (err error) {
	id := page.Person.ID
	if page.Posts, err = s.Store.AllPosts(ctx, id); err != nil {
		return err
	}
	if page.Grants, err = s.Store.GrantsOf(ctx, id); err != nil {
		return err
	}
	if page.Reports, err = s.Store.CountReports(ctx, id, page.Today); err != nil {
		return err
	}
	if page.Delegations, err = s.Store.DelegationsOf(ctx, id, page.Today); err != nil {
		return err
	}
	if page.Seers, err = s.Store.Seers(ctx, id, page.Today); err != nil {
		return err
	}
	_, err = s.Store.HoldOf(ctx, id)
	if page.Held = err == nil; errors.Is(err, models.ErrNotFound) {
		return nil
	}
	return err
}

func (s *Service) whatTheyLearn(ctx context.Context, page *PersonPage) (err error) {
	id := page.Person.ID
	if page.Enrolments, err = s.Store.EnrolmentLines(ctx, id); err != nil {
		return err
	}
	if page.Records, err = s.Store.RecordsOf(ctx, id); err != nil {
		return err
	}
	page.Replies, err = s.Store.RepliesOf(ctx, id)
	return err
}

func (s *Service) whatHappened(ctx context.Context, page *PersonPage) (err error) {
	id := page.Person.ID
	if page.Messages, err = s.Store.MessagesTo(ctx, id, newest); err != nil {
		return err
	}
	events, err := s.Store.FindEvents(ctx, store.EventSearch{Person: id}, models.PageAt{Size: newest})
	if err != nil {
		return err
	}
	page.Events = events.Rows
	if page.SignedInAt, err = s.Store.LastEventBy(ctx, id, "person.signed_in", "link.used"); err != nil {
		return err
	}
	if page.InvitedAt, err = s.Store.LastEventAbout(ctx, id, "person.invited"); err != nil {
		return err
	}
	page.SeenAt, err = s.Store.LastEventBy(ctx, id)
	return err
}
