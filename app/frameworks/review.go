package frameworks

import (
	"context"
	"errors"
	"slices"

	"trellis/app/input"
	"trellis/models"
	"trellis/models/paths"
	"trellis/models/store"
)

// ReviewState is where a review stands, seen from the draft as it is now.
type ReviewState string

// The states of a review.
const (
	ReviewAsked  ReviewState = "asked"
	ReviewSigned ReviewState = "signed"
	ReviewStale  ReviewState = "stale"   // answered, and the draft was changed since
	ReviewWants  ReviewState = "changes" // wants changes
)

// SignedReview is a review with where it stands.
type SignedReview struct {
	store.NamedReview
	State ReviewState
}

// Signing is who looks at a draft, and what they say of it as it stands.
type Signing struct {
	Reviews      []SignedReview
	Signed, Open int // Open are those that do not sign off the draft as it stands
	// FromFile tells that the draft says what a file said, and nobody was asked to look at it.
	FromFile bool
}

func signing(v models.FrameworkVersion, reviews []store.NamedReview) Signing {
	s := Signing{FromFile: v.ContentHash != "" && len(reviews) == 0}
	for _, r := range reviews {
		one := SignedReview{r, ReviewAsked}
		switch {
		case r.Verdict == "":
		case r.Revision != v.Revision:
			one.State = ReviewStale
		case r.Verdict == models.SignedOff:
			one.State = ReviewSigned
		default:
			one.State = ReviewWants
		}
		if one.State == ReviewSigned {
			s.Signed++
		} else {
			s.Open++
		}
		s.Reviews = append(s.Reviews, one)
	}
	return s
}

// Missing is what stands in the way of publishing, in words; empty where nothing does. Somebody else than who publishes has to
// have signed off what the draft says now, and so has everybody who was asked. What a file brought may be published as it is.
func (s Signing) Missing(by models.ID) string {
	switch {
	case s.FromFile:
		return ""
	case s.Open > 0:
		return "Not everybody who was asked has signed off the draft as it stands"
	case !slices.ContainsFunc(s.Reviews, func(r SignedReview) bool { return r.ReviewerID != by }):
		return "Somebody other than you signs the draft off before you publish it: ask a person to review it"
	}
	return ""
}

// ReviewsPage is who looks at a draft.
type ReviewsPage struct {
	Framework models.Framework
	Version   models.FrameworkVersion
	Signing   Signing
}

// Reviews is the page on which editors ask for reviews.
func (s *Service) Reviews(ctx context.Context, actor models.Actor, code, version string) (page ReviewsPage, err error) {
	if page.Version, err = draft(ctx, s.Store.Reads, actor, code, version); err != nil {
		return page, err
	}
	if page.Framework, err = s.Store.Framework(ctx, page.Version.FrameworkID); err != nil {
		return page, err
	}
	reviews, err := s.Store.ReviewsOf(ctx, page.Version.ID)
	page.Signing = signing(page.Version, reviews)
	return page, err
}

// AskReview names somebody who is asked to look at a draft.
type AskReview struct {
	Email string `form:"email" validate:"required,max=254" problem:"required=Enter the email address of the person|max=Enter an email address"`
}

// AskReview asks somebody to look at a draft: anew where they have answered for an earlier state of it.
func (s *Service) AskReview(ctx context.Context, actor models.Actor, code, version string, in AskReview) error {
	in.Email = input.Line(in.Email)
	if err := input.Check(in); err != nil {
		return err
	}
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		v, err := lockDraft(ctx, tx, actor, code, version)
		if err != nil {
			return err
		}
		person, err := tx.PersonByEmail(ctx, in.Email)
		if errors.Is(err, models.ErrNotFound) || err == nil && person.ErasedAt != nil {
			return models.Invalid{"email": "Nobody in the network has this address: check it"}
		}
		if err != nil {
			return err
		}
		reviews, err := tx.ReviewsOf(ctx, v.ID)
		if err != nil {
			return err
		}
		review, waits := reviewBy(person.ID, v, reviews)
		if waits {
			return models.Invalid{"email": person.Name + " is asked already"}
		}
		review.AskedByID, review.AskedAt, review.Revision, review.Verdict, review.AnsweredAt = actor.ID, tx.Now(), v.Revision, "", nil
		if err := tx.KeepReview(ctx, review); err != nil {
			return err
		}
		v.State = models.InReview
		if err := tx.KeepState(ctx, v); err != nil {
			return err
		}
		return tx.Publish(ctx, about("framework.review_asked", actor, v.ID), models.Job{Kind: models.MailReviewAsked, SubjectID: review.ID})
	})
}

// reviewBy is the review of a draft by somebody, or a new one, and whether it holds as the draft stands: asked for, or signed off.
func reviewBy(person models.ID, v models.FrameworkVersion, reviews []store.NamedReview) (review models.FrameworkReview, holds bool) {
	for _, r := range signing(v, reviews).Reviews {
		if r.ReviewerID == person {
			return r.FrameworkReview, r.State == ReviewAsked || r.State == ReviewSigned
		}
	}
	return models.FrameworkReview{ID: store.NewID(), FrameworkVersionID: v.ID, ReviewerID: person}, false
}

// TakeReviewBack no longer asks somebody who has not answered. What was answered stays: it is asked anew, and never forgotten.
func (s *Service) TakeReviewBack(ctx context.Context, actor models.Actor, code, version string, id models.ID) error {
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		v, err := lockDraft(ctx, tx, actor, code, version)
		if err != nil {
			return err
		}
		reviews, err := tx.ReviewsOf(ctx, v.ID)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(reviews, func(r store.NamedReview) bool { return r.ID == id })
		if i < 0 {
			return models.ErrNotFound
		}
		if !reviews[i].Waits() {
			return models.Invalid{"asked": reviews[i].Reviewer + " has answered: the review stays"}
		}
		if err := tx.DropReview(ctx, id); err != nil {
			return err
		}
		if len(reviews) == 1 {
			v.State = models.Draft
			if err := tx.KeepState(ctx, v); err != nil {
				return err
			}
		}
		return tx.Publish(ctx, about("framework.review_taken_back", actor, v.ID))
	})
}

// AnswerReview is what somebody who was asked says of a draft.
type AnswerReview struct {
	Verdict      models.Verdict `form:"verdict" validate:"oneof=signed_off changes_wanted" problem:"oneof=Choose whether you sign it off"`
	Says         string         `form:"says" validate:"max=4000" problem:"max=Use 4,000 characters or fewer"`
	Revision     int            `form:"revision"` // of the draft that they looked at
	NotNHSNumber bool           `form:"not_nhs_number"`
}

// AnswerReview keeps what a reviewer says of the draft as they saw it. It answers models.ErrStale when it was changed meanwhile.
func (s *Service) AnswerReview(ctx context.Context, actor models.Actor, id models.ID, in AnswerReview) error {
	in.Says = input.Tidy(in.Says)
	problems, err := input.Problems(in)
	if err != nil {
		return err
	}
	problems.Add(input.Patients(in.NotNHSNumber, input.Text{Field: "says", Text: in.Says}))
	if in.Verdict == models.ChangesWanted && in.Says == "" {
		problems.Add(models.Invalid{"says": "Say what you want changed"})
	}
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		review, v, err := lockReviewed(ctx, tx, actor, id)
		if err != nil {
			return err
		}
		if err := problems.OrNil(); err != nil {
			return err
		}
		if in.Revision != v.Revision {
			return models.ErrStale
		}
		now := tx.Now()
		review.Verdict, review.Says, review.Revision, review.AnsweredAt = in.Verdict, in.Says, v.Revision, &now
		if err := tx.KeepReview(ctx, review); err != nil {
			return err
		}
		return tx.Publish(ctx, about("framework.reviewed", actor, v.ID), models.Job{Kind: models.MailReviewAnswered, SubjectID: review.ID})
	})
}

// ReviewLetter asks somebody to look at a draft, or tells who asked what they say.
type ReviewLetter struct {
	Person             models.Person // to whom
	Other              string        // who asked, or who was asked
	Framework, Version string
	Verdict            models.Verdict
	Says               string
	URL                string
}

// ReviewAskedLetter gathers the first. There is none once the draft is published, or they have answered.
func (s *Service) ReviewAskedLetter(ctx context.Context, id models.ID) (letter ReviewLetter, err error) {
	review, letter, _, _, err := s.reviewLetter(ctx, id)
	if err != nil {
		return letter, err
	}
	if review.Verdict != "" {
		return letter, models.ErrNotFound
	}
	asker, err := s.Store.Person(ctx, review.AskedByID)
	if err != nil {
		return letter, err
	}
	letter.Other, letter.URL = asker.Name, s.BaseURL+paths.Review(id)
	letter.Person, err = s.Store.Person(ctx, review.ReviewerID)
	return letter, err
}

// ReviewAnsweredLetter gathers the second. There is none for who asked and does not edit the draft any more.
func (s *Service) ReviewAnsweredLetter(ctx context.Context, id models.ID) (letter ReviewLetter, err error) {
	review, letter, code, v, err := s.reviewLetter(ctx, id)
	if err != nil {
		return letter, err
	}
	if review.Verdict == "" {
		return letter, models.ErrNotFound
	}
	if err := s.writes(ctx, review.AskedByID, v); err != nil {
		return letter, err
	}
	reviewer, err := s.Store.Person(ctx, review.ReviewerID)
	if err != nil {
		return letter, err
	}
	letter.Other, letter.Verdict, letter.Says, letter.URL = reviewer.Name, review.Verdict, review.Says, s.BaseURL+paths.FrameworkReviews(code, letter.Version)
	letter.Person, err = s.Store.Person(ctx, review.AskedByID)
	return letter, err
}

func (s *Service) reviewLetter(ctx context.Context, id models.ID) (review models.FrameworkReview, letter ReviewLetter, code string, v models.FrameworkVersion, err error) {
	if review, err = s.Store.Review(ctx, id); err != nil {
		return review, letter, code, v, err
	}
	code, v, name, err := s.named(ctx, review.FrameworkVersionID)
	if err == nil && !v.IsDraft() {
		err = models.ErrNotFound
	}
	letter.Framework, letter.Version = name, v.Version
	return review, letter, code, v, err
}
