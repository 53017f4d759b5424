package handlers

import "trellis/app/policy"

// contentRoutes are the addresses by which frameworks come in and go out.
func (h *Handlers) contentRoutes() []Route {
	return []Route{
		{get, "/admin/frameworks/new", policy.KeepFrameworks, h.newFrameworkPage},
		{post, "/admin/frameworks/new", policy.KeepFrameworks, h.lookAtFramework},
		{post, "/admin/frameworks/new/keep", policy.KeepFrameworks, h.keepFramework},
		{get, "/admin/frameworks/:code/:version/file", policy.SeeFrameworks, h.frameworkFile},
	}
}
