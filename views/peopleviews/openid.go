package peopleviews

import (
	"net/url"

	"trellis/app/access"
	"trellis/models"
	"trellis/views/words"
)

// WaysIn are the ways in beside the password, as the account page shows them.
type WaysIn struct {
	SecondFactor access.SecondFactor
	House        string // that says who people are; empty where there is none
	Identities   []models.Identity
	MayLeave     bool // another way in is left when an identity is disconnected
}

// houseOf is where an issuer is, as people know it.
func houseOf(i models.Identity) string {
	if at, err := url.Parse(i.Issuer); err == nil && at.Host != "" {
		return at.Host
	}
	return i.Issuer
}

func identityWords(i models.Identity) string {
	return "Connected on " + words.Day(i.AddedAt) + ", last used on " + words.Day(i.LastUsedAt)
}
