package handlers

import "trellis/app/policy"

// rollupRoutes are how the network stands: what people can do, and whether it is used.
func (h *Handlers) rollupRoutes() []Route {
	return []Route{
		{get, "/network/skills", policy.SeeNetwork, h.networkSkills},
		{get, "/network/skills/:slug", policy.SeeNetwork, h.networkSkill},
		{get, "/network/use", policy.SeeNetwork, h.networkUse},
	}
}
