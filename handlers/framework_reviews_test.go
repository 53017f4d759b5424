package handlers

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"trellis/models/paths"
)

func TestADraftIsNotPublishedFromAPageThatIsNoLongerTrue(t *testing.T) {
	s := newSite(t)
	bea, ada := s.Administrator("Bea"), s.Learner("Ada")
	text := starterFile(t)
	send := func(text string) string {
		shown := s.upload(bea, paths.NewFramework, nil, [3]string{"file", "framework.json", text})
		return s.keepsFramework(bea, shown).want(http.StatusSeeOther).Header.Get("Location")
	}
	at := send(text)
	seen := attribute(s.get(bea, at+"/publish").want(http.StatusOK).find("input[name=revision]")[0], "value")
	send(strings.Replace(text, "Not yet", "Not at all yet", 1))
	s.post(bea, at+"/publish", url.Values{"revision": {seen}}).want(http.StatusConflict).says("Somebody changed the draft since you looked at it")
	s.get(bea, at).want(http.StatusOK).says("This is a draft")

	s.post(bea, at+"/reviews", url.Values{"email": {ada.Email}}).want(http.StatusSeeOther)
	parts := strings.Split(at, "/")
	v, err := s.Store.VersionNamed(t.Context(), parts[len(parts)-2], parts[len(parts)-1])
	if err != nil {
		t.Fatal(err)
	}
	reviews, err := s.Store.ReviewsOf(t.Context(), v.ID)
	if err != nil || len(reviews) != 1 {
		t.Fatal(reviews, err)
	}
	review := paths.Review(reviews[0].ID)
	s.post(ada, review+"/comments", url.Values{"says": {" "}}).want(http.StatusUnprocessableEntity).says("Enter what you want to say")
	s.post(ada, review+"/comments", url.Values{"says": {"For whom is it?"}}).want(http.StatusSeeOther).goesTo(review + "#comments")
	s.get(ada, review).want(http.StatusOK).says("For whom is it?")
	s.get(bea, at+"/comments?format=csv").want(http.StatusOK).says("competency_code", "For whom is it?")
	s.get(bea, at+"/reviews?format=csv").want(http.StatusOK).says("reviewer,asked_by", "Ada")
}
