package skills

import (
	"context"
	"maps"
	"slices"
	"strconv"

	"trellis/app/input"
	"trellis/app/policy"
	"trellis/models"
	"trellis/models/paths"
	"trellis/models/store"
)

// JudgePage asks the actor where somebody stands who asked them to say so. It shows nothing that anybody else has said.
type JudgePage struct {
	Request store.ListedRequest
	Person  models.Person
	Skill   Skill // of nobody: the competency and its scale
	Levels  []LevelText
	Worked  []LevelExamples
	Next    models.ID // of another request of the same person that waits; empty for none
	Input   Judge
	Why     Decline
}

// Judge is the answer to a request: a level, and what the actor has seen.
type Judge struct {
	Level   string `form:"level" validate:"required" problem:"required=Select the level that best describes them"`
	Example string `form:"example" validate:"required,max=600" problem:"required=Say what you have seen, in a sentence or two|max=Use 600 characters or fewer for what you have seen"`
	// NotNHSNumber says that ten digits in the text are no NHS number.
	NotNHSNumber bool `form:"not_nhs_number"`
}

// Decline turns a request down.
type Decline struct {
	Why          string `form:"why" validate:"max=300" problem:"max=Use 300 characters or fewer"`
	NotNHSNumber bool   `form:"not_nhs_number"`
}

// JudgePage shows the actor what somebody asks them; an answered one as well, so that a link in a letter leads somewhere.
func (s *Service) JudgePage(ctx context.Context, actor models.Actor, id models.ID) (JudgePage, error) {
	page := JudgePage{}
	var err error
	if page.Request, err = s.Store.ListedRequest(ctx, id); err != nil {
		return page, err
	}
	if err := policy.Allows(actor, policy.AssessOther, page.Request.AssessmentRequest); err != nil {
		return page, err
	}
	if page.Person, err = s.Store.Person(ctx, page.Request.PersonID); err != nil {
		return page, err
	}
	f, err := frameworkOf(ctx, s.Store.Reads, []models.ID{page.Request.CompetencyID})
	if err != nil {
		return page, err
	}
	page.Skill = skillOf(f.list[0], f.scales[page.Request.VersionID], models.Target{}, models.Skill{})
	if page.Levels, err = s.levelTexts(ctx, page.Skill); err != nil {
		return page, err
	}
	worked, err := s.examples(ctx, page.Skill)
	if err != nil {
		return page, err
	}
	page.Worked = worked[page.Skill.CompetencyID]
	others, err := s.Store.RequestsOf(ctx, actor.ID)
	if at := slices.IndexFunc(others, func(q store.ListedRequest) bool { return q.ID != id && q.PersonID == page.Request.PersonID }); at >= 0 {
		page.Next = others[at].ID
	}
	return page, err
}

// Judge keeps where the actor sees somebody who asked, and tells the next request of the same person; empty for none. models.ErrStale
// when the request has been withdrawn or answered.
func (s *Service) Judge(ctx context.Context, actor models.Actor, id models.ID, in Judge) error {
	in.Example = input.Tidy(in.Example)
	invalid, err := input.Problems(in)
	if err != nil {
		return err
	}
	maps.Copy(invalid, input.Patients(in.NotNHSNumber, input.Text{Field: "example", Text: in.Example}))
	return s.answerRequest(ctx, actor, id, func(tx *store.Tx, q store.ListedRequest) error {
		scales, err := scalesOf(ctx, tx.Reads, []models.ID{q.VersionID})
		if err != nil {
			return err
		}
		level, err := strconv.Atoi(in.Level)
		if in.Level != "" && (err != nil || !scales[q.VersionID].Has(level)) {
			invalid["level"] = "Select the level that best describes them"
		}
		if err := invalid.OrNil(); err != nil {
			return err
		}
		answered, assessment, err := q.Answered(level, in.Example, tx.Now())
		if err != nil {
			return err
		}
		assessment.ID = store.NewID()
		answered.AssessmentID = &assessment.ID
		if err := tx.AddAssessments(ctx, []models.Assessment{assessment}); err != nil {
			return err
		}
		return keepAnswered(ctx, tx, actor, "request.answered", answered)
	})
}

// Decline turns a request down.
func (s *Service) Decline(ctx context.Context, actor models.Actor, id models.ID, in Decline) error {
	in.Why = input.Tidy(in.Why)
	invalid, err := input.Problems(in)
	if err != nil {
		return err
	}
	maps.Copy(invalid, input.Patients(in.NotNHSNumber, input.Text{Field: "why", Text: in.Why}))
	return s.answerRequest(ctx, actor, id, func(tx *store.Tx, q store.ListedRequest) error {
		if err := invalid.OrNil(); err != nil {
			return err
		}
		declined, err := q.Declined(in.Why, tx.Now())
		if err != nil {
			return err
		}
		return keepAnswered(ctx, tx, actor, "request.declined", declined)
	})
}

// answerRequest lets the actor answer what they are asked, under the lock of the skills of whoever asked.
func (s *Service) answerRequest(ctx context.Context, actor models.Actor, id models.ID, answer func(tx *store.Tx, q store.ListedRequest) error) error {
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		q, err := tx.ListedRequest(ctx, id)
		if err != nil {
			return err
		}
		if err := policy.Allows(actor, policy.AssessOther, q.AssessmentRequest); err != nil {
			return err
		}
		if err := tx.LockSkills(ctx, q.PersonID); err != nil {
			return err
		}
		if q, err = tx.ListedRequest(ctx, id); err != nil { // as it stands under the lock
			return err
		}
		if q.State != models.RequestAsked {
			return models.ErrStale
		}
		return answer(tx, q)
	})
}

func keepAnswered(ctx context.Context, tx *store.Tx, actor models.Actor, act string, q models.AssessmentRequest) error {
	if err := tx.ChangeRequest(ctx, q); err != nil {
		return err
	}
	return tx.Publish(ctx, ofRequest(act, q, actor), models.Job{Kind: models.MailAssessmentAnswered, SubjectID: q.ID})
}

// AskedLetter is what a letter says about a request: to whoever is asked, or to whoever asked.
type AskedLetter struct {
	Person models.Person // who gets it
	Other  string        // the other side
	Skills []string
	Says   string
	Level  string // that was answered; empty where it was declined
	URL    string
}

// AskedLetterFor gathers what somebody is asked in one act. There is no letter once all of it is answered or taken back.
func (s *Service) AskedLetterFor(ctx context.Context, id models.ID) (letter AskedLetter, err error) {
	list, err := s.Store.RequestsTogether(ctx, id)
	if err != nil {
		return letter, err
	}
	open := filter(list, func(q store.ListedRequest) bool { return q.State == models.RequestAsked })
	if len(open) == 0 {
		return letter, models.ErrNotFound
	}
	for _, q := range open {
		letter.Skills = append(letter.Skills, q.CompetencyName)
	}
	letter.Other, letter.Says, letter.URL = open[0].PersonName, open[0].Says, s.BaseURL+paths.Requests
	letter.Person, err = s.Store.Person(ctx, *open[0].OfID)
	return letter, err
}

// AnsweredLetterFor gathers what became of a request.
func (s *Service) AnsweredLetterFor(ctx context.Context, id models.ID) (letter AskedLetter, err error) {
	q, err := s.Store.ListedRequest(ctx, id)
	if err != nil {
		return letter, err
	}
	letter = AskedLetter{Other: q.OfName, Skills: []string{q.CompetencyName}, Says: q.Answer, URL: s.BaseURL + paths.Requests}
	if q.Level != nil {
		scales, err := scalesOf(ctx, s.Store.Reads, []models.ID{q.VersionID})
		if err != nil {
			return letter, err
		}
		letter.Level, letter.Says, letter.URL = scales[q.VersionID].Label(*q.Level), q.Example, s.BaseURL+paths.Skill(q.CompetencySlug)
	}
	letter.Person, err = s.Store.Person(ctx, q.PersonID)
	return letter, err
}
