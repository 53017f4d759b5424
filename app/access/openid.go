package access

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"trellis/models"
	"trellis/models/paths"
)

// Begun is a visit to the other house that has begun: what must come back, and what proves that it was we who began.
type Begun struct {
	URL                    string // where the browser goes
	State, Nonce, Verifier string
}

// Returned is what a browser brings back from the other house.
type Returned struct {
	State, Code string
	Issuer      string // of RFC 9207; some houses say it
	Error       string // in place of a code
}

// What can go wrong at the other house, in words for the person who comes back. What only the operator can mend is logged.
var (
	errNoHouse   = models.Invalid{"way": "Single sign-on is not set up here. Sign in another way"}
	errHouseDown = models.Invalid{"way": "Single sign-on does not answer now. Try again in a minute, or sign in another way"}
	errReturn    = models.Invalid{"way": "Single sign-on did not work. Start it again from this page, or sign in another way"}
	errDenied    = models.Invalid{"way": "You did not sign in there, or were not allowed to. Start again, or sign in another way"}
)

const (
	houseTimeout = 8 * time.Second // for one question to the other house
	houseRest    = 5 * time.Second // before a house that did not answer is asked again who it is
)

// house is the other house as it described itself, asked for when it is first needed: we begin without it.
type house struct {
	mu       sync.Mutex
	provider *oidc.Provider
	config   *oauth2.Config // learns how the house wants to be told our secret
	failed   error
	failedAt time.Time
	client   *http.Client
}

func newHouse() *house { return &house{client: &http.Client{Timeout: houseTimeout}} }

// discover is the house's description of itself, kept once it is known.
func (s *Service) discover(ctx context.Context) (*oidc.Provider, *oauth2.Config, error) {
	h, now := s.house, s.Store.Now()
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.provider != nil || h.failed != nil && now.Sub(h.failedAt) < houseRest { // those who wait in line wait once
		return h.provider, h.config, h.failed
	}
	h.failedAt = now
	if h.provider, h.failed = oidc.NewProvider(s.asking(ctx), s.Config.OpenID.Issuer); h.failed != nil {
		return nil, nil, h.failed
	}
	h.config = &oauth2.Config{
		ClientID: s.Config.OpenID.ClientID, ClientSecret: s.Config.OpenID.ClientSecret, Endpoint: h.provider.Endpoint(),
		RedirectURL: s.Config.BaseURL + paths.OpenIDCallback, Scopes: []string{oidc.ScopeOpenID, "profile"},
	}
	return h.provider, h.config, nil
}

// asking is a context in which the other house is asked with a limit of time. One person who goes away does not end what
// others wait for too.
func (s *Service) asking(ctx context.Context) context.Context {
	return oidc.ClientContext(context.WithoutCancel(ctx), s.house.client)
}

// BeginOpenID begins a visit to the other house: with PKCE, a state and a nonce of its own.
func (s *Service) BeginOpenID(ctx context.Context) (Begun, error) {
	if s.Config.OpenID.Issuer == "" {
		return Begun{}, errNoHouse
	}
	_, config, err := s.discover(ctx)
	if err != nil {
		slog.WarnContext(ctx, "the issuer of single sign-on does not answer", "issuer", s.Config.OpenID.Issuer, "error", err)
		return Begun{}, errHouseDown
	}
	begun := Begun{State: rand.Text(), Nonce: rand.Text(), Verifier: oauth2.GenerateVerifier()}
	begun.URL = config.AuthCodeURL(begun.State, oidc.Nonce(begun.Nonce), oauth2.S256ChallengeOption(begun.Verifier))
	return begun, nil
}

// FinishOpenID is who the other house says has come back from the visit that was begun. Whatever does not fit it answers
// models.Invalid.
func (s *Service) FinishOpenID(ctx context.Context, begun Begun, back Returned) (Identified, error) {
	if s.Config.OpenID.Issuer == "" {
		return Identified{}, errNoHouse
	}
	if begun.State == "" || !same(begun.State, back.State) || back.Issuer != "" && back.Issuer != s.Config.OpenID.Issuer {
		return Identified{}, errReturn
	}
	if back.Error != "" || back.Code == "" {
		slog.InfoContext(ctx, "single sign-on was refused by the issuer", "reason", back.Error)
		return Identified{}, errDenied
	}
	who, err := s.exchange(ctx, begun, back.Code)
	if err != nil {
		slog.WarnContext(ctx, "single sign-on did not work", "issuer", s.Config.OpenID.Issuer, "error", err)
		return Identified{}, errReturn
	}
	return who, nil
}

// exchange trades the code for a token about the person, and reads it: the signature, the issuer, for whom it is, until
// when, and that it was made for this visit.
func (s *Service) exchange(ctx context.Context, begun Begun, code string) (Identified, error) {
	provider, config, err := s.discover(ctx)
	if err != nil {
		return Identified{}, err
	}
	tokens, err := config.Exchange(s.asking(ctx), code, oauth2.VerifierOption(begun.Verifier))
	if err != nil {
		return Identified{}, withoutAnswer(err)
	}
	raw, _ := tokens.Extra("id_token").(string)
	if raw == "" {
		return Identified{}, errors.New("the issuer gave no id_token")
	}
	verifier := provider.Verifier(&oidc.Config{ClientID: config.ClientID, SupportedSigningAlgs: []string{oidc.RS256}, Now: s.Store.Now})
	token, err := verifier.Verify(s.asking(ctx), raw)
	if err != nil {
		return Identified{}, err
	}
	if begun.Nonce == "" || !same(begun.Nonce, token.Nonce) {
		return Identified{}, errors.New("the id_token was made for another visit")
	}
	var said claims
	if err := token.Claims(&said); err != nil {
		return Identified{}, fmt.Errorf("read the id_token: %w", err)
	}
	if said.AuthorizedParty != "" && said.AuthorizedParty != config.ClientID {
		return Identified{}, errors.New("the id_token was made for another party")
	}
	return said.identified(token.Issuer, token.Subject)
}

// withoutAnswer keeps what the issuer answered out of the log but for its word for the error: it may repeat what we sent.
func withoutAnswer(err error) error {
	if answered := (*oauth2.RetrieveError)(nil); errors.As(err, &answered) {
		return fmt.Errorf("the issuer did not take the code: %q", answered.ErrorCode)
	}
	return err
}

// claims are what is read of an id_token beside what its verification reads.
type claims struct {
	TenantID        string `json:"tid"` // of Entra
	ObjectID        string `json:"oid"` // of Entra
	AuthorizedParty string `json:"azp"`
	Name            string `json:"name"`
	Username        string `json:"preferred_username"`
}

// identified is who the claims are about. Entra gives every application another subject for the same person; tid and oid
// together stay the same, as Microsoft advises.
func (c claims) identified(issuer, subject string) (Identified, error) {
	if c.TenantID != "" && c.ObjectID != "" {
		subject = c.TenantID + "/" + c.ObjectID
	}
	if subject == "" {
		return Identified{}, errors.New("the id_token names nobody")
	}
	name := c.Name
	if name == "" {
		name = c.Username
	}
	return Identified{Issuer: issuer, Subject: subject, Name: name}, nil
}

func same(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }
