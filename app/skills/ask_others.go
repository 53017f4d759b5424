package skills

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"trellis/app/input"
	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// AskOthersPage asks whom somebody wants to say where they stand, and in what.
type AskOthersPage struct {
	Areas  []Area
	People []store.Askable
	Input  AskOthers
}

// AskOthers asks somebody to say where the actor stands: by name among those they know, or by their address.
type AskOthers struct {
	Skills []string `form:"skill"` // ids of competencies
	Of     string   `form:"of"`    // who, among those the page names
	Email  string   `form:"email" validate:"max=200" problem:"max=Use 200 characters or fewer"`
	Says   string   `form:"says" validate:"max=600" problem:"max=Use 600 characters or fewer"`
	// NotNHSNumber says that ten digits in the text are no NHS number.
	NotNHSNumber bool `form:"not_nhs_number"`
}

// AskOthersPage is what the actor can ask about, with the skill at the address chosen, and whom they can ask by name.
func (s *Service) AskOthersPage(ctx context.Context, actor models.Actor, slug string) (AskOthersPage, error) {
	page := AskOthersPage{}
	p, err := profileOf(ctx, s.Store.Reads, actor.ID, actor.Posts)
	if err != nil {
		return page, err
	}
	for _, k := range p.skills {
		page.Areas = place(page.Areas, SkillToBuild{Skill: k})
		if k.Slug == slug {
			page.Input.Skills = []string{string(k.CompetencyID)}
		}
	}
	page.People, err = s.Store.Askable(ctx, actor.ID, s.Store.Today())
	return page, err
}

// asked is who is asked, and how they were named.
type asked struct {
	id      models.ID // empty: nobody has the address
	name    string
	kind    models.AssessmentKind
	address string // by which they are asked, so that whoever asked is not told whether anybody has it; empty by name
}

// AskOthers keeps what the actor asks, and tells how many skills it is about. Of an address it tells nobody whether somebody has it:
// what comes back, what is counted and what the actor sees afterwards are the same either way, until they answer.
func (s *Service) AskOthers(ctx context.Context, actor models.Actor, in AskOthers) (about int, err error) {
	in.Says, in.Email = input.Tidy(in.Says), input.Line(in.Email)
	invalid, err := input.Problems(in)
	if err != nil {
		return 0, err
	}
	maps.Copy(invalid, input.Patients(in.NotNHSNumber, input.Text{Field: "says", Text: in.Says}))
	err = s.Store.InTx(ctx, func(tx *store.Tx) error {
		if err := tx.LockSkills(ctx, actor.ID); err != nil {
			return err
		}
		if !policy.May(actor, policy.AskAssessor) {
			return models.ErrForbidden
		}
		skills, err := s.skillsAsked(ctx, tx, actor, in, invalid)
		if err != nil {
			return err
		}
		known, err := tx.Askable(ctx, actor.ID, tx.Today())
		if err != nil {
			return err
		}
		who, err := whom(ctx, tx, actor, in, known, invalid)
		if err != nil {
			return err
		}
		open, err := s.openRequests(ctx, tx, actor, who, known, len(skills), invalid)
		if err != nil {
			return err
		}
		if err := invalid.OrNil(); err != nil {
			return err
		}
		about = len(skills)
		return keepAsked(ctx, tx, actor, in, who, without(skills, open))
	})
	return about, err
}

// skillsAsked are the skills that the input names, of those the actor has or their roles ask for.
func (s *Service) skillsAsked(ctx context.Context, tx *store.Tx, actor models.Actor, in AskOthers, invalid models.Invalid) ([]Skill, error) {
	p, err := profileOf(ctx, tx.Reads, actor.ID, actor.Posts)
	skills := filter(p.skills, func(k Skill) bool { return slices.Contains(in.Skills, string(k.CompetencyID)) })
	switch {
	case len(skills) == 0:
		invalid["skill"] = "Select at least one skill to ask about"
	case len(skills) > models.MostAskedAtOnce:
		invalid["skill"] = fmt.Sprintf("Ask about %d skills or fewer at once", models.MostAskedAtOnce)
	}
	return skills, err
}

// whom finds who is asked, or says what is wrong with how they are named.
func whom(ctx context.Context, tx *store.Tx, actor models.Actor, in AskOthers, known []store.Askable, invalid models.Invalid) (asked, error) {
	switch {
	case in.Of == "" && in.Email == "":
		invalid["of"] = "Select a person, or enter an email address"
	case in.Of != "" && in.Email != "":
		invalid["of"] = "Select a person or enter an email address, not both"
	case in.Of != "":
		who, found := named(known, models.ID(in.Of))
		if !found {
			invalid["of"] = "Select a person from the list"
		}
		return who, nil
	case !input.IsEmail(in.Email):
		invalid["email"] = "Enter an email address in full, like name@example.org"
	default:
		return addressed(ctx, tx, actor, in.Email, known, invalid)
	}
	return asked{}, nil
}

// named is somebody among those whom the actor knows.
func named(known []store.Askable, id models.ID) (asked, bool) {
	at := slices.IndexFunc(known, func(a store.Askable) bool { return a.ID == id })
	if at < 0 {
		return asked{}, false
	}
	return asked{id: known[at].ID, name: known[at].Name, kind: known[at].Kind}, true
}

// addressed is whoever has the address, if anybody has.
func addressed(ctx context.Context, tx *store.Tx, actor models.Actor, email string, known []store.Askable, invalid models.Invalid) (asked, error) {
	person, err := tx.PersonByEmail(ctx, email)
	switch {
	case errors.Is(err, models.ErrNotFound) || err == nil && person.ErasedAt != nil:
		return asked{kind: models.ByPeer, address: email}, nil
	case err != nil:
		return asked{}, err
	case person.ID == actor.ID:
		invalid["email"] = "This is your own address. Ask somebody else"
	case manages(person.ID, actor.Posts):
		invalid["email"] = "This is your manager, who answers your self-assessment anyway. Ask somebody else"
	}
	if who, found := named(known, person.ID); found {
		return who, nil
	}
	return asked{id: person.ID, kind: models.ByPeer, address: email}, nil
}

func manages(person models.ID, posts []models.Post) bool {
	return slices.ContainsFunc(posts, func(p models.Post) bool { return p.ManagerID != nil && *p.ManagerID == person })
}

// openRequests are the competencies about which the same person is asked already. Of an address that is passed over in silence.
func (s *Service) openRequests(ctx context.Context, tx *store.Tx, actor models.Actor, who asked, known []store.Askable, more int, invalid models.Invalid) (map[models.ID]bool, error) {
	requests, err := tx.RequestsBy(ctx, actor.ID, 500)
	if err != nil {
		return nil, err
	}
	open, byName := map[models.ID]bool{}, 0
	for _, q := range requests {
		if q.State != models.RequestAsked {
			continue
		}
		if knows(q, known) {
			byName++
		}
		if who.is(q) {
			open[q.CompetencyID] = true
		}
	}
	if who.address != "" {
		n, err := tx.CountAskedByAddress(ctx, actor.ID, tx.Now().AddDate(0, 0, -7))
		if n >= models.MostAskedByAddress {
			invalid["email"] = fmt.Sprintf("You have asked by address %d times in the last 7 days. Wait for the answers", n)
		}
		return open, err
	}
	if byName+more > models.MostOpenRequests {
		invalid["of"] = fmt.Sprintf("You wait for %d answers already, and can wait for %d. Withdraw a request first", byName, models.MostOpenRequests)
	}
	return open, nil
}

// is tells whether the request is of the same person, or of the same address.
func (who asked) is(q store.ListedRequest) bool {
	return q.IsOf(who.id) || who.address != "" && store.Fold(who.address) == store.Fold(q.Address)
}

// knows tells whether whoever asked may be told whom: once it is answered, and before when they know them by name.
func knows(q store.ListedRequest, known []store.Askable) bool {
	return q.State == models.RequestAnswered || q.State == models.RequestDeclined ||
		slices.ContainsFunc(known, func(a store.Askable) bool { return q.IsOf(a.ID) })
}

// without are the skills about which nothing is open.
func without(skills []Skill, open map[models.ID]bool) []Skill {
	return filter(skills, func(k Skill) bool { return !open[k.CompetencyID] })
}

// keepAsked keeps the requests and owes one letter about all of them.
func keepAsked(ctx context.Context, tx *store.Tx, actor models.Actor, in AskOthers, who asked, skills []Skill) error {
	if len(skills) == 0 && who.address == "" {
		return models.Invalid{"skill": fmt.Sprintf("You have asked %s about this already, and they have not answered yet. Remind or withdraw it on the page of requests", who.name)}
	}
	var events []models.Event
	if who.address != "" {
		events = append(events, models.Event{ActorID: &actor.ID, Act: store.AskedByAddress, Subject: "people", SubjectID: actor.ID, PersonID: &actor.ID})
	}
	var owed []models.Job
	var requests []models.AssessmentRequest
	for _, k := range skills {
		q := models.AssessmentRequest{
			ID: store.NewID(), PersonID: actor.ID, CompetencyID: k.CompetencyID, Address: who.address, Kind: who.kind, Says: in.Says,
			State: models.RequestAsked, AskedAt: tx.Now(),
		}
		if who.id.Known() {
			q.OfID = &who.id
			owed = []models.Job{{Kind: models.MailAssessmentAsked, SubjectID: q.ID}} // one letter, about all of them
		}
		requests = append(requests, q)
		events = append(events, models.Event{ActorID: &actor.ID, Act: "request.made", Subject: "assessment_requests", SubjectID: q.ID, PersonID: &actor.ID})
	}
	if err := tx.Add(ctx, &requests); err != nil {
		return err
	}
	return tx.PublishAll(ctx, events, owed)
}
