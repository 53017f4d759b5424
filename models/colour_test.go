package models

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func TestWhiteIsReadOnDarkColoursAlone(t *testing.T) {
	for text, want := range map[string]float64{"#000000": 21, "#ffffff": 1, "#767676": 4.54, "#777777": 4.48, "#12303F": 13.81, " #005eb8 ": 6.38} {
		c, err := ParseColour(text)
		if err != nil || math.Abs(c.Contrast()-want) > 0.06 {
			t.Errorf("%s: %.2f, want %.2f (%v)", text, c.Contrast(), want, err)
		}
		if c.TakesWhite() != (want >= LeastContrast) {
			t.Errorf("%s takes white: %t", text, c.TakesWhite())
		}
	}
	grey, _ := ParseColour("#777777")
	if grey.Ratio() != "4.4 to 1" {
		t.Errorf("what is not enough reads as %s", grey.Ratio())
	}
}

func TestWhatIsNoColourIsRefused(t *testing.T) {
	for _, text := range []string{"", "12303f", "#123", "#12303g", "#12303f00", "red", "#12303f;}"} {
		if c, err := ParseColour(text); err == nil {
			t.Errorf("%q is %s", text, c)
		}
	}
}

func TestAColourIsReadAsItIsWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := Colour(rapid.SliceOfN(rapid.Byte(), 3, 3).Draw(t, "colour"))
		again, err := ParseColour(c.String())
		if err != nil || again != c {
			t.Fatalf("%s is read as %s (%v)", c, again, err)
		}
		if c.Darker().Contrast() < c.Contrast()-1e-9 || c.Lighter().Contrast() > c.Contrast()+1e-9 {
			t.Fatalf("%s is between %s and %s", c, c.Darker(), c.Lighter())
		}
	})
}
