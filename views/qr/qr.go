// Package qr draws an address as a code that cameras read.
package qr

import (
	"fmt"
	"image/color"
	"strings"

	"github.com/boombuler/barcode/qr"
)

// Quiet is the empty border that cameras need, in modules.
const Quiet = 4

// Code is a square of dark and light modules. The zero Code draws nothing.
type Code struct {
	Size int // modules a side, without the border
	dark []bool
}

// Of is the code of a text; the zero Code where the text is too long for one.
func Of(text string) Code {
	picture, err := qr.Encode(text, qr.M, qr.Auto)
	if err != nil {
		return Code{}
	}
	size := picture.Bounds().Dx()
	code := Code{Size: size, dark: make([]bool, size*size)}
	for y := range size {
		for x := range size {
			code.dark[y*size+x] = color.GrayModel.Convert(picture.At(x, y)).(color.Gray).Y < 128
		}
	}
	return code
}

// Runs calls the function for each run of dark modules beside each other: where it begins, and how many there are.
func (c Code) Runs(do func(x, y, length int)) {
	for y := range c.Size {
		for x := 0; x < c.Size; x++ {
			length := 0
			for x+length < c.Size && c.dark[y*c.Size+x+length] {
				length++
			}
			if length > 0 {
				do(x, y, length)
				x += length
			}
		}
	}
}

// Path draws the dark modules as an SVG path, inside the border.
func (c Code) Path() string {
	var path strings.Builder
	c.Runs(func(x, y, length int) { fmt.Fprintf(&path, "M%d %dh%dv1h-%dz", x+Quiet, y+Quiet, length, length) })
	return path.String()
}

// ViewBox is the box of the path with its border.
func (c Code) ViewBox() string {
	side := c.Size + 2*Quiet
	return fmt.Sprintf("0 0 %d %d", side, side)
}
