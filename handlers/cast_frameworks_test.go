package handlers

import (
	"time"

	"trellis/app/exchange"
	"trellis/app/frameworks"
	"trellis/models"
)

// drafting draws version 2 of the framework for its editor, with something said of it, and a review that waits for Ben.
func (c *cast) drafting(now time.Time) {
	s := c.site
	editor := s.Grant(s.Learner("Edda"), models.Editor, models.OneFramework, s.Version.FrameworkID)
	c.actors["edda"] = editor
	life := &frameworks.Service{Store: s.Store, Digest: exchange.Digest}
	if _, err := life.Draw(s.T.Context(), editor, "TEST", "1", frameworks.NextVersion{Version: "2"}); err != nil {
		s.T.Fatal(err)
	}
	page, err := life.Draft(s.T.Context(), editor, "TEST", "2")
	if err != nil {
		s.T.Fatal(err)
	}
	comment := models.FrameworkComment{FrameworkVersionID: page.Version.ID, ByID: editor.ID, Says: "Too long", MadeAt: now}
	settled := models.FrameworkComment{FrameworkVersionID: page.Version.ID, ByID: editor.ID, Says: "Done", MadeAt: now, SettledAt: &now, SettledByID: &editor.ID}
	review := models.FrameworkReview{FrameworkVersionID: page.Version.ID, ReviewerID: c.actors["ben"].ID, AskedByID: editor.ID, AskedAt: now, Revision: 1}
	s.Keep(&comment, &settled, &review)
	s.Elsewhere()
	c.ids["compared"] = string(s.Compared("TA1", "E1", models.CloseMatch).FromID)
	c.ids["framework domain"], c.ids["framework competency"] = string(page.Domains[0].ID), string(page.FrameworkContent.Competencies[0].ID)
	c.ids["framework profile"], c.ids["comment"], c.ids["settled comment"] = string(page.Profiles[0].ID), string(comment.ID), string(settled.ID)
	c.ids["review"], c.ids["from"] = string(review.ID), string(s.Competencies["TA1"].ID)
}

// frameworkThings says whose the things are that the life of frameworks names.
func frameworkThings(c *cast, at func(whose []string, pairs ...string) thing) map[string]thing {
	const version = "/admin/frameworks/:code/:version"
	writers := []string{"bea", "edda"}
	draft := func(more ...string) thing {
		return at(writers, append([]string{":code", "TEST", ":version", "2"}, more...)...)
	}
	published := at(writers, ":code", "TEST", ":version", "1")
	list := map[string]thing{
		version: published, version + "/next": published, version + "/retire": published, version + "/retire/call-off": published,
		"/reviews/:review": at([]string{"ben"}, ":review", c.ids["review"]), "/reviews/:review/comments": at([]string{"ben"}, ":review", c.ids["review"]),
	}
	for _, path := range []string{"/write", "/write/move", "/write/drop", "/write/about", "/comments", "/reviews", "/compare", "/publish"} {
		list[version+path] = draft()
	}
	for _, end := range []string{"", "/remove"} {
		list[version+"/domains/:domain"+end] = draft(":domain", c.ids["framework domain"])
		list[version+"/competencies/:competency"+end] = draft(":competency", c.ids["framework competency"])
		list[version+"/profiles/:profile"+end] = draft(":profile", c.ids["framework profile"])
	}
	list[version+"/comments/:comment/settle"] = draft(":comment", c.ids["comment"])
	list[version+"/comments/:comment/open"] = draft(":comment", c.ids["settled comment"])
	list[version+"/reviews/:review/take-back"] = draft(":review", c.ids["review"])
	list[version+"/crosswalk"] = published
	compared := at(writers, ":code", "TEST", ":version", "1", ":competency", c.ids["compared"])
	list[version+"/crosswalk/:competency"], list[version+"/crosswalk/:competency/remove"] = compared, compared
	list[version+"/successions/:from"] = draft(":from", c.ids["from"])
	return list
}
