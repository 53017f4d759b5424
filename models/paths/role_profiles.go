package paths

import "net/url"

// Roles are the role profiles of a version of a framework, for those who draw them.
func Roles(framework, version string) string { return Framework(framework, version) + "/roles" }

// NewRoleProfile draws a role profile: with from, another's code, or team, an organisation's, it begins with what that says.
func NewRoleProfile(framework, version, what, code string) string {
	path := Roles(framework, version) + "/new"
	if what == "" {
		return path
	}
	return path + "?" + url.Values{what: {code}}.Encode()
}

// RoleProfile is one role profile of a version.
func RoleProfile(framework, version, code string) string {
	return Framework(framework, version) + at("roles", code)
}

// ChangeRoleProfile changes a role profile that was drawn here.
func ChangeRoleProfile(framework, version, code string) string {
	return RoleProfile(framework, version, code) + "/change"
}

// RetireRoleProfile retires it.
func RetireRoleProfile(framework, version, code string) string {
	return RoleProfile(framework, version, code) + "/retire"
}

// Aim is where somebody says which role they aim at.
const Aim = "/skills/aim"

// ChooseSkills is where somebody chooses what their role leaves open.
const ChooseSkills = "/skills/choose"

// CompareRoles puts two role profiles side by side, by their ids; which ones is asked where they are empty.
func CompareRoles(one, other string) string {
	if one == "" && other == "" {
		return "/skills/roles"
	}
	return "/skills/roles?" + url.Values{"one": {one}, "other": {other}}.Encode()
}

// SkillsAimed is My skills against the role that somebody aims at.
const SkillsAimed = Skills + "?as=aim"

// MoveVersion moves people from other versions of a framework to this one.
func MoveVersion(framework, version string) string { return Framework(framework, version) + "/move" }

// MoveVersionFrom asks what follows each role profile of the other version.
func MoveVersionFrom(framework, version, from string) string {
	return MoveVersion(framework, version) + "?" + url.Values{"from": {from}}.Encode()
}

// VersionMove is how far a move is.
func VersionMove(framework, version, id string) string {
	return Framework(framework, version) + at("moves", id)
}
