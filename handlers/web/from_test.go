package web

import "testing"

func TestTheHolderOfABlockIsCountedAsOne(t *testing.T) {
	for address, want := range map[string]string{
		"192.0.2.7": "192.0.2.7", "::ffff:192.0.2.7": "192.0.2.7", "2001:db8:1:2:3:4:5:6": "2001:db8:1:2::/64",
		"fe80::1%eth0": "fe80::/64", "": "", "socket": "socket",
	} {
		if got := From(address); got != want {
			t.Errorf("%q is counted as %q, want %q", address, got, want)
		}
	}
}

func TestATokenIsNotLogged(t *testing.T) {
	for path, want := range map[string]string{
		"/sign-in/link/secret": "/sign-in/link/…", "/sign-in/reset/secret": "/sign-in/reset/…", "/invitations/secret": "/invitations/…",
		"/sign-up/secret": "/sign-up/…", "/account/email/secret": "/account/email/…", "/offers/secret": "/offers/…",
		"/courses/x": "/courses/x", "/sign-up": "/sign-up",
	} {
		if got := withoutToken(path); got != want {
			t.Errorf("%s is logged as %s", path, got)
		}
	}
}
