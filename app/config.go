package app

import "net/netip"

// Config is what an installation is told from outside. The command line reads it; docs/configuration.md describes it.
type Config struct {
	DatabaseURL string
	Addr        string
	BaseURL     string // how people reach the installation, without a slash at the end
	Secret      string
	SMTPURL     string // empty: mail is kept and shown to administrators
	MailFrom    string
	// TrustedProxies are the networks of the proxies in front: what they say of whom they ask for is believed.
	TrustedProxies []netip.Prefix
	Demo           bool // every page says that people are invented; /demo lets anybody on this machine in
}
