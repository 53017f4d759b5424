package access

import "trellis/app/seal"

// The labels under which keys are derived from the installation's secret: one key serves one purpose.
const (
	labelAuthenticator = "trellis authenticator secret v1"
	labelRecovery      = "trellis recovery code v1"
)

// ErrNoSecret says that the installation has been told no secret, under which a second factor could be kept.
var ErrNoSecret = seal.ErrNoSecret

// seals keeps what belongs to second factors.
func (s *Service) seals() seal.Secret { return seal.Secret(s.Config.Secret) }
