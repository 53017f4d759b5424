package handlers

import (
	"trellis/models"
)

// drawn is a role profile that was drawn here, on the version that everybody is assessed against.
func (c *cast) drawn() {
	s := c.site
	role := models.RoleProfile{FrameworkVersionID: s.Version.ID, Code: "drawn", Name: "Drawn analyst", Position: 9, DrawnHere: true, Revision: 1}
	s.Keep(&role)
	s.Keep(&models.Requirement{RoleProfileID: role.ID, CompetencyID: s.Competencies["TA1"].ID, Level: 2, Core: true})
	was := models.FrameworkVersion{FrameworkID: s.Version.FrameworkID, Version: "0", State: models.Published, CreatedAt: s.Store.Now(), PublishedAt: new(s.Store.Now())}
	s.Keep(&was)
	move := models.VersionMove{FromVersionID: was.ID, ToVersionID: s.Version.ID, State: models.VersionMoved, ByID: c.actors["bea"].ID, BegunAt: s.Store.Now()}
	s.Keep(&move)
	c.ids["version move"] = string(move.ID)
}

// roleThings are those of role profiles and of versions, for whoever draws and moves.
func roleThings(c *cast, at func(whose []string, pairs ...string) thing) map[string]thing {
	drawers := []string{"bea", "edda"} // of role profiles: who runs the network, and the editor of the framework
	version := []string{":code", "TEST", ":version", "1"}
	role := append([]string{":role", "drawn"}, version...)
	return map[string]thing{
		"/admin/frameworks/:code/:version/roles":              at(drawers, version...),
		"/admin/frameworks/:code/:version/roles/new":          at(drawers, version...),
		"/admin/frameworks/:code/:version/roles/:role":        at(drawers, role...),
		"/admin/frameworks/:code/:version/roles/:role/change": at(drawers, role...),
		"/admin/frameworks/:code/:version/roles/:role/retire": at(drawers, role...),
		"/admin/frameworks/:code/:version/move":               at(admins, version...),
		"/admin/frameworks/:code/:version/moves/:move":        at(admins, append([]string{":move", c.ids["version move"]}, version...)...),
	}
}
