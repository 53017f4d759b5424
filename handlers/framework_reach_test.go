package handlers

import (
	"net/http"
	"strings"
	"testing"

	"trellis/models"
	"trellis/models/paths"
)

func TestWhoLeadsTheNetworkSeesWhatIsPublished(t *testing.T) {
	c := newCast(t)
	s := c.site
	nell := s.Grant(s.Learner("Nell"), models.Lead, models.WholeNetwork, "")
	if links := s.get(nell, "/").want(http.StatusOK).find("nav a[href='" + paths.Frameworks + "']"); len(links) != 1 {
		t.Errorf("%d ways to the frameworks", len(links))
	}
	s.get(nell, paths.Frameworks).want(http.StatusOK).says("3 versions").saysNot("Not yet", "Add a framework")
	s.get(nell, paths.Framework("TEST", "1")).want(http.StatusOK).says("Move people to this version", "Draw and compare").saysNot("Draw a new version")
	s.get(nell, paths.Framework("TEST", "2")).want(http.StatusNotFound)
	s.get(nell, paths.CompareFramework("TEST", "2", "1")).want(http.StatusNotFound)
	s.get(nell, paths.CompareFramework("TEST", "1", "2")).want(http.StatusOK).saysNot("Too long", "Version 2")
	s.get(nell, paths.NewFramework).want(http.StatusNotFound)
	s.get(c.actors["edda"], paths.Frameworks).want(http.StatusOK).says("3 versions", "Draft")
}

func TestAnEditorBringsInFilesOfTheirOwnFramework(t *testing.T) {
	s := newSite(t)
	bea := s.Administrator("Bea")
	text := starterFile(t)
	send := func(as models.Actor, text string) answer {
		return s.upload(as, paths.NewFramework, nil, [3]string{"file", "framework.json", text})
	}
	s.keepsFramework(bea, send(bea, text)).want(http.StatusSeeOther)
	f, err := s.Store.FrameworkCalled(t.Context(), "HCA-STARTER")
	if err != nil {
		t.Fatal(err)
	}
	editor := s.Grant(s.Learner("Eve"), models.Editor, models.OneFramework, f.ID)
	s.get(editor, paths.NewFramework).want(http.StatusOK).says("Your own framework").saysNot("Begin a framework")
	changed := strings.Replace(text, "Not yet", "Not at all yet", 1)
	s.keepsFramework(editor, send(editor, changed).want(http.StatusOK).says("Changed")).want(http.StatusSeeOther)
	another := strings.Replace(text, "HCA-STARTER", "hca-starter", 1)
	send(editor, another).want(http.StatusUnprocessableEntity).says("which you do not write")
	shown := send(bea, strings.Replace(text, "HCA-STARTER", "ANOTHER", 1)).want(http.StatusOK)
	s.keepsFramework(editor, shown).want(http.StatusUnprocessableEntity).says("which you do not write")
	if _, err := s.Store.FrameworkCalled(t.Context(), "ANOTHER"); err == nil {
		t.Error("an editor of one framework kept another")
	}
}
