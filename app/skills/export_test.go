package skills

import "context"

// RemindInRunsOf reminds as RemindOfRounds does, so many people in one transaction.
func (s *Service) RemindInRunsOf(ctx context.Context, n int) error { return s.remindOfRounds(ctx, n) }

// TellInRunsOf tells as TellWhatIsDue does, so many people in one transaction.
func (s *Service) TellInRunsOf(ctx context.Context, n int) error { return s.tellWhatIsDue(ctx, n) }
