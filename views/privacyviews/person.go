package privacyviews

import (
	"trellis/app/privacy"
	"trellis/models"
	"trellis/views/words"
)

func lifted(page privacy.HoldPage) []models.Hold {
	if page.On() {
		return page.Holds[1:]
	}
	return page.Holds
}

func postsWords(page privacy.ErasurePage) string {
	if page.Posts == 0 {
		return "Roles and delegations end."
	}
	return words.Count(page.Posts, "post ends", "posts end") + "; so do roles and delegations."
}

func reportsWords(page privacy.ErasurePage) string {
	if page.Reports == 0 {
		return "Nobody’s post names this person as manager."
	}
	return words.Count(page.Reports, "post names", "posts name") + " this person as manager: the manager is not known from then on, and administrators are told."
}

func placesWords(page privacy.ErasurePage) string {
	if page.Places == 0 {
		return "This person holds no place and waits for none."
	}
	return words.Count(page.Places, "place, offer or turn", "places, offers or turns") + " on a cohort that is not over: free for the next in line."
}
