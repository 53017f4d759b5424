package planviews

import (
	"trellis/app/plans"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/components"
	"trellis/views/words"
)

// teamLede says in a sentence how the plans of a team stand.
func teamLede(p plans.TeamPage) string {
	agreed, none, overdue := 0, 0, 0
	for _, r := range p.Rows {
		switch r.How {
		case models.PlanAgreed:
			agreed++
		case models.PlanEmpty:
			none++
		case models.PlanDrafted, models.PlanWaitsAgreed, models.PlanWaitsPerson, models.PlanChanged:
		}
		overdue += r.Overdue
	}
	if len(p.Rows) == 0 {
		return ""
	}
	text := words.Number(agreed) + " of " + words.Count(len(p.Rows), "plan", "plans") + " agreed as they are now"
	if n := p.Waiting(); n > 0 {
		text += ", " + words.Number(n) + " waiting for you"
	}
	if none > 0 {
		text += ", " + words.Number(none) + " not begun"
	}
	if overdue > 0 {
		text += ". " + words.Count(overdue, "action is", "actions are") + " after the day it was due"
	}
	return text + "."
}

func orders(p plans.TeamPage) []components.SubItem {
	item := func(label, order string) components.SubItem {
		href := paths.TeamPlans
		if order != "" {
			href += "?order=" + order
		}
		return components.SubItem{Label: label, Href: href, Current: p.Order == order}
	}
	return []components.SubItem{item("By name", ""), item("By state", plans.ByState), item("Most overdue", plans.ByOverdue), item("By review", plans.ByReview)}
}
