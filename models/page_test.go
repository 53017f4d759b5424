package models_test

import (
	"errors"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"trellis/models"
)

func TestAnEdgeComesBackFromAnAddressAsItWas(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		edge := models.Edge{Key: rapid.StringMatching(`[^\x00]*`).Draw(t, "key"), ID: models.ID(rapid.StringMatching(`[^\x00 ]+`).Draw(t, "id"))}
		if back := models.ParseEdge(edge.String()); back != edge {
			t.Fatalf("%+v comes back as %+v", edge, back)
		}
	})
	if (models.Edge{}).String() != "" || models.ParseEdge("").Known() {
		t.Error("no edge is written as something")
	}
}

func FuzzParseEdge(f *testing.F) {
	for _, text := range []string{"", "x", "====", "YSBi", "IGI", "YQ", "AAAA", "_-_-", models.Edge{Key: "łukasz", ID: "1"}.String(), models.Edge{ID: "1"}.String()} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		edge := models.ParseEdge(text)
		if !edge.Known() {
			return
		}
		if again := models.ParseEdge(edge.String()); again != edge {
			t.Errorf("%q is %+v, and then %+v", text, edge, again)
		}
	})
}

func TestAPageKnowsItsOrder(t *testing.T) {
	for _, c := range []struct {
		at       models.PageAt
		by       string
		falls    bool
		backward bool
		rows     int
	}{
		{models.PageAt{}, "", false, false, models.PageSize},
		{models.PageAt{Order: "name", Size: 3}, "name", false, false, 3},
		{models.PageAt{Order: "-joined", After: models.Edge{ID: "a"}}, "joined", true, false, models.PageSize},
		{models.PageAt{Order: "-joined", Before: models.Edge{ID: "a"}}, "joined", true, true, models.PageSize},
		{models.PageAt{After: models.Edge{ID: "a"}, Before: models.Edge{ID: "b"}}, "", false, false, models.PageSize},
	} {
		if c.at.SortedBy() != c.by || c.at.Falls() != c.falls || c.at.Backward() != c.backward || c.at.Rows() != c.rows {
			t.Errorf("%+v: by %q, falls %v, backward %v, %d rows", c.at, c.at.SortedBy(), c.at.Falls(), c.at.Backward(), c.at.Rows())
		}
		if first := c.at.First(); first.Edge().Known() || first.Order != c.at.Order || first.Size != c.at.Size {
			t.Errorf("the first page is %+v", first)
		}
	}
}

func TestEachPageGoesOnUntilThereIsNoMore(t *testing.T) {
	rows := []int{1, 2, 3, 4, 5}
	read := func(at models.PageAt) (models.Page[int], error) {
		from := len(at.After.Key)
		page := models.Page[int]{Rows: rows[from:min(from+at.Size, len(rows))]}
		if next := from + at.Size; next < len(rows) {
			page.Next = models.Edge{Key: "xxxxx"[:next], ID: "row"}
		}
		return page, nil
	}
	var all []int
	err := models.EachPage(models.PageAt{Size: 2}, read, func(some []int) error { all = append(all, some...); return nil })
	if err != nil || !slices.Equal(all, rows) {
		t.Errorf("%v (%v)", all, err)
	}
	full := errors.New("the disk is full")
	calls := 0
	err = models.EachPage(models.PageAt{Size: 2}, read, func([]int) error { calls++; return full })
	if !errors.Is(err, full) || calls != 1 {
		t.Errorf("after %d calls: %v", calls, err)
	}
	err = models.EachPage(models.PageAt{}, func(models.PageAt) (models.Page[int], error) { return models.Page[int]{}, full }, nil)
	if !errors.Is(err, full) {
		t.Errorf("what cannot be read: %v", err)
	}
}
