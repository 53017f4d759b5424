package calendar

import (
	"context"

	"trellis/models"
	"trellis/models/store"
)

// Preferences are how the actor wants the letters of each topic.
func (s *Service) Preferences(ctx context.Context, actor models.Actor) (map[models.MailTopic]models.MailWay, error) {
	ways := map[models.MailTopic]models.MailWay{}
	for _, choice := range models.MailTopics() {
		ways[choice.Topic] = choice.Ways[0]
	}
	chosen, err := s.Store.MailPreferences(ctx, actor.ID)
	for _, p := range chosen {
		ways[models.MailTopic(p.Kind)] = p.Way
	}
	return ways, err
}

// Prefer keeps how the actor wants the letters of each topic. Who wants invitations again gets those to all sessions ahead.
func (s *Service) Prefer(ctx context.Context, actor models.Actor, ways map[models.MailTopic]models.MailWay) error {
	invalid, chosen := models.Invalid{}, []models.MailPreference{}
	for _, choice := range models.MailTopics() {
		way := ways[choice.Topic]
		if !choice.Has(way) {
			invalid[string(choice.Topic)] = "Choose one of the answers"
		}
		chosen = append(chosen, models.MailPreference{PersonID: actor.ID, Kind: string(choice.Topic), Way: way})
	}
	if len(invalid) > 0 {
		return invalid
	}
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		before, err := tx.MailWay(ctx, actor.ID, models.TopicCalendar)
		if err != nil {
			return err
		}
		if err := tx.Prefer(ctx, chosen); err != nil {
			return err
		}
		if before == models.MailNot && ways[models.TopicCalendar] == models.MailAtOnce {
			if err := tx.InviteAgain(ctx, actor.ID); err != nil {
				return err
			}
		}
		return tx.Publish(ctx, models.AboutPerson("mail.preferred", &actor.ID, actor.ID))
	})
}
