package access

import (
	"context"

	"trellis/models"
	"trellis/models/store"
)

// MustSetUp tells whether a second factor is required of the actor, who has none.
func (s *Service) MustSetUp(ctx context.Context, actor models.Actor) (bool, error) {
	required, err := s.requires(ctx, s.Store.Reads, actor)
	if err != nil || !required {
		return false, err
	}
	has, err := s.Store.HasSecondFactor(ctx, actor.ID)
	return !has, err
}

// requires tells whether a second factor is required of the actor: as the configuration says, else the settings, else of
// administrators. The rules ask of grants alone, so that most people cost no question.
func (s *Service) requires(ctx context.Context, reads store.Reads, actor models.Actor) (bool, error) {
	if len(actor.Grants) == 0 {
		return false, nil
	}
	rule := s.Config.SecondFactor
	if rule == "" {
		settings, err := reads.Settings(ctx)
		if err != nil {
			return false, err
		}
		rule = settings.SecondFactor
	}
	return rule.Requires(actor), nil
}
