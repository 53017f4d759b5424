package words

import "net/url"

// Host is where an address leads, for people: its host. An address that cannot be read is shown as it is.
func Host(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return address
	}
	return u.Hostname()
}
