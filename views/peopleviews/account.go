package peopleviews

import (
	"trellis/app/people"
	"trellis/views/components"
	"trellis/views/words"
)

func place(post people.NamedPost) string {
	if post.TeamName == "" {
		return post.OrganisationName
	}
	return post.TeamName + ", " + post.OrganisationName
}

func managerWords(post people.NamedPost) string {
	switch {
	case post.ManagerName != "":
		return "Manager: " + post.ManagerName
	case post.ManagerUnknown:
		return "Manager: not known. Your network’s administrator has been told"
	}
	return "No manager named"
}

func seerWords(seer people.Seer) string {
	text := seer.Name + ", your manager"
	switch seer.Why {
	case people.SeesAsDeputy:
		text = seer.Name + ", deputy of " + seer.For
	case people.SeesAsActing:
		text = seer.Name + ", acting for " + seer.For
	case people.SeesAsLead:
		text = seer.Name + ", lead of " + seer.For
	case people.SeesAsTrainer:
		text = seer.Name + ", trainer of " + seer.For + ", in the skills that it builds"
	case people.SeesAsManager:
	}
	if seer.Until != "" {
		text += ", until " + words.Date(seer.Until)
	}
	return text
}

func timeline(days []people.LookDay) []components.TimelineItem {
	items := make([]components.TimelineItem, len(days))
	for i, day := range days {
		items[i] = components.TimelineItem{When: words.Date(day.Day), ISO: string(day.Day), What: words.List(day.Viewers)}
	}
	return items
}

func passwordTitle(a people.Account) string {
	if a.HasPassword {
		return "Change your password"
	}
	return "Set a password"
}

func passwordAction(a people.Account) string {
	if a.HasPassword {
		return "Change password"
	}
	return "Set password"
}
