package settings

import (
	"fmt"
	"strconv"

	"trellis/models"
	"trellis/models/disclosure"
)

// colour is the one that is chosen or typed. White text must be readable on it.
func (c Change) colour(problems models.Invalid) string {
	text, field := c.Colour, "colour"
	if text == OtherColour {
		text, field = c.OtherColour, "other_colour"
	}
	colour, err := models.ParseColour(text)
	switch {
	case err != nil && field == "colour":
		problems[field] = "Select a colour for the header"
	case err != nil:
		problems[field] = "Enter a colour as # and six digits, such as #12303f"
	case !colour.TakesWhite():
		problems[field] = fmt.Sprintf("White text on this colour has a contrast of %s. Choose a darker one, with at least 4.5 to 1", colour.Ratio())
	}
	return colour.String()
}

// thresholds may only be raised: what was hidden before a change would otherwise be told after it.
func (c Change) thresholds(now models.Settings, problems models.Invalid) (half, share int) {
	least, held := disclosure.Least(), now.Thresholds()
	half = c.threshold("half_from", c.HalfFrom, least.HalfFrom, held.HalfFrom, problems)
	share = c.threshold("share_from", c.ShareFrom, least.ShareFrom, held.ShareFrom, problems)
	if share < half && problems["share_from"] == "" && problems["half_from"] == "" {
		problems["share_from"] = "Enter a number that is no lower than the one above"
	}
	return half, share
}

// highest is a threshold that hides nearly everything already.
const highest = 1000

func (c Change) threshold(field, typed string, least, held int, problems models.Invalid) int {
	n, err := strconv.Atoi(typed)
	switch {
	case err != nil || n > highest:
		problems[field] = fmt.Sprintf("Enter a whole number from %d to %d", held, highest)
	case n < least:
		problems[field] = fmt.Sprintf("Enter %d or more: below that, figures would give people away", held)
	case n < held:
		problems[field] = fmt.Sprintf("Enter %d or more: it can be raised and never lowered, because what people were promised to be hidden stays hidden", held)
	}
	return n
}

// longestMonths is five years: nobody remembers what an older assessment was about.
const longestMonths = 60

// months is how long an assessment stands.
func (c Change) months(problems models.Invalid) int {
	n, err := strconv.Atoi(c.HoldsMonths)
	if err != nil || n < 1 || n > longestMonths {
		problems["holds_months"] = fmt.Sprintf("Enter how many months an assessment stands: a whole number from 1 to %d", longestMonths)
	}
	return n
}

// rule is of whom a second factor is required. That administrators need none has to be meant.
func (c Change) rule(now models.Settings, problems models.Invalid) models.SecondFactorRule {
	was := now.SecondFactor
	if was == "" {
		was = models.RequiredOfAdministrators
	}
	switch {
	case !c.SecondFactor.Known():
		problems["second_factor"] = "Select of whom a second factor is required"
	case c.SecondFactor == models.RequiredOfNobody && was != models.RequiredOfNobody && !c.NoneAgreed:
		problems["none_agreed"] = "Tick that you mean this: an administrator’s stolen password would open everything"
	}
	return c.SecondFactor
}

// tested is the day on which the product was tested for accessibility last; empty where nobody said.
func (c Change) tested(today models.Date, problems models.Invalid) models.Date {
	if c.AccessibilityTested == "" {
		return ""
	}
	day, err := models.ParseDate(c.AccessibilityTested)
	if err != nil {
		problems["accessibility_tested"] = "Enter a date, such as 2026-11-23"
	} else if day > today {
		problems["accessibility_tested"] = "Enter today or an earlier date"
	}
	return day
}
