package disclosure_test

import (
	"testing"

	"pgregory.net/rapid"

	"trellis/models/disclosure"
)

func TestSmallNumbersStayPrivate(t *testing.T) {
	for _, c := range []struct {
		atTarget, base int
		kind           disclosure.Kind
		words          string
	}{
		{0, 0, disclosure.NoData, "No data"},
		{4, 4, disclosure.Hidden, "Hidden"},
		{0, 5, disclosure.UnderHalf, "Under half"},
		{2, 5, disclosure.UnderHalf, "Under half"},
		{3, 5, disclosure.HalfOrMore, "Half or more"},
		{3, 6, disclosure.HalfOrMore, "Half or more"},
		{4, 9, disclosure.UnderHalf, "Under half"},
		{9, 9, disclosure.HalfOrMore, "Half or more"},
		{0, 10, disclosure.Few, "Few of 10"},
		{2, 10, disclosure.Few, "Few of 10"},
		{3, 10, disclosure.Exact, "3 of 10"},
		{7, 10, disclosure.Exact, "7 of 10"},
		{8, 10, disclosure.NearlyAll, "Nearly all of 10"},
		{10, 10, disclosure.NearlyAll, "Nearly all of 10"},
		{24, 44, disclosure.Exact, "24 of 44"},
		{-1, 10, disclosure.Hidden, "Hidden"},
		{11, 10, disclosure.Hidden, "Hidden"},
	} {
		got := disclosure.Least().Share(c.atTarget, c.base)
		if got.Kind != c.kind || got.String() != c.words {
			t.Errorf("%d of %d: %s, %q; want %s, %q", c.atTarget, c.base, got.Kind, got, c.kind, c.words)
		}
	}
}

func TestRaisedThresholdsTellLess(t *testing.T) {
	raised := disclosure.Thresholds{HalfFrom: 8, ShareFrom: 20}
	for _, c := range []struct {
		atTarget, base int
		words          string
	}{{3, 7, "Hidden"}, {3, 8, "Under half"}, {12, 19, "Half or more"}, {12, 20, "12 of 20"}, {0, 0, "No data"}} {
		if got := raised.Share(c.atTarget, c.base).String(); got != c.words {
			t.Errorf("%d of %d: %s; want %s", c.atTarget, c.base, got, c.words)
		}
	}
}

// What is shown fits at least three counts, unless it is the count of a group that is large enough and well inside it.
func TestABandKeepsThreePossibleCounts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		by := disclosure.Thresholds{HalfFrom: rapid.IntRange(5, 20).Draw(t, "half from")}
		by.ShareFrom = rapid.IntRange(max(10, by.HalfFrom), 30).Draw(t, "share from")
		base := rapid.IntRange(by.HalfFrom, 60).Draw(t, "base")
		shown := by.Share(rapid.IntRange(0, base).Draw(t, "at target"), base)
		possible := 0
		for n := range base + 1 {
			if by.Share(n, base) == shown {
				possible++
			}
		}
		if shown.Kind == disclosure.Exact {
			if shown.AtTarget <= 2 || base-shown.AtTarget <= 2 || base < by.ShareFrom {
				t.Fatalf("%s of %d is told", shown, base)
			}
		} else if possible < 3 {
			t.Fatalf("%s of %d leaves only %d possible counts", shown, base, possible)
		}
	})
}

func TestTheRestOfAShareSaysNoMoreThanTheShare(t *testing.T) {
	for base := range 30 {
		for part := range base + 1 {
			shown, rest := disclosure.Least().Share(part, base), disclosure.Least().Share(base-part, base)
			got := shown.Rest()
			if got != rest && got.Kind != disclosure.Hidden && part*2 != base {
				t.Errorf("of %s of %d the rest is %s, want %s", shown, base, got, rest)
			}
			if shown.Kind == disclosure.HalfOrMore && got.Kind != disclosure.Hidden {
				t.Errorf("%d of %d: the rest of %s is %s", part, base, shown, got)
			}
		}
	}
}
