package records

import (
	"context"
	"strconv"
	"strings"
	"time"

	"trellis/app/badge"
	"trellis/app/policy"
	"trellis/models"
	"trellis/models/paths"
)

// Badge is a completion record as an Open Badge.
type Badge struct {
	Code   string
	Course string
	Issuer string
	Token  string // signed as a token
	Proved []byte // as JSON, with a proof inside
}

// PublicBadge is the badge of a record for anybody, where the holder shares the record. From is the network address of who asks.
func (s *Service) PublicBadge(ctx context.Context, code, from string) (Badge, error) {
	if err := s.countCheck(ctx, from); err != nil {
		return Badge{}, err
	}
	record, err := s.Store.RecordByCode(ctx, code)
	if err != nil {
		return Badge{}, err
	}
	if !record.Shared {
		return Badge{}, models.ErrNotFound
	}
	return s.badge(ctx, record)
}

// OwnBadge is the badge of one of the actor's own records, shared or not.
func (s *Service) OwnBadge(ctx context.Context, actor models.Actor, code string) (Badge, error) {
	record, err := s.Store.RecordByCode(ctx, code)
	if err != nil {
		return Badge{}, err
	}
	if err := policy.Allows(actor, policy.SeeOwn, record); err != nil {
		return Badge{}, err
	}
	return s.badge(ctx, record)
}

// badge signs what a record says. It fails with models.ErrNotFound for a record of somebody forgotten, and for one that has no
// place on a list of states yet: a badge that could not be withdrawn is not given out.
func (s *Service) badge(ctx context.Context, r models.CompletionRecord) (Badge, error) {
	subject, err := s.Store.BadgeSubject(ctx, r.PersonID)
	if err != nil {
		return Badge{}, err
	}
	if r.StatusList == nil || r.StatusIndex == nil {
		return Badge{}, models.ErrNotFound
	}
	achieved, err := s.achieved(ctx, r)
	if err != nil {
		return Badge{}, err
	}
	token, proof, err := s.signers(ctx)
	if err != nil {
		return Badge{}, err
	}
	credential := s.completion(r, achieved, subject).Credential()
	b := Badge{Code: r.Code, Course: r.CourseTitle, Issuer: r.ProviderName}
	if b.Token, err = badge.Token(credential, token); err != nil {
		return Badge{}, err
	}
	b.Proved, err = badge.Proved(credential, proof, s.Store.Now())
	return b, err
}

func (s *Service) completion(r models.CompletionRecord, achieved badge.Achievement, subject string) badge.Completion {
	c := badge.Completion{
		ID: s.BaseURL + paths.VerifyRecord(r.Code), Subject: subject, Issuer: s.did(), IssuerName: r.ProviderName, IssuerURL: s.BaseURL,
		Achievement: achieved, IssuedAt: r.IssuedAt, StartedOn: string(r.StartedOn), CompletedOn: string(r.CompletedOn),
		Status: badge.Place{List: s.listAddress(*r.StatusList), Index: *r.StatusIndex},
	}
	if r.ValidUntil != "" {
		c.ValidUntil = r.ValidUntil.AddDays(1).Time().Add(-time.Second) // until the end of the day
	}
	return c
}

// achieved is what the record's course stands for, in the version that was completed.
func (s *Service) achieved(ctx context.Context, r models.CompletionRecord) (badge.Achievement, error) {
	course, err := s.Store.Course(ctx, r.CourseID)
	if err != nil {
		return badge.Achievement{}, err
	}
	outcomes, err := s.Store.RecordOutcomes(ctx, r.ID)
	if err != nil {
		return badge.Achievement{}, err
	}
	asked, err := s.Store.RecordRequirements(ctx, r.ID)
	if err != nil {
		return badge.Achievement{}, err
	}
	address := s.BaseURL + paths.Achievement(course.Code, r.CourseVersion)
	a := badge.Achievement{
		ID: address, Image: address + ".png", Name: r.CourseTitle, Code: course.Code, Version: strconv.Itoa(r.CourseVersion), Criteria: criteria(r, asked),
	}
	for _, o := range outcomes {
		a.Outcomes = append(a.Outcomes, badge.Outcome{
			URL: address + "#" + OutcomeAnchor(o.CompetencyCode), Code: o.CompetencyCode, Name: o.CompetencyName,
			Framework: strings.TrimSpace(o.FrameworkTitle + " " + o.FrameworkVersion), Says: "The course is designed to reach: " + o.LevelLabel,
		})
	}
	return a, nil
}

// criteria is what was required, in a sentence.
func criteria(r models.CompletionRecord, asked []models.RecordRequirement) string {
	if len(asked) == 0 {
		return r.Rule
	}
	each := make([]string, len(asked))
	for i, a := range asked {
		each[i] = a.Asks
	}
	return strings.Join(each, "; ")
}

// OutcomeAnchor is where a competency stands on the page of an achievement.
func OutcomeAnchor(code string) string { return "outcome-" + code }

// Achievement is what everybody achieves who completes a version of a course.
type Achievement struct {
	Code     string
	Title    string
	Version  int
	Provider string
	Criteria string
	Outcomes []models.RecordOutcome
	JSON     []byte // the same for programs
}

// Achievement is what the badges of a version of a course stand for, for anybody. A version of which there is no record is not
// there: courses are not public.
func (s *Service) Achievement(ctx context.Context, code string, version int) (Achievement, error) {
	course, err := s.Store.CourseByCode(ctx, code)
	if err != nil {
		return Achievement{}, err
	}
	r, err := s.Store.RecordOfVersion(ctx, course.ID, version)
	if err != nil {
		return Achievement{}, err
	}
	achieved, err := s.achieved(ctx, r)
	if err != nil {
		return Achievement{}, err
	}
	a := Achievement{Code: course.Code, Title: r.CourseTitle, Version: version, Provider: r.ProviderName, Criteria: achieved.Criteria}
	if a.JSON, err = achieved.JSON(); err != nil {
		return Achievement{}, err
	}
	a.Outcomes, err = s.Store.RecordOutcomes(ctx, r.ID)
	return a, err
}
