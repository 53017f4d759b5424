package skillsviews

import (
	"trellis/app/skills"
	"trellis/views/words"
)

// nothingNext says why there is nothing to do about a skill.
func nothingNext(k skills.Skill) string {
	switch {
	case k.Required == 0:
		return "The role does not ask for it."
	case k.Assessed && k.Gap() == 0:
		return "At target. Nothing waits for your answer."
	}
	return "No course takes this further yet."
}

// reaches says to which level a course leads, and when it next begins.
func reaches(k skills.Skill, c skills.CourseToBuild) string {
	text := "Builds it up to " + k.Scale.Label(c.Level)
	if c.Starts == nil {
		return text + ". No date yet"
	}
	return text + ". Begins on " + words.Day(*c.Starts)
}
