package privacy

import (
	"context"
	"errors"
	"slices"

	"trellis/app/input"
	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// Rule is a rule of retention, with what it would do now.
type Rule struct {
	models.RetentionRule
	Usual int // days, until somebody changes them
	Due   store.Due
	// AcceptedBy is who accepted it last.
	AcceptedBy string
}

// Rules are the rules of retention. Only an administrator of the network may see them.
func (s *Service) Rules(ctx context.Context, actor models.Actor) ([]Rule, error) {
	if !policy.Scope(actor, policy.ForgetPeople).All {
		return nil, models.ErrForbidden
	}
	kept, err := s.Store.RetentionRules(ctx)
	if err != nil {
		return nil, err
	}
	usual := models.RetentionRules()
	var by []models.ID
	rules := make([]Rule, len(kept))
	for i, rule := range kept {
		rules[i] = Rule{RetentionRule: rule, Usual: usual[i].Days}
		if rules[i].Due, err = s.Store.Due(ctx, rule, s.Store.Today()); err != nil { // a handful of rules
			return nil, err
		}
		if rule.AcceptedByID != nil {
			by = append(by, *rule.AcceptedByID)
		}
	}
	if len(by) == 0 {
		return rules, nil
	}
	people, err := s.Store.PeopleAmong(ctx, by)
	for i := range rules {
		for _, p := range people {
			if rules[i].AcceptedByID != nil && *rules[i].AcceptedByID == p.ID {
				rules[i].AcceptedBy = p.Name
			}
		}
	}
	return rules, err
}

// Rule is one rule with its preview.
func (s *Service) Rule(ctx context.Context, actor models.Actor, kind models.RetentionKind) (Rule, error) {
	rules, err := s.Rules(ctx, actor)
	if err != nil {
		return Rule{}, err
	}
	at := slices.IndexFunc(rules, func(r Rule) bool { return r.Kind == kind })
	if at < 0 {
		return Rule{}, models.ErrNotFound
	}
	return rules[at], nil
}

// KeepFor changes how long a kind of data is kept. The rule rests until its preview is accepted again.
type KeepFor struct {
	Days int `form:"days" validate:"min=7,max=36500" problem:"min=Enter at least 7 days|max=Enter 36500 days or fewer"`
}

// ChangeRule changes the days of a rule, which then acts no more until somebody accepts its preview.
func (s *Service) ChangeRule(ctx context.Context, actor models.Actor, kind models.RetentionKind, in KeepFor) error {
	if err := s.mayKeep(actor, kind); err != nil {
		return err
	}
	if err := input.Check(in); err != nil {
		return err
	}
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		rule, err := lockRule(ctx, tx, kind)
		if err != nil || rule.Days == in.Days {
			return err
		}
		if err := tx.KeepRetentionRule(ctx, models.RetentionRule{Kind: kind, Days: in.Days}); err != nil {
			return err
		}
		return tx.Publish(ctx, ofRule("retention.changed", &actor.ID, string(kind)))
	})
}

// AcceptRule lets a rule act from the next midnight on. Days are those of the preview that was seen: it answers
// models.ErrStale when somebody has changed them since.
func (s *Service) AcceptRule(ctx context.Context, actor models.Actor, kind models.RetentionKind, days int) error {
	if err := s.mayKeep(actor, kind); err != nil {
		return err
	}
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		rule, err := lockRule(ctx, tx, kind)
		if err != nil {
			return err
		}
		if rule.Days != days {
			return models.ErrStale
		}
		if rule.AcceptedAt != nil {
			return nil
		}
		now := tx.Now()
		rule.AcceptedAt, rule.AcceptedByID = &now, &actor.ID
		if err := tx.KeepRetentionRule(ctx, rule); err != nil {
			return err
		}
		return tx.Publish(ctx, ofRule("retention.accepted", &actor.ID, string(kind)))
	})
}

// StopRule takes the acceptance back: the rule does nothing any more.
func (s *Service) StopRule(ctx context.Context, actor models.Actor, kind models.RetentionKind) error {
	if err := s.mayKeep(actor, kind); err != nil {
		return err
	}
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		rule, err := lockRule(ctx, tx, kind)
		if err != nil || rule.AcceptedAt == nil {
			return err
		}
		rule.AcceptedAt, rule.AcceptedByID = nil, nil
		if err := tx.KeepRetentionRule(ctx, rule); err != nil {
			return err
		}
		return tx.Publish(ctx, ofRule("retention.stopped", &actor.ID, string(kind)))
	})
}

func (s *Service) mayKeep(actor models.Actor, kind models.RetentionKind) error {
	if !policy.Scope(actor, policy.ForgetPeople).All {
		return models.ErrForbidden
	}
	if !slices.ContainsFunc(models.RetentionRules(), func(r models.RetentionRule) bool { return r.Kind == kind }) {
		return models.ErrNotFound
	}
	return nil
}

// lockRule is the rule as it is set, or as it is until somebody sets it.
func lockRule(ctx context.Context, tx *store.Tx, kind models.RetentionKind) (models.RetentionRule, error) {
	rule, err := tx.LockRetentionRule(ctx, kind)
	if !errors.Is(err, models.ErrNotFound) {
		return rule, err
	}
	for _, usual := range models.RetentionRules() {
		if usual.Kind == kind {
			return usual, nil
		}
	}
	return rule, err
}

func ofRule(act string, by *models.ID, kind string) models.Event {
	return models.Event{ActorID: by, Act: act, Subject: "retention_rules", SubjectID: models.ID(kind)}
}
