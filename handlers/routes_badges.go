package handlers

import "trellis/app/policy"

// badgeRoutes are the addresses of badges: what verifiers of others ask for, the check of a file, and the keys.
func (h *Handlers) badgeRoutes() []Route {
	return []Route{
		{get, "/.well-known/did.json", policy.Public, h.didDocument},
		{get, "/status/:list", policy.Public, h.statusList},
		{get, "/achievements/:achievement", policy.Public, h.achievement},
		{post, "/verify/file", policy.Public, h.verifyFile},
		{get, "/admin/keys", policy.KeepKeys, h.keys},
		{post, "/admin/keys", policy.KeepKeys, h.rotateKeys},
	}
}
