// Package components is the design system: typed parts of a page, one a file, named as the design names them.
package components

import (
	"fmt"
	"strconv"
)

// Percent is a share in whole numbers. It says 0 or 100 only when that is exact, and 0 of a total of 0.
func Percent(part, total int) int {
	switch {
	case total <= 0 || part <= 0:
		return 0
	case part >= total:
		return 100
	}
	return min(99, max(1, (part*200+total)/(total*2)))
}

// share is Percent as an SVG length.
func share(part, total int) string { return percentage(Percent(part, total)) }

func percentage(p int) string { return strconv.Itoa(p) + "%" }

func itemID(name string, index int) string {
	if index == 0 {
		return name
	}
	return fmt.Sprintf("%s-%d", name, index+1)
}
