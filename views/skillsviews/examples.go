package skillsviews

import (
	"strconv"

	"trellis/app/skills"
	"trellis/views/components"
)

func levelValue(n int) string { return strconv.Itoa(n) }

func exampleLevels(p skills.ExamplesPage) []components.Option {
	list := make([]components.Option, len(p.Levels))
	for i, l := range p.Levels {
		list[i] = components.Option{Value: levelValue(l.Value), Label: l.Label}
	}
	return list
}
