package handlers

import "trellis/app/policy"

// roleRoutes are the addresses of role profiles and of moving people between versions.
func (h *Handlers) roleRoutes() []Route {
	return []Route{
		{get, "/skills/roles", policy.ChooseRole, h.compareRoles},
		{get, "/skills/aim", policy.ChooseRole, h.aimPage},
		{post, "/skills/aim", policy.ChooseRole, h.aim},
		{get, "/skills/choose", policy.ChooseRole, h.chooseSkillsPage},
		{post, "/skills/choose", policy.ChooseRole, h.chooseSkills},
		{get, "/admin/frameworks/:code/:version/roles", policy.DrawRoles, h.roleProfiles},
		{get, "/admin/frameworks/:code/:version/roles/new", policy.DrawRoles, h.newRoleProfile},
		{post, "/admin/frameworks/:code/:version/roles/new", policy.DrawRoles, h.drawRoleProfile},
		{get, "/admin/frameworks/:code/:version/roles/:role", policy.DrawRoles, h.roleProfile},
		{get, "/admin/frameworks/:code/:version/roles/:role/change", policy.DrawRoles, h.changeRoleProfilePage},
		{post, "/admin/frameworks/:code/:version/roles/:role/change", policy.DrawRoles, h.changeRoleProfile},
		{post, "/admin/frameworks/:code/:version/roles/:role/retire", policy.DrawRoles, h.retireRoleProfile},
		{get, "/admin/frameworks/:code/:version/move", policy.MoveVersions, h.moveVersionPage},
		{post, "/admin/frameworks/:code/:version/move", policy.MoveVersions, h.moveVersion},
		{get, "/admin/frameworks/:code/:version/moves/:move", policy.MoveVersions, h.versionMovePage},
	}
}
