package handlers

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"strconv"
	"testing"

	"trellis/models"
	"trellis/views/badge"
)

func TestThePictureOfABadgeIsDrawnOnce(t *testing.T) {
	var kept pictures
	of := badge.Picture{Title: "Course", Network: "Network", Colour: models.Colour{0, 94, 184}}
	first, err := kept.png(of)
	if err != nil {
		t.Fatal(err)
	}
	again, err := kept.png(of)
	if err != nil || &first[0] != &again[0] {
		t.Errorf("it is drawn twice (%v)", err)
	}
	of.Title = "Another course"
	other, err := kept.png(of)
	if err != nil || bytes.Equal(first, other) {
		t.Errorf("another course has the same picture (%v)", err)
	}
	for i := range mostPictures + 5 {
		kept.keep([32]byte{byte(i), 1}, []byte(strconv.Itoa(i)))
	}
	if len(kept.drawn) != mostPictures || len(kept.order) != mostPictures {
		t.Errorf("%d pictures are kept, %d in order", len(kept.drawn), len(kept.order))
	}
}

func TestAPictureThatIsKnownIsNotSentAgain(t *testing.T) {
	i := newIssuing(t)
	for _, path := range []string{"/achievements/R1.0.png", "/achievements/R1.0.svg"} {
		tag := i.get(path).want(http.StatusOK).Header.Get("ETag")
		if tag == "" {
			t.Fatalf("%s has no mark", path)
		}
		for known, want := range map[string]int{tag: http.StatusNotModified, `"x", W/` + tag: http.StatusNotModified, `"x"`: http.StatusOK} {
			r := httptest.NewRequest(http.MethodGet, path, nil)
			r.Header.Set("If-None-Match", known)
			i.send(r).want(want)
		}
	}
}
