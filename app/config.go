package app

import (
	"net/netip"

	"trellis/app/access"
	"trellis/models"
)

// Config is what an installation is told from outside. The command line reads it; docs/configuration.md describes it.
type Config struct {
	DatabaseURL string
	Addr        string
	BaseURL     string // how people reach the installation, without a slash at the end
	Secret      string
	FilesURL    string // of the shelf for uploaded files: file:FOLDER, or s3://…
	SMTPURL     string // empty: mail is kept and shown to administrators
	MailFrom    string
	// TrustedProxies are the networks of the proxies in front: what they say of whom they ask for is believed.
	TrustedProxies []netip.Prefix
	// SignUpDomains are the endings of addresses whose holders may ask to be let in.
	SignUpDomains []string
	SecondFactor  models.SecondFactorRule // of whom a second factor is required; empty: as the settings say
	OpenID        access.OpenID
	Demo          bool // every page says that people are invented; /demo lets anybody on this machine in
}

// access is what the ways in are told. A demonstration requires no second factor: its people are invented.
func (c Config) access() access.Config {
	told := access.Config{BaseURL: c.BaseURL, Secret: c.Secret, SignUpDomains: c.SignUpDomains, SecondFactor: c.SecondFactor, OpenID: c.OpenID}
	if c.Demo {
		told.SecondFactor = models.RequiredOfNobody
	}
	return told
}
