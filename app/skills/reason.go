package skills

import (
	"cmp"
	"context"
	"slices"
	"time"

	"trellis/models"
	"trellis/models/store"
)

// Voice is the newest that one kind of judge says of a person in a competency. Voices stand side by side.
type Voice struct {
	ID       models.ID // of the assessment
	Kind     models.AssessmentKind
	ByID     models.ID
	By       string
	Level    int
	Label    string
	At       time.Time
	Use      models.Use
	Example  string
	Evidence []Shown // that stood with it
	Counts   bool    // it is what the person holds
	Agreed   string  // who confirmed it; empty for nobody
	AgreedAt time.Time
	// CarriedFrom is the version of the framework from which it was carried over; empty where it was not.
	CarriedFrom string
	StillRight  bool
	Remarks     int // said about it
}

// Counted says which voice counts, and why.
type Counted struct {
	Why         models.Counting
	Own         bool   // it is of the person themselves
	By          string // who made it
	At          time.Time
	OverAt      time.Time // of the older one that could have counted; the zero time for none
	Agreed      string    // who confirmed it
	AgreedAt    time.Time
	CarriedFrom string
	StillRight  bool
}

// Standpoint is what is said of one person in one competency, side by side, and what of it counts.
type Standpoint struct {
	Voices   []Voice
	Counted  Counted
	Inferred []Inference // from other frameworks; beside the voices, and never counted
	Now      time.Time
}

// standpointOf puts judgements of one competency, newest first, side by side.
func standpointOf(history []store.Judgement, evidence []store.ShownEvidence, scale Scale, now time.Time) Standpoint {
	reason := reasonOf(history)
	p := Standpoint{Now: now, Counted: Counted{Why: reason.Why}}
	for _, j := range history {
		if reason.Over != nil && reason.Over.ID == j.ID {
			p.Counted.OverAt = j.AssessedAt
		}
		v := voiceOf(j, evidence, scale)
		if v.Counts = reason.Counts != nil && reason.Counts.ID == j.ID; v.Counts {
			p.Counted.count(v)
		}
		if !slices.ContainsFunc(p.Voices, v.speaksAs) {
			p.Voices = append(p.Voices, v)
		}
	}
	slices.SortStableFunc(p.Voices, func(a, b Voice) int { return cmp.Compare(a.turn(), b.turn()) })
	return p
}

func (c *Counted) count(v Voice) {
	c.Own, c.By, c.At, c.CarriedFrom, c.StillRight = v.Kind == models.BySelf, v.By, v.At, v.CarriedFrom, v.StillRight
	c.Agreed, c.AgreedAt = v.Agreed, v.AgreedAt
}

// reasonOf asks the rule of judgements, newest first.
func reasonOf(history []store.Judgement) models.Reason {
	assessments, confirmations := make([]models.Assessment, len(history)), map[models.ID]models.Confirmation{}
	for i, j := range history {
		assessments[len(history)-1-i] = j.Assessment
		if j.ConfirmationID != nil {
			confirmations[j.ID] = j.Confirmation()
		}
	}
	return models.ReasonOf(assessments, confirmations)
}

func voiceOf(j store.Judgement, evidence []store.ShownEvidence, scale Scale) Voice {
	v := Voice{
		ID: j.ID, Kind: j.Kind, ByID: j.ByID, By: j.ByName, Level: j.Level, Label: scale.Label(j.Level), At: j.AssessedAt, Use: j.Use, Example: j.Example,
		CarriedFrom: j.CarriedFrom, StillRight: j.StillRight, Remarks: j.Remarks,
	}
	if j.Agrees {
		v.Agreed, v.AgreedAt = j.ConfirmedBy, *j.ConfirmedAt
	}
	for _, e := range evidence {
		if e.CompetencyID == j.CompetencyID && e.StoodAt(j.AssessedAt) {
			v.Evidence = append(v.Evidence, ShownOf(e))
		}
	}
	return v
}

// speaksAs tells whether the two are of one judge: of trainers and peers each speaks for themselves.
func (v Voice) speaksAs(other Voice) bool {
	return v.Kind == other.Kind && (v.Kind != models.ByTrainer && v.Kind != models.ByPeer || v.ByID == other.ByID)
}

func (v Voice) turn() int { return slices.Index(models.AssessmentKinds(), v.Kind) }

// standpoints are what is said of a person in the competencies now, by competency.
func (s *Service) standpoints(ctx context.Context, r store.Reads, person models.ID, skills []Skill) (map[models.ID]Standpoint, error) {
	ids := idsOf(skills, func(k Skill) models.ID { return k.CompetencyID })
	judgements, err := r.Judgements(ctx, person, ids, s.Store.Now())
	if err != nil {
		return nil, err
	}
	evidence, err := r.SkillEvidence(ctx, person, ids...)
	if err != nil {
		return nil, err
	}
	elsewhere, err := inferred(ctx, r, person, skills...)
	by := make(map[models.ID]Standpoint, len(skills))
	for _, k := range skills {
		of := filter(judgements, func(j store.Judgement) bool { return j.CompetencyID == k.CompetencyID })
		p := standpointOf(of, evidence, k.Scale, s.Store.Now())
		p.Inferred = elsewhere[k.CompetencyID]
		by[k.CompetencyID] = p
	}
	return by, err
}
