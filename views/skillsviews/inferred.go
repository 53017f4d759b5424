package skillsviews

import (
	"time"

	"trellis/app/skills"
	"trellis/models"
	"trellis/views/words"
)

// inferredLevel is the level that is inferred, or that none is.
func inferredLevel(i skills.Inference) string {
	if i.Here == "" {
		return "No level is inferred"
	}
	return "Perhaps " + i.Here
}

// inferredFrom says from what: the level held in the other framework, how sure it is, and how the two compare.
func inferredFrom(i skills.Inference, now time.Time) string {
	sure := "not confirmed"
	if i.Confirmed {
		sure = "confirmed"
	}
	return "“" + i.There + "” in " + i.Name + " of " + i.Framework + ", version " + i.Version + ", which is " + comparesAs(i.Strength) +
		". Assessed on " + words.Day(i.At) + ", " + Ago(i.At, now) + "; " + sure + "."
}

// comparesAs says how the competency of another framework compares with the one that is looked at.
func comparesAs(s models.Strength) string {
	switch s {
	case models.ExactMatch:
		return "the same"
	case models.CloseMatch:
		return "nearly the same"
	case models.BroaderMatch:
		return "broader"
	case models.NarrowerMatch:
		return "a part of it"
	case models.RelatedMatch:
	}
	return "related to it"
}
