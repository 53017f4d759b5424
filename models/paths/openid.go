package paths

import "net/url"

// Where people sign in by what another house says of them.
const (
	OpenID         = "/sign-in/openid"
	OpenIDCallback = "/sign-in/openid/callback" // registered with the other house
	OpenIDUnknown  = "/sign-in/openid/unknown"
	OpenIDConnect  = "/sign-in/openid/connect"
	OpenIDForget   = "/sign-in/openid/forget"
	Disconnect     = "/account/identities/disconnect"
)

// OpenIDConnectThen asks whether to connect an account, and goes on to an address of ours.
func OpenIDConnectThen(next string) string { return OpenIDConnect + "?next=" + url.QueryEscape(next) }
