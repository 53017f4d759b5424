package models

import (
	"encoding/hex"
	"fmt"
	"math"
	"strings"
)

// UsualColour is that of the header until a network chooses its own.
const UsualColour = "#12303f"

// LeastContrast is how much white text must stand out from what is behind it: level AA of the Web Content Accessibility
// Guidelines, 1.4.3.
const LeastContrast = 4.5

// Colour is one that a screen shows: red, green and blue.
type Colour [3]byte

// ParseColour reads #rrggbb, in small letters or large, with spaces around it or not.
func ParseColour(text string) (Colour, error) {
	digits, found := strings.CutPrefix(strings.TrimSpace(text), "#")
	bytes, err := hex.DecodeString(digits)
	if !found || err != nil || len(bytes) != len(Colour{}) {
		return Colour{}, Invalid{"colour": "Enter a colour as # and six digits, such as #12303f"}
	}
	return Colour(bytes), nil
}

// String is the colour as #rrggbb.
func (c Colour) String() string { return "#" + hex.EncodeToString(c[:]) }

// Contrast is how much white stands out from the colour: from 1 for white itself to 21 for black.
func (c Colour) Contrast() float64 { return 1.05 / (c.luminance() + 0.05) }

// TakesWhite tells whether white text can be read on the colour.
func (c Colour) TakesWhite() bool { return c.Contrast() >= LeastContrast }

// Ratio is the contrast as people write it, cut off so that what is not enough never reads as if it were: 4.4 to 1.
func (c Colour) Ratio() string { return fmt.Sprintf("%.1f to 1", math.Floor(c.Contrast()*10)/10) }

// Darker is the colour with a quarter of black in it.
func (c Colour) Darker() Colour {
	for i := range c {
		c[i] -= c[i] / 4
	}
	return c
}

// Lighter is the colour with a quarter of white in it.
func (c Colour) Lighter() Colour {
	for i := range c {
		c[i] += (255 - c[i]) / 4
	}
	return c
}

// luminance is the relative luminance of WCAG 2.2.
func (c Colour) luminance() float64 {
	linear := func(b byte) float64 {
		v := float64(b) / 255
		if v <= 0.04045 {
			return v / 12.92
		}
		return math.Pow((v+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(c[0]) + 0.7152*linear(c[1]) + 0.0722*linear(c[2])
}
