package handlers

import "trellis/app/policy"

// needRoutes are the addresses of what teams need, and of the figures that follow from it.
func (h *Handlers) needRoutes() []Route {
	return []Route{
		{get, "/team/needs", policy.KeepNeeds, h.needs},
		{get, "/team/needs/:of", policy.KeepNeeds, h.needsOf},
		{get, "/team/needs/:of/new", policy.KeepNeeds, h.newNeedPage},
		{post, "/team/needs/:of/new", policy.KeepNeeds, h.addNeed},
		{get, "/team/needs/:of/lines/:need", policy.KeepNeeds, h.changeNeedPage},
		{post, "/team/needs/:of/lines/:need", policy.KeepNeeds, h.changeNeed},
		{post, "/team/needs/:of/lines/:need/remove", policy.KeepNeeds, h.removeNeed},
		{get, "/team/needs/:of/mix", policy.KeepNeeds, h.needMixPage},
		{post, "/team/needs/:of/mix", policy.KeepNeeds, h.takeMix},
		{post, "/team/needs/:of/undo", policy.KeepNeeds, h.undoMix},
		{get, "/network/needs", policy.SeeNetwork, h.networkNeeds},
	}
}
