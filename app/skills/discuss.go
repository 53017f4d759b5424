package skills

import (
	"context"
	"maps"
	"slices"

	"trellis/app/input"
	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// TalkPage is one assessment, with what the person and those who judge them say about it.
type TalkPage struct {
	Person models.Person
	Skill  Skill // of nobody: the competency and its scale
	Voice
	Descriptor string // of the level
	Differs    *Moment
	Remarks    []store.SaidRemark
	Own        bool // the actor is the person
	Confirms   bool // the actor answers the person's assessments, and may ask for evidence
	Sees       bool // the actor may see the person's skills
	Wanted     bool // evidence is waited for
	Input      Say
}

// Say is something said about an assessment.
type Say struct {
	Says          string `form:"says" validate:"required,max=1000" problem:"required=Write what you want to say|max=Use 1,000 characters or fewer"`
	WantsEvidence bool   `form:"wants_evidence"`
	// NotNHSNumber says that ten digits in the text are no NHS number.
	NotNHSNumber bool `form:"not_nhs_number"`
}

// Talk shows the actor an assessment and what is said about it: to the person, to those who answer for a manager of a current
// post, and to whoever made it.
func (s *Service) Talk(ctx context.Context, actor models.Actor, id models.ID) (TalkPage, error) {
	page := TalkPage{}
	judged, posts, err := s.discussed(ctx, s.Store.Reads, actor, id)
	if err != nil {
		return page, err
	}
	page.Own = judged.PersonID == actor.ID
	page.Confirms = policy.Allows(actor, policy.ConfirmSkill, posts) == nil
	page.Sees = page.Own || policy.Allows(actor, policy.SeeTeam, posts) == nil
	if page.Person, err = s.Store.Person(ctx, judged.PersonID); err != nil {
		return page, err
	}
	f, err := frameworkOf(ctx, s.Store.Reads, []models.ID{judged.CompetencyID})
	if err != nil {
		return page, err
	}
	page.Skill = skillOf(f.list[0], f.scales[judged.VersionID], models.Target{}, models.Skill{})
	if err := s.tell(ctx, &page, judged); err != nil {
		return page, err
	}
	if !page.Own && page.Sees {
		s.looked(actor.ID, judged.PersonID)
	}
	return page, nil
}

// tell reads what is said of the assessment. Whoever may not see the person's skills sees what they said themselves, without the evidence.
func (s *Service) tell(ctx context.Context, page *TalkPage, judged store.Judgement) error {
	var evidence []store.ShownEvidence
	var err error
	if page.Sees {
		if evidence, err = s.Store.SkillEvidence(ctx, judged.PersonID, judged.CompetencyID); err != nil {
			return err
		}
	}
	page.Voice = voiceOf(judged, evidence, page.Skill.Scale)
	texts, err := s.descriptors(ctx, judged.CompetencyID)
	if err != nil {
		return err
	}
	page.Descriptor = texts[judged.Level]
	for _, m := range moments([]store.Judgement{judged}, map[models.ID]Scale{judged.VersionID: page.Skill.Scale}) {
		if m.Kind == Differed {
			page.Differs = &m
		}
	}
	if page.Remarks, err = s.Store.Remarks(ctx, judged.ID); err != nil {
		return err
	}
	wanted, err := s.Store.EvidenceWanted(ctx, judged.PersonID)
	page.Wanted = slices.ContainsFunc(wanted, func(w store.WantedEvidence) bool { return w.AssessmentID == judged.ID })
	return err
}

// discussed reads an assessment that the actor may talk about, with the current posts of the person it is of.
func (s *Service) discussed(ctx context.Context, r store.Reads, actor models.Actor, id models.ID) (store.Judgement, []models.Post, error) {
	judged, err := r.Judgement(ctx, id)
	if err != nil {
		return judged, nil, err
	}
	posts, err := r.CurrentPosts(ctx, judged.PersonID, s.Store.Today())
	if err != nil {
		return judged, nil, err
	}
	if policy.Allows(actor, policy.Discuss, judged.Assessment) != nil {
		err = policy.Allows(actor, policy.Discuss, posts)
	}
	return judged, posts, err
}

// Say keeps what the actor says about an assessment. Only who answers for a manager asks for evidence.
func (s *Service) Say(ctx context.Context, actor models.Actor, id models.ID, in Say) error {
	in.Says = input.Tidy(in.Says)
	invalid, err := input.Problems(in)
	if err != nil {
		return err
	}
	maps.Copy(invalid, input.Patients(in.NotNHSNumber, input.Text{Field: "says", Text: in.Says}))
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		judged, err := tx.Judgement(ctx, id)
		if err != nil {
			return err
		}
		if err := tx.LockSkills(ctx, judged.PersonID); err != nil {
			return err
		}
		judged, posts, err := s.discussed(ctx, tx.Reads, actor, id)
		if err != nil {
			return err
		}
		if err := invalid.OrNil(); err != nil {
			return err
		}
		act := "assessment.discussed"
		if in.WantsEvidence {
			if err := policy.Allows(actor, policy.ConfirmSkill, posts); err != nil {
				return err
			}
			act = "evidence.wanted"
		}
		remark := models.Remark{ID: store.NewID(), AssessmentID: id, ByID: actor.ID, Says: in.Says, WantsEvidence: in.WantsEvidence, MadeAt: tx.Now()}
		if err := tx.Add(ctx, &remark); err != nil {
			return err
		}
		event := models.Event{ActorID: &actor.ID, Act: act, Subject: "assessments", SubjectID: id, PersonID: &judged.PersonID}
		return tx.Publish(ctx, event, models.Job{Kind: models.MailRemark, SubjectID: remark.ID})
	})
}

// WantedEvidence is a wish of a manager to be shown something, which the person has not answered yet.
type WantedEvidence = store.WantedEvidence
