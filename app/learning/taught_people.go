package learning

import (
	"cmp"
	"context"
	"slices"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// TaughtPeoplePage is who is on a cohort. Those who wait for a place, or for whom one is held, are on the page of the waiting
// list alone.
type TaughtPeoplePage struct {
	store.TaughtCohort
	Sort   string // name, organisation or system
	People []TaughtPerson
	// Outcomes are the skills that the cohort builds, with the levels at which people come; empty for who may not see them.
	Outcomes []OutcomeLevels
	// SeesNeeds tells whether the viewer is a trainer of the cohort: people were promised that nobody else sees their
	// access needs.
	SeesNeeds bool
	// SeesLevels tells whether the page names the levels of people: to the trainers, until the cohort ends.
	SeesLevels bool
	MayKeep    bool // move people, and take them off
	// Cancelled are those who came off the cohort or its waiting list, with the reason that they gave its trainers.
	Cancelled []store.Cancellation
	ShareURL  string
}

// TaughtPerson is somebody with a place.
type TaughtPerson struct {
	store.RollLine
	System    string
	With      []string         // whom they are paired with, or come with
	Levels    []PersonLevel    // in the order of the outcomes
	Blocked   []store.Prepared // what is in the way of preparations
	Done      int              // preparations
	Apologies []store.SentApology
	Missed    int // sessions of other cohorts, in the last two years
}

// missedFor is how many months back missed sessions are told of, as information.
const missedFor = 24

// TaughtPeople is who is on a cohort, for those who teach it.
func (s *Service) TaughtPeople(ctx context.Context, actor models.Actor, code, sort string) (TaughtPeoplePage, error) {
	cohort, err := s.taughtCohort(ctx, actor, code)
	if err != nil {
		return TaughtPeoplePage{}, err
	}
	page := TaughtPeoplePage{
		TaughtCohort: cohort, Sort: sort, SeesNeeds: policy.Allows(actor, policy.SeeNeeds, cohort.Cohort) == nil,
		MayKeep: policy.Allows(actor, policy.KeepLine, cohort.Cohort) == nil && !cohort.FinishedAt(s.Store.Now()), ShareURL: s.shareURL(cohort.Cohort),
	}
	lines, err := s.Store.Roll(ctx, cohort.ID, models.OnRegister()...)
	if err != nil {
		return page, err
	}
	systems, err := s.Store.Systems(ctx, s.Store.Today())
	if err != nil {
		return page, err
	}
	for _, line := range lines {
		if !page.SeesNeeds {
			line.Needs = ""
		}
		page.People = append(page.People, TaughtPerson{RollLine: line, System: systems.Names[systemOf(systems, line)]})
	}
	if err := s.together(ctx, &page); err != nil {
		return page, err
	}
	if page.SeesNeeds {
		err = s.forTrainers(ctx, actor, &page)
	}
	page.sort()
	return page, err
}

// together adds with whom people come: the other of a pair, and those of the same party.
func (s *Service) together(ctx context.Context, page *TaughtPeoplePage) error {
	pairs, err := s.Store.PairsOn(ctx, page.ID)
	with := map[models.ID][]string{}
	for _, p := range pairs {
		with[p.AnalystID] = append(with[p.AnalystID], p.DecisionMaker)
		with[p.DecisionMakerID] = append(with[p.DecisionMakerID], p.Analyst)
	}
	parties := map[models.ID][]string{}
	for _, p := range page.People {
		if p.PartyID != nil {
			parties[*p.PartyID] = append(parties[*p.PartyID], p.Name)
		}
	}
	for i := range page.People {
		p := &page.People[i]
		p.With = slices.Clone(with[p.PersonID])
		if p.PartyID != nil {
			for _, name := range parties[*p.PartyID] {
				if name != p.Name && !slices.Contains(p.With, name) {
					p.With = append(p.With, name)
				}
			}
		}
	}
	return err
}

// forTrainers adds what the trainers of the cohort alone see: levels, what is in the way, apologies, what was missed before,
// and why people left.
func (s *Service) forTrainers(ctx context.Context, actor models.Actor, page *TaughtPeoplePage) (err error) {
	if page.Cancelled, err = s.Store.Cancellations(ctx, page.ID); err != nil || len(page.People) == 0 {
		return err
	}
	ids := make([]models.ID, len(page.People))
	for i, p := range page.People {
		ids[i] = p.PersonID
	}
	outcomes, err := s.levels(ctx, page.Cohort, ids)
	if err != nil {
		return err
	}
	if page.SeesLevels = s.seesLevels(*page); page.SeesLevels && len(outcomes) > 0 {
		page.Outcomes = outcomes
		s.looked(actor.ID, ids)
	}
	prepared, err := s.Store.PreparedOn(ctx, page.ID)
	if err != nil {
		return err
	}
	apologies, err := s.Store.ApologiesOn(ctx, page.ID)
	if err != nil {
		return err
	}
	missed, err := s.Store.MissedBefore(ctx, page.ID, s.Store.Today().AddMonths(-missedFor).Time().UTC())
	page.tell(prepared, apologies, missed)
	return err
}

func (p *TaughtPeoplePage) tell(prepared []store.Prepared, apologies []store.SentApology, missed map[models.ID]int) {
	at := make(map[models.ID]*TaughtPerson, len(p.People))
	for i := range p.People {
		person := &p.People[i]
		at[person.ID], person.Missed = person, missed[person.PersonID]
		for _, o := range p.Outcomes {
			person.Levels = append(person.Levels, o.held[person.PersonID])
		}
	}
	for _, answer := range prepared {
		person := at[answer.EnrolmentID]
		switch {
		case person == nil:
		case answer.State == models.PreparationBlocked:
			person.Blocked = append(person.Blocked, answer)
		default:
			person.Done++
		}
	}
	for _, apology := range apologies {
		if person := at[apology.EnrolmentID]; person != nil {
			person.Apologies = append(person.Apologies, apology)
		}
	}
}

// The orders of the list of people.
const (
	ByName         = "name"
	ByOrganisation = "organisation"
	BySystem       = "system"
)

// sort puts the people in the order that is asked for; they come by name.
func (p *TaughtPeoplePage) sort() {
	of := map[string]func(TaughtPerson) string{
		ByOrganisation: func(t TaughtPerson) string { return t.Organisation },
		BySystem:       func(t TaughtPerson) string { return t.System + "\n" + t.Organisation },
	}[p.Sort]
	if of == nil {
		p.Sort = ByName
		return
	}
	slices.SortStableFunc(p.People, func(a, b TaughtPerson) int { return cmp.Compare(of(a), of(b)) })
}
