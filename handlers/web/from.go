package web

import "net/netip"

// From is the network that a request is counted by: the address itself, or the first half of an IPv6 one, since whoever
// has one of those has a whole block.
func From(address string) string {
	ip, err := netip.ParseAddr(address)
	if err != nil {
		return address
	}
	ip = ip.Unmap().WithZone("")
	if ip.Is4() {
		return ip.String()
	}
	block, err := ip.Prefix(64)
	if err != nil {
		return address
	}
	return block.String()
}
