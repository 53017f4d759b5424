package skills

import (
	"context"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/paths"
	"trellis/models/store"
)

// DifferedLetter is what a letter says to somebody whose manager sees another level.
type DifferedLetter struct {
	Person models.Person
	By     string
	Skills []DifferedSkill
	URL    string // of the first, where they can answer
}

// DifferedSkill is one skill in which a manager sees another level.
type DifferedSkill struct{ Name, Said, Sees, Comment string }

// DifferedLetterFor gathers what a manager answered at once with other levels.
func (s *Service) DifferedLetterFor(ctx context.Context, id models.ID) (letter DifferedLetter, err error) {
	list, err := s.Store.DifferedTogether(ctx, id)
	if err != nil {
		return letter, err
	}
	if len(list) == 0 {
		return letter, models.ErrNotFound
	}
	scales, err := scalesOf(ctx, s.Store.Reads, idsOf(list, func(j store.Judgement) models.ID { return j.VersionID }))
	if err != nil {
		return letter, err
	}
	letter.By, letter.URL = list[0].ConfirmedBy, s.BaseURL+paths.Talk(list[0].ID)
	for _, j := range list {
		scale := scales[j.VersionID]
		letter.Skills = append(letter.Skills, DifferedSkill{j.CompetencyName, scale.Label(j.Level), scale.Label(j.OwnLevel), j.Comment})
	}
	letter.Person, err = s.Store.Person(ctx, list[0].PersonID)
	return letter, err
}

// RemarkLetter is what a letter says to the other side of a conversation about an assessment.
type RemarkLetter struct {
	Person        models.Person // who gets it
	Of            string        // whose skill it is; empty where it is that of who gets the letter
	Skill         string
	By, Says      string
	WantsEvidence bool
	URL           string
}

// RemarkLetterFor gathers that. What the person says goes to whoever spoke last with them; what anybody else says, to the person.
func (s *Service) RemarkLetterFor(ctx context.Context, id models.ID) (letter RemarkLetter, err error) {
	remark, err := s.Store.Remark(ctx, id)
	if err != nil {
		return letter, err
	}
	judged, err := s.Store.Judgement(ctx, remark.AssessmentID)
	if err != nil {
		return letter, err
	}
	by, err := s.Store.Person(ctx, remark.ByID)
	if err != nil {
		return letter, err
	}
	to := judged.PersonID
	if remark.ByID == judged.PersonID {
		letter.Of = by.Name
		if to, err = s.partner(ctx, judged, remark); err != nil {
			return letter, err
		}
	}
	letter.Skill, letter.By, letter.Says, letter.WantsEvidence = judged.CompetencyName, by.Name, remark.Says, remark.WantsEvidence
	letter.URL = s.BaseURL + paths.Talk(judged.ID)
	letter.Person, err = s.Store.Person(ctx, to)
	return letter, err
}

// partner is with whom the person talks about the assessment: whoever else spoke last of it and may still read what is said; else
// whoever made it; or the manager of today.
func (s *Service) partner(ctx context.Context, judged store.Judgement, remark models.Remark) (models.ID, error) {
	said, err := s.Store.Remarks(ctx, judged.ID)
	if err != nil {
		return "", err
	}
	posts, err := s.Store.CurrentPosts(ctx, judged.PersonID, s.Store.Today())
	if err != nil {
		return "", err
	}
	before := filter(said, func(r store.SaidRemark) bool { return r.ByID != judged.PersonID && !r.MadeAt.After(remark.MadeAt) })
	if n := len(before); n > 0 {
		last, err := s.Store.Actor(ctx, before[n-1].ByID, s.Store.Today())
		if err != nil || policy.Allows(last, policy.Discuss, judged.Assessment) == nil || policy.Allows(last, policy.Discuss, posts) == nil {
			return last.ID, err
		}
	}
	if judged.ByID != judged.PersonID {
		return judged.ByID, nil
	}
	for _, p := range posts {
		if p.ManagerID != nil {
			return *p.ManagerID, err
		}
	}
	if err == nil {
		err = models.ErrNotFound // nobody is there to be told
	}
	return "", err
}
