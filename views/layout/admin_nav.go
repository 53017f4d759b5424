package layout

import (
	"slices"

	"trellis/models/paths"
	"trellis/views/components"
)

// adminGroup is some pages of the administrator that belong together; the first one stands for all of them.
type adminGroup struct {
	Label string
	Pages []components.SubItem
}

func (g adminGroup) has(path string) bool {
	return slices.ContainsFunc(g.Pages, func(page components.SubItem) bool { return page.Href == path })
}

// adminGroups are the pages of the administrator, in their order. Whatever has a list of its own stands here.
func adminGroups() []adminGroup {
	return []adminGroup{
		{"Overview", []components.SubItem{{Label: "Overview", Href: paths.Admin}}},
		{"People", []components.SubItem{
			{Label: "Everybody", Href: paths.People},
			{Label: "Imports", Href: paths.Imports},
			{Label: "Past learning", Href: paths.PastLearning},
			{Label: "Invitations", Href: paths.InviteAll},
			{Label: "Who asks to join", Href: paths.SignUps},
			{Label: "Corrections", Href: paths.Corrections},
		}},
		{"Organisations", []components.SubItem{{Label: "Organisations", Href: paths.Organisations}}},
		{"Learning", []components.SubItem{
			{Label: "Courses", Href: paths.AllCourses},
			{Label: "Cohorts", Href: paths.AllCohorts},
			{Label: "Frameworks", Href: paths.Frameworks},
			{Label: "Rounds", Href: paths.Rounds},
		}},
		{"Settings and audit", []components.SubItem{
			{Label: "Settings", Href: paths.Settings},
			{Label: "Retention", Href: paths.Retention},
			{Label: "Events", Href: paths.Events},
			{Label: "Outbox", Href: paths.Outbox},
			{Label: "Letters", Href: paths.Letters},
			{Label: "Keys of badges", Href: paths.Keys},
		}},
	}
}

// adminItems are the groups, as links to the first page of each.
func adminItems(current string) []components.SubItem {
	var items []components.SubItem
	for _, g := range adminGroups() {
		items = append(items, components.SubItem{Label: g.Label, Href: g.Pages[0].Href, Current: g.has(current), Within: g.Pages[0].Href != current})
	}
	return items
}

// besideInAdmin are the pages of the group that the page is in; none where it stands alone.
func besideInAdmin(current string) (label string, pages []components.SubItem) {
	for _, g := range adminGroups() {
		if !g.has(current) || len(g.Pages) == 1 {
			continue
		}
		for i := range g.Pages {
			g.Pages[i].Current = g.Pages[i].Href == current
		}
		return g.Label, g.Pages
	}
	return "", nil
}
