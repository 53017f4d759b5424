package components

import "fmt"

// NotAssessed is the level of a cell where nobody has assessed the skill.
const NotAssessed = -1

// HeatClass is the class of a cell in a map of people by competencies. Light is far below the target, the fourth step is at
// target, the darkest above it. A competency the role does not require, or one nobody has assessed, has no step.
func HeatClass(level, required int) string {
	switch {
	case level <= NotAssessed:
		return "app-heat__c--none"
	case required <= 0:
		return "app-heat__c--free"
	}
	return fmt.Sprintf("app-heat__c--%d", min(5, max(1, 4+level-required)))
}
