package skills

import (
	"cmp"
	"context"
	"maps"
	"net/url"
	"time"

	"trellis/app/input"
	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// Shown is what shows a skill, in words and with the way there.
type Shown struct {
	ID        models.ID
	Kind      models.EvidenceKind
	Title     string
	Says      string
	Address   string // of another site; empty for none
	Record    string // code of the completion record; empty for none
	AddedAt   time.Time
	Withdrawn *time.Time
}

// ShownOf is evidence in words.
func ShownOf(e store.ShownEvidence) Shown {
	return Shown{
		ID: e.ID, Kind: e.Kind, Title: cmp.Or(e.Title, e.EntryTitle, e.RecordTitle, e.Address), Says: e.Says, Address: e.Address,
		Record: e.RecordCode, AddedAt: e.AddedAt, Withdrawn: e.WithdrawnAt,
	}
}

// shown is what shows a skill now, the newest first.
func (s *Service) shown(ctx context.Context, person, competency models.ID) (list []Shown, err error) {
	all, err := s.Store.SkillEvidence(ctx, person, competency)
	return standing(all), err
}

// standing is the evidence that is not withdrawn, in words.
func standing(all []store.ShownEvidence) (list []Shown) {
	for _, e := range all {
		if e.WithdrawnAt == nil {
			list = append(list, ShownOf(e))
		}
	}
	return list
}

// AddEvidence says what shows a skill: by its kind, one of the others.
type AddEvidence struct {
	Kind    models.EvidenceKind `form:"kind" validate:"required,oneof=log_entry record address brief words" problem:"required=Select what shows this skill|oneof=Select what shows this skill"`
	Entry   models.ID           `form:"entry"`
	Record  string              `form:"record"` // its code
	Address string              `form:"address" validate:"max=1000" problem:"max=Use 1000 characters or fewer for the address"`
	Title   string              `form:"title" validate:"max=200" problem:"max=Use 200 characters or fewer for the name"`
	Asked   string              `form:"asked" validate:"max=200" problem:"max=Use 200 characters or fewer for the question"`
	Decided string              `form:"decided" validate:"max=1000" problem:"max=Use 1000 characters or fewer for the decision"`
	Says    string              `form:"says" validate:"max=1000" problem:"max=Use 1000 characters or fewer"`
	Then    string              `form:"then"` // the step to go back to
	// NotNHSNumber says that ten digits are no NHS number.
	NotNHSNumber bool `form:"not_nhs_number"`
}

// EvidencePage is what shows a skill, and what could.
type EvidencePage struct {
	Skill   Skill
	Shown   []Shown // now
	Entries []models.LogEntry
	Records []models.CompletionRecord
	Input   AddEvidence
}

// mostEntries is how many log entries there are to choose from.
const mostEntries = 50

// Evidence shows the actor what shows a skill of theirs, and lets them add to it.
func (s *Service) Evidence(ctx context.Context, actor models.Actor, slug string) (page EvidencePage, err error) {
	p, err := profileOf(ctx, s.Store.Reads, actor.ID, actor.Posts)
	if err != nil {
		return page, err
	}
	if page.Skill, err = findIn(ctx, s.Store.Reads, p.skills, slug); err != nil {
		return page, err
	}
	if page.Shown, err = s.shown(ctx, actor.ID, page.Skill.CompetencyID); err != nil {
		return page, err
	}
	if page.Entries, err = s.Store.RecentEntries(ctx, actor.ID, mostEntries); err != nil {
		return page, err
	}
	page.Records, err = s.Store.RecordsOf(ctx, actor.ID)
	return page, err
}

// AddEvidence keeps what shows a skill of the actor.
func (s *Service) AddEvidence(ctx context.Context, actor models.Actor, slug string, in AddEvidence) error {
	in.tidy()
	invalid, err := input.Problems(in)
	if err != nil {
		return err
	}
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		p, err := profileOf(ctx, tx.Reads, actor.ID, actor.Posts)
		if err != nil {
			return err
		}
		skill, err := findIn(ctx, tx.Reads, p.skills, slug)
		if err != nil {
			return err
		}
		e := models.Evidence{ID: store.NewID(), PersonID: actor.ID, CompetencyID: skill.CompetencyID, Kind: in.Kind, AddedAt: tx.Now()}
		if err := policy.Allows(actor, policy.ShowSkill, e); err != nil {
			return err
		}
		if err := in.fill(ctx, tx.Reads, &e, invalid); err != nil {
			return err
		}
		if err := invalid.OrNil(); err != nil {
			return err
		}
		if err := tx.Add(ctx, &e); err != nil {
			return err
		}
		return tx.Publish(ctx, models.Event{ActorID: &actor.ID, Act: "evidence.added", Subject: "evidence", SubjectID: e.ID, PersonID: &actor.ID})
	})
}

func (in *AddEvidence) tidy() {
	for _, text := range []*string{&in.Decided, &in.Says} {
		*text = input.Tidy(*text)
	}
	for _, text := range []*string{&in.Address, &in.Title, &in.Asked, &in.Record} {
		*text = input.Line(*text)
	}
}

// fill puts what the kind says into the evidence, and what is wrong with it by field.
func (in AddEvidence) fill(ctx context.Context, r store.Reads, e *models.Evidence, invalid models.Invalid) error {
	switch in.Kind {
	case models.ByLogEntry:
		entry, err := r.LogEntry(ctx, in.Entry)
		if err != nil || entry.PersonID != e.PersonID {
			invalid["entry"] = "Select an entry of your learning log"
			return nil
		}
		e.LogEntryID, e.Title = &entry.ID, entry.Title
	case models.ByRecord:
		record, err := r.RecordByCode(ctx, in.Record)
		if err != nil || record.PersonID != e.PersonID || record.RevokedAt != nil {
			invalid["record"] = "Select one of your completion records"
			return nil
		}
		e.CompletionRecordID = &record.ID
	case models.ByAddress:
		e.Address, e.Title, e.Says = in.Address, in.Title, in.Says
		if !isAddress(in.Address) {
			invalid["address"] = "Enter a full address, like https://github.com/your-team/your-work"
		}
	case models.ByBrief:
		e.Title, e.Says = in.Asked, in.Decided
		need(invalid, "asked", in.Asked, "Enter the question as the decision maker asked it")
		need(invalid, "decided", in.Decided, "Enter what was decided")
	case models.ByWords:
		e.Says = in.Says
		need(invalid, "says", in.Says, "Enter what you did, and what came of it")
	}
	maps.Copy(invalid, input.Patients(in.NotNHSNumber, input.Text{Field: "says", Text: in.Says}, input.Text{Field: "decided", Text: in.Decided},
		input.Text{Field: "asked", Text: in.Asked}, input.Text{Field: "title", Text: in.Title}, input.Text{Field: "address", Text: in.Address}))
	return nil
}

func need(invalid models.Invalid, field, text, problem string) {
	if text == "" {
		invalid[field] = problem
	}
}

// isAddress tells whether the text is the address of a page.
func isAddress(text string) bool {
	u, err := url.Parse(text)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && u.User == nil
}

// WithdrawEvidence takes back what shows a skill of the actor. It stays in the history.
func (s *Service) WithdrawEvidence(ctx context.Context, actor models.Actor, id models.ID) error {
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		if err := tx.LockSkills(ctx, actor.ID); err != nil {
			return err
		}
		e, err := tx.EvidenceByID(ctx, id)
		if err != nil {
			return err
		}
		if err := policy.Allows(actor, policy.ShowSkill, e); err != nil {
			return err
		}
		if e.WithdrawnAt != nil {
			return nil
		}
		if err := tx.WithdrawEvidence(ctx, id); err != nil {
			return err
		}
		return tx.Publish(ctx, models.Event{ActorID: &actor.ID, Act: "evidence.withdrawn", Subject: "evidence", SubjectID: id, PersonID: &actor.ID})
	})
}
