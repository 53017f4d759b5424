package components

import "trellis/views/words"

// figuresOf are the definitions of those codes. It panics where nothing has a code: whoever wrote the page has made a mistake.
func figuresOf(codes []string) []words.Figure {
	list := make([]words.Figure, len(codes))
	for i, code := range codes {
		f, found := words.FigureOf(code)
		if !found {
			panic("no figure has the code " + code)
		}
		list[i] = f
	}
	return list
}
