package records

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"trellis/app/badge"
)

// Web asks other installations, for who checks a badge at the command line. It is never used for what a stranger brings to the
// check page: a badge can name any address.
type Web struct{}

const (
	patience    = 20 * time.Second
	mostFetched = badge.Largest
	mostHops    = 3
)

// Document fetches what a DID stands for.
func (w Web) Document(ctx context.Context, did string) (badge.Document, error) {
	address, err := badge.DocumentAddress(did)
	if err != nil {
		return badge.Document{}, err
	}
	if u, err := url.Parse(address); err == nil && loopback(u.Hostname()) {
		address = "http" + strings.TrimPrefix(address, "https")
	}
	text, err := w.Fetch(ctx, address)
	if err != nil {
		return badge.Document{}, err
	}
	return badge.ParseDocument(did, text)
}

// List fetches a list of states.
func (w Web) List(ctx context.Context, address string) ([]byte, error) { return w.Fetch(ctx, address) }

// Fetch fetches what is at an address: of at most 2 MB, within 20 seconds, by https, or from this machine itself.
func (Web) Fetch(ctx context.Context, address string) ([]byte, error) {
	if err := allowed(address); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, err
	}
	client := http.Client{CheckRedirect: func(next *http.Request, before []*http.Request) error {
		if len(before) >= mostHops {
			return errors.New("it sends from address to address")
		}
		return allowed(next.URL.String())
	}}
	answer, err := client.Do(request)
	if err != nil {
		return nil, err
	}
	text, err := io.ReadAll(io.LimitReader(answer.Body, mostFetched+1))
	if err := errors.Join(err, answer.Body.Close()); err != nil {
		return nil, err
	}
	switch {
	case answer.StatusCode == http.StatusNotFound:
		return nil, fmt.Errorf("there is nothing at %s, or it is not shared", address)
	case answer.StatusCode != http.StatusOK:
		return nil, fmt.Errorf("%s answers %s", address, answer.Status)
	case len(text) > mostFetched:
		return nil, fmt.Errorf("what is at %s is too large", address)
	}
	return text, nil
}

func allowed(address string) error {
	u, err := url.Parse(address)
	if err != nil || u.User != nil || u.Scheme != "https" && (u.Scheme != "http" || !loopback(u.Hostname())) {
		return fmt.Errorf("only https addresses are asked, and not %s", address)
	}
	return nil
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
