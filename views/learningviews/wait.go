package learningviews

import (
	"strconv"

	"trellis/app/learning"
	"trellis/models"
	"trellis/models/disclosure"
	"trellis/views/words"
)

// waitingNext says to somebody on the waiting list where they stand, why they have no place yet, and what happens next.
func waitingNext(page learning.EnrolmentPage) []string {
	list := []string{"You are " + words.Ordinal(page.Position) + " on the waiting list." + together(page.Wait), why(page.Wait, page.Cohort)}
	for _, p := range page.Wait.First {
		list = append(list, priorityAhead(p))
	}
	if !page.Cohort.Unscheduled && page.Wait.Cause != models.WaitBegun {
		list = append(list, heldFor(page.Cohort)+".", "We will email you when a place is yours to take. You can answer from the email, without signing in.")
	}
	if before := linesBefore(page.Wait.Gone); before != "" {
		list = append(list, before)
	}
	return list
}

func together(wait learning.MyWait) string {
	if wait.Party < 2 {
		return ""
	}
	return " You come together with " + words.Count(wait.Party-1, "other person", "others") + ": places are offered to all of you at once, or to none."
}

// why says why somebody has no place yet.
func why(wait learning.MyWait, cohort models.Cohort) string {
	switch wait.Cause {
	case models.WaitDates:
		return "The dates are not set. Places are offered in this order once they are."
	case models.WaitBegun:
		return "The cohort has started, so no more places are offered."
	case models.WaitFull:
		return allTaken(wait) + quiet(wait, cohort)
	case models.WaitKept:
		return kept(wait) + quiet(wait, cohort)
	case models.WaitParty:
		return words.Count(wait.Free, "place is free and is", "places are free and are") + " set aside for you: there are too few yet for all who come together." + quiet(wait, cohort)
	case models.WaitAside:
		return words.Count(wait.Free, "place is", "places are") + " set aside for " + strconv.Itoa(wait.Aside) + " who come together before you." + quiet(wait, cohort)
	case models.WaitQuiet:
		return words.Count(wait.Free, "place is", "places are") + " free." + quiet(wait, cohort)
	case models.WaitTurn:
		return words.Count(wait.Free, "place is", "places are") + " free, and goes to those who come first."
	}
	return ""
}

func allTaken(wait learning.MyWait) string {
	if wait.Places == 1 {
		return "The only place is taken."
	}
	return "All " + strconv.Itoa(wait.Places) + " places are taken."
}

// kept reads "3 places are kept for Black Country until 9am on 1 January. You are 2nd among those who can have the others."
func kept(wait learning.MyWait) string {
	systems, n := make([]string, len(wait.Kept)), 0
	for i, k := range wait.Kept {
		systems[i], n = k.System.Name, n+k.Unused
	}
	return words.Count(min(n, wait.Free), "place is", "places are") + " kept for " + words.List(systems) + " until " + words.Moment(wait.Until) +
		". You are " + words.Ordinal(wait.Among) + " among those who can have the others."
}

// quiet says that the start is too near for offers, where it is.
func quiet(wait learning.MyWait, cohort models.Cohort) string {
	if !wait.Quiet {
		return ""
	}
	return " In the last " + models.Plural(cohort.QuietHours, "hour", "hours") + " before the start no place is offered by itself: the trainer may offer one."
}

// priorityAhead reads "2 people come first because of priority: They missed the last cohort".
func priorityAhead(p learning.PriorityAhead) string {
	text := words.Count(p.People, "person comes", "people come") + " first because of priority"
	if p.Reason != "" {
		text += ": " + p.Reason
	}
	return text
}

// linesBefore says how many of those who waited before got a place, where so many waited that it may be told.
func linesBefore(gone disclosure.Shown) string {
	const before = " who waited for an earlier cohort of this course got a place."
	of := " of the " + strconv.Itoa(gone.Base) + " people"
	switch gone.Kind {
	case disclosure.Exact:
		return strconv.Itoa(gone.AtTarget) + of + before
	case disclosure.Few:
		return "Few" + of + before
	case disclosure.NearlyAll:
		return "Nearly all" + of + before
	case disclosure.UnderHalf:
		return "Under half of those" + before
	case disclosure.HalfOrMore:
		return "Half or more of those" + before
	default:
		return ""
	}
}
