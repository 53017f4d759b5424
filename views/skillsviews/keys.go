package skillsviews

import (
	"strconv"

	"trellis/app/skills"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/components"
	"trellis/views/words"
)

// The keys that answer, by the name of the question: a sign for each of its answers, in their order.
const (
	keysOfUse    = "use:nosw"
	keysOfChance = "chance:abc barrier:tdfye"
)

// levelKeys are a digit for each level, and 0 for the one that stands last.
func levelKeys(levels skills.Scale) string {
	keys := "level:"
	for i := range levels {
		if i > 0 {
			keys += strconv.Itoa(i)
		}
	}
	return keys + "0"
}

func stepKeys(p skills.StepPage) string {
	return levelKeys(p.Levels) + " " + keysOfUse + " " + keysOfChance
}

func yes(is bool) string {
	if is {
		return "true"
	}
	return ""
}

// KindWords is what sort of thing a competency is.
func KindWords(k models.CompetencyKind) string {
	switch k {
	case models.Method:
		return "Method"
	case models.Tool:
		return "Tool"
	case models.Knowledge:
		return "Domain knowledge"
	case models.Behaviour:
		return "Behaviour"
	}
	return string(k)
}

// ChanceWords is whether there was anything to use a skill on.
func ChanceWords(c models.Chance) string {
	switch c {
	case models.NoChance:
		return "No chance"
	case models.SomeChance:
		return "Some"
	case models.PlentyChance:
		return "Plenty"
	}
	return ""
}

// BarrierWords is what stands in the way.
func BarrierWords(b models.Barrier) string {
	switch b {
	case models.NoTime:
		return "No time"
	case models.NoData:
		return "No access to the data"
	case models.NoSoftware:
		return "No software"
	case models.NobodyAsked:
		return "Nobody asked for it"
	case models.OtherBarrier:
		return "Something else"
	}
	return ""
}

// WishWords is how much somebody would like to do of something.
func WishWords(w models.Wish) string {
	switch w {
	case models.WishLittle:
		return "A little"
	case models.WishSome:
		return "Some"
	case models.WishMuch:
		return "Much"
	}
	return ""
}

func chanceOptions() []components.Option   { return optionsOf(models.Chances(), ChanceWords) }
func barrierOptions() []components.Option  { return optionsOf(models.Barriers(), BarrierWords) }
func interestOptions() []components.Option { return optionsOf(models.Wishes(), WishWords) }

func optionsOf[T ~string](list []T, say func(T) string) []components.Option {
	options := make([]components.Option, len(list))
	for i, v := range list {
		options[i] = components.Option{Value: string(v), Label: say(v)}
	}
	return options
}

// interestSkip is where the round goes on without an answer.
func interestSkip(p skills.InterestPage) string {
	if p.Unanswered > 0 {
		return paths.AssessmentStep(p.Round.Slug, p.Unanswered)
	}
	return paths.AssessmentCheck(p.Round.Slug)
}

func evidenceButton(p skills.StepPage) string {
	if len(p.Evidence) == 0 {
		return "Save and add evidence"
	}
	return "Save and add more evidence"
}

func answered(i skills.Item) string {
	if i.Done() {
		return ". Answered"
	}
	return ""
}

func quickLabel(known int) string {
	return "Quick round: are " + words.Count(known, "answer", "answers") + " still right?"
}
